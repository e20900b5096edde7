"""Follow-ups that everybody may read."""

from django.db.models import QuerySet

from probidad.documents.frozen_report import thaw
from probidad.documents.report import Report
from probidad.plans.models import FollowUp


def public_followups(entity_id: int | None = None) -> QuerySet[FollowUp]:
    """Published follow-ups of one entity or of all that show themselves, the latest first, without their documents."""
    found = FollowUp.objects.filter(public_since__isnull=False, plan__entity__public=True)
    if entity_id is not None:
        found = found.filter(plan__entity_id=entity_id)
    return found.select_related("plan__entity").defer("frozen", "published", "charts").order_by("-cut_off", "-pk")


def public_report(followup_id: int) -> Report:
    """The report of a follow-up on line, names masked. Raises ``FollowUp.DoesNotExist`` for one that is not."""
    return thaw(bytes(public_followups().values_list("published", flat=True).get(pk=followup_id)))
