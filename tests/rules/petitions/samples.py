"""What the tests of the clock share: the law, the calendar, and a short way to count."""

from datetime import date

from probidad.frameworks.calendar import working_calendar
from probidad.frameworks.petitions import law_book
from probidad.rules.petitions.clock import clock
from probidad.rules.petitions.events import Event
from probidad.rules.petitions.filing import filing_on
from probidad.rules.petitions.outcome import Clock, Petition
from probidad.rules.workdays import Calendar

LAW = law_book("co")
CALENDAR = working_calendar("co")


def counted(
    kind: str,
    day: date,
    *events: Event,
    today: date | None = None,
    calendar: Calendar = CALENDAR,
    days: int | None = None,
    groups: frozenset[str] = frozenset(),
    by_transfer: bool = False,
    verbal: bool = False,
) -> Clock:
    petition = Petition(
        kind, filing_on(day, calendar), days=days, groups=groups, received_by_transfer=by_transfer, verbal=verbal
    )
    return clock(petition, events, law=LAW, calendar=calendar, today=today)


def keys(outcome: Clock) -> list[str]:
    return [step.key for step in outcome.steps]
