"""A file on its way in: its bytes are kept from the preview until it is applied or discarded; then its name, size and
digest stay, and the bytes only where the kind of import keeps them."""

from django.db import models

from probidad.core.models.entities import Entity
from probidad.core.models.people import User


class ImportRun(models.Model):
    """One import (importación). ``kind`` is a key of the shelf of import kinds; ``summary`` is what was done."""

    class State(models.TextChoices):
        PREVIEWED = "previewed"
        APPLIED = "applied"
        DISCARDED = "discarded"

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="imports")
    kind = models.CharField(max_length=60)
    file = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    content = models.BinaryField()
    choices = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PREVIEWED)
    summary = models.JSONField(default=dict)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    settled = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-created",)

    def __str__(self) -> str:
        return f"{self.kind} · {self.file}"
