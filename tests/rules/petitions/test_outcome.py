"""What is left of a term on a day."""

from datetime import date

from tests.rules.petitions.samples import CALENDAR, counted

from probidad.rules.petitions.events import Answered
from probidad.rules.petitions.outcome import LimitKind


def test_days_left_fall_to_none_on_the_last_day_and_below_after_it() -> None:
    found = counted("PIP", date(2026, 1, 13))
    assert [found.left(day, CALENDAR) for day in (date(2026, 1, 13), date(2026, 2, 3), date(2026, 2, 5))] == [15, 0, -2]


def test_a_stopped_clock_has_nothing_left_and_the_last_limit_of_a_kind_holds() -> None:
    found = counted("PIP", date(2026, 1, 13), Answered(date(2026, 1, 20)))
    assert found.left(date(2026, 1, 21), CALENDAR) is None
    assert found.limit(LimitKind.COMPLETE) is None
