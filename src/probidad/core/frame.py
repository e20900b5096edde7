"""What the frame of the desk shows on every page: who is here, in which entity, and where they can go."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from probidad.core.acting import actor_of
from probidad.core.navigation import NavLine, Part, lines
from probidad.core.queries import people

SEARCH_ROUTE = "desk:search"


@dataclass(frozen=True, slots=True)
class EntityLine:
    """An entity that the person belongs to."""

    pk: int
    name: str
    slug: str
    fictitious: bool


@dataclass(frozen=True, slots=True)
class DeskFrame:
    """The frame. ``entity`` is None for who only runs the installation; ``search`` is empty where there is no search."""

    person: str
    entity: EntityLine | None
    entities: tuple[EntityLine, ...]
    work: tuple[NavLine, ...]
    about: tuple[NavLine, ...]
    account: tuple[NavLine, ...]
    search: str


def desk_frame(request: HttpRequest) -> DeskFrame | None:
    """The frame of this request, made once; None for who is not signed in or belongs nowhere. One query beside those
    of the actor and the counts of the rail."""
    if not request.user.is_authenticated:
        return None
    made: DeskFrame | None = getattr(request, "probidad_frame", None)
    if made is None:
        made = _made(request)
        request.probidad_frame = made  # type: ignore[attr-defined]
    return made


def _made(request: HttpRequest) -> DeskFrame | None:
    user: Any = request.user
    try:
        actor = actor_of(request)
    except PermissionDenied:
        return None
    entities = tuple(
        EntityLine(entry.entity_id, entry.entity.name, entry.entity.slug, entry.entity.fictitious)
        for entry in people.memberships_on(user.pk, timezone.localdate())
    )
    return DeskFrame(
        person=user.name,
        entity=next((entry for entry in entities if entry.pk == actor.entity_id), None),
        entities=entities,
        work=lines(actor, Part.WORK, request.path),
        about=lines(actor, Part.ENTITY, request.path),
        account=lines(actor, Part.ACCOUNT, request.path),
        search=address_of(SEARCH_ROUTE),
    )


def address_of(route: str) -> str:
    """The address of a route that another office may bring, empty where nobody does."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""
