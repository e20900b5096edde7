"""What is done with keys of the API."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from probidad.core import access
from probidad.core.access import Actor
from probidad.core.keys import BY_KEY, LONGEST, Token, fresh
from probidad.core.models import ApiKey, Entity
from probidad.core.queries.keys import keys
from probidad.core.trail import Personal, record

USED_EVERY = timedelta(hours=1)


class NameTaken(ValueError):
    """Another key of the entity that was not revoked has this name."""


@transaction.atomic
def create(actor: Actor, *, name: str, scopes: Collection[str], until: date, today: date) -> tuple[ApiKey, Token]:
    """A key for the actor's entity that serves through ``until``; the token is never to be had again.

    Raises ``NameTaken``, and ``ValueError`` for an unknown scope, an empty name or a day that is past or beyond a year.
    """
    access.require(actor, "key.create")
    if actor.user_id is None or actor.entity_id is None:
        raise PermissionDenied("a key is made by a person of an entity")
    name = name.strip()
    unknown = set(scopes) - set(BY_KEY)
    if not name or unknown or not today <= until <= today + LONGEST:
        raise ValueError(f"a key needs a name, known scopes and a day within a year; got {sorted(unknown)}, {until}")
    entity = Entity.objects.select_for_update().get(pk=actor.entity_id)
    if ApiKey.objects.filter(entity=entity, name__iexact=name, revoked__isnull=True).exists():
        raise NameTaken(name)
    token = fresh()
    made = ApiKey.objects.create(
        entity=entity,
        name=name,
        prefix=token.prefix,
        secret_sha256=token.digest,
        scopes=sorted(scopes),
        created_by_id=actor.user_id,
        expires=timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min)),
    )
    record(
        actor,
        "key.created",
        made,
        name=Personal(name),
        prefix=made.prefix,
        scopes=sorted(scopes),
        until=until.isoformat(),
    )
    return made, token


@transaction.atomic
def revoke(actor: Actor, *, key_id: int) -> ApiKey:
    """The key no longer serves, from the next request. A key already revoked stays as it was.

    Raises ``LookupError`` for a key that the actor does not see.
    """
    access.require(actor, "key.revoke")
    try:
        found = keys(actor).select_related(None).select_for_update().get(pk=key_id)
    except ApiKey.DoesNotExist as missing:
        raise LookupError(f"no key {key_id}") from missing
    if found.revoked is None:
        found.revoked = timezone.now()
        found.save(update_fields=["revoked"])
        record(actor, "key.revoked", found, name=Personal(found.name), prefix=found.prefix)
    return found


def used(key_id: int, *, now: datetime) -> None:
    """Note when a key was last used, once an hour at most. It is no act of anybody, so the trail does not tell it."""
    late = Q(last_used__isnull=True) | Q(last_used__lte=now - USED_EVERY)
    if ApiKey.objects.filter(late, pk=key_id).exists():
        ApiKey.objects.filter(late, pk=key_id).update(last_used=now)
