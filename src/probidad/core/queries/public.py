"""What everybody may know of the entities of this installation."""

from django.db.models import QuerySet

from probidad.core.models import Entity


def entities() -> QuerySet[Entity]:
    """Entities that show themselves, by name."""
    return Entity.objects.filter(public=True).order_by("name", "pk")


def entity(slug: str) -> Entity:
    """The public entity at this address. Raises ``LookupError`` when there is none."""
    found = entities().filter(slug=slug).first()
    if found is None:
        raise LookupError(f"no public entity {slug!r}")
    return found
