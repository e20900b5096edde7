"""Days on which terms do not run in the entity: written down with their act, and revoked by another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from probidad.core import trail
from probidad.core.access import Actor, entity_of, require
from probidad.core.models import Entity, NonWorkingDay
from probidad.core.queries import workdays
from probidad.documents.refusal import RefusalError
from probidad.frameworks.calendar import FIRST_YEAR, LAST_YEAR
from probidad.rules.finding import gettext_noop as _
from probidad.rules.language import fold

DECLARE, REVOKE = "nonworkingday.declare", "nonworkingday.revoke"


@dataclass(frozen=True, slots=True)
class FreeDayFacts:
    """A day as its act says it."""

    day: date
    kind: str
    reason: str
    act: str
    act_day: date


@transaction.atomic
def declare(actor: Actor, facts: FreeDayFacts) -> NonWorkingDay:
    """Write down a day on which terms do not run. When it was written down is kept beside the day itself, because a day
    declared late moves the terms that are still open and none that are over.

    Raises ``RefusalError`` for a day that is written down already, or of which no holidays are known.
    """
    require(actor, DECLARE)
    entity = Entity.objects.select_for_update().get(pk=entity_of(actor))
    if not workdays.in_range(facts.day):
        raise RefusalError(
            _("The day must lie between the years %(first)s and %(last)s."),
            remedy=_("Check the year."),
            facts={"first": str(FIRST_YEAR), "last": str(LAST_YEAR)},
        )
    if NonWorkingDay.objects.filter(entity=entity, day=facts.day, revoked__isnull=True).exists():
        raise RefusalError(
            _("That day is written down already."),
            remedy=_("Look it up in the list. If its act changed, revoke it first."),
        )
    made = NonWorkingDay.objects.create(
        entity=entity,
        day=facts.day,
        kind=NonWorkingDay.Kind(facts.kind),
        reason=facts.reason.strip(),
        act=facts.act.strip(),
        act_day=facts.act_day,
        folded=fold(f"{facts.reason} {facts.act}"),
        created=timezone.now(),
        created_by_id=actor.user_id,
    )
    trail.record(actor, "nonworkingday.declared", made, **_told(made), kind=str(made.kind))
    return made


@transaction.atomic
def declare_all(actor: Actor, days: Sequence[FreeDayFacts]) -> int:
    """All of them or none."""
    return len([declare(actor, facts) for facts in days])


@transaction.atomic
def revoke(actor: Actor, *, day_id: int, act: str, reason: str) -> NonWorkingDay:
    """From now on terms run on that day again. Raises ``RefusalError`` for one that was revoked."""
    require(actor, REVOKE)
    row = workdays.non_working_days(actor).select_related(None).select_for_update().get(pk=day_id)
    if row.revoked is not None:
        raise RefusalError(_("That day was revoked already."), remedy=_("Nothing has to be done."))
    row.revoked, row.revoked_by_id = timezone.now(), actor.user_id
    row.revoke_act, row.revoke_reason = act.strip(), reason.strip()
    row.save(update_fields=["revoked", "revoked_by", "revoke_act", "revoke_reason"])
    told = {**_told(row), "reason": row.revoke_reason, "act": row.revoke_act}
    trail.record(actor, "nonworkingday.revoked", row, **told)
    return row


def _told(row: NonWorkingDay) -> dict[str, str]:
    return {
        "day": row.day.isoformat(),
        "reason": row.reason,
        "act": row.act,
        "act_day": row.act_day.isoformat(),
    }
