"""Who a person is in an entity."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from probidad.core.access import Actor
from probidad.core.models import Appointment, Membership, OrgUnit, RoleGrant, User
from probidad.rules.separation import Role


def memberships_on(user_id: int, today: date) -> QuerySet[Membership]:
    """Memberships of a person that hold today, those of active people only."""
    return (
        Membership.objects.filter(user_id=user_id, user__is_active=True, starts__lte=today)
        .filter(Q(ends__isnull=True) | Q(ends__gte=today))
        .select_related("entity")
        .order_by("entity__name")
    )


def actor(user_id: int, *, wanted: int | None, today: date) -> Actor:
    """The person in the entity ``wanted`` if they belong to it, else in their first one.

    Raises ``PermissionDenied`` for who belongs to no entity today and does not run the installation.
    """
    own = list(memberships_on(user_id, today))
    membership = next((entry for entry in own if entry.entity_id == wanted), own[0] if own else None)
    operator = User.objects.filter(pk=user_id, is_active=True, operator=True).exists()
    if membership is None:
        if not operator:
            raise PermissionDenied("no membership today")
        return Actor(user_id=user_id, entity_id=None, operator=True)
    grants = RoleGrant.objects.filter(membership=membership, withdrawn__isnull=True).values_list("role", flat=True)
    posts = (
        Appointment.objects.filter(user_id=user_id, post__entity_id=membership.entity_id, starts__lte=today)
        .filter(Q(ends__isnull=True) | Q(ends__gte=today))
        .select_related("post")
    )
    own_units = {membership.unit_id} | {entry.post.unit_id for entry in posts}
    return Actor(
        user_id=user_id,
        entity_id=membership.entity_id,
        roles=frozenset(Role(role) for role in grants),
        units=units_below(membership.entity_id, {pk for pk in own_units if pk}),
        posts=frozenset(entry.post_id for entry in posts),
        country=membership.entity.country,
        operator=operator,
    )


def units_below(entity_id: int, roots: set[int]) -> frozenset[int]:
    """The units and all those below them."""
    if not roots:
        return frozenset()
    children: dict[int | None, list[int]] = {}
    for pk, parent in OrgUnit.objects.filter(entity_id=entity_id).values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(pk)
    found, waiting = set(roots), list(roots)
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return frozenset(found)
