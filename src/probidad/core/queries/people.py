"""Who a person is in an entity."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Lower

from probidad.core.access import Actor, Scope, scope_of
from probidad.core.models import Appointment, Membership, OrgUnit, RecordedConflict, RoleGrant, User
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
        units=units_below(membership.entity_id, {pk for pk in own_units if pk}, today),
        posts=frozenset(entry.post_id for entry in posts),
        country=membership.entity.country,
        operator=operator,
    )


def units_below(entity_id: int, roots: set[int], on: date) -> frozenset[int]:
    """The units and all those below them on a day, with every row that each of them ever had: what was assigned to a
    unit before it was renamed is still that unit's; what was below it and moved away is not."""
    if not roots:
        return frozenset()
    origins: dict[int, int] = {}
    above: dict[int, int | None] = {}  # by origin, as its last row that began by the day says
    rows: dict[int, list[int]] = {}
    units = OrgUnit.objects.filter(entity_id=entity_id).order_by("valid_from", "pk")
    for pk, parent, first, since in units.values_list("pk", "parent_id", "origin_id", "valid_from"):
        origin = origins[pk] = first or pk
        rows.setdefault(origin, []).append(pk)
        if since <= on:
            above[origin] = parent
    children: dict[int, set[int]] = {}
    for origin, over in above.items():
        if over in origins:
            children.setdefault(origins[over], set()).add(origin)
    waiting = [origins[pk] for pk in roots if pk in origins]
    found = set(waiting)
    while waiting:
        fresh = children.get(waiting.pop(), set()) - found
        found |= fresh
        waiting.extend(fresh)
    return frozenset(pk for origin in found for pk in rows[origin])


def members(actor: Actor) -> QuerySet[Membership]:
    """The memberships that the actor may see: those of the entity, or only their own."""
    rows = Membership.objects.select_related("user", "unit", "entity")
    scope = scope_of(actor, "core.person")
    if actor.entity_id is None or scope is Scope.NONE:
        return rows.none()
    rows = rows.filter(entity_id=actor.entity_id)
    return rows if scope >= Scope.ENTITY else rows.filter(user_id=actor.user_id or 0)


def listed(actor: Actor) -> QuerySet[Membership]:
    """The memberships with their roles (``held``) and standing conflicts (``standing``) read along."""
    return members(actor).prefetch_related(
        Prefetch("grants", RoleGrant.objects.filter(withdrawn__isnull=True), to_attr="held"),
        Prefetch("conflicts", RecordedConflict.objects.filter(ended__isnull=True), to_attr="standing"),
    )


def only_here(user: User, entity_id: int, today: date) -> bool:
    """Whether the account belongs to this entity alone, so that its administrator may make a link that opens it."""
    if user.operator:
        return False
    elsewhere = Membership.objects.filter(user=user).exclude(entity_id=entity_id)
    return not elsewhere.filter(Q(ends__isnull=True) | Q(ends__gte=today)).exists()


def choices(actor: Actor, on: date) -> tuple[tuple[str, str], ...]:
    """Choices of a form: identifier of the membership and name, of those who belong to the entity on the day."""
    rows = members(actor).filter(Q(ends__isnull=True) | Q(ends__gte=on)).order_by("user__name", "pk")
    return tuple((str(row.pk), row.user.name) for row in rows)


def ending(entity_id: int, today: date, within: timedelta) -> QuerySet[Membership]:
    """Memberships whose last day is in the coming days."""
    return (
        Membership.objects.filter(entity_id=entity_id, ends__gte=today, ends__lte=today + within)
        .select_related("user")
        .order_by("ends")
    )


def by_address(addresses: Iterable[str]) -> dict[str, User]:
    """The accounts of these addresses, by the address in small letters."""
    wanted = sorted({address.lower() for address in addresses if address})
    found: dict[str, User] = {}
    for start in range(0, len(wanted), 400):
        rows = User.objects.annotate(small=Lower("email")).filter(small__in=wanted[start : start + 400])
        found |= {user.email.lower(): user for user in rows}
    return found
