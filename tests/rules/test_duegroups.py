"""Where an obligation stands on a day."""

from datetime import date

import pytest

from probidad.frameworks.calendar import working_calendar
from probidad.rules.duegroups import Group, Lamp, group, lamp

TODAY = date(2026, 1, 9)  # a Friday; Monday the 12th is a holiday
CALENDAR = working_calendar("co")


@pytest.mark.parametrize(
    ("due", "wanted", "lit"),
    [
        (date(2026, 1, 8), Group.OVERDUE, Lamp.LATE),
        (date(2026, 1, 9), Group.TODAY, Lamp.TODAY),
        (date(2026, 1, 13), Group.WEEK, Lamp.SOON),
        (date(2026, 1, 19), Group.WEEK, Lamp.SOON),  # the fifth working day, with a holiday between
        (date(2026, 1, 20), Group.NEXT, Lamp.LATER),
    ],
)
def test_groups_and_lamps_count_working_days(due: date, wanted: Group, lit: Lamp) -> None:
    assert group(due, TODAY, CALENDAR) is wanted
    assert lamp(due, TODAY, CALENDAR) is lit


def test_what_came_back_stands_first_whenever_it_is_due() -> None:
    assert group(date(2026, 6, 1), TODAY, CALENDAR, returned=True) is Group.RETURNED
