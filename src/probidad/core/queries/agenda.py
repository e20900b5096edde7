"""What is owed: the agendas of every office together, narrowed to who asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.core.exceptions import PermissionDenied

from probidad.core.access import Actor, Scope, scope_of
from probidad.core.offers import Agenda, Alert, Due, DueState, agendas, checks
from probidad.core.queries.workdays import calendar_of
from probidad.frameworks.calendar import FIRST_YEAR, LAST_YEAR
from probidad.rules.duegroups import Group, Lamp, group, lamp
from probidad.rules.workdays import Calendar

TABLE = "core.agenda"
STRIP = 14  # days
Every = tuple[tuple[Agenda, Due], ...]


class Reach(StrEnum):
    """Whose obligations are shown."""

    MINE = "mine"
    UNIT = "unit"
    ENTITY = "entity"


@dataclass(frozen=True, slots=True)
class DueRow:
    """One obligation as the desk shows it. ``left`` in working days, negative when it is overdue."""

    due: Due
    kind: str  # label of its agenda, a message identifier
    agenda: str  # key of its agenda
    group: Group
    lamp: Lamp
    left: int


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the strip. ``name`` of the holiday, empty on other days; ``falls`` is how many things fall due on it."""

    day: date
    working: bool
    name: str
    falls: int


def reaches(actor: Actor) -> tuple[Reach, ...]:
    """What the actor may look at, the narrowest first."""
    scope = scope_of(actor, TABLE)
    found = [Reach.MINE]
    if scope >= Scope.UNIT and actor.units:
        found.append(Reach.UNIT)
    if scope >= Scope.ENTITY:
        found.append(Reach.ENTITY)
    return tuple(found)


def reach_of(actor: Actor, asked: str) -> Reach:
    """The reach that is asked for; their own where it is not known or goes beyond what the actor may look at."""
    return next((reach for reach in reaches(actor) if reach == asked), Reach.MINE)


def every_due(entity_id: int, today: date) -> Every:
    """What every agenda says that the entity owes, whoever owes it: to be narrowed by :func:`owed` before it is shown."""
    return tuple((agenda, due) for agenda in agendas for due in agenda.dues(entity_id, today))


def calendar(actor: Actor) -> Calendar:
    """The working days of the entity where the actor works."""
    return calendar_of(actor.entity_id, country=actor.country)


def owed(
    actor: Actor, today: date, reach: Reach, *, every: Every | None = None, days: Calendar | None = None
) -> tuple[DueRow, ...]:
    """What is owed, by group and date. Raises ``PermissionDenied`` for a reach that the actor may not look at.

    Who asks for many people of one entity reads ``every`` (:func:`every_due`) and its calendar ``days`` once.
    """
    if reach not in reaches(actor):
        raise PermissionDenied(f"reach {reach}")
    if actor.entity_id is None:
        return ()
    days = days or calendar(actor)
    dues = every_due(actor.entity_id, today) if every is None else every
    rows = [_row(due, agenda.label, agenda.key, today, days) for agenda, due in dues if _within(due, actor, reach)]
    order = list(Group)
    return tuple(sorted(rows, key=lambda row: (order.index(row.group), row.due.due, row.due.title)))


def _within(due: Due, actor: Actor, reach: Reach) -> bool:
    if reach is Reach.ENTITY:
        return True
    if reach is Reach.UNIT and not due.units.isdisjoint(actor.units):
        return True
    if due.posts:
        return not due.posts.isdisjoint(actor.posts)
    return not due.units.isdisjoint(actor.units) or not due.roles.isdisjoint(actor.roles)


def _row(due: Due, kind: str, agenda: str, today: date, calendar: Calendar) -> DueRow:
    day = min(max(due.due, date(FIRST_YEAR, 1, 1)), date(LAST_YEAR, 12, 31))
    return DueRow(
        due=due,
        kind=kind,
        agenda=agenda,
        group=group(day, today, calendar, returned=due.state is DueState.RETURNED),
        lamp=lamp(day, today, calendar),
        left=calendar.working_between(today, day),
    )


def strip(rows: Iterable[DueRow], today: date, calendar: Calendar) -> tuple[Day, ...]:
    """Fourteen days from this week's Monday, with what falls due on each."""
    falls: dict[date, int] = {}
    for row in rows:
        falls[row.due.due] = falls.get(row.due.due, 0) + 1
    monday = today - timedelta(days=today.weekday())
    days = [monday + timedelta(days=n) for n in range(STRIP)]
    return tuple(Day(day, calendar.is_working(day), calendar.name(day), falls.get(day, 0)) for day in days)


def alerts(actor: Actor, today: date) -> tuple[Alert, ...]:
    """What the checks say to the actor, the gravest first."""
    if actor.entity_id is None:
        return ()
    found = [
        alert
        for check in checks
        if not check.roles or not check.roles.isdisjoint(actor.roles)
        for alert in check.alerts(actor.entity_id, today)
    ]
    order = {"high": 0, "medium": 1, "low": 2}
    return tuple(sorted(found, key=lambda alert: order[alert.severity.value]))
