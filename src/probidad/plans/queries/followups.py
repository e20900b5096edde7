"""Plans and follow-ups that an actor may see. The reports themselves are read by :mod:`.reports`, never in a list."""

from django.db.models import Count, Q, QuerySet

from probidad.core.access import Actor, Scope, scope_of
from probidad.plans.models import Activity, ComponentReading, FollowUp, Plan, PressedFile

TABLE = "plans.plan"
BLOBS = ("frozen", "published")
PUBLIC = Q(public_since__isnull=False, withdrawn__isnull=True, entity__public=True)


def light(prefix: str = "") -> tuple[str, ...]:
    """The fields that a list leaves in the database, of a follow-up reached by ``prefix``."""
    return tuple(f"{prefix}{name}" for name in BLOBS)


def followups(actor: Actor) -> QuerySet[FollowUp]:
    """The follow-ups of the actor's entity, without their reports; a citizen sees those that are published."""
    rows = FollowUp.objects.select_related("plan", "entity").defer(*light())
    if actor.entity_id is None:
        return rows.none()
    scope = scope_of(actor, TABLE)
    if actor.operator:  # in an entity without belonging to it only by a command
        scope = Scope.ENTITY
    rows = rows.filter(entity_id=actor.entity_id)
    return rows if scope >= Scope.ENTITY else rows.filter(PUBLIC)


def plans(actor: Actor) -> QuerySet[Plan]:
    """The plans of the actor's entity with their last follow-up and how many there are."""
    if actor.entity_id is None or scope_of(actor, TABLE) < Scope.ENTITY:
        return Plan.objects.none()
    return (
        Plan.objects.filter(entity_id=actor.entity_id)
        .select_related("latest", "entity")
        .defer(*light("latest__"))
        .annotate(followup_count=Count("followups"))
    )


def components(followup_id: int) -> QuerySet[ComponentReading]:
    """The components of a follow-up that the caller has already found."""
    return ComponentReading.objects.filter(followup_id=followup_id).select_related("component")


def conflicts(plan_id: int) -> QuerySet[Activity]:
    """The activities of a plan with a separation of functions that the entity set aside."""
    return Activity.objects.filter(plan_id=plan_id).exclude(conflict="").select_related("unit")


def pressed_names(followup_id: int, language: str) -> dict[str, str]:
    """Key and name of the files that are ready in a language; the charts apart."""
    rows = PressedFile.objects.filter(followup_id=followup_id, language=language).exclude(key="charts")
    return dict(rows.values_list("key", "name"))
