"""Objects of the portal for the access matrix: on line at ``own`` and ``other``, not published at ``unit``."""

from access.world import Sample, World
from plans import imported
from probidad.plans.models import FollowUp, PressedFile


def _followup(world: World, place: str) -> FollowUp:
    made = imported.kept(world.entity_at(place), year=2026)
    return made if place == "unit" else imported.online(made)


def entity(world: World, place: str) -> Sample:
    return Sample({"entity": world.entity_at(place).slug})


def followup(world: World, place: str) -> Sample:
    made = _followup(world, place)
    return Sample({"entity": made.entity.slug, "followup": made.slug})


def activity(world: World, place: str) -> Sample:
    return Sample({**followup(world, place).kwargs, "number": 1})


def component(world: World, place: str) -> Sample:
    return Sample({**followup(world, place).kwargs, "key": "c1"})


def download(world: World, place: str) -> Sample:
    made = _followup(world, place)
    PressedFile.objects.get_or_create(
        followup=made, language="es", key="csv",
        defaults={"name": "actividades.csv", "media_type": "text/csv", "content": b"x", "sha256": "0" * 64, "size": 1},
    )  # fmt: skip
    return Sample({"entity": made.entity.slug, "followup": made.slug, "language": "es", "name": "actividades.csv"})


SAMPLES = {
    "portal:entity": entity,
    "portal:entity_sitemap": entity,
    "portal:followup": followup,
    "portal:plan": followup,
    "portal:activity": activity,
    "portal:component": component,
    "portal:findings": followup,
    "portal:score": followup,
    "portal:download": download,
}
