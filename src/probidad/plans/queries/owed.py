"""What the plans in force make somebody owe, and the score of the last follow-up. For offers: they take the entity."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import F, Max, QuerySet

from probidad.core.queries.workdays import calendar_of
from probidad.plans.models import FindingRecord, FollowUp, Plan, Reading
from probidad.plans.queries.activities import latest_followup
from probidad.plans.queries.cycle import Term, plan_in_force, terms
from probidad.plans.queries.followups import light
from probidad.plans.queries.reports import masked_report
from probidad.rules.compliance import State, Total
from probidad.rules.finding import Severity


def plans_in_force(entity_id: int, today: date) -> list[Plan]:
    """The plans of the entity that still make somebody owe something."""
    rows = Plan.objects.filter(entity_id=entity_id, year__in=(today.year - 1, today.year)).select_related("entity")
    return [plan for plan in rows if plan_in_force(plan.entity.country, plan.year, today)]


def unfulfilled(entity_id: int, today: date) -> QuerySet[Reading]:
    """The readings of the last follow-up of each plan in force that are not fulfilled yet."""
    plans = [plan.pk for plan in plans_in_force(entity_id, today)]
    return (
        Reading.objects.filter(followup__plan__in=plans, followup=F("followup__plan__latest"))
        .exclude(state=State.FULFILLED.value)
        .select_related("activity")
        .order_by("due", "number")
    )


def missing_followups(entity_id: int, today: date) -> Iterator[tuple[Plan, Term]]:
    """The cut-offs of the plans in force after the last one on line. One of the same month serves: municipal schemes
    cut on the 30th where the framework says the 31st. A cut-off that a later follow-up overtook is owed no more."""
    plans = plans_in_force(entity_id, today)
    calendar = calendar_of(entity_id, country=plans[0].entity.country) if plans else None
    for plan in plans:
        online = FollowUp.objects.filter(plan=plan, public_since__isnull=False, withdrawn__isnull=True)
        last = online.aggregate(last=Max("cut_off"))["last"]
        for term in terms(plan.entity.country, plan.framework, plan.year, calendar):
            if last is None or (term.cut_off.year, term.cut_off.month) > (last.year, last.month):
                yield plan, term


def last_followup(entity_id: int) -> FollowUp | None:
    """The follow-up with the last cut-off, published or not."""
    return latest_followup(entity_id)


def grave_findings(followup_id: int) -> int:
    """How many findings of a follow-up are grave."""
    return FindingRecord.objects.filter(followup_id=followup_id, severity=Severity.HIGH.value).count()


@dataclass(frozen=True, slots=True)
class Score:
    """A computed total in percent points: ``sum`` over ``weight``, with the readings behind it."""

    sum: Fraction
    weight: Fraction
    rows: tuple[str, ...]


def score(entity_id: int, start: date, end: date, filters: Mapping[str, str]) -> Score | None:
    """The computed total of the last follow-up with its cut-off from ``start`` to ``end``, None without one.

    ``filters`` may hold ``component``, the key of an official component of the framework: the mean of its activities.
    """
    followup = (
        FollowUp.objects.filter(entity_id=entity_id, withdrawn__isnull=True, cut_off__range=(start, end))
        .defer(*light())
        .order_by("-cut_off", "-pk")
        .first()
    )
    if followup is None:
        return None
    report = masked_report(followup.pk, followup.digest)
    wanted = filters.get("component", "")
    parts = {part.key: part for part in report.components if not part.proposed and part.official == wanted}
    chosen = [a for a in report.activities if not wanted or a.component in parts]
    numbers = {a.number for a in chosen if a.computed is not None or a.computed_due}
    total = (
        _added([part.computed for part in parts.values()]) if wanted else (report.computed.sum, report.computed.weight)
    )
    keys = dict(Reading.objects.filter(followup=followup).values_list("number", "pk"))
    return Score(*total, rows=tuple(f"plans.reading-{keys[number]}" for number in sorted(numbers)))


def _added(totals: list[Total]) -> tuple[Fraction, Fraction]:
    return sum((each.sum for each in totals), Fraction(0)), sum((each.weight for each in totals), Fraction(0))
