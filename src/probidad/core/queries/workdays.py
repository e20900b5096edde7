"""The working days of an entity: the holidays of its country and the days that its own acts make free."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Q, QuerySet

from probidad.core.access import Actor, Scope, scope_of
from probidad.core.models import Entity, NonWorkingDay
from probidad.frameworks.calendar import FIRST_YEAR, LAST_YEAR, working_calendar
from probidad.rules.finding import gettext_noop as _
from probidad.rules.workdays import Calendar

TABLE = "core.nonworkingday"
KIND_LABELS: Mapping[str, str] = {
    NonWorkingDay.Kind.HOLIDAY.value: _("Day without service by a local act"),
    NonWorkingDay.Kind.SUSPENSION.value: _("Suspension of terms"),
}


def calendar_of(entity_id: int | None, *, country: str = "", known_at: datetime | None = None) -> Calendar:
    """The calendar by which terms of the entity run; that of the country alone without an entity.

    ``known_at`` gives it as it was known at that moment: without days that were written down later, with those that
    were revoked later. One query, two when ``country`` is not given. Raises ``LookupError`` for an unknown country.
    """
    if entity_id is None:
        return working_calendar(country or "co")
    country = country or Entity.objects.values_list("country", flat=True).get(pk=entity_id)
    rows = NonWorkingDay.objects.filter(entity_id=entity_id)
    if known_at is None:
        rows = rows.filter(revoked__isnull=True)
    else:
        rows = rows.filter(Q(revoked__isnull=True) | Q(revoked__gt=known_at), created__lte=known_at)
    return _with_days(country, tuple(rows.order_by("day", "pk").values_list("day", "reason")))


@lru_cache(maxsize=64)
def _with_days(country: str, days: tuple[tuple[date, str], ...]) -> Calendar:
    base = working_calendar(country)
    return base.with_local(dict(days)) if days else base


def in_range(day: date) -> bool:
    """Whether holidays of that day are known, so that terms can be counted over it."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def non_working_days(actor: Actor) -> QuerySet[NonWorkingDay]:
    """Those of the actor's entity, also the revoked ones."""
    if actor.entity_id is None or scope_of(actor, TABLE) < Scope.ENTITY:
        return NonWorkingDay.objects.none()
    return NonWorkingDay.objects.filter(entity_id=actor.entity_id).select_related("created_by", "revoked_by")


def public_days(entity_id: int) -> QuerySet[NonWorkingDay]:
    """Those that hold, for everybody: without who wrote them down."""
    return NonWorkingDay.objects.filter(entity_id=entity_id, revoked__isnull=True).order_by("-day")


def years(rows: QuerySet[NonWorkingDay]) -> list[int]:
    """The years of the days, the last first."""
    return sorted({day.year for day in rows.order_by().values_list("day", flat=True)}, reverse=True)
