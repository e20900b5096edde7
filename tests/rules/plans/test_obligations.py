"""The obligations of a year, and what is expected at a cut-off."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probidad.rules.periods import PER_YEAR
from probidad.rules.plans.indicators import Accumulation, Indicator, Kind
from probidad.rules.plans.obligations import Partial, Schedule, due_at, expected, obligations, schedule_faults

F = Fraction
YEAR = 2026
TWELVE = Indicator("Informes", Kind.COUNT, F(12), accumulation=Accumulation.SUM)
PERCENT = Indicator("Porcentaje", Kind.PERCENT, F(90))
DAYS = st.dates(date(YEAR, 1, 1), date(YEAR, 12, 31))


def test_each_of_several_due_dates_is_an_obligation_in_order() -> None:
    found = obligations(Schedule((date(YEAR, 11, 30), date(YEAR, 4, 30))), YEAR)
    assert [(each.number, each.due) for each in found] == [(1, date(YEAR, 4, 30)), (2, date(YEAR, 11, 30))]
    assert [(each.opens, each.closes) for each in found] == [
        (date(YEAR, 1, 1), date(YEAR, 4, 30)),
        (date(YEAR, 5, 1), date(YEAR, 11, 30)),
    ]


@pytest.mark.parametrize("recurrence", PER_YEAR)
def test_a_recurrence_owes_one_for_each_period_of_the_year(recurrence: str) -> None:
    found = obligations(Schedule(recurrence=recurrence), YEAR)
    assert len(found) == PER_YEAR[recurrence]
    assert found[-1].due == date(YEAR, 12, 31)


def test_a_month_reported_in_the_next_one_is_due_then() -> None:
    found = obligations(Schedule(recurrence="monthly", days_after=5), YEAR)
    assert (found[0].closes, found[0].due) == (date(YEAR, 1, 31), date(YEAR, 2, 5))
    assert found[-1].due == date(YEAR + 1, 1, 5)


@pytest.mark.parametrize(
    ("schedule", "field"),
    [
        (Schedule(), "due"),
        (Schedule((date(YEAR, 4, 30),), "monthly"), "due"),
        (Schedule(recurrence="permanente"), "recurrence"),
        (Schedule((date(YEAR, 4, 30), date(YEAR, 4, 30))), "due"),
        (Schedule((date(2025, 4, 30),)), "due"),
        (Schedule(recurrence="monthly", days_after=40), "days_after"),
        (
            Schedule((date(YEAR, 12, 1),), partial=(Partial(date(YEAR, 8, 1), F(2)), Partial(date(YEAR, 4, 1), F(1)))),
            "partial",
        ),
    ],
)
def test_a_schedule_that_says_nothing_or_two_things_is_told_and_refused(schedule: Schedule, field: str) -> None:
    assert [each.field for each in schedule_faults(schedule, YEAR)] == [field]
    with pytest.raises(ValueError, match=r"."):
        obligations(schedule, YEAR)


def test_a_partial_target_decides_what_is_expected_at_its_cut_off() -> None:
    plan = Schedule(
        (date(YEAR, 12, 15),), partial=(Partial(date(YEAR, 4, 30), F(30)), Partial(date(YEAR, 8, 31), F(60)))
    )
    days = (date(YEAR, 4, 29), date(YEAR, 4, 30), date(YEAR, 9, 1))
    assert [expected(PERCENT, plan, YEAR, day) for day in days] == [0, 30, 60]


def test_a_single_deliverable_with_several_dates_is_expected_whole_at_the_last_one() -> None:
    plan = Schedule((date(YEAR, 4, 30), date(YEAR, 8, 31)))
    done = Indicator("Plan", Kind.YES_NO)
    assert [expected(done, plan, YEAR, date(YEAR, month, 1)) for month in (4, 5, 9)] == [0, 0, 1]


def test_nothing_is_expected_without_a_target() -> None:
    assert expected(Indicator("x", Kind.COUNT), Schedule(recurrence="yearly"), YEAR, date(YEAR, 12, 31)) is None


@given(st.lists(DAYS, min_size=1, max_size=8, unique=True), DAYS)
def test_obligations_cover_the_year_up_to_the_last_one_without_gap_or_overlap(days: list[date], cut_off: date) -> None:
    found = obligations(Schedule(tuple(days)), YEAR)
    assert found[0].opens == date(YEAR, 1, 1)
    assert all((later.opens - earlier.closes).days == 1 for earlier, later in pairwise(found))
    assert len(due_at(found, cut_off)) == sum(day <= cut_off for day in days)


@given(st.sampled_from(sorted(PER_YEAR)), DAYS, DAYS)
def test_what_is_expected_never_falls_as_the_year_goes_on(recurrence: str, one: date, other: date) -> None:
    early, late = sorted((one, other))
    plan = Schedule(recurrence=recurrence)
    told = [expected(TWELVE, plan, YEAR, day) for day in (early, late, date(YEAR, 12, 31))]
    assert None not in told
    assert told == sorted(told, key=lambda each: each or F(0))
    assert told[-1] == 12
