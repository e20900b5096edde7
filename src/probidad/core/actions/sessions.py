"""Sessions begin and end. What others may call: :func:`end_all` when a person leaves or is deactivated."""

from collections.abc import Iterable
from typing import Any

from allauth.usersessions.models import UserSession
from django.db import transaction

from probidad.core import trail
from probidad.core.access import Actor
from probidad.core.models import User
from probidad.core.queries.signin import person_id


@transaction.atomic
def signed_in(actor: Actor, *, method: str) -> None:
    """Leave in the trail that a person signed in, and with what (``password``, ``code``, ``invitation``)."""
    trail.record(actor, "person.signed_in", User.objects.get(pk=person_id(actor)), method=method)


@transaction.atomic
def sign_out(actor: Actor, *, session_key: str) -> None:
    """End the session with which the person works."""
    _end(UserSession.objects.filter(user_id=actor.user_id, session_key=session_key))
    trail.record(actor, "person.signed_out", User.objects.get(pk=person_id(actor)))


@transaction.atomic
def end_one(actor: Actor, *, pk: int) -> None:
    """End a session of one's own. Raises ``UserSession.DoesNotExist`` for that of another person."""
    row = UserSession.objects.get(user_id=actor.user_id, pk=pk)
    row.end()
    trail.record(actor, "sessions.ended", User.objects.get(pk=person_id(actor)), ended=1)


@transaction.atomic
def end_others(actor: Actor, *, session_key: str) -> int:
    """End all sessions of the actor but this one; how many they were."""
    ended = _end(UserSession.objects.filter(user_id=actor.user_id).exclude(session_key=session_key))
    trail.record(actor, "sessions.ended", User.objects.get(pk=person_id(actor)), ended=ended)
    return ended


@transaction.atomic
def end_all(actor: Actor, *, user_id: int) -> int:
    """End all sessions of a person because ``actor`` deactivated them or withdrew their access; how many they were.

    The caller is the action that had the right to do so: this one asks for none.
    """
    ended = _end(UserSession.objects.filter(user_id=user_id))
    trail.record(actor, "sessions.ended", User.objects.get(pk=user_id), ended=ended)
    return ended


def _end(rows: Iterable[Any]) -> int:
    ended = 0
    for row in rows:
        row.end()
        ended += 1
    return ended


@transaction.atomic
def forget_ended() -> int:
    """Drop from the lists the sessions that have ended by the clock or with their browser; how many they were."""
    ended = [row.pk for row in UserSession.objects.all().iterator() if not row.exists()]
    UserSession.objects.filter(pk__in=ended).delete()
    return len(ended)
