"""The clock against an oracle written apart, over 2010 to 2040, and the tables of many due dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.petitions import oracle
from tests.rules.petitions.samples import CALENDAR, LAW, counted

from probidad.rules.petitions.many import due_dates, due_table
from probidad.rules.workdays import calendar_of

FIRST, LAST = date(2010, 1, 1), date(2040, 12, 31)
KINDS = {"general": "PIG", "information": "INF", "consultation": "CON"}
TABLES = {rule: due_table(rule, LAW, CALENDAR) for rule in KINDS}


@pytest.mark.parametrize("rule", KINDS)
def test_every_day_of_thirty_one_years_gives_the_day_of_the_oracle(rule: str) -> None:
    days = [FIRST + timedelta(days=gone) for gone in range((LAST - FIRST).days + 1)]
    assert len(days) == 11_323
    found = due_dates([(rule, day) for day in days], TABLES)
    assert [day for day, ours in zip(days, found, strict=True) if ours != oracle.due(rule, day)] == []


def test_the_nineteenth_holiday_is_in_both_from_2026_and_in_neither_before() -> None:
    for day, free in ((date(2026, 7, 13), True), (date(2029, 7, 9), True), (date(2025, 7, 14), False)):
        assert (not CALENDAR.is_working(day)) is free
        assert (not oracle.worked(day)) is free


@given(st.sampled_from(sorted(KINDS)), st.dates(FIRST, LAST))
def test_the_clock_gives_the_same_as_table_and_oracle_where_no_later_law_reaches_it(rule: str, day: date) -> None:
    found = counted(KINDS[rule], day)
    assert found.first_due is not None
    if not any(step.key == "reached" for step in found.steps):
        assert found.due == TABLES[rule][day] == oracle.due(rule, day)


def test_a_day_before_any_law_and_one_whose_term_leaves_the_calendar_are_refused() -> None:
    for day in (date(1984, 5, 1), date(2060, 12, 20)):
        with pytest.raises(LookupError):
            due_dates([("general", day)], TABLES)


def test_a_table_over_a_short_calendar_begins_on_its_first_day() -> None:
    short = calendar_of([], first=date(2024, 1, 6), last=date(2024, 2, 29))  # from a Saturday
    table = due_table("general", LAW, short)
    assert table[date(2024, 1, 6)] == table[date(2024, 1, 8)] == date(2024, 1, 29)
    assert max(table) == date(2024, 2, 8)
