"""Activities that evidence supports, and published follow-ups that may serve as evidence, as an actor sees them."""

from collections.abc import Sequence

from django.db.models import Q
from django.urls import reverse

from probidad.core.access import Actor, may
from probidad.core.pages import said, words
from probidad.core.queries.evidence import ADD
from probidad.core.supportables import Supported
from probidad.plans.models import Activity, FollowUp
from probidad.plans.queries.activities import activities
from probidad.plans.queries.followups import PUBLIC, followups
from probidad.plans.queries.published import public_readings
from probidad.rules.finding import gettext_noop as _
from probidad.rules.language import fold
from probidad.rules.separation import Role, may_edit

_NAME = 160  # letters of an activity in its name


def may_support(actor: Actor, activity: Activity) -> bool:
    """Whether the actor adds evidence to an activity: planning to every one that is executed, who executes to those of
    their unit, internal control only to the evaluations that the law gives it."""
    if not may(actor, ADD) or not may_edit(actor.roles, evaluation=activity.evaluation).allowed:
        return False
    return activity.evaluation or Role.PLANNING in actor.roles or activity.unit_id in actor.units


def activity(actor: Actor, key: str) -> Supported | None:
    """An activity that the actor sees."""
    found = activities(actor).filter(pk=int(key)).first() if _is_number(key) else None
    return _activity(actor, found) if found is not None else None


def published_activity(key: str) -> bool:
    """Whether a follow-up on line has the activity."""
    return _is_number(key) and public_readings().filter(activity_id=int(key)).exists()


def sought_activities(actor: Actor, asked: str, most: int) -> Sequence[Supported]:
    """Activities to which the actor may add evidence, those of the last plans first."""
    rows = activities(actor)
    if Role.PLANNING not in actor.roles:
        rows = rows.filter(Q(unit__in=actor.units) | Q(evaluation=True))
    for word in fold(asked.replace("\0", " ")).split()[:10]:
        rows = rows.filter(folded__contains=word)
    rows = rows.order_by("-plan__year", "plan__framework", "number", "pk")[: most * 2]
    return [_activity(actor, row) for row in rows if may_support(actor, row)][:most]


def _activity(actor: Actor, row: Activity) -> Supported:
    text = row.action if len(row.action) <= _NAME else f"{row.action[: _NAME - 1].rstrip()}…"
    name = said(
        _("Activity %(number)s of %(year)s: %(text)s"), {"number": row.number, "year": row.plan.year, "text": text}
    )
    return Supported(row, name, reverse("plans:activity", args=[row.pk]), row.unit_id, may_support(actor, row))


def followup(actor: Actor, key: str) -> Supported | None:
    """A follow-up on line."""
    found = followups(actor).filter(PUBLIC, pk=int(key)).first() if _is_number(key) else None
    return _followup(found) if found is not None else None


def sought_followups(actor: Actor, asked: str, most: int) -> Sequence[Supported]:
    """Follow-ups on line, the last cut-off first."""
    found = [_followup(row) for row in followups(actor).filter(PUBLIC).order_by("-cut_off", "-pk")[:most]]
    wanted = fold(asked).split()
    return [each for each in found if all(word in fold(each.name) for word in wanted)]


def _followup(row: FollowUp) -> Supported:
    facts = {"plan": f"{row.plan.name} {row.plan.year}", "when": words().day(row.cut_off)}
    name = said(_("Published follow-up of %(plan)s, cut-off on %(when)s"), facts)
    return Supported(row, name, reverse("plans:followup", args=[row.pk]), None, False)


def _is_number(key: str) -> bool:
    return key.isascii() and key.isdigit() and len(key) < 19
