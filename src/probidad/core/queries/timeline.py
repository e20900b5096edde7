"""The trail as it may be read: the list of an entity, and the life of one object as a time line."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from probidad.core.access import Actor, Scope, scope_of
from probidad.core.models import TrailEntry, TrailSecret
from probidad.core.pages import words
from probidad.core.verbs import Erased, subjects, told

TABLE = "core.trail"
BATCH = 500


@dataclass(frozen=True, slots=True)
class Event:
    """One entry in words. ``who`` is empty for the program itself."""

    at: datetime
    position: int
    who: str
    text: str
    verb: str


def entries(actor: Actor) -> QuerySet[TrailEntry]:
    """The entries that the actor may see: those of the entity, or only what they did; the latest first. Who runs the
    installation without belonging to an entity sees the chain of the installation."""
    rows = _Entries(TrailEntry).select_related("actor")
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


def distinct(rows: QuerySet[TrailEntry], field: str) -> list[str]:
    """The values that a field has, in order."""
    return list(rows.order_by(field).values_list(field, flat=True).distinct())


def actors(rows: QuerySet[TrailEntry]) -> list[tuple[int, str]]:
    """Who did something, by name."""
    found = rows.filter(actor__isnull=False).order_by("actor__name").values_list("actor_id", "actor__name")
    return list(found.distinct())


def subject_name(entry: TrailEntry) -> str:
    """What the object of an entry is called; its identifier where it is no longer there."""
    return str(getattr(entry, "named", "") or entry.subject_id)


def subject_address(entry: TrailEntry) -> str:
    """The page of the object; empty where it has none."""
    if not getattr(entry, "named", "") or entry.subject_table not in subjects:
        return ""
    address = subjects[entry.subject_table].address
    return address(entry.subject_id) if address else ""


class _Entries(QuerySet[TrailEntry]):
    """Entries that come with the names of their objects: one query for each table that a page or a batch has."""

    def _fetch_all(self) -> None:
        super()._fetch_all()
        _name(self._result_cache or ())

    def iterator(self, chunk_size: int | None = None) -> Iterator[TrailEntry]:
        rows = super().iterator(chunk_size=chunk_size or BATCH)
        while batch := list(islice(rows, BATCH)):
            _name(batch)
            yield from batch


def _name(rows: Sequence[object]) -> None:
    entries_ = [row for row in rows if isinstance(row, TrailEntry) and not hasattr(row, "named")]
    wanted: dict[str, set[str]] = {}
    for entry in entries_:
        wanted.setdefault(entry.subject_table, set()).add(entry.subject_id)
    names = {table: subjects[table].names(keys) for table, keys in wanted.items() if table in subjects}
    for entry in entries_:
        entry.named = names.get(entry.subject_table, {}).get(entry.subject_id, "")  # type: ignore[attr-defined]
    _disclose(entries_)


def _disclose(rows: Sequence[TrailEntry]) -> None:
    """Give each entry ``shown``: its facts with the personal values that were not erased. One query, if any."""
    told: dict[int, dict[str, Any]] = {}
    personal = set()
    for entry in rows:
        commitments = dict.fromkeys(entry.commitments, Erased.VALUE)
        told[entry.pk] = {**entry.facts, **commitments}
        if commitments:
            personal.add(entry.pk)
    if personal:
        for pk, key, value in TrailSecret.objects.filter(entry__in=personal).values_list("entry_id", "key", "value"):
            told[pk][key] = json.loads(value)
    for entry in rows:
        entry.shown = told[entry.pk]  # type: ignore[attr-defined]


def shown(entry: TrailEntry) -> Mapping[str, Any]:
    """What an entry tells, with its personal values; in the place of an erased one stands ``Erased.VALUE``."""
    if not hasattr(entry, "shown"):
        _disclose([entry])
    found: Mapping[str, Any] = entry.shown  # type: ignore[attr-defined]
    return found


def _event(entry: TrailEntry) -> Event:
    return Event(
        at=entry.at,
        position=entry.position,
        who=entry.actor.name if entry.actor else "",
        text=told(words(), entry.verb, shown(entry)),
        verb=entry.verb,
    )


def personal(entry: TrailEntry) -> Mapping[str, bool]:
    """The personal values of an entry by key: whether each is still there."""
    kept = set(TrailSecret.objects.filter(entry=entry).values_list("key", flat=True))
    return {key: key in kept for key in sorted(entry.commitments)}
