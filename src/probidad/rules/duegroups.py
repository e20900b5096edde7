"""Where an obligation stands on a day: came back, overdue, today, this week, next. Pure; days in working days.

The lamps are a convention of the product, not of a norm: red from the day on which it falls due, amber within five
working days, green before that.
"""

from datetime import date
from enum import StrEnum

from probidad.rules.workdays import Calendar

WEEK = 5  # working days


class Group(StrEnum):
    """Groups of the desk, in the order in which they are shown."""

    RETURNED = "returned"
    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    NEXT = "next"


class Lamp(StrEnum):
    """Which lamp is lit."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"


def group(due: date, today: date, calendar: Calendar, *, returned: bool = False) -> Group:
    """The group of something due on ``due``. What came back for correction stands first, whenever it is due."""
    if returned:
        return Group.RETURNED
    if due < today:
        return Group.OVERDUE
    if due == today:
        return Group.TODAY
    return Group.WEEK if calendar.working_between(today, due) <= WEEK else Group.NEXT


def lamp(due: date, today: date, calendar: Calendar) -> Lamp:
    """The lamp of something due on ``due``."""
    if due < today:
        return Lamp.LATE
    if due == today:
        return Lamp.TODAY
    return Lamp.SOON if calendar.working_between(today, due) <= WEEK else Lamp.LATER
