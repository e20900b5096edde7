"""Writes the trail. Every action calls :func:`record` once for each thing that it changes, in its own transaction."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

import rfc8785
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from probidad.core.access import Actor
from probidad.core.models import TrailEntry, TrailHead, TrailSecret
from probidad.rules.ledger import chained, commitment

INSTALLATION = "installation"
_SALT_BYTES = 32
Fact = str | int | bool | None | list[str] | list[int]


@dataclass(frozen=True, slots=True)
class Personal:
    """A fact that is, or may hold, data of a person: a name, an address, free text that somebody wrote. The entry holds
    only a salted commitment, so that the value can be erased and the ledger still verifies."""

    value: Fact


def record(actor: Actor, verb: str, subject: Model, **facts: Fact | Personal) -> TrailEntry:
    """Append an entry to the chain of the actor's entity (of the installation when there is none).

    ``verb`` reads ``thing.done``. ``facts`` hold no secret and no text of a person's case; what names a person, or was
    written freely by one, comes as :class:`Personal`; fractions and decimals come as text. Raises ``RuntimeError``
    outside a transaction: a trail without its change would lie.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a trail entry is written in the transaction of its action")
    name = chain_of(actor.entity_id)
    TrailHead.objects.get_or_create(name=name, defaults={"entity_id": actor.entity_id})
    head = TrailHead.objects.select_for_update().get(name=name)
    at = timezone.now()
    table = subject._meta.label_lower
    plain, commitments, kept = _parted(facts)
    body = rfc8785.dumps(
        {
            "actor": actor.user_id,
            "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
            "chain": name,
            "position": head.position + 1,
            "subject": {"id": str(subject.pk), "table": table},
            "verb": verb,
            "with": {**commitments, "facts": plain, "roles": sorted(actor.roles)},
        }
    )
    entry = TrailEntry.objects.create(
        head=head,
        entity_id=actor.entity_id,
        position=head.position + 1,
        at=at,
        actor_id=actor.user_id,
        verb=verb,
        subject_table=table,
        subject_id=str(subject.pk),
        body=body,
        previous=head.hash,
        hash=chained(head.hash, body),
    )
    head.position, head.hash = entry.position, entry.hash
    head.save(update_fields=["position", "hash"])
    for secret in kept:
        secret.entry = entry
    if kept:
        TrailSecret.objects.bulk_create(kept)
    return entry


def chain_of(entity_id: int | None) -> str:
    """The name of an entity's chain; of the installation's without an entity."""
    return f"entity-{entity_id}" if entity_id else INSTALLATION


def _parted(facts: Mapping[str, Fact | Personal]) -> tuple[dict[str, Any], dict[str, Any], list[TrailSecret]]:
    """Facts that stand in the bytes, commitments to the personal ones, and these themselves, to be kept apart. An empty
    value names nobody and stays in the bytes."""
    plain: dict[str, Any] = {}
    commitments: dict[str, str] = {}
    kept: list[TrailSecret] = []
    for key, fact in facts.items():
        if not isinstance(fact, Personal):
            plain[key] = fact
        elif fact.value in ("", None):
            plain[key] = fact.value
        else:
            salt, value = secrets.token_bytes(_SALT_BYTES), rfc8785.dumps(fact.value)
            commitments[key] = commitment(salt, value)
            kept.append(TrailSecret(key=key, salt=salt, value=value.decode()))
    return plain, {"commitments": commitments} if commitments else {}, kept
