"""Evidence as an actor may see it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Sum

from probidad.core.access import Actor, Scope, entity_of, may, scope_of
from probidad.core.models import Evidence, EvidenceCopy, EvidenceQuota, EvidenceSupport, EvidenceVersion
from probidad.core.supportables import Supported, found, supportables

TABLE = "core.evidence"
ADD, PUBLISH, QUOTA = "evidence.add", "evidence.publish", "evidence.quota"


def evidence(actor: Actor) -> QuerySet[Evidence]:
    """What the actor may see: all of the entity, or that of their units and what they added themselves."""
    scope = scope_of(actor, TABLE)
    if actor.entity_id is None or scope < Scope.OWN:
        return Evidence.objects.none()
    rows = Evidence.objects.filter(entity_id=actor.entity_id)
    rows = rows.select_related("latest", "unit", "created_by", "withdrawn_by", "entity")
    if scope >= Scope.ENTITY:
        return rows
    own: Any = Q(created_by_id=actor.user_id or 0)
    if scope is Scope.UNIT:
        of_units = EvidenceSupport.objects.filter(evidence=OuterRef("pk"), unit__in=actor.units, ended__isnull=True)
        own |= Q(unit__in=actor.units) | Exists(of_units)
    return rows.filter(own)


def listed(actor: Actor) -> QuerySet[Evidence]:
    """The same with what each supports."""
    standing = EvidenceSupport.objects.filter(ended__isnull=True)
    return evidence(actor).prefetch_related(Prefetch("supports", standing, to_attr="standing"))


def sees(actor: Actor) -> bool:
    """Whether the actor's roles let them see any evidence."""
    return actor.entity_id is not None and scope_of(actor, TABLE) >= Scope.OWN


def supporting_kind(table: str) -> QuerySet[EvidenceSupport, int]:
    """Keys of the evidence that supports something of a kind."""
    rows = EvidenceSupport.objects.filter(subject_table=table, ended__isnull=True)
    return rows.values_list("evidence_id", flat=True)


def record_of(actor: Actor, version: EvidenceVersion) -> Supported | None:
    """The record that serves as evidence, as the actor sees it; None where there is none."""
    return found(actor, version.record_table, version.record_id) if version.record_table else None


def versions(evidence_id: int) -> QuerySet[EvidenceVersion]:
    """The versions of an evidence that the caller has already found, the last first."""
    rows = EvidenceVersion.objects.filter(evidence_id=evidence_id).select_related("uploaded_by")
    return rows.prefetch_related(
        Prefetch("copies", EvidenceCopy.objects.filter(withdrawn__isnull=True), to_attr="public")
    )


def version(actor: Actor, evidence_id: int, number: int) -> EvidenceVersion:
    """One version. Raises ``EvidenceVersion.DoesNotExist`` for what the actor does not see."""
    seen = evidence(actor).filter(pk=evidence_id)
    return EvidenceVersion.objects.select_related("evidence").get(evidence__in=seen, number=number)


def current(actor: Actor, evidence_id: int) -> EvidenceVersion:
    """The current version. Raises ``EvidenceVersion.DoesNotExist`` for what the actor does not see."""
    seen = evidence(actor).filter(pk=evidence_id).values("latest")
    return EvidenceVersion.objects.select_related("evidence").get(pk__in=seen)


def supports(evidence_id: int) -> QuerySet[EvidenceSupport]:
    """What an evidence supports and supported."""
    return EvidenceSupport.objects.filter(evidence_id=evidence_id).select_related("unit", "added_by", "ended_by")


def may_change(actor: Actor, row: Evidence) -> bool:
    """Whether the actor adds versions to it, withdraws it and says what else it supports: who answers for something
    that it supports, and who added it."""
    if not may(actor, ADD) or row.withdrawn is not None:
        return False
    if actor.user_id is not None and row.created_by_id == actor.user_id:
        return True
    standing = EvidenceSupport.objects.filter(evidence=row, ended__isnull=True)
    return any(_may_add(actor, each) for each in standing)


def _may_add(actor: Actor, support: EvidenceSupport) -> bool:
    subject = found(actor, support.subject_table, support.subject_id)
    return subject is not None and subject.may_add


def supporting(actor: Actor, table: str, key: str) -> QuerySet[Evidence]:
    """What supports an object, of what the actor may see."""
    standing = EvidenceSupport.objects.filter(
        evidence=OuterRef("pk"), subject_table=table, subject_id=key, ended__isnull=True
    )
    return evidence(actor).filter(Exists(standing)).order_by("-happened", "-pk")


def twin(actor: Actor, sha256: str) -> Evidence | None:
    """An evidence of which the same file is a version, among what the actor may see; those withdrawn apart."""
    same = EvidenceVersion.objects.filter(evidence=OuterRef("pk"), sha256=sha256)
    return evidence(actor).filter(Exists(same), withdrawn__isnull=True, kind=Evidence.Kind.FILE).first()


@dataclass(frozen=True, slots=True)
class Meter:
    """How much evidence an entity keeps, and how much it may; bytes. ``own``: its administrator set it."""

    used: int
    quota: int
    files: int
    own: bool

    @property
    def share(self) -> int:
        """Whole percent of the quota that is used, at most 100."""
        return min(100, self.used * 100 // self.quota) if self.quota else 100


def meter(entity_id: int) -> Meter:
    """What an entity keeps now: every version and every public copy, those withdrawn too."""
    files = EvidenceVersion.objects.filter(evidence__entity_id=entity_id).exclude(stored="")
    copies = EvidenceCopy.objects.filter(version__evidence__entity_id=entity_id)
    used = sum(rows.aggregate(used=Sum("size"))["used"] or 0 for rows in (files, copies))
    own = EvidenceQuota.objects.filter(entity_id=entity_id).values_list("size", flat=True).first()
    return Meter(used, own or settings.EVIDENCE_QUOTA, files.count(), own is not None)


def meter_of(actor: Actor) -> Meter:
    """The meter of the actor's entity."""
    return meter(entity_of(actor))


def held(table: str, key: str, entity_id: int) -> tuple[int, int]:
    """How many files support an object, and their bytes, all versions included."""
    standing = EvidenceSupport.objects.filter(
        evidence=OuterRef("evidence"), subject_table=table, subject_id=key, ended__isnull=True
    )
    rows = EvidenceVersion.objects.filter(Exists(standing), evidence__entity_id=entity_id).exclude(stored="")
    size = rows.aggregate(size=Sum("size"))["size"] or 0
    return rows.values("evidence_id").distinct().count(), size


def public_copies(table: str, keys: Collection[str] | QuerySet[Any, Any], entity_id: int) -> QuerySet[EvidenceCopy]:
    """The copies for everybody of what supports some objects. The caller says that the objects are public."""
    standing = EvidenceSupport.objects.filter(
        evidence=OuterRef("version__evidence"), subject_table=table, subject_id__in=keys, ended__isnull=True
    )
    rows = EvidenceCopy.objects.filter(Exists(standing), version__evidence__entity_id=entity_id, **_ON_LINE)
    return rows.select_related("version__evidence").order_by("version__evidence__happened", "pk")


_ON_LINE = {
    "withdrawn__isnull": True,
    "version__evidence__withdrawn__isnull": True,
    "version__evidence__entity__public": True,
}


def public_copy(entity_slug: str, pk: int) -> EvidenceCopy:
    """A copy on line, of what supports something that everybody may know of. Raises ``EvidenceCopy.DoesNotExist``."""
    rows = EvidenceCopy.objects.filter(**_ON_LINE).select_related("version__evidence")
    copy = rows.get(pk=pk, version__evidence__entity__slug=entity_slug)
    standing = copy.version.evidence.supports.filter(ended__isnull=True)
    if not any(
        table in supportables and supportables[table].published(key)
        for table, key in standing.values_list("subject_table", "subject_id")
    ):
        raise EvidenceCopy.DoesNotExist(f"nothing that copy {pk} supports is on line")
    return copy


def subjects_of(actor: Actor, evidence_id: int) -> list[tuple[EvidenceSupport, Supported | None]]:
    """What an evidence supports now, each with the object as the actor sees it."""
    standing = supports(evidence_id).filter(ended__isnull=True)
    return [(each, found(actor, each.subject_table, each.subject_id)) for each in standing]
