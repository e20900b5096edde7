"""The trail: one append-only, hash-chained list of entries for each entity, and one for the installation."""

from django.db import models

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
    parts of it for lists. ``hash`` is SHA-256 of the previous hash in hexadecimal, a line feed, and ``body``."""

    head = models.ForeignKey(TrailHead, on_delete=models.PROTECT, related_name="entries")
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, null=True, blank=True, related_name="trail")
    position = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=60)
    subject_table = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    body = models.BinaryField()
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("-position",)
        constraints = [models.UniqueConstraint(fields=("head", "position"), name="a_position_once_a_chain")]
        indexes = [models.Index(fields=("entity", "subject_table", "subject_id"), name="trail_of_an_object")]

    def __str__(self) -> str:
        return f"{self.position} {self.verb}"
