"""Objects of plans for the access matrix."""

from collections.abc import Callable

from access.world import Sample, World
from plans import imported
from probidad.plans.models import Activity, FollowUp, PressedFile


def _followup(world: World, place: str) -> FollowUp:
    return imported.kept(world.entity_at(place), year=2026)


def _activity(world: World, place: str) -> Activity:
    """One that the unit of the place answers for."""
    activity = _followup(world, place).readings.order_by("number")[0].activity
    activity.unit = world.unit_at(place)
    activity.save(update_fields=["unit"])
    return activity


def followup(world: World, place: str) -> Sample:
    return Sample({"pk": _followup(world, place).pk})


def plan(world: World, place: str) -> Sample:
    return Sample({"pk": _followup(world, place).plan_id})


def file(world: World, place: str) -> Sample:
    made = _followup(world, place)
    PressedFile.objects.get_or_create(
        followup=made, language="es", key="csv",
        defaults={"name": "actividades.csv", "media_type": "text/csv", "content": b"x", "sha256": "0" * 64, "size": 1},
    )  # fmt: skip
    return Sample({"pk": made.pk, "key": "csv"})


def publish(world: World, place: str) -> Sample:
    made = _followup(world, place)
    FollowUp.objects.filter(pk=made.pk).update(public_since=None)
    return Sample({"pk": made.pk}, {"read": "on"})


def withdraw(world: World, place: str) -> Sample:
    made = imported.online(_followup(world, place))
    FollowUp.objects.filter(pk=made.pk).update(withdrawn=None, withdrawal="")
    return Sample({"pk": made.pk}, {"reason": "El documento tenía una hoja de otro plan."})


def activity(world: World, place: str) -> Sample:
    return Sample({"pk": _activity(world, place).pk})


def assign(world: World, place: str) -> Sample:
    return Sample({"pk": _activity(world, place).pk}, {"unit": world.unit_beside.pk})


SAMPLES: dict[str, Callable[[World, str], Sample]] = {
    "plans:plan": plan,
    "plans:followup": followup,
    "plans:followup_plan": followup,
    "plans:followup_score": followup,
    "plans:file": file,
    "plans:publish": publish,
    "plans:withdraw": withdraw,
    "plans:activity": activity,
    "plans:assign": assign,
}
