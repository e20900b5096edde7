"""Stages of reminders, by hand on a calendar: Monday 12 January 2026 is a holiday."""

from datetime import date

import pytest

from probidad.rules.reminding import stage
from probidad.rules.workdays import FreeDay, calendar_of

CALENDAR = calendar_of([FreeDay(date(2026, 1, 12), "Reyes")], first=date(2025, 1, 1), last=date(2026, 12, 31))
TODAY = date(2026, 1, 9)  # a Friday


@pytest.mark.parametrize(
    ("due", "told"),
    [
        (date(2026, 3, 2), None),
        (date(2026, 2, 3), None),  # 16 working days
        (date(2026, 2, 2), "before15"),
        (date(2026, 1, 20), "before15"),  # 6
        (date(2026, 1, 19), "before5"),
        (date(2026, 1, 13), "before1"),  # the next working day: Monday is a holiday
        (date(2026, 1, 9), "before1"),
        (date(2026, 1, 8), "after1"),
        (date(2026, 1, 5), "after1"),  # 4
        (date(2026, 1, 2), "after5"),
        (date(2025, 11, 20), None),  # lapsed: more than 30
    ],
)
def test_the_nearest_stage_that_was_reached_is_told(due: date, told: str | None) -> None:
    found = stage(due, TODAY, CALENDAR)
    assert (found.key if found else None) == told


def test_what_fell_due_on_a_free_day_is_late_only_on_the_next_working_day() -> None:
    assert stage(date(2026, 1, 10), date(2026, 1, 12), CALENDAR) is None
    found = stage(date(2026, 1, 10), date(2026, 1, 13), CALENDAR)
    assert found is not None
    assert (found.late, found.left) == (True, -1)
