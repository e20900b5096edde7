"""Dates that the law or the framework sets."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probidad.rules.plans.legaldates import (
    TEN_WORKING_DAYS,
    Consultation,
    Counting,
    NthWeekday,
    ReportDuty,
    Term,
    Yearly,
    consultation_days,
    consultation_problem,
    countdown,
    publication_limit,
    publish_by,
    reports_of_year,
)
from probidad.rules.workdays import FreeDay, calendar_of

# the holidays that matter here, as the norm gives them
FREE = [
    FreeDay(date(2018, 1, 1), "Año Nuevo"), FreeDay(date(2018, 1, 8), "Reyes"), FreeDay(date(2027, 1, 1), "Año Nuevo"),
    FreeDay(date(2027, 1, 11), "Reyes"), FreeDay(date(2026, 5, 1), "Día del Trabajo"), FreeDay(date(2028, 1, 31), "Día cívico"),
]  # fmt: skip
CALENDAR = calendar_of(FREE, first=date(2016, 1, 1), last=date(2030, 12, 31))
OF_MONTH = Term(10, Counting.WORKING_DAY_OF_MONTH)


@pytest.mark.parametrize(
    ("cut_off", "last"),
    [
        (date(2017, 12, 31), date(2018, 1, 16)),
        (date(2026, 12, 31), date(2027, 1, 18)),
        (date(2026, 4, 30), date(2026, 5, 15)),
    ],
)
def test_a_follow_up_is_published_within_ten_working_days_however_they_are_counted(cut_off: date, last: date) -> None:
    assert publish_by(cut_off, OF_MONTH, CALENDAR) == last
    assert publish_by(cut_off, TEN_WORKING_DAYS, CALENDAR) == last


def test_a_term_of_calendar_days_counts_them_all() -> None:
    assert publish_by(date(2026, 6, 30), Term(30, Counting.CALENDAR_DAYS_AFTER), CALENDAR) == date(2026, 7, 30)


def test_the_limit_of_31_january_on_a_sunday_is_told_and_not_moved() -> None:
    found = countdown(publication_limit(2027, 1, 31), date(2027, 1, 25), CALENDAR)
    assert (found.limit, found.days, found.working_days, found.prudent) == (date(2027, 1, 31), 6, 4, date(2027, 1, 29))
    assert found.warning is not None
    assert "2027-01-29" in found.warning.message % found.warning.facts


def test_a_limit_on_a_free_weekday_names_what_makes_it_free() -> None:
    found = countdown(publication_limit(2028, 1, 31), date(2028, 1, 31), CALENDAR)
    assert found.warning is not None
    assert "Día cívico" in found.warning.message % found.warning.facts


def test_a_limit_on_a_working_day_needs_no_warning_and_a_missed_one_counts_below_zero() -> None:
    found = countdown(publication_limit(2029, 1, 31), date(2029, 2, 2), CALENDAR)
    assert (found.warning, found.days, found.working_days) == (None, -2, -2)


def test_days_of_consultation_count_the_first_and_the_last() -> None:
    whole = Consultation(date(2026, 1, 5), date(2026, 1, 19), 15)
    assert (consultation_days(whole, CALENDAR), consultation_problem(whole, CALENDAR)) == (15, None)
    short = consultation_problem(Consultation(date(2026, 1, 5), date(2026, 1, 18), 15), CALENDAR)
    assert short is not None
    assert dict(short.facts) == {"days": "14", "least": "15", "until": "2026-01-19"}


def test_a_consultation_in_working_days_leaves_out_free_ones() -> None:
    week = Consultation(date(2026, 4, 30), date(2026, 5, 5), 3, working=True)
    assert (consultation_days(week, CALENDAR), consultation_problem(week, CALENDAR)) == (3, None)
    short = consultation_problem(Consultation(date(2026, 4, 30), date(2026, 5, 4), 3, working=True), CALENDAR)
    assert short is not None
    assert short.facts["until"] == "2026-05-05"


def test_a_framework_that_asks_for_no_days_is_met_by_one_and_nothing_ends_before_it_begins() -> None:
    assert consultation_problem(Consultation(date(2026, 1, 5), date(2026, 1, 5), None), CALENDAR) is None
    assert consultation_problem(Consultation(date(2026, 1, 5), date(2026, 1, 4), None), CALENDAR) is not None


def duty(*when: Yearly | NthWeekday, since: int = 2017, until: date | None = None) -> ReportDuty:
    return ReportDuty("key", "Informe", when, "Ley", "V", "K", date(since, 4, 19), until)


def test_reports_of_a_year_go_by_day_and_those_without_one_are_listed_last() -> None:
    found = reports_of_year([duty(), duty(Yearly(7, 31), Yearly(2, 0)), duty(NthWeekday(3, 4, 3))], 2028, CALENDAR)
    assert [each.day for each in found] == [date(2028, 2, 29), date(2028, 3, 17), date(2028, 7, 31), None]


def test_a_report_is_not_owed_before_its_norm_nor_after_its_end() -> None:
    assert [each.day for each in reports_of_year([duty(Yearly(1, 31), Yearly(7, 31))], 2017, CALENDAR)] == [
        date(2017, 7, 31)
    ]
    assert reports_of_year([duty()], 2016, CALENDAR) == ()
    assert reports_of_year([duty(Yearly(7, 31), until=date(2026, 7, 31))], 2026, CALENDAR) == ()


@given(st.dates(date(2017, 1, 1), date(2029, 10, 31)), st.integers(1, 20))
def test_a_term_in_working_days_ends_on_one_and_has_as_many_of_them(cut_off: date, n: int) -> None:
    last = publish_by(cut_off, Term(n, Counting.WORKING_DAYS_AFTER), CALENDAR)
    assert CALENDAR.is_working(last)
    assert CALENDAR.working_between(cut_off, last) == n


@given(st.integers(2017, 2030), st.integers(1, 12), st.integers(0, 6), st.integers(1, 4))
def test_the_nth_weekday_of_a_month_is_that_weekday_in_that_week(year: int, month: int, weekday: int, nth: int) -> None:
    (found,) = reports_of_year([duty(NthWeekday(month, weekday, nth), since=2016)], year, CALENDAR)
    assert found.day is not None
    assert (found.day.month, found.day.weekday(), (found.day.day - 1) // 7) == (month, weekday, nth - 1)
