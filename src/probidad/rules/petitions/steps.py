"""The lines by which a due date explains itself: what happened on which day, and the norm by which it counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from probidad.rules.finding import gettext_noop as _
from probidad.rules.petitions.filing import Arrival, Filing
from probidad.rules.petitions.law import Procedure
from probidad.rules.workdays import SATURDAY, Calendar


def _no_facts() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Step:
    """One line. The message is an English identifier; days among the facts are in ISO form. ``norm`` is quoted as it is."""

    key: str
    day: date
    message: str
    norm: str
    facts: Mapping[str, str] = field(default_factory=_no_facts)


def step(key: str, day: date, message: str, norm: str, /, **facts: date | int | str) -> Step:
    """A line with its facts as texts."""
    texts = {name: value.isoformat() if isinstance(value, date) else str(value) for name, value in facts.items()}
    return Step(key, day, message, norm, MappingProxyType(texts))


_ARRIVALS = {
    Arrival.IN_HOURS: _("It arrived on %(received)s and counts as filed on that day, which is day zero."),
    Arrival.AFTER_HOURS: _(
        "It arrived on %(received)s at %(at)s, when the office was closed: it counts as filed on %(filed)s, which is day zero."
    ),
    Arrival.FREE_DAY: _(
        "It arrived on %(received)s, which is not a working day: it counts as filed on %(filed)s, which is day zero."
    ),
}


def arrival(filing: Filing, procedure: Procedure) -> Step:
    """How the day of arrival becomes day zero."""
    norm = procedure.counting_norm if filing.arrival is Arrival.IN_HOURS else procedure.filing_norm
    at = filing.at.strftime("%H:%M") if filing.at else ""
    return step(
        "filed", filing.filed, _ARRIVALS[filing.arrival], norm, received=filing.received, filed=filing.filed, at=at
    )


def free_days(after: date, until: date, calendar: Calendar, norm: str) -> Iterator[Step]:
    """A line for each day between Monday and Friday that does not count, with the name of the holiday or of the act."""
    for gone in range(1, (until - after).days + 1):
        day = after + timedelta(days=gone)
        if day.weekday() < SATURDAY and not calendar.is_working(day):
            yield step("free_day", day, _("%(day)s does not count: %(name)s."), norm, day=day, name=calendar.name(day))
