"""Links with which people set their password."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from probidad.core import trail
from probidad.core.access import Actor, require
from probidad.core.models import Invitation, User

LASTS = timedelta(days=7)


@transaction.atomic
def invite(actor: Actor, *, user_id: int) -> str:
    """A new link for a person, which revokes the earlier ones. Gives its path; only the SHA-256 of the secret stays."""
    require(actor, "person.invite")
    now, secret = timezone.now(), secrets.token_urlsafe(32)
    Invitation.objects.filter(user_id=user_id, used__isnull=True, revoked__isnull=True).update(revoked=now)
    digest = hashlib.sha256(secret.encode("ascii")).hexdigest()
    Invitation.objects.create(user_id=user_id, secret_sha256=digest, expires=now + LASTS)
    trail.record(actor, "person.invited", User.objects.get(pk=user_id))
    return f"/cuenta/invitacion/{secret}/"
