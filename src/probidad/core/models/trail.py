"""The trail: one append-only, hash-chained list of entries for each entity, and one for the installation.

Triggers of the database refuse to change or remove what stands here (``migrations/ledger_guards.*.sql``)."""

import json
from typing import Any

from django.db import models
from django.db.models import Q

from probidad.core.models.entities import Entity
from probidad.core.models.people import User


class TrailHead(models.Model):
    """Where a chain stands. ``entity`` is empty for the chain of the installation. Locked while an entry is written."""

    entity = models.OneToOneField(Entity, on_delete=models.PROTECT, null=True, blank=True, related_name="trail_head")
    name = models.CharField(max_length=40, unique=True)
    position = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.name


class TrailEntry(models.Model):
    """One action (asiento). ``body`` holds the canonical bytes that were hashed (RFC 8785); the other columns repeat
    the beginning of it for lists, and a verification compares them. ``hash`` is SHA-256 of the previous hash in
    hexadecimal, a line feed, and the SHA-256 of ``body`` in hexadecimal, so that a chain is verified without bodies."""

    head = models.ForeignKey(TrailHead, on_delete=models.PROTECT, related_name="entries")
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, null=True, blank=True, related_name="trail")
    position = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    verb = models.CharField(max_length=60)
    subject_table = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    body = models.BinaryField()
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("-position",)
        constraints = [models.UniqueConstraint(fields=("head", "position"), name="a_position_once_a_chain")]
        indexes = [models.Index(fields=("entity", "subject_table", "subject_id"), name="trail_of_an_object")]

    def __str__(self) -> str:
        return f"{self.position} {self.verb}"

    @property
    def facts(self) -> dict[str, Any]:
        """What the entry tells, read from its bytes, without personal values."""
        found: dict[str, Any] = json.loads(bytes(self.body))["with"]["facts"]
        return found

    @property
    def commitments(self) -> dict[str, str]:
        """What stands in the bytes for each personal value, by the key of the fact."""
        found: dict[str, str] = json.loads(bytes(self.body))["with"].get("commitments", {})
        return found


class TrailSecret(models.Model):
    """A personal value of an entry, apart from it: the body holds only SHA-256 of ``salt`` and ``value`` (canonical
    JSON). Erasing it is removing the row; the chain stays valid."""

    entry = models.ForeignKey(TrailEntry, on_delete=models.PROTECT, related_name="secrets")
    key = models.CharField(max_length=60)
    salt = models.BinaryField(max_length=32)
    value = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("entry", "key"), name="a_personal_value_once_an_entry")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.key}"


class Anchor(models.Model):
    """A statement, to be kept outside, of where the chains of a book stood (ancla). The book is that of ``entity``, or
    of the installation when there is none. ``document`` is canonical JSON and holds the digest of the anchor before;
    ``digest`` is its SHA-256. ``day`` is set on daily ones, so that there is one a day."""

    class Occasion(models.TextChoices):
        PUBLICATION = "publication"
        DAILY = "daily"
        MANUAL = "manual"

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, null=True, related_name="anchors")
    number = models.PositiveIntegerField()
    made = models.DateTimeField()
    occasion = models.CharField(max_length=20, choices=Occasion.choices)
    day = models.DateField(null=True)
    position = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    document = models.BinaryField()
    digest = models.CharField(max_length=64)
    signature = models.CharField(max_length=88, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=("entity", "number"), name="an_anchor_number_once_a_book"),
            models.UniqueConstraint(fields=("entity", "day"), name="one_daily_anchor_a_day"),
            models.UniqueConstraint(
                fields=("number",), condition=Q(entity__isnull=True), name="an_anchor_number_once_the_installation"
            ),
            models.UniqueConstraint(
                fields=("day",), condition=Q(entity__isnull=True), name="one_daily_anchor_of_the_installation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entity_id or 0}-{self.number}"


class LedgerCheck(models.Model):
    """The last verification of a chain: how far it came, how many damages it found and the first of them."""

    head = models.OneToOneField(TrailHead, on_delete=models.PROTECT, related_name="check_made")
    made = models.DateTimeField()
    position = models.BigIntegerField()
    damages = models.PositiveIntegerField()
    first = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.head} {self.made:%Y-%m-%d}"
