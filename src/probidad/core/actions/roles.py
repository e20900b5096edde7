"""Roles are granted and withdrawn here, and conflicts of functions recorded when an entity insists."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from probidad.core import trail
from probidad.core.access import Actor, entity_of, require
from probidad.core.labels import ROLE_LABELS
from probidad.core.models import Entity, Membership, RecordedConflict, RoleGrant
from probidad.core.queries import people, roles
from probidad.core.trail import Personal
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _
from probidad.rules.separation import Conflict, Role, role_conflicts

VERB = "role.grant"


class ConflictError(RefusalError):
    """Roles that one person should not hold together; the entity may insist with a reason and an act."""

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        first = conflicts[0]
        super().__init__(
            _("One person should not hold these roles together: %(labels)s."),
            remedy=_("Give one of them to another person, or write why the entity insists and the act that says so."),
            facts={"labels": f"{ROLE_LABELS[first.first]} · {ROLE_LABELS[first.second]}"},
        )
        self.conflicts = conflicts


@dataclass(frozen=True, slots=True)
class RolesChanged:
    """What became of a member's roles."""

    granted: frozenset[Role]
    withdrawn: frozenset[Role]
    conflicts: tuple[Conflict, ...]

    @property
    def nothing(self) -> bool:
        """Whether the roles were those already."""
        return not self.granted and not self.withdrawn


@transaction.atomic
def change_roles(
    actor: Actor, *, membership_id: int, roles_wanted: Iterable[Role], reason: str = "", act: str = ""
) -> RolesChanged:
    """Make the roles of a member those wanted. What is withdrawn acts on the next request.

    Raises ``ConflictError`` for a new conflict without reason and act, ``RefusalError`` when an administrator gives
    roles to themselves and when the last administrator would be withdrawn.
    """
    require(actor, VERB)
    entity = Entity.objects.select_for_update().get(pk=entity_of(actor))
    member = people.members(actor).get(pk=membership_id)
    held, wanted = roles.roles_of(member.pk), frozenset(roles_wanted)
    granted, withdrawn = wanted - held, held - wanted
    if granted and member.user_id == actor.user_id:
        raise RefusalError(
            _("Nobody gives roles to themselves."), remedy=_("Ask another administrator of the entity to do it.")
        )
    _require_present(member, timezone.localdate())
    if Role.ADMINISTRATOR in withdrawn:
        require_other_administrator(entity.pk, member.pk, timezone.localdate())
    conflicts = give(actor, member, wanted, granted, reason=reason, act=act)
    take(actor, member, withdrawn)
    return RolesChanged(granted, withdrawn, conflicts)


def give(
    actor: Actor, member: Membership, wanted: frozenset[Role], granted: frozenset[Role], *, reason: str, act: str
) -> tuple[Conflict, ...]:
    """Grant roles to a member who ends up with those ``wanted``, and record new conflicts. For actions that checked
    that the actor may. Raises ``ConflictError`` without reason and act."""
    known = {
        frozenset({Role(row.first), Role(row.second)})
        for row in RecordedConflict.objects.filter(membership=member, ended__isnull=True)
    }
    fresh = tuple(each for each in role_conflicts(wanted) if frozenset({each.first, each.second}) not in known)
    if fresh and not (reason.strip() and act.strip()):
        raise ConflictError(fresh)
    for role in Role:
        if role in granted:
            RoleGrant.objects.create(membership=member, role=role.value)
            trail.record(actor, "role.granted", member, role=role.value)
    for conflict in fresh:
        RecordedConflict.objects.create(
            membership=member, first=conflict.first.value, second=conflict.second.value, reason=reason.strip(),
            act=act.strip(),
        )  # fmt: skip
        trail.record(
            actor,
            "conflict.recorded",
            member,
            first=conflict.first.value,
            second=conflict.second.value,
            act=Personal(act),
        )
    return fresh


def take(actor: Actor, member: Membership, withdrawn: frozenset[Role]) -> None:
    """Withdraw roles, and end the conflicts that they were part of. For actions that checked that the actor may."""
    now = timezone.now()
    for role in Role:
        if role not in withdrawn:
            continue
        RoleGrant.objects.filter(membership=member, role=role.value, withdrawn__isnull=True).update(withdrawn=now)
        trail.record(actor, "role.withdrawn", member, role=role.value)
    for conflict in RecordedConflict.objects.filter(membership=member, ended__isnull=True):
        if {Role(conflict.first), Role(conflict.second)} & withdrawn:
            conflict.ended = now
            conflict.save(update_fields=["ended"])
            trail.record(actor, "conflict.ended", member, first=conflict.first, second=conflict.second)


def require_other_administrator(entity_id: int, membership_id: int, until: date) -> None:
    """Raise ``RefusalError`` when no administrator would be left after that day besides this member."""
    if roles.other_administrators(entity_id, membership_id, until) == 0:
        raise RefusalError(
            _("This is the last administrator of the entity."),
            remedy=_("Make somebody else an administrator first."),
        )


def _require_present(member: Membership, today: date) -> None:
    if member.ends is not None and member.ends < today:
        raise RefusalError(
            _("The person no longer belongs to the entity."), remedy=_("Invite the person again to give roles.")
        )
