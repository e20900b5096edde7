"""Writes the trail. Every action calls :func:`record` once for each thing that it changes, in its own transaction."""

import hashlib
from collections.abc import Mapping
from datetime import UTC

import rfc8785
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from probidad.core.access import Actor
from probidad.core.models import TrailEntry, TrailHead

INSTALLATION = "installation"
Fact = str | int | bool | None | list[str] | list[int]


def record(actor: Actor, verb: str, subject: Model, **facts: Fact) -> TrailEntry:
    """Append an entry to the chain of the actor's entity (of the installation when there is none).

    ``verb`` reads ``thing.done``. ``facts`` hold no secret and no text of a person's case; fractions and decimals come
    as text. Raises ``RuntimeError`` outside a transaction: a trail without its change would lie.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a trail entry is written in the transaction of its action")
    name = f"entity-{actor.entity_id}" if actor.entity_id else INSTALLATION
    TrailHead.objects.get_or_create(name=name, defaults={"entity_id": actor.entity_id})
    head = TrailHead.objects.select_for_update().get(name=name)
    at = timezone.now()
    table = subject._meta.label_lower
    body = rfc8785.dumps(
        {
            "chain": name,
            "position": head.position + 1,
            "at": at.astimezone(UTC).isoformat(),
            "actor": actor.user_id,
            "roles": sorted(actor.roles),
            "verb": verb,
            "subject": {"table": table, "id": str(subject.pk)},
            "facts": _plain(facts),
        }
    )
    entry = TrailEntry.objects.create(
        head=head,
        entity_id=actor.entity_id,
        position=head.position + 1,
        at=at,
        actor_id=actor.user_id,
        role=", ".join(sorted(actor.roles)),
        verb=verb,
        subject_table=table,
        subject_id=str(subject.pk),
        facts=_plain(facts),
        body=body,
        previous=head.hash,
        hash=chained(head.hash, body),
    )
    head.position, head.hash = entry.position, entry.hash
    head.save(update_fields=["position", "hash"])
    return entry


def chained(previous: str, body: bytes) -> str:
    """Hash of an entry: SHA-256 of the previous hash, a line feed and the canonical bytes, in hexadecimal."""
    return hashlib.sha256(previous.encode("ascii") + b"\n" + bytes(body)).hexdigest()


def _plain(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    return dict(facts)
