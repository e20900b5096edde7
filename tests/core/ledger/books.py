"""A ledger to be attacked: entries as actions write them, and what an attacker does straight in the tables."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import transaction

import town
from probidad.core import guards
from probidad.core.access import Actor
from probidad.core.actions import ledger
from probidad.core.actions.ledger import Outside
from probidad.core.anchoring import read
from probidad.core.models import Entity, TrailEntry, TrailHead
from probidad.core.queries.anchors import envelope_of
from probidad.core.queries.ledger import Verified
from probidad.core.trail import Personal, record
from probidad.rules.ledger import Damage, chained


def written(entries: int = 8) -> tuple[Entity, Actor]:
    """An entity whose chain has so many entries; every second one holds a personal value."""
    here = town.entity()
    who = town.acting(here)
    more(here, who, entries)
    return here, who


def more(here: Entity, who: Actor, entries: int) -> None:
    for number in range(entries):
        with transaction.atomic():
            extra = {"act": Personal(f"Resolución {number} de Ana Ruiz")} if number % 2 else {}
            record(who, "entity.edited", here, number=number, fields=["name"], **extra)


def damages(here: Entity, *outside: Outside) -> list[Damage]:
    return [found for found in ledger.verify(here.pk, outside) if not isinstance(found, Verified)]


def kinds(here: Entity, *outside: Outside) -> set[str]:
    return {damage.kind.value for damage in damages(here, *outside)}


def outside(anchor: object) -> Outside:
    """An anchor as somebody kept it."""
    return Outside("ancla.json", read(envelope_of(anchor)))  # type: ignore[arg-type]


def entries(here: Entity) -> Sequence[TrailEntry]:
    return list(TrailEntry.objects.filter(entity=here).order_by("position"))


@contextmanager
def attack() -> Iterator[None]:
    """What somebody who rules the database does: the triggers away, the rows changed, the triggers back."""
    with guards.lifted():
        yield


def change(entry: TrailEntry, **columns: object) -> None:
    TrailEntry.objects.filter(pk=entry.pk).update(**columns)


def hashed_again(here: Entity, first: int, last: int | None = None, *, head: bool = True) -> None:
    """Hash the chain anew from a position to another, and move its head to what comes out."""
    rows = entries(here)
    known = {row.position: row.hash for row in rows}
    before = known.get(first - 1, "")
    for row in rows:
        if first <= row.position <= (last or rows[-1].position):
            digest = chained(before, bytes(row.body))
            change(row, previous=before, hash=digest)
            before = digest
    if head:
        TrailHead.objects.filter(entity=here).update(position=rows[-1].position, hash=before)


@pytest.fixture
def anchor_folder(settings: object, tmp_path: Path) -> Path:
    settings.ANCHORS = tmp_path / "anclas"  # type: ignore[attr-defined]
    return settings.ANCHORS  # type: ignore[attr-defined,no-any-return]
