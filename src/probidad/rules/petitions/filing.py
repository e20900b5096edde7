"""Day zero: the day on which a petition counts as filed. Ley 1437 de 2011 art. 54, as changed by Ley 2080 de 2021.

What arrives by an electronic channel until midnight arrives in time; after the office closed, or on a day that is not
worked, it counts as of the next working day. The legal day turns at midnight in Bogotá, whatever the zone of a machine.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum

from probidad.rules.workdays import Calendar

BOGOTA = timezone(timedelta(hours=-5), "America/Bogota")  # no daylight saving since 1993


class Arrival(StrEnum):
    """When it came in, as far as the law asks."""

    IN_HOURS = "in_hours"
    AFTER_HOURS = "after_hours"
    FREE_DAY = "free_day"


@dataclass(frozen=True, slots=True)
class Filing:
    """When a petition arrived and when it counts as filed (radicación). ``at`` is the hour in Bogotá, where known."""

    received: date
    at: time | None
    filed: date
    arrival: Arrival


def filing(received: datetime, calendar: Calendar, *, closes: time | None = None, late_waits: bool = True) -> Filing:
    """Day zero of what arrived at an instant; ``closes`` is the hour in Bogotá at which the office closes.

    The closing hour itself is still in time. Raises ``ValueError`` for an instant without a zone.
    """
    if received.tzinfo is None:
        raise ValueError("the instant of arrival needs its time zone")
    local = received.astimezone(BOGOTA)
    at = local.time().replace(tzinfo=None)
    late = closes is not None and at.replace(second=0, microsecond=0) > closes
    return _filing(local.date(), at, calendar, late=late and late_waits)


def filing_on(day: date, calendar: Calendar) -> Filing:
    """Day zero of what arrived on a day whose hour nobody wrote down."""
    return _filing(day, None, calendar, late=False)


def _filing(day: date, at: time | None, calendar: Calendar, *, late: bool) -> Filing:
    if not calendar.is_working(day):
        return Filing(day, at, calendar.first_on_or_after(day), Arrival.FREE_DAY)
    if late:
        return Filing(day, at, calendar.add_working(day, 1), Arrival.AFTER_HOURS)
    return Filing(day, at, day, Arrival.IN_HOURS)
