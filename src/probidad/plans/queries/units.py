"""Units to which an activity may be given, and which of them are of internal control."""

from datetime import date

from django.db.models import Q, QuerySet

from probidad.core.access import Actor
from probidad.core.models import Appointment, Membership, OrgUnit, RoleGrant
from probidad.rules.separation import Role


def units(actor: Actor, today: date) -> QuerySet[OrgUnit]:
    """The units of the actor's entity that hold today."""
    return OrgUnit.objects.filter(entity_id=actor.entity_id or 0, valid_from__lte=today).filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=today)
    )


def roles_of_unit(unit: OrgUnit, today: date) -> frozenset[Role]:
    """The roles of who heads the unit today; where nobody heads it, those of its members.

    A head is who fills a post that heads the unit. Two queries.
    """
    on = Q(ends__isnull=True) | Q(ends__gte=today)
    heads = Appointment.objects.filter(on, post__unit=unit, post__heads_unit=True, starts__lte=today)
    users = list(heads.values_list("user_id", flat=True))
    members = Membership.objects.filter(on, entity_id=unit.entity_id, starts__lte=today)
    members = members.filter(user_id__in=users) if users else members.filter(unit=unit)
    grants = RoleGrant.objects.filter(membership__in=members, withdrawn__isnull=True)
    return frozenset(Role(role) for role in grants.values_list("role", flat=True))
