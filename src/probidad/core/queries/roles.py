"""Roles that people hold, and conflicts of functions that an entity recorded because it insists."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from probidad.core.access import Actor, Scope, scope_of
from probidad.core.models import Membership, RecordedConflict, RoleGrant
from probidad.core.queries.units import present
from probidad.rules.separation import Role

TABLE = "core.person"


@dataclass(frozen=True, slots=True)
class StandingConflict:
    """Two functions that a person holds in an entity although they should be apart, with the entity's reason and act."""

    first: Role
    second: Role
    reason: str
    act: str
    recorded: datetime


def roles_of(membership_id: int) -> frozenset[Role]:
    """The roles that a member holds."""
    rows = RoleGrant.objects.filter(membership_id=membership_id, withdrawn__isnull=True)
    return frozenset(Role(code) for code in rows.values_list("role", flat=True))


def conflicts_of(user_id: int, entity_id: int) -> tuple[StandingConflict, ...]:
    """The recorded conflicts of a person in an entity, to be shown wherever their work is."""
    rows = RecordedConflict.objects.filter(
        membership__user_id=user_id, membership__entity_id=entity_id, ended__isnull=True
    )
    return tuple(StandingConflict(Role(r.first), Role(r.second), r.reason, r.act, r.recorded) for r in rows)


def conflicts(actor: Actor) -> QuerySet[RecordedConflict]:
    """Every conflict that the entity recorded, those that ended too."""
    rows = RecordedConflict.objects.select_related("membership__user", "membership__unit")
    scope = scope_of(actor, TABLE)
    if actor.entity_id is None or scope is Scope.NONE:
        return rows.none()
    rows = rows.filter(membership__entity_id=actor.entity_id)
    return rows if scope >= Scope.ENTITY else rows.filter(membership__user_id=actor.user_id or 0)


def standing(entity_id: int) -> QuerySet[RecordedConflict]:
    """The conflicts that still stand in an entity."""
    return RecordedConflict.objects.filter(membership__entity_id=entity_id, ended__isnull=True)


def other_administrators(entity_id: int, but: int, until: date) -> int:
    """How many administrators the entity has besides the membership ``but`` whose membership holds on ``until``."""
    return (
        RoleGrant.objects.filter(
            role=Role.ADMINISTRATOR.value,
            withdrawn__isnull=True,
            membership__entity_id=entity_id,
            membership__user__is_active=True,
        )
        .filter(Q(membership__starts__lte=until), Q(membership__ends__isnull=True) | Q(membership__ends__gt=until))
        .exclude(membership_id=but)
        .values("membership_id")
        .distinct()
        .count()
    )


def without_role(entity_id: int, today: date) -> int:
    """How many members hold no role today."""
    members = Membership.objects.filter(present(today), entity_id=entity_id, user__is_active=True)
    return members.exclude(pk__in=memberships_with_any()).count()


def memberships_with_any() -> QuerySet[RoleGrant, int]:
    """Identifiers of the memberships that hold a role, for a condition; of every entity, so never shown as they are."""
    return RoleGrant.objects.filter(withdrawn__isnull=True).values_list("membership_id", flat=True)


def memberships_with(role: str) -> QuerySet[RoleGrant, int]:
    """Identifiers of the memberships that hold a role, for a condition; of every entity, so never shown as they are."""
    return RoleGrant.objects.filter(role=role, withdrawn__isnull=True).values_list("membership_id", flat=True)


def memberships_in_conflict() -> QuerySet[RecordedConflict, int]:
    """Identifiers of the memberships with a standing conflict, for a condition; of every entity, as above."""
    return RecordedConflict.objects.filter(ended__isnull=True).values_list("membership_id", flat=True)
