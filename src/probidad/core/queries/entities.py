"""Entities of the installation."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from probidad.core.access import Actor
from probidad.core.models import Entity
from probidad.core.queries.people import memberships_on


def entities(actor: Actor) -> QuerySet[Entity]:
    """Who runs the installation sees every entity; a member sees the one in which they act."""
    if actor.operator:
        return Entity.objects.all()
    return Entity.objects.filter(pk=actor.entity_id) if actor.entity_id is not None else Entity.objects.none()


def counted(actor: Actor, on: date) -> QuerySet[Entity]:
    """The entities with ``people``, how many belong to each on the day."""
    holds = Q(memberships__starts__lte=on) & (Q(memberships__ends__isnull=True) | Q(memberships__ends__gte=on))
    return entities(actor).annotate(people=Count("memberships", filter=holds, distinct=True))


def of_person(user_id: int, today: date) -> tuple[Entity, ...]:
    """The entities that a person belongs to today, by name."""
    return tuple(membership.entity for membership in memberships_on(user_id, today))
