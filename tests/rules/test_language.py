"""Spanish for the rules that read texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probidad.rules.language import content, fold, stem, whole_number, words


@pytest.mark.parametrize(("text", "folded"), [("RENDICIÓN  de\tCuentas", "rendicion de cuentas"), ("Ñame", "name")])
def test_folding_takes_off_capitals_accents_and_double_blanks(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("first", "second"),
    [("publicados", "publicadas"), ("capacitación", "capacitaciones"), ("trámite", "trámites"), ("sede", "sedes")],
)
def test_forms_of_one_word_have_one_stem(first: str, second: str) -> None:
    assert stem(fold(first)) == stem(fold(second))


def test_the_words_that_any_activity_has_are_no_subject() -> None:
    assert content("Realizar el seguimiento al plan de la entidad") == frozenset()
    assert content("Racionalizar trámites") == content("la racionalización del trámite")


def test_words_come_in_order_with_their_numbers() -> None:
    assert words("Se hicieron 3 de 4, según acta N° 12") == [
        "se",
        "hicieron",
        "3",
        "de",
        "4",
        "segun",
        "acta",
        "n",
        "12",
    ]


@pytest.mark.parametrize(("word", "number"), [("14", 14), ("tres", 3), ("una", 1), ("muchos", None), ("1234567", None)])
def test_small_numbers_are_read_in_figures_and_words(word: str, number: int | None) -> None:
    assert whole_number(word) == number
