"""Follow-ups that everybody may read."""

from django.db.models import QuerySet

from probidad.plans.models import FollowUp


def public_followups(entity_id: int | None = None) -> QuerySet[FollowUp]:
    """Published follow-ups of one entity or of all that show themselves, the latest first, without their documents."""
    found = FollowUp.objects.filter(public_since__isnull=False, plan__entity__public=True)
    if entity_id is not None:
        found = found.filter(plan__entity_id=entity_id)
    return found.select_related("plan__entity").defer("frozen", "published", "charts").order_by("-cut_off", "-pk")


def public_followup(entity_slug: str, slug: str) -> FollowUp:
    """The published follow-up at this address. Raises ``LookupError`` when there is none."""
    found = public_followups().filter(plan__entity__slug=entity_slug, slug=slug).first()
    if found is None:
        raise LookupError(f"no public follow-up {entity_slug}/{slug}")
    return found


def published_report(followup_id: int) -> bytes:
    """The frozen report, names masked, of a published follow-up. Raises ``LookupError`` when there is none."""
    found = FollowUp.objects.filter(pk=followup_id, public_since__isnull=False).values_list("published", flat=True)
    if not found:
        raise LookupError(f"no public follow-up {followup_id}")
    return bytes(found[0])
