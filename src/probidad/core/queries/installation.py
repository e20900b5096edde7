"""Facts of the whole installation, for commands."""

from probidad.core.models import Entity, User


def anybody() -> bool:
    """Whether any person has an account."""
    return User.objects.exists()


def entity_id(slug: str) -> int | None:
    """The entity of an address."""
    return Entity.objects.filter(slug=slug).values_list("pk", flat=True).first()
