"""People come to an entity, change unit and leave it. What they owe stays with their posts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from probidad.core import trail
from probidad.core.access import Actor, entity_of, require
from probidad.core.actions import account, invitations, posts, roles, sessions
from probidad.core.models import Appointment, Entity, Membership, OrgUnit, Post, User
from probidad.core.queries import people as reads
from probidad.core.queries import units
from probidad.core.queries.posts import vacant
from probidad.core.queries.roles import roles_of
from probidad.core.trail import Personal
from probidad.documents.refusal import RefusalError
from probidad.rules.appointments import Filling
from probidad.rules.finding import gettext_noop as _
from probidad.rules.language import fold
from probidad.rules.separation import Role

INVITE, EDIT = "person.invite", "person.edit"


@dataclass(frozen=True, slots=True)
class Invited:
    """A person who came in. ``link`` is the path with which they set their password, shown once; empty for who signs in
    already, or whose account also belongs elsewhere: a link would open that too."""

    membership: Membership
    link: str


@dataclass(frozen=True, slots=True)
class Left:
    """What a leaver leaves: the posts that stay without anybody on the day after the last one."""

    membership: Membership
    vacant: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class Successor:
    """Who stands in for a post of the leaver from the day after."""

    membership_id: int
    ends: date
    act: str


@transaction.atomic
def invite(
    actor: Actor, *, email: str, name: str, starts: date, unit_id: int | None = None, ends: date | None = None,
    roles_wanted: Iterable[Role] = (), reason: str = "", act: str = "",
) -> Invited:  # fmt: skip
    """A person comes to the entity with a unit and roles. Who has an account already keeps it, name and all.

    Raises ``RefusalError`` for who belongs already, for a unit that does not hold and for conflicts of roles.
    """
    require(actor, INVITE)
    wanted = frozenset(roles_wanted)
    if wanted:
        require(actor, roles.VERB)
    entity = Entity.objects.select_for_update().get(pk=entity_of(actor))
    unit = _unit(entity.pk, unit_id, starts)
    return admit(
        actor,
        entity,
        email=email,
        name=name,
        unit=unit,
        starts=starts,
        ends=ends,
        wanted=wanted,
        reason=reason,
        act=act,
    )


def admit(
    actor: Actor, entity: Entity, *, email: str, name: str, unit: OrgUnit | None, starts: date, ends: date | None,
    wanted: frozenset[Role], reason: str = "", act: str = "", link: bool = True,
) -> Invited:  # fmt: skip
    """As :func:`invite`, for actions that checked that the actor may. ``link`` False leaves the link for later."""
    if ends is not None and ends < starts:
        raise RefusalError(
            _("The last day is before the first."),
            remedy=_("Write a last day that is the first day or comes after it."),
        )
    address = email.strip().lower()
    user, fresh = User.objects.get_or_create(
        email=address, defaults={"name": name.strip(), "folded": fold(f"{name} {address}"), "password": "!"}
    )
    if fresh:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    elif not user.is_active:
        raise RefusalError(
            _("The account of %(email)s is closed."),
            remedy=_("Ask who runs the installation to open it again."),
            facts={"email": address},
        )
    stays = Membership.objects.filter(Q(ends__isnull=True) | Q(ends__gte=starts), user=user, entity=entity)
    if (stays if ends is None else stays.filter(starts__lte=ends)).exists():
        raise RefusalError(
            _("%(email)s belongs to the entity on some of those days already."),
            remedy=_("Change that person's unit and roles instead of inviting them again."),
            facts={"email": address},
        )
    member = Membership.objects.create(user=user, entity=entity, unit=unit, starts=starts, ends=ends)
    trail.record(
        actor, "person.admitted", member, unit=unit.code if unit else "", starts=starts.isoformat(),
        ends=ends.isoformat() if ends else "",
    )  # fmt: skip
    roles.give(actor, member, wanted, wanted, reason=reason, act=act)
    opens = link and (fresh or not user.has_usable_password()) and reads.only_here(user, entity.pk, starts)
    return Invited(member, invitations.invite(actor, user_id=user.pk) if opens else "")


@transaction.atomic
def new_link(actor: Actor, *, membership_id: int) -> str:
    """A new link for a member, who sets a new password with it; the earlier ones stop working. Gives its path.

    Raises ``RefusalError`` for an account that also belongs elsewhere: the link would open that too.
    """
    require(actor, INVITE)
    member = reads.members(actor).get(pk=membership_id)
    if not member.user.is_active or not reads.only_here(member.user, member.entity_id, timezone.localdate()):
        raise RefusalError(
            _("No link can be made for this account from here."),
            remedy=_(
                "The person changes the password in their own account; if it is lost, ask who runs the installation."
            ),
        )
    return invitations.invite(actor, user_id=member.user_id)


@transaction.atomic
def move(actor: Actor, *, membership_id: int, unit_id: int | None, ends: date | None) -> Membership:
    """Change the unit of a member and the last day, while they belong."""
    require(actor, EDIT)
    member = reads.members(actor).select_for_update(of=("self",)).get(pk=membership_id)
    today = timezone.localdate()
    _require_belongs(member, today)
    if ends is not None and ends < max(member.starts, today):
        raise RefusalError(_("That last day has passed."), remedy=_("To end a stay today or earlier, use «ends here»."))
    if ends is not None and Role.ADMINISTRATOR in roles_of(member.pk):
        roles.require_other_administrator(member.entity_id, member.pk, ends)
    unit = _unit(member.entity_id, unit_id, max(member.starts, today))
    before = member.unit.code if member.unit else ""
    member.unit, member.ends = unit, ends
    member.save(update_fields=["unit", "ends"])
    trail.record(
        actor, "person.moved", member, before=before, unit=unit.code if unit else "",
        ends=ends.isoformat() if ends else "",
    )  # fmt: skip
    return member


@transaction.atomic
def leave(
    actor: Actor, *, membership_id: int, last_day: date, act: str = "", at_once: bool = False,
    successors: Mapping[int, Successor] | None = None,
) -> Left:  # fmt: skip
    """A person ends here: stay and appointments end on the last day, and the roles with them (``at_once``: now).
    ``successors`` by post stand in from the day after.

    Raises ``RefusalError`` for the last administrator, and for a day before the stay began or after it ends.
    """
    require(actor, EDIT)
    entity = Entity.objects.select_for_update().get(pk=entity_of(actor))
    member = reads.members(actor).select_for_update(of=("self",)).get(pk=membership_id)
    today = timezone.localdate()
    if last_day < member.starts or (member.ends is not None and last_day > member.ends):
        raise RefusalError(
            _("The last day is not within the person's stay."),
            remedy=_("Write a day from the first one of the stay to its last one."),
        )
    held = roles_of(member.pk)
    if Role.ADMINISTRATOR in held:
        roles.require_other_administrator(entity.pk, member.pk, max(last_day, today))
    member.ends = last_day
    member.save(update_fields=["ends"])
    filled = _end_appointments(member, last_day)
    trail.record(
        actor, "person.left", member, on=last_day.isoformat(), act=Personal(act), at_once=at_once,
        posts=[post.code for post in filled],
    )  # fmt: skip
    if at_once or last_day < today:
        roles.take(actor, member, held)
        if account.of_this_entity_alone(actor, member.user):
            sessions.end_all(actor, user_id=member.user_id)
    for post_id, successor in (successors or {}).items():
        posts.appoint(
            actor, post_id=post_id, membership_id=successor.membership_id, kind=Filling.STAND_IN.value,
            starts=last_day + timedelta(days=1), ends=successor.ends, act=successor.act,
        )  # fmt: skip
    empty = vacant(entity.pk, last_day + timedelta(days=1)).filter(pk__in=[post.pk for post in filled])
    return Left(member, tuple(empty))


def _end_appointments(member: Membership, last_day: date) -> tuple[Post, ...]:
    """The posts that the person fills on the last day or after it; those appointments end with the stay."""
    rows = Appointment.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=last_day), user_id=member.user_id, post__entity_id=member.entity_id
    ).select_related("post")
    found = []
    for row in rows:
        found.append(row.post)
        if row.starts > last_day:
            row.delete()  # it never began; the trail keeps that it was made
        else:
            row.ends = last_day
            row.save(update_fields=["ends"])
    return tuple(found)


def _unit(entity_id: int, unit_id: int | None, on: date) -> OrgUnit | None:
    if unit_id is None:
        return None
    unit = units.chart(entity_id, on).of(unit_id)
    if unit is None:
        raise RefusalError(_("The unit does not exist on that day."), remedy=_("Choose a unit that holds on that day."))
    return unit


def _require_belongs(member: Membership, today: date) -> None:
    if member.ends is not None and member.ends < today:
        raise RefusalError(
            _("The person no longer belongs to the entity."), remedy=_("Invite the person again to give roles.")
        )
