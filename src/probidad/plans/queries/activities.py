"""Activities, readings and findings that an actor may see."""

from django.db.models import F, Q, QuerySet

from probidad.core.access import Actor, Scope, scope_of
from probidad.plans.models import Activity, FindingRecord, FollowUp, Reading
from probidad.plans.queries.followups import TABLE, light


def _entity(actor: Actor) -> int:
    """The entity whose rows the actor sees; 0, which is none, for who sees none."""
    return actor.entity_id or 0 if scope_of(actor, TABLE) >= Scope.ENTITY else 0


def activities(actor: Actor) -> QuerySet[Activity]:
    """The activities of the actor's entity, each with its last reading."""
    rows = Activity.objects.select_related("plan", "component", "unit", "latest")
    return rows.filter(plan__entity_id=_entity(actor))


def in_last_followup() -> Q:
    """The condition on an activity that its plan still has it."""
    return Q(latest__followup=F("plan__latest"))


def readings(actor: Actor, followup_id: int) -> QuerySet[Reading]:
    """The readings of a follow-up of the actor's entity."""
    rows = Reading.objects.filter(followup_id=followup_id).select_related("activity__component", "activity__unit")
    return rows.filter(followup__entity_id=_entity(actor))


def readings_of(actor: Actor, activity_id: int) -> QuerySet[Reading]:
    """The readings of an activity, the last cut-off first."""
    rows = Reading.objects.filter(activity_id=activity_id).select_related("followup").defer(*light("followup__"))
    rows = rows.order_by("-followup__cut_off", "-followup_id")
    return rows.filter(followup__entity_id=_entity(actor))


def findings(actor: Actor) -> QuerySet[FindingRecord]:
    """The findings on the follow-ups of the actor's entity."""
    rows = FindingRecord.objects.select_related("followup__plan", "activity__component").defer(*light("followup__"))
    return rows.filter(followup__entity_id=_entity(actor))


def latest_followup(entity_id: int) -> FollowUp | None:
    """The follow-up of an entity with the last cut-off."""
    return (
        FollowUp.objects.filter(entity_id=entity_id, withdrawn__isnull=True)
        .select_related("plan")
        .defer(*light())
        .order_by("-cut_off", "-pk")
        .first()
    )
