"""Uploads that are killed: see ``crashing``. What was acknowledged has its row and its file; no row lacks its file."""

import hashlib
import os
import secrets
from collections.abc import Callable

from django.utils import timezone

import proofs
import town
from plans import imported
from probidad.core.access import Actor
from probidad.core.actions import evidence as actions
from probidad.core.evidence_check import Amiss
from probidad.core.evidence_check import check as held_together
from probidad.core.models import Entity, EvidenceVersion, TrailEntry, TrailHead
from probidad.core.trail import chained
from probidad.plans.models import Activity
from probidad.rules.separation import Role

KILOBYTES = (1, 40, 400)
_made: dict[str, object] = {}


def prepare() -> None:
    """A town, who plans in it, and as many activities as rounds: one may be supported by two hundred files."""
    here = town.entity()
    followup = imported.kept(here)
    actor = _made["actor"] = town.acting(here, Role.PLANNING)
    first = followup.readings.order_by("number")[0].activity
    many = [Activity(**{**_columns(first), "number": 1000 + number}) for number in range(600)]
    _made["activities"] = [str(row.pk) for row in Activity.objects.bulk_create(many)]
    _made["entity"] = here
    proofs.added(actor, ("plans.activity", str(first.pk)))  # what is loaded once is loaded before the rounds


def work(acknowledge: Callable[[str], None]) -> None:
    """Upload one file after the other."""
    actor, activities = _made["actor"], _made["activities"]
    assert isinstance(actor, Actor)
    assert isinstance(activities, list)
    subject, number = ("plans.activity", activities[os.getpid() % len(activities)]), 0
    while True:
        number += 1
        content = secrets.token_bytes(KILOBYTES[number % len(KILOBYTES)] * 1024)
        with actions.received("acta.pdf", _pieces(content), examine=proofs.as_good) as file:
            made = actions.add_file(actor, file, subject=subject, facts=proofs.FACTS)
        acknowledge(f"{made.pk} {hashlib.sha256(content).hexdigest()}")


def _columns(row: Activity) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}


def _pieces(content: bytes) -> list[bytes]:
    return [content[at : at + 65536] for at in range(0, len(content), 65536)]


def check(acknowledged: list[str]) -> None:
    """Nothing acknowledged is lost, no row lacks its file, and the trail tells each upload once, in its chain."""
    for line in acknowledged:
        pk, sha256 = line.split()
        version = EvidenceVersion.objects.get(evidence_id=int(pk), number=1)
        assert version.sha256 == sha256, f"evidence {pk} has another digest than was acknowledged"
    told = held_together(timezone.now(), deep=bool(acknowledged))
    wrong = [each for each in told.found if each.amiss not in (Amiss.ORPHAN, Amiss.LEFTOVER)]
    assert wrong == [], f"rows without their file: {wrong}"
    added = TrailEntry.objects.filter(verb="evidence.added").count()
    assert added == EvidenceVersion.objects.count(), "a row without its trail, or a trail without its row"
    entity = _made["entity"]
    assert isinstance(entity, Entity)
    head, previous = TrailHead.objects.filter(entity=entity).first(), ""
    for entry in TrailEntry.objects.filter(head=head).order_by("position").iterator():
        assert (entry.previous, entry.hash) == (previous, chained(previous, bytes(entry.body))), entry.position
        previous = entry.hash
    assert (head.hash if head else "") == previous
