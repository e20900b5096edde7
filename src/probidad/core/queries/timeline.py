"""The trail as it may be read: the list of an entity, and the life of one object as a time line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from probidad.core.access import Actor, Scope, scope_of
from probidad.core.models import TrailEntry
from probidad.core.pages import words
from probidad.core.verbs import subjects, told

TABLE = "core.trail"


@dataclass(frozen=True, slots=True)
class Event:
    """One entry in words. ``who`` is empty for the program itself; ``address`` for an object without a page."""

    at: datetime
    position: int
    who: str
    text: str
    verb: str
    subject: str = ""
    kind: str = ""
    address: str = ""


def entries(actor: Actor) -> QuerySet[TrailEntry]:
    """The entries that the actor may see: those of the entity, or only what they did; the latest first. Who runs the
    installation without belonging to an entity sees the chain of the installation."""
    rows = TrailEntry.objects.select_related("actor").defer("body")
    if actor.entity_id is None:
        return rows.filter(entity__isnull=True) if actor.operator else rows.none()
    scope = scope_of(actor, TABLE)
    if scope is Scope.NONE:
        return rows.none()
    rows = rows.filter(entity_id=actor.entity_id)
    return rows if scope >= Scope.ENTITY else rows.filter(actor_id=actor.user_id or 0)


def timeline(actor: Actor, table: str, *keys: int | str, most: int = 200) -> tuple[Event, ...]:
    """The life of an object that has one or several rows (``keys``), the latest first, as far as the actor sees."""
    rows = entries(actor).filter(subject_table=table, subject_id__in=[str(key) for key in keys])
    return tuple(_event(entry) for entry in rows.order_by("-at", "-position")[:most])


def in_words(rows: Sequence[TrailEntry]) -> tuple[Event, ...]:
    """Entries of a list in words, with the objects named. One query for each table that is there."""
    wanted: dict[str, set[str]] = {}
    for entry in rows:
        wanted.setdefault(entry.subject_table, set()).add(entry.subject_id)
    names = {table: subjects[table].names(keys) for table, keys in wanted.items() if table in subjects}
    return tuple(_with_subject(entry, names.get(entry.subject_table, {})) for entry in rows)


def verbs_of(actor: Actor) -> Iterable[str]:
    """The verbs that the entries seen by the actor have, in order."""
    return entries(actor).order_by("verb").values_list("verb", flat=True).distinct()


def _event(entry: TrailEntry) -> Event:
    return Event(
        at=entry.at,
        position=entry.position,
        who=entry.actor.name if entry.actor else "",
        text=told(words(), entry.verb, entry.facts),
        verb=entry.verb,
    )


def _with_subject(entry: TrailEntry, names: Mapping[str, str]) -> Event:
    event = _event(entry)
    if entry.subject_table not in subjects:
        return replace(event, subject=entry.subject_id)
    subject = subjects[entry.subject_table]
    name = names.get(entry.subject_id, "")
    address = subject.address(entry.subject_id) if subject.address and name else ""
    return replace(event, subject=name or entry.subject_id, kind=words()(subject.label), address=address)
