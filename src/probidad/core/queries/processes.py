"""Processes of the entity."""

from django.db.models import QuerySet

from probidad.core.access import Actor, Scope, scope_of
from probidad.core.models import Process
from probidad.core.queries.units import TABLE


def processes(actor: Actor) -> QuerySet[Process]:
    """The processes that the actor may see, with the post that owns each."""
    if actor.entity_id is None or scope_of(actor, TABLE) < Scope.ENTITY:
        return Process.objects.none()
    return Process.objects.filter(entity_id=actor.entity_id).select_related("owner")
