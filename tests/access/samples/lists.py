"""Samples for the routes of the frame and of imports."""

from collections.abc import Callable

from access.world import Sample, World
from probidad.core.models import ImportRun

KIND = "plans.followup"


def _kind(_world: World, _place: str) -> Sample:
    return Sample({"kind": KIND})


def _entity(world: World, place: str) -> Sample:
    return Sample(data={"entity": world.entity_at(place).pk})


def _run(world: World, place: str, state: str = "previewed") -> ImportRun:
    """A file that planning brought; it cannot be read, so that applying it changes nothing."""
    return ImportRun.objects.create(
        entity=world.entity_at(place), kind=KIND, file="seguimiento.xlsx", sha256="0" * 64, size=1, content=b"x",
        state=state, created_by=world.people["planning"] if place != "other" else None,
    )  # fmt: skip


def _settled(world: World, place: str) -> Sample:
    return Sample({"pk": _run(world, place, "discarded").pk})


def _waiting(world: World, place: str) -> Sample:
    return Sample({"pk": _run(world, place).pk})


SAMPLES: dict[str, Callable[[World, str], Sample]] = {
    "core:choose_entity": _entity,
    "core:import_new": _kind,
    "core:import_template": lambda _world, _place: Sample({"kind": "core.people"}),
    "core:import": _settled,
    "core:import_choose": _waiting,
    "core:import_apply": _waiting,
    "core:import_discard": _waiting,
}
