"""What everybody may read: follow-ups that are published, of entities that are public.

A follow-up that was withdrawn is found at its address, to tell why; nothing of its content is given.
"""

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from probidad.core.models import EvidenceCopy
from probidad.core.queries.evidence import public_copies
from probidad.documents.renderers.drawings import Drawing
from probidad.documents.report import Report
from probidad.plans.models import FindingRecord, FollowUp, PressedFile, Reading
from probidad.plans.queries import reports
from probidad.plans.queries.followups import PUBLIC, light

_PUBLIC_PARENT = {
    "followup__public_since__isnull": False, "followup__withdrawn__isnull": True, "followup__entity__public": True,
}  # fmt: skip


def public_followups(entity_id: int | None = None) -> QuerySet[FollowUp]:
    """The follow-ups on line, the last cut-off first."""
    rows = FollowUp.objects.filter(PUBLIC).select_related("plan", "entity").defer(*light())
    return rows.filter(entity_id=entity_id) if entity_id is not None else rows


def public_followup(entity_slug: str, slug: str) -> FollowUp:
    """The follow-up at an address, on line or withdrawn (``withdrawn``, with ``withdrawal`` to tell).

    Raises ``FollowUp.DoesNotExist`` where nothing was ever published.
    """
    rows = FollowUp.objects.filter(public_since__isnull=False, entity__public=True)
    return rows.select_related("plan", "entity").defer(*light()).get(entity__slug=entity_slug, slug=slug)


def public_report(followup_id: int) -> Report:
    """The report of a follow-up on line, names masked. One light query when it is kept in the process.

    Raises ``FollowUp.DoesNotExist`` for one that is not on line.
    """
    digest = FollowUp.objects.filter(PUBLIC).values_list("digest", flat=True).get(pk=followup_id)
    return reports.masked_report(followup_id, digest)


def public_charts(followup_id: int, language: str) -> tuple[Drawing, ...]:
    """The charts of a follow-up on line; none until they are pressed."""
    if not FollowUp.objects.filter(PUBLIC, pk=followup_id).exists():
        return ()
    return reports.charts(followup_id, language)


def pressed_files(followup_id: int, language: str | None = None) -> QuerySet[PressedFile]:
    """The files of a follow-up on line, without their content and without the charts."""
    rows = PressedFile.objects.filter(followup_id=followup_id, **_PUBLIC_PARENT).exclude(key=reports.CHARTS)
    return rows.filter(language=language).defer("content") if language else rows.defer("content")


def pressed_file(followup_id: int, language: str, name: str) -> PressedFile:
    """A file of a follow-up on line, by its name, with its content.

    Raises ``PressedFile.DoesNotExist`` for one that is not there (yet).
    """
    return (
        PressedFile.objects.filter(followup_id=followup_id, **_PUBLIC_PARENT)
        .exclude(key=reports.CHARTS)
        .get(language=language, name=name)
    )


def public_evidence(followup: FollowUp, number: int) -> QuerySet[EvidenceCopy]:
    """The public copies of what supports the activity with that number in a follow-up on line."""
    keys = Reading.objects.filter(followup_id=followup.pk, number=number).annotate(key=Cast("activity_id", CharField()))
    return public_copies("plans.activity", keys.values("key"), followup.entity_id)


def public_readings(entity_id: int | None = None) -> QuerySet[Reading]:
    """The activities of every follow-up on line, with their figures."""
    rows = Reading.objects.filter(**_PUBLIC_PARENT).select_related(
        "followup__plan", "followup__entity", "activity__component"
    )
    rows = rows.defer(*light("followup__"))
    return rows.filter(followup__entity_id=entity_id) if entity_id is not None else rows


def public_findings(entity_id: int | None = None) -> QuerySet[FindingRecord]:
    """The findings of every follow-up on line."""
    rows = FindingRecord.objects.filter(**_PUBLIC_PARENT).select_related(
        "followup__plan", "followup__entity", "activity__component"
    )
    rows = rows.defer(*light("followup__"))
    return rows.filter(followup__entity_id=entity_id) if entity_id is not None else rows
