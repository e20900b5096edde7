"""Spanish and English."""

from datetime import date
from fractions import Fraction

import pytest

from probidad.documents.words import LANGUAGES, Words

ES, EN = Words("es"), Words("en")


@pytest.mark.parametrize(
    ("value", "spanish", "english"),
    [
        (Fraction(8693, 100), "86,93", "86.93"),
        (Fraction(3564, 41), "86,93", "86.93"),
        (Fraction(123456789, 100), "1.234.567,89", "1,234,567.89"),
        (Fraction(1, 200), "0,01", "0.01"),
        (Fraction(-1, 200), "-0,01", "-0.01"),
        (Fraction(2675, 1000), "2,68", "2.68"),
        (Fraction(0), "0,00", "0.00"),
    ],
)
def test_decimals_are_written_as_the_language_writes_them_rounded_half_up(
    value: Fraction, spanish: str, english: str
) -> None:
    assert (ES.decimal(value), EN.decimal(value)) == (spanish, english)


def test_a_short_figure_has_as_few_decimals_as_are_exact() -> None:
    assert [ES.short(Fraction(text)) for text in ("50", "12.5", "16/21")] == ["50", "12,5", "0,76"]


def test_whole_numbers_part_their_thousands() -> None:
    assert (ES.whole(1234567), EN.whole(1234567), ES.whole(12)) == ("1.234.567", "1,234,567", "12")


def test_days_are_written_out() -> None:
    day = date(2017, 12, 30)
    assert (ES.day(day), EN.day(day)) == ("30 de diciembre de 2017", "30 December 2017")


def test_a_message_is_said_with_its_facts() -> None:
    assert ES("%(file)s is empty.", {"file": "a.csv"}) == "a.csv está vacío."
    assert EN("%(file)s is empty.", {"file": "a.csv"}) == "a.csv is empty."


def test_one_and_many_are_told_apart() -> None:
    one, many = "It differs in %(count)s place:", "It differs in %(count)s places:"
    assert ES.plural(one, many, 1) != ES.plural(one, many, 2)
    assert EN.plural(one, many, 1200) == "It differs in 1,200 places:"


def test_a_language_that_is_not_there_is_an_error() -> None:
    assert set(LANGUAGES) == {"es", "en"}
    with pytest.raises(LookupError):
        Words("fr")
