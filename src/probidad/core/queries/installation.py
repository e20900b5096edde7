"""Facts of the whole installation, for commands."""

from dataclasses import dataclass

from django.conf import settings

from probidad.core.models import Entity, User


@dataclass(frozen=True, slots=True)
class Listed:
    """An entity as the command lists it."""

    slug: str
    name: str
    fictitious: bool


def anybody() -> bool:
    """Whether any person has an account."""
    return User.objects.exists()


def mail_leaves() -> bool:
    """Whether a mail server is set up."""
    return bool(settings.MAIL)


def entity_id(slug: str) -> int | None:
    """The entity of an address."""
    return Entity.objects.filter(slug=slug).values_list("pk", flat=True).first()


def listed_entities() -> tuple[Listed, ...]:
    """Every entity, by name."""
    return tuple(Listed(*row) for row in Entity.objects.order_by("name").values_list("slug", "name", "fictitious"))


def person_id(email: str) -> int | None:
    """The active person with that address."""
    return User.objects.filter(email__iexact=email.strip(), is_active=True).values_list("pk", flat=True).first()
