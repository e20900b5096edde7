"""Keys of the API: those of an entity, and the one that a program shows."""

from datetime import datetime

from django.db.models import QuerySet

from probidad.core.access import Actor, Scope, scope_of
from probidad.core.keys import KeyHolder, Token, roles_of
from probidad.core.models import ApiKey

_NOBODY = "0" * 64  # compared when no key has the prefix, so that both cases do the same work


def keys(actor: Actor) -> QuerySet[ApiKey]:
    """Keys of the actor's entity, also those that no longer serve; none for who may not see them."""
    if actor.entity_id is None or scope_of(actor, "core.apikey") is not Scope.ENTITY:
        return ApiKey.objects.none()
    return ApiKey.objects.filter(entity_id=actor.entity_id).select_related("created_by")


def holder(token: Token, *, now: datetime) -> KeyHolder:
    """Who acts with this key. Raises ``LookupError``, the same for a key that is unknown, false, expired or revoked."""
    found = ApiKey.objects.select_related("entity").filter(prefix=token.prefix).first()
    right = token.matches(found.secret_sha256 if found else _NOBODY)
    if found is None or not right or found.revoked is not None or found.expires <= now:
        raise LookupError("no such key")
    scopes = frozenset(found.scopes)
    actor = Actor(user_id=None, entity_id=found.entity_id, roles=roles_of(scopes), country=found.entity.country)
    return KeyHolder(key_id=found.pk, entity_slug=found.entity.slug, actor=actor, scopes=scopes)
