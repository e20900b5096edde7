"""Mail that leaves: what waits, and what the administrator sees of it."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from probidad.core.access import Actor, Scope, scope_of
from probidad.core.models import OutboxMessage

TABLE = "core.outboxmessage"
Rows = QuerySet[OutboxMessage]


def claimable(now: datetime) -> Rows:
    """What a process may take to send: it waits and its moment has come, or the process that took it died."""
    waits = Q(state=OutboxMessage.State.WAITING, not_before__lte=now)
    left = Q(state=OutboxMessage.State.SENDING, leased_until__lte=now)
    return OutboxMessage.objects.filter(waits | left)


def due(now: datetime) -> list[int]:
    """The same, by age."""
    return list(claimable(now).order_by("not_before", "pk").values_list("pk", flat=True))


def messages(actor: Actor) -> Rows:
    """Mail to people of the actor's entity, without its text; who runs the installation sees that of no entity."""
    rows = OutboxMessage.objects.defer("text", "html", "attachment").select_related("person")
    if scope_of(actor, TABLE) < Scope.ENTITY:
        return rows.none()
    own = Q(pk__in=())
    if actor.entity_id is not None:
        own |= Q(entity_id=actor.entity_id)
    if actor.operator:
        own |= Q(entity__isnull=True)
    return rows.filter(own)


def counts() -> Mapping[str, int]:
    """How many messages there are in each state, of the whole installation."""
    found = OutboxMessage.objects.values("state").annotate(count=Count("pk")).values_list("state", "count")
    return dict(found.order_by("state"))
