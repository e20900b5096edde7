"""The address of a person's calendar: made, made anew, revoked. Only the digest of its secret is kept."""

import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from probidad.core import trail
from probidad.core.access import Actor
from probidad.core.models import CalendarFeed, User
from probidad.core.queries.calendars import digest

_SECRET_BYTES = 32  # 256 bits


@transaction.atomic
def make(actor: Actor) -> str:
    """A new address for one's calendar; the earlier one opens nothing any more. Gives its path, shown once."""
    person = _person(actor)
    _revoke(actor, person, silent=True)
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    feed = CalendarFeed.objects.create(person=person, secret_sha256=digest(secret), created=timezone.now())
    trail.record(actor, "calendar.made", feed)
    return reverse("calendar_feed", kwargs={"secret": secret})


@transaction.atomic
def revoke(actor: Actor) -> bool:
    """The address opens nothing any more; False when there was none."""
    return _revoke(actor, _person(actor))


def _person(actor: Actor) -> User:
    """The one who acts, locked, so that two tabs do not make two addresses."""
    if actor.user_id is None:
        raise PermissionDenied("a calendar belongs to a person")
    return User.objects.select_for_update().get(pk=actor.user_id)


def _revoke(actor: Actor, person: User, *, silent: bool = False) -> bool:
    feed = CalendarFeed.objects.filter(person=person, revoked__isnull=True).first()
    if feed is None:
        return False
    feed.revoked = timezone.now()
    feed.save(update_fields=["revoked"])
    if not silent:  # a new address says in its entry that the earlier one is over
        trail.record(actor, "calendar.revoked", feed)
    return True
