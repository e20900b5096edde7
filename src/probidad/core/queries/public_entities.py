"""Entities as a citizen sees them: those that are public, with what they say of themselves."""

from django.db.models import QuerySet

from probidad.core.access import Scope, public, scope_of
from probidad.core.models import Entity


def public_entities() -> QuerySet[Entity]:
    """Every entity with a public face, by name."""
    if scope_of(public(None), "core.entity") < Scope.PUBLIC:
        return Entity.objects.none()
    return Entity.objects.filter(public=True).order_by("name", "pk")
