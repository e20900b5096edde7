"""What sign-in asks of a person: whether a second step is obligatory and how long a session may rest."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db.models import Q

from probidad.core.access import Actor
from probidad.core.models import Invitation, RoleGrant, User
from probidad.core.queries import people
from probidad.rules.separation import Role

WHOLE = timedelta(hours=12)  # a session ends at the latest so long after signing in
IDLE = timedelta(minutes=30)
IDLE_RESERVED = timedelta(minutes=15)  # for who reads denuncias
SECOND_STEP_ROLES = frozenset({Role.ADMINISTRATOR, Role.DENUNCIA_OFFICER})


@dataclass(frozen=True, slots=True)
class Demands:
    """What holds for a person today, in whichever entity they hold the role that demands it."""

    second_step: bool
    idle: timedelta


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session of a person: since when, last used, the family of the browser and the address."""

    pk: int
    since: datetime
    seen: datetime
    browser: str
    origin: str
    current: bool


def demands(user_id: int, *, today: date) -> Demands:
    """What the roles that a person holds today, anywhere, ask of their sessions. Two queries."""
    roles = set(
        RoleGrant.objects.filter(
            Q(membership__ends__isnull=True) | Q(membership__ends__gte=today),
            membership__user_id=user_id,
            membership__starts__lte=today,
            withdrawn__isnull=True,
            role__in=SECOND_STEP_ROLES,
        ).values_list("role", flat=True)
    )
    operator = User.objects.filter(pk=user_id, operator=True).exists()
    return Demands(
        second_step=operator or bool(roles),
        idle=IDLE_RESERVED if Role.DENUNCIA_OFFICER in roles else IDLE,
    )


def has_second_step(user_id: int) -> bool:
    """Whether the person signs in with a code as well."""
    return bool(Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.TOTP).exists())


def unused_backup_codes(user_id: int) -> tuple[str, ...]:
    """Backup codes that are still good. Secret: shown to the person only, after they signed in anew."""
    kept = Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.RECOVERY_CODES).first()
    return tuple(kept.wrap().get_unused_codes()) if kept else ()


def oneself(user_id: int, *, today: date) -> Actor:
    """A person on the pages of their own account, which they reach also when they belong to no entity any more."""
    try:
        return people.actor(user_id, wanted=None, today=today)
    except PermissionDenied:
        return Actor(user_id=user_id, entity_id=None)


def person_id(actor: Actor) -> int:
    """Raises ``PermissionDenied`` for who is not signed in."""
    if actor.user_id is None:
        raise PermissionDenied("nobody is signed in")
    return actor.user_id


def open_sessions(actor: Actor, *, current: str) -> tuple[OpenSession, ...]:
    """Sessions of the actor that still hold, this one first, then the newest."""
    return tuple(sorted(_open(actor, current), key=lambda row: (not row.current, -row.since.timestamp())))


def _open(actor: Actor, current: str) -> Iterator[OpenSession]:
    for row in UserSession.objects.filter(user_id=actor.user_id):
        if row.exists():
            yield OpenSession(
                pk=row.pk,
                since=row.created_at,
                seen=row.last_seen_at,
                browser=row.user_agent,
                origin=row.ip,
                current=row.session_key == current,
            )


def digest(secret: str) -> str:
    """What is kept of the secret of a link."""
    return sha256(secret.encode()).hexdigest()


def invitation(secret: str, *, now: datetime) -> Invitation | None:
    """The invitation that the secret opens: neither used nor withdrawn nor expired, of an active person."""
    return (
        Invitation.objects.select_related("user")
        .filter(
            secret_sha256=digest(secret), used__isnull=True, revoked__isnull=True, expires__gt=now, user__is_active=True
        )
        .first()
    )
