"""Objects of evidence for the access matrix. At ``own`` and ``unit`` they support an activity of that unit."""

from collections.abc import Callable

from django.utils import timezone

import proofs
from access.world import Sample, World
from plans import imported
from probidad.core import vault
from probidad.core.models import Evidence, EvidenceCopy, EvidenceSupport, EvidenceVersion
from probidad.documents.evidence.kinds import kind_named
from probidad.plans.models import Activity

_REASON = {"reason": "Se adjuntó el acta de otra reunión."}


def _activity(world: World, place: str) -> Activity:
    activity = imported.kept(world.entity_at(place), year=2026).readings.order_by("number")[0].activity
    activity.unit = world.unit_at(place)
    activity.save(update_fields=["unit"])
    return activity


def _evidence(world: World, place: str) -> tuple[Evidence, EvidenceVersion, EvidenceSupport]:
    """A link, so that no file has to lie anywhere."""
    activity = _activity(world, place)
    row = Evidence.objects.create(
        entity=world.entity_at(place), kind="link", title="Acta", happened=timezone.localdate(), unit=activity.unit,
        folded="acta",
    )  # fmt: skip
    version = EvidenceVersion.objects.create(evidence=row, number=1, url="https://muestra.example/acta")
    row.latest = version
    row.save(update_fields=["latest"])
    support = EvidenceSupport.objects.create(
        evidence=row, subject_table="plans.activity", subject_id=str(activity.pk), label="Actividad", unit=activity.unit
    )
    return row, version, support


def _stored(content: bytes, name: str) -> dict[str, object]:
    """The columns of a file that lies in the vault."""
    with vault.staged([content]) as staged:
        vault.keep(staged)
    kind = kind_named(name)
    return {
        "stored": staged.stored, "sha256": staged.sha256, "size": staged.size, "name": name,
        "media_type": kind.media_type if kind else "",
    }  # fmt: skip


def _file(
    world: World, place: str, content: bytes = b"Acta", name: str = "acta.txt"
) -> tuple[Evidence, EvidenceVersion]:
    row, version, _support = _evidence(world, place)
    Evidence.objects.filter(pk=row.pk).update(kind="file")
    EvidenceVersion.objects.filter(pk=version.pk).update(url="", **_stored(content, name))
    return row, version


def one(world: World, place: str) -> Sample:
    return Sample({"pk": _evidence(world, place)[0].pk})


def version(world: World, place: str) -> Sample:
    return Sample({"pk": _file(world, place)[0].pk})


def taken_back(world: World, place: str) -> Sample:
    return Sample({"pk": _evidence(world, place)[0].pk}, _REASON)


def support(world: World, place: str) -> Sample:
    row, _version, held = _evidence(world, place)
    EvidenceSupport.objects.filter(pk=held.pk).update(subject_id="0")
    return Sample({"pk": row.pk}, {"subject": f"plans.activity:{_activity(world, place).pk}"})


def support_end(world: World, place: str) -> Sample:
    row, _version, held = _evidence(world, place)
    return Sample({"pk": row.pk, "support": held.pk}, _REASON)


def copy(world: World, place: str) -> EvidenceCopy:
    _row, kept = _file(world, place)
    return EvidenceCopy.objects.create(version=kept, **_stored(b"Acta", "acta.txt"))


def unpublish(world: World, place: str) -> Sample:
    return Sample({"pk": copy(world, place).version.evidence_id}, _REASON)


def public(world: World, place: str) -> Sample:
    made = copy(world, place)
    imported.online(imported.kept(world.entity_at(place), year=2026))
    return Sample({"entity": world.entity_at(place).slug, "pk": made.pk})


def file(world: World, place: str) -> Sample:
    return Sample({"pk": _file(world, place)[0].pk, "number": 1})


def look(world: World, place: str) -> Sample:
    row, _kept = _file(world, place, proofs.image("PNG"), "acta.png")
    return Sample({"pk": row.pk, "number": 1, "sheet": 1})


SAMPLES: dict[str, Callable[[World, str], Sample]] = {
    "core:evidence": one,
    "core:evidence_version": version,
    "core:evidence_support": support,
    "core:evidence_support_end": support_end,
    "core:evidence_withdraw": taken_back,
    "core:evidence_publish": version,
    "core:evidence_unpublish": unpublish,
    "core:evidence_file": file,
    "core:evidence_look": look,
    "core:evidence_quota": lambda _world, _place: Sample(data={"megabytes": 500}),
    "portal:evidence": public,
}
