"""What a person changes of their own account: the password and the second step."""

import base64
import secrets
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.utils import decrypt, encrypt
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from probidad.core import access, trail
from probidad.core.access import Actor
from probidad.core.actions import sessions
from probidad.core.models import Membership, User
from probidad.core.queries import signin
from probidad.rules import onetimecode

_SECRET_BYTES = 20  # as RFC 4226 recommends


@transaction.atomic
def change_password(actor: Actor, *, password: str, session_key: str) -> User:
    """Set the password of the actor and end their other sessions. The form has checked the present password."""
    person = User.objects.select_for_update().get(pk=signin.person_id(actor))
    person.set_password(password)
    person.save(update_fields=["password"])
    sessions.end_others(actor, session_key=session_key)
    trail.record(actor, "password.changed", person)
    return person


def new_secret() -> str:
    """A secret for an authenticator app, in base32."""
    return base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode("ascii")


@transaction.atomic
def activate_second_step(actor: Actor, *, secret: str, typed: str, now: datetime, session_key: str) -> bool:
    """From now on the person signs in with a code too; False when the code is not one of ``secret``.

    Makes ten backup codes and ends the sessions that began without a code.
    """
    person = User.objects.select_for_update().get(pk=signin.person_id(actor))
    counter = onetimecode.accepted(secret, typed, at=int(now.timestamp()), after=0)
    if counter is None or signin.has_second_step(person.pk):
        return False
    Authenticator.objects.create(
        user=person,
        type=Authenticator.Type.TOTP,
        data={"secret": encrypt(secret), "counter": counter},
        last_used_at=now,
    )
    RecoveryCodes.activate(person)
    sessions.end_others(actor, session_key=session_key)
    trail.record(actor, "second_step.activated", person)
    return True


@transaction.atomic
def deactivate_second_step(actor: Actor) -> None:
    """Sign in with the password alone again. Raises ``PermissionDenied`` for whose role demands the code."""
    person = User.objects.select_for_update().get(pk=signin.person_id(actor))
    if signin.demands(person.pk, today=timezone.localdate()).second_step:
        raise PermissionDenied("second step is obligatory")
    Authenticator.objects.filter(user=person).delete()
    trail.record(actor, "second_step.deactivated", person)


@transaction.atomic
def renew_backup_codes(actor: Actor) -> None:
    """Ten new backup codes; the earlier ones open nothing any more."""
    person = User.objects.select_for_update().get(pk=signin.person_id(actor))
    if not signin.has_second_step(person.pk):
        raise PermissionDenied("backup codes belong to a second step")
    Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(person)
    trail.record(actor, "second_step.codes_renewed", person)


@transaction.atomic
def spend_code(*, user_id: int, typed: str, now: datetime) -> Authenticator | None:
    """The second step that ``typed`` opens: the code of the app or a backup code. Each opens once."""
    kept = {row.type: row for row in Authenticator.objects.select_for_update().filter(user_id=user_id)}
    app = kept.get(Authenticator.Type.TOTP)
    if app is None:
        return None
    after = int(app.data.get("counter", 0))
    counter = onetimecode.accepted(decrypt(app.data["secret"]), typed, at=int(now.timestamp()), after=after)
    if counter is not None:
        app.data["counter"] = counter
        app.save(update_fields=["data"])
        return app
    backup = kept.get(Authenticator.Type.RECOVERY_CODES)
    if backup is not None and backup.wrap().validate_code(typed):
        return backup
    return None


@transaction.atomic
def forget_second_step(actor: Actor, *, user_id: int) -> None:
    """A person lost their telephone and their backup codes: their next session asks for the password alone, and makes
    them set up the second step anew where it is obligatory. Their sessions end.

    The administrator may do it for who belongs to their entity and to no other. Raises ``User.DoesNotExist`` for
    anybody else, ``PermissionDenied`` for a person of several entities or who runs the installation.
    """
    access.require(actor, "person.invite")
    person = User.objects.select_for_update().filter(member_of(actor)).get(pk=user_id)
    if not of_this_entity_alone(actor, person):
        raise PermissionDenied("belongs to more than this entity")
    Authenticator.objects.filter(user=person).delete()
    sessions.end_all(actor, user_id=person.pk)
    trail.record(actor, "second_step.forgotten", person)


@transaction.atomic
def forget_lost_second_step(*, email: str) -> User:
    """For the command line: who has the machine forgets the second step of a person who lost telephone and codes.

    Written in the chain of the installation. Raises ``User.DoesNotExist``.
    """
    person = User.objects.select_for_update().get(email__iexact=email)
    program = access.system(None)
    Authenticator.objects.filter(user=person).delete()
    sessions.end_all(program, user_id=person.pk)
    trail.record(program, "second_step.forgotten", person)
    return person


def of_this_entity_alone(actor: Actor, person: User) -> bool:
    """Whether nobody but the actor's entity answers for the person's account today."""
    elsewhere = _open_memberships().exclude(entity_id=_entity_id(actor))
    return not person.operator and not elsewhere.filter(user=person).exists()


def member_of(actor: Actor) -> Q:
    """People who belong to the actor's entity today or will."""
    return Q(pk__in=_open_memberships().filter(entity_id=_entity_id(actor)).values("user_id"))


def _open_memberships() -> QuerySet[Membership]:
    return Membership.objects.filter(Q(ends__isnull=True) | Q(ends__gte=timezone.localdate()))


def _entity_id(actor: Actor) -> int:
    if actor.entity_id is None:
        raise PermissionDenied("no entity")
    return actor.entity_id
