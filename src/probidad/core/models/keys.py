"""Keys with which programs use the API."""

from django.db import models

from probidad.core.models.entities import Entity
from probidad.core.models.people import User


class ApiKey(models.Model):
    """A key of the API. Only its SHA-256 is kept; ``prefix`` tells keys apart in lists."""

    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="api_keys")
    name = models.CharField(max_length=120)
    prefix = models.CharField(max_length=12, unique=True)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True, blank=True)
    last_used = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created",)

    def __str__(self) -> str:
        return f"{self.prefix} · {self.name}"
