"""Working days: counting over weekends, free days and year ends, and never outside what is known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probidad.rules.workdays import Calendar, FreeDay, calendar_of

FIRST, LAST = date(2017, 1, 1), date(2018, 12, 31)
FREE = {
    date(2017, 5, 1): "Día del Trabajo",
    date(2017, 12, 8): "La Inmaculada Concepción",
    date(2017, 12, 25): "Navidad",
    date(2018, 1, 1): "Año Nuevo",
    date(2018, 1, 8): "Reyes Magos",
    date(2018, 1, 6): "Un sábado libre",
}
CALENDAR = calendar_of([FreeDay(day, name) for day, name in FREE.items()], first=FIRST, last=LAST)
DAYS = st.dates(date(2017, 3, 1), date(2018, 10, 31))


def counted_by_hand(start: date, end: date) -> int:
    """Working days after ``start`` up to ``end``, walked one by one."""
    days = (start + timedelta(days=step) for step in range(1, (end - start).days + 1))
    return sum(1 for day in days if day.isoweekday() <= 5 and day not in FREE)


def test_a_week_has_five_working_days_unless_one_is_free() -> None:
    week = [date(2017, 5, 1) + timedelta(days=step) for step in range(7)]
    assert [CALENDAR.is_working(day) for day in week] == [False, True, True, True, True, False, False]


def test_a_free_day_is_told_by_its_name_and_other_days_have_none() -> None:
    assert CALENDAR.name(date(2017, 5, 1)) == "Día del Trabajo"
    assert CALENDAR.name(date(2018, 1, 6)) == "Un sábado libre"
    assert CALENDAR.name(date(2017, 5, 2)) == CALENDAR.name(date(2017, 5, 6)) == ""


def test_a_term_crosses_the_end_of_the_year() -> None:
    assert CALENDAR.add_working(date(2017, 12, 22), 1) == date(2017, 12, 26)
    assert CALENDAR.add_working(date(2017, 12, 29), 1) == date(2018, 1, 2)
    assert CALENDAR.add_working(date(2017, 12, 29), 5) == date(2018, 1, 9)
    assert CALENDAR.add_working(date(2018, 1, 9), -5) == date(2017, 12, 29)


def test_a_term_from_a_free_day_begins_on_the_next_working_day() -> None:
    assert CALENDAR.add_working(date(2017, 12, 30), 0) == date(2018, 1, 2)
    assert CALENDAR.add_working(date(2017, 12, 30), 1) == date(2018, 1, 2)
    assert CALENDAR.add_working(date(2018, 1, 2), 0) == date(2018, 1, 2)


def test_a_free_day_moves_to_the_working_day_on_either_side() -> None:
    assert CALENDAR.first_on_or_after(date(2018, 1, 6)) == date(2018, 1, 9)
    assert CALENDAR.last_on_or_before(date(2018, 1, 8)) == date(2018, 1, 5)
    assert CALENDAR.first_on_or_after(date(2018, 1, 5)) == CALENDAR.last_on_or_before(date(2018, 1, 5))


def test_days_until_are_above_zero_and_days_since_below() -> None:
    assert CALENDAR.working_between(date(2017, 5, 5), date(2017, 5, 8)) == 1
    assert CALENDAR.working_between(date(2017, 5, 8), date(2017, 5, 5)) == -1
    assert CALENDAR.working_between(date(2017, 5, 6), date(2017, 5, 7)) == 0
    assert CALENDAR.working_between(date(2017, 5, 8), date(2017, 5, 8)) == 0


def test_working_days_of_a_month_are_counted_from_one() -> None:
    assert CALENDAR.working_day_of_month(2017, 5, 1) == date(2017, 5, 2)
    assert CALENDAR.working_day_of_month(2018, 1, 10) == date(2018, 1, 16)
    assert CALENDAR.working_day_of_month(2017, 1, 1) == date(2017, 1, 2)


@pytest.mark.parametrize("n", [0, -1, 23])
def test_a_month_has_no_working_day_before_the_first_nor_after_the_last(n: int) -> None:
    with pytest.raises(ValueError, match="working days"):
        CALENDAR.working_day_of_month(2017, 5, n)


def test_a_day_outside_is_refused_whatever_is_asked() -> None:
    before, after = FIRST - timedelta(days=1), LAST + timedelta(days=1)
    for day in (before, after):
        for ask in (CALENDAR.is_working, CALENDAR.name, CALENDAR.first_on_or_after, CALENDAR.last_on_or_before):
            with pytest.raises(ValueError, match="covers 2017-01-01 to 2018-12-31"):
                ask(day)
        with pytest.raises(ValueError, match=day.isoformat()):
            CALENDAR.working_between(FIRST, day)
        with pytest.raises(ValueError, match=day.isoformat()):
            CALENDAR.working_between(day, LAST)
        with pytest.raises(ValueError, match=day.isoformat()):
            CALENDAR.add_working(day, 1)


def test_a_term_that_leaves_the_calendar_is_refused_at_both_ends() -> None:
    assert CALENDAR.add_working(date(2018, 12, 28), 1) == LAST
    with pytest.raises(ValueError, match="leave the calendar"):
        CALENDAR.add_working(LAST, 1)
    with pytest.raises(ValueError, match="leave the calendar"):
        CALENDAR.add_working(date(2017, 1, 2), -1)
    with pytest.raises(ValueError, match="leave the calendar"):
        CALENDAR.last_on_or_before(FIRST)  # a Sunday with nothing known before it


def test_an_entity_adds_free_days_by_act_and_the_calendar_of_all_stays_as_it_was() -> None:
    local = CALENDAR.with_local({date(2017, 5, 2): "Decreto 10 de 2017", date(2017, 5, 1): "Fiesta del municipio"})
    assert not local.is_working(date(2017, 5, 2))
    assert local.add_working(date(2017, 4, 28), 1) == date(2017, 5, 3)
    assert local.name(date(2017, 5, 1)) == "Día del Trabajo; Fiesta del municipio"
    assert CALENDAR.is_working(date(2017, 5, 2))
    assert CALENDAR.with_local({}) == CALENDAR
    assert hash(CALENDAR.with_local({})) == hash(CALENDAR)


def test_a_local_free_day_without_a_name_or_outside_is_refused() -> None:
    with pytest.raises(ValueError, match="no name"):
        CALENDAR.with_local({date(2017, 5, 2): " "})
    with pytest.raises(ValueError, match="outside the calendar"):
        CALENDAR.with_local({date(2019, 5, 2): "Decreto 10 de 2019"})


def test_free_days_out_of_order_twice_or_outside_make_no_calendar() -> None:
    one, two = FreeDay(date(2017, 5, 1), "a"), FreeDay(date(2017, 5, 2), "b")
    for free, told in (((two, one), "in order"), ((one, one), "in order")):
        with pytest.raises(ValueError, match=told):
            Calendar(FIRST, LAST, free)
    with pytest.raises(ValueError, match="outside"):
        Calendar(date(2017, 5, 2), LAST, (one, two))
    with pytest.raises(ValueError, match="before it begins"):
        Calendar(LAST, FIRST, ())


@given(DAYS, DAYS)
def test_counting_agrees_with_walking_the_days(one: date, other: date) -> None:
    start, end = min(one, other), max(one, other)
    assert CALENDAR.working_between(start, end) == counted_by_hand(start, end)
    assert CALENDAR.working_between(end, start) == -counted_by_hand(start, end)


@given(DAYS, st.integers(1, 40))
def test_the_end_of_a_term_is_a_working_day_at_that_many_working_days(day: date, n: int) -> None:
    end = CALENDAR.add_working(day, n)
    assert CALENDAR.is_working(end)
    assert CALENDAR.working_between(day, end) == n


@given(DAYS, st.integers(1, 40))
def test_going_on_and_back_from_a_working_day_ends_where_it_began(day: date, n: int) -> None:
    start = CALENDAR.first_on_or_after(day)
    assert CALENDAR.add_working(CALENDAR.add_working(start, n), -n) == start


@given(DAYS)
def test_the_nearest_working_days_have_only_free_days_between(day: date) -> None:
    before, after = CALENDAR.last_on_or_before(day), CALENDAR.first_on_or_after(day)
    assert before <= day <= after
    between = [before + timedelta(days=step) for step in range(1, (after - before).days)]
    assert not any(CALENDAR.is_working(each) for each in between)
    assert CALENDAR.is_working(day) == (before == after)


@given(st.sets(DAYS, max_size=20))
def test_a_local_free_day_takes_one_working_day_away_if_it_was_one(days: set[date]) -> None:
    local = CALENDAR.with_local({day: "Decreto" for day in days})
    lost = sum(CALENDAR.is_working(day) for day in days)
    assert local.working_between(FIRST, LAST) == CALENDAR.working_between(FIRST, LAST) - lost
