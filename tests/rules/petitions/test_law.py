"""Which law holds on a day, and what a type is called."""

from datetime import date

import pytest
from tests.rules.petitions.samples import LAW


@pytest.mark.parametrize(
    ("rule", "filed", "days"),
    [
        ("general", date(2012, 1, 2), 15),
        ("general", date(2015, 6, 29), 15),
        ("general", date(2020, 3, 27), 15),
        ("general", date(2020, 3, 28), 30),
        ("information", date(2021, 5, 5), 20),
        ("consultation", date(2022, 5, 17), 35),
        ("consultation", date(2022, 5, 18), 30),
        ("information", date(2022, 5, 18), 10),
        ("authorities", date(2021, 5, 5), 10),  # the emergency says nothing of them
        ("data_claim", date(2021, 5, 5), 15),
    ],
)
def test_the_term_is_that_of_the_law_in_force_on_the_day_of_filing(rule: str, filed: date, days: int) -> None:
    assert LAW.term(rule, filed)[1].days == days


def test_who_asks_for_another_fundamental_right_keeps_the_common_term_in_the_emergency() -> None:
    assert LAW.term("general", date(2021, 5, 5), groups=["DFUND"])[1].days == 15


def test_a_day_or_a_rule_without_law_is_refused() -> None:
    for rule, day in (("general", date(1985, 7, 11)), ("data_claim", date(2012, 10, 17)), ("other", date(2024, 1, 2))):
        with pytest.raises(LookupError):
            LAW.term(rule, day)


def test_a_type_is_found_by_its_code_its_key_and_the_words_of_people() -> None:
    assert {LAW.kind(word).code for word in ("PIP", "peticion", "Interes particular", "private_interest")} == {"PIP"}
    with pytest.raises(LookupError):
        LAW.kind("memorando")
    with pytest.raises(LookupError):
        LAW.group("NOBODY")
