"""Which plan is in force on a day, and by when its follow-ups are published."""

from datetime import date

import pytest

import town
from plans import imported
from probidad.plans.queries.cycle import historical, plan_in_force, terms


def test_terms_are_ten_working_days_after_each_cut_off_of_the_framework() -> None:
    assert [(term.cut_off, term.publish_by) for term in terms("co", "paac-2015", 2023)] == [
        (date(2023, 4, 30), date(2023, 5, 15)),
        (date(2023, 8, 31), date(2023, 9, 14)),
        (date(2023, 12, 31), date(2024, 1, 16)),
    ]


def test_a_framework_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(LookupError):
        terms("co", "no-such", 2023)


@pytest.mark.parametrize(
    ("year", "today", "holds"),
    [
        (2026, date(2026, 1, 1), True),
        (2026, date(2026, 12, 31), True),
        (2025, date(2026, 6, 29), True),  # until the first cut-off of the PTEP of 2026
        (2025, date(2026, 6, 30), False),
        (2024, date(2026, 1, 1), False),
        (2027, date(2026, 12, 31), False),
    ],
)
def test_a_plan_holds_for_its_year_and_until_the_next_first_cut_off(year: int, today: date, holds: bool) -> None:
    assert plan_in_force("co", year, today) is holds


@pytest.mark.django_db
def test_a_document_is_historical_once_its_year_is_over() -> None:
    plan = imported.kept(town.entity(), year=2026).plan
    assert not historical(plan, date(2026, 5, 1))
    assert not historical(plan, date(2025, 5, 1))
    assert historical(plan, date(2028, 1, 1))
