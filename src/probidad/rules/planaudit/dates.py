"""Rules on deadlines, periods and who follows up whom."""

import re
from collections.abc import Iterator

from probidad.rules.compliance import FULL, Kind
from probidad.rules.finding import Finding, Nature, Severity
from probidad.rules.finding import gettext_noop as _
from probidad.rules.language import fold
from probidad.rules.periods import PER_YEAR, complete, endless, recurrence, reported_next_month
from probidad.rules.planfacts import ActivityFacts, PlanFacts, Rule


def overdue(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        if plan.cut_off is None or not a.due or a.computed is None:
            continue
        if max(a.due) < plan.cut_off and a.computed < FULL:
            yield Finding(
                "R-OVERDUE",
                Severity.MEDIUM,
                a.number,
                _("The deadline passed on %(due)s and the computed compliance is below 100 at the cut-off."),
                {"due": max(a.due).isoformat()},
                _("The real date of completion, or a new version of the plan with its reason."),
                ("deadline",),
            )


def after_cut_off(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        if plan.cut_off is None or not a.due or max(a.due) <= plan.cut_off or a.declared is None:
            continue
        yield Finding(
            "R-CUTOFF",
            Severity.MEDIUM,
            a.number,
            _("The activity is scored before it is due: its last date, %(due)s, is after the cut-off."),
            {"due": max(a.due).isoformat()},
            _("The follow-up after that date, or what was to be reached by the cut-off."),
            ("deadline",),
        )


def date_format(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        if a.recurrence or len(a.due) > 1 or (not a.due and endless(a.deadline)):
            yield Finding(
                "R-DATEFMT",
                Severity.LOW,
                a.number,
                _("The deadline holds several dates or a periodicity in words: «%(deadline)s»."),
                {"deadline": a.deadline},
                _("One dated milestone for each delivery."),
                ("deadline",),
            )


def complete_periods(activity: ActivityFacts, plan: PlanFacts) -> int | None:
    """How many of the periods that a periodic count asks for are complete at the cut-off; None where the activity
    is not a count of the periods of the year (two or more)."""
    target = activity.target_points
    if plan.cut_off is None or activity.kind is not Kind.COUNT or target is None or target.denominator != 1:
        return None
    if target < 2:
        return None
    if len(activity.due) == target:
        return sum(1 for day in activity.due if day <= plan.cut_off)
    year = plan.vigencia or plan.cut_off.year
    for text in (activity.deadline, activity.indicator, activity.action):
        key = recurrence(text)
        if key and PER_YEAR[key] == target:
            return complete(key, year=year, cut_off=plan.cut_off, next_month=reported_next_month(text))
    return None


def periodic(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        done = complete_periods(a, plan)
        if done is None or a.value_points is None or a.value_points <= done:
            continue
        yield Finding(
            "R-PERIODIC",
            Severity.MEDIUM,
            a.number,
            _("%(value)s periods are reported and only %(complete)s of %(target)s are complete at the cut-off."),
            {"value": a.value.text, "complete": str(done), "target": a.target.text},
            _("The date of each delivery and the period that it covers."),
            ("deadline", "value"),
        )


def self_review(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        responsible = fold(a.responsible)
        unit = next(
            (unit for unit in plan.self_review_units if re.search(rf"\b{re.escape(unit)}\b", responsible)), None
        )
        if unit is None:
            continue
        yield Finding(
            "R-SELF-REVIEW",
            Severity.MEDIUM,
            a.number,
            _("Internal control, which follows the plan up, is responsible for executing this activity."),
            {"responsible": a.responsible},
            _("Another unit responsible, or somebody else who verifies this activity."),
            ("responsible",),
        )


RULES = (
    Rule("R-OVERDUE", Severity.MEDIUM, Nature.DETERMINISTIC, overdue),
    Rule("R-CUTOFF", Severity.MEDIUM, Nature.DETERMINISTIC, after_cut_off),
    Rule("R-DATEFMT", Severity.LOW, Nature.DETERMINISTIC, date_format),
    Rule("R-PERIODIC", Severity.MEDIUM, Nature.DETERMINISTIC, periodic),
    Rule("R-SELF-REVIEW", Severity.MEDIUM, Nature.DETERMINISTIC, self_review),
)
