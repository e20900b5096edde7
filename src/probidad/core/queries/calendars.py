"""The calendar that a person's own program reads: what they owe today, in every entity to which they belong."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from probidad.core.models import CalendarFeed, User
from probidad.core.queries import agenda, people
from probidad.core.queries.agenda import DueRow, Reach


@dataclass(frozen=True, slots=True)
class OwedThere:
    """Something owed, and the entity in which it is owed."""

    entity_id: int
    entity: str
    row: DueRow


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


def reader(secret: str, *, today: date) -> User:
    """The person whose calendar opens with ``secret``. Raises ``LookupError``, the same for a secret that is unknown or
    revoked and for a person who was deactivated or belongs to no entity today."""
    found = CalendarFeed.objects.filter(secret_sha256=digest(secret), revoked__isnull=True).select_related("person")
    feed = found.first()
    if feed is None or not people.memberships_on(feed.person_id, today).exists():
        raise LookupError("no such calendar")
    return feed.person


def owed(person_id: int, *, today: date) -> Iterator[OwedThere]:
    """What the person owes, as their posts, units and roles stand today."""
    for entry in people.memberships_on(person_id, today):
        actor = people.actor(person_id, wanted=entry.entity_id, today=today)
        for row in agenda.owed(actor, today, Reach.MINE):
            yield OwedThere(entry.entity_id, entry.entity.name, row)


def open_feed(user_id: int | None) -> CalendarFeed | None:
    """The calendar of a person that opens, if there is one."""
    return CalendarFeed.objects.filter(person_id=user_id or 0, revoked__isnull=True).first()
