"""Plain makers with defaults: what a test does not say does not matter to it."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from probidad.rules.compliance import Kind, capped, raw_achievement
from probidad.rules.duedates import due_dates
from probidad.rules.finding import Finding
from probidad.rules.planfacts import ActivityFacts, PlanFacts, Rule
from probidad.rules.quantities import declared_points, kind_of, normalised_target, normalised_value, read_number

WRITTEN = frozenset({"action", "indicator", "target", "deadline", "responsible", "value", "declared", "observation"})


def activity(
    number: int = 1,
    *,
    target: str = "1",
    value: str = "1",
    declared: str = "100",
    indicator: str = "Número de informes",
    action: str = "Entregar el informe",
    deadline: str = "",
    responsible: str = "Secretaría General",
    observation: str = "",
    component: str = "Rendición de cuentas",
    objective: str = "",
    written: frozenset[str] = WRITTEN,
    vigencia: int = 2024,
    **other: Any,
) -> ActivityFacts:
    """An activity read from its texts, as the stage of values reads it."""
    wanted, reached, told = read_number(target), read_number(value), read_number(declared)
    kind = kind_of(indicator, wanted)
    target_points, _scale = normalised_target(kind, wanted)
    value_points, _scale = normalised_value(kind, reached, target_points)
    points, _scale = declared_points(told, in_fractions=False)
    computed = None
    if value_points is not None and target_points:
        computed = capped(raw_achievement(value_points, target_points))
    due = due_dates(deadline, vigencia=vigencia)
    return ActivityFacts(
        number=number,
        component=component,
        objective=objective,
        action=action,
        indicator=indicator,
        kind=Kind(kind),
        target=wanted,
        value=reached,
        declared_cell=told,
        target_points=target_points,
        value_points=value_points,
        declared=capped(points) if points is not None else None,
        computed=computed,
        deadline=deadline,
        due=due.days,
        recurrence=due.recurrence,
        responsible=responsible,
        observation=observation,
        written=written,
        **other,
    )


def plan(*activities: ActivityFacts, cut_off: date | None = date(2024, 12, 31), **other: Any) -> PlanFacts:
    """A plan of these activities, for 2024."""
    names = tuple(dict.fromkeys(a.component for a in activities))
    return PlanFacts(activities, names, cut_off=cut_off, vigencia=other.pop("vigencia", 2024), **other)


def percent(number: int = 1, **other: Any) -> ActivityFacts:
    """An activity with a percent indicator."""
    return activity(number, **{"indicator": "Porcentaje de avance", "target": "100%", "value": "100%", **other})


def found(rules: Sequence[Rule], plan: PlanFacts, key: str) -> list[Finding]:
    """Findings of the rules of that key, which there must be."""
    chosen = [rule for rule in rules if rule.key == key]
    if not chosen:
        raise LookupError(f"no rule {key}")
    return [finding for rule in chosen for finding in rule.find(plan)]


def rows(rules: Sequence[Rule], plan: PlanFacts, key: str) -> list[int]:
    """Numbers of the activities that the rule flags."""
    return [finding.subject for finding in found(rules, plan, key)]


def points(numerator: int, denominator: int = 1) -> Fraction:
    """Exact points."""
    return Fraction(numerator, denominator)
