"""What a plan says, and the first dates that it promised."""

from dataclasses import replace
from datetime import date

from planmaking import YEAR, activity
from probidad.rules.plans.content import Rescheduling, first_due, times_rescheduled

JUNE, AUGUST, OCTOBER = date(YEAR, 6, 30), date(YEAR, 8, 31), date(YEAR, 10, 31)


def moved(was: date, becomes: date) -> Rescheduling:
    return Rescheduling(was, becomes, "sin contrato", "Acta 4", date(YEAR, 5, 2))


def test_a_date_that_was_never_moved_is_its_own_first_one() -> None:
    assert (first_due(activity("a")), times_rescheduled(activity("a"))) == ((JUNE,), 0)


def test_a_date_that_moved_twice_keeps_the_very_first_and_the_count() -> None:
    twice = replace(activity("a", due=(OCTOBER,)), rescheduled=(moved(JUNE, AUGUST), moved(AUGUST, OCTOBER)))
    assert (first_due(twice), times_rescheduled(twice)) == ((JUNE,), 2)


def test_of_several_dates_only_the_one_that_moved_goes_back() -> None:
    one = replace(activity("a", due=(JUNE, OCTOBER)), rescheduled=(moved(AUGUST, OCTOBER),))
    assert first_due(one) == (JUNE, AUGUST)
