"""Progress of a reading towards its target, and where an activity stands at a cut-off.

Source: product method (``frameworks/co/compliance-rules.yaml``: indicator_kinds, cap, states). Nothing is rounded, and
states agree with :func:`probidad.rules.compliance.state`, which knows fewer of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from probidad.rules import compliance
from probidad.rules.compliance import FULL, capped, raw_achievement
from probidad.rules.finding import gettext_noop as _
from probidad.rules.plans.indicators import Direction, Indicator, Kind
from probidad.rules.plans.readings import Reading, Status


class Standing(StrEnum):
    """Where an activity stands at a cut-off (estado): those of :class:`probidad.rules.compliance.State` and four more."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"  # partial
    FULFILLED = "fulfilled"
    FULFILLED_LATE = "fulfilled_late"
    OVERDUE = "overdue"
    NOT_DUE = "not_due"
    NO_DATA = "no_data"
    NO_EVIDENCE = "no_evidence"
    NOT_APPLICABLE = "not_applicable"
    RETIRED = "retired"


class Formula(StrEnum):
    """Which formula made the percentage: an identifier that is published and never given another meaning."""

    VALUE_OVER_TARGET = "value-over-target"
    TARGET_OVER_VALUE = "target-over-value"
    FROM_BASELINE = "from-baseline"
    MILESTONES = "milestones"


FORMULA_VERSION: Mapping[Formula, int] = MappingProxyType(
    dict.fromkeys(Formula, 1)
)  # moves with every change of outcome
FORMULA_WORDS: Mapping[Formula, str] = MappingProxyType(
    {
        Formula.VALUE_OVER_TARGET: _("value / target × 100"),
        Formula.TARGET_OVER_VALUE: _("100 while the value is at most the target, else target / value × 100"),
        Formula.FROM_BASELINE: _("(value − baseline) / (target − baseline) × 100"),
        Formula.MILESTONES: _("sum of the weights of the milestones that are finished"),
    }
)


@dataclass(frozen=True, slots=True)
class Progress:
    """Percentage of the target in percent points: ``raw`` as it comes, ``capped`` between 0 and 100; both None without
    a value. ``conclusive`` is False where the target of a survey lies within its margin."""

    formula: Formula
    raw: Fraction | None
    capped: Fraction | None
    conclusive: bool = True


def formula_of(indicator: Indicator) -> Formula:
    """The formula of an indicator."""
    if indicator.kind is Kind.MILESTONES:
        return Formula.MILESTONES
    if indicator.from_baseline:
        return Formula.FROM_BASELINE
    return Formula.TARGET_OVER_VALUE if indicator.direction is Direction.DOWN else Formula.VALUE_OVER_TARGET


def progress(indicator: Indicator, reading: Reading) -> Progress:
    """Progress of a reading. Raises ``ValueError`` for an indicator that has a fault, such as no target."""
    formula = formula_of(indicator)
    if reading.status is not Status.VALUE or reading.value is None:
        return Progress(formula, None, None)
    raw = _raw(indicator, formula, reading.value)
    within = (
        reading.margin is not None
        and indicator.goal is not None
        and abs(reading.value - indicator.goal) < reading.margin
    )
    return Progress(formula, raw, capped(raw), not within)


def _raw(indicator: Indicator, formula: Formula, value: Fraction) -> Fraction:
    goal = indicator.goal
    if goal is None:
        raise ValueError(f"the indicator {indicator.name!r} has no target")
    if formula is Formula.MILESTONES:
        return value
    if formula is Formula.FROM_BASELINE:
        if indicator.baseline is None or indicator.baseline == goal:
            raise ValueError(f"the indicator {indicator.name!r} has no way to walk from its baseline")
        return (value - indicator.baseline) * FULL / (goal - indicator.baseline)
    if formula is Formula.TARGET_OVER_VALUE:
        return FULL if value <= goal else goal * FULL / value
    return raw_achievement(value, goal)


@dataclass(frozen=True, slots=True)
class StandingFacts:
    """What decides where an activity stands. ``capped`` in percent points; ``reached`` is the day on which it came to
    100, where known; ``no_evidence`` is the verdict of internal control."""

    status: Status
    capped: Fraction | None
    due: tuple[date, ...]
    reached: date | None = None
    no_evidence: bool = False
    retired: bool = False


def standing(facts: StandingFacts, cut_off: date) -> Standing:
    """Where an activity stands at a cut-off."""
    if facts.retired:
        return Standing.RETIRED
    if facts.status is Status.NOT_APPLICABLE:
        return Standing.NOT_APPLICABLE
    if facts.no_evidence:
        return Standing.NO_EVIDENCE
    value = facts.capped if facts.status is Status.VALUE else None
    found = Standing(compliance.state(value, due=facts.due, cut_off=cut_off).value)
    late = found is Standing.FULFILLED and days_late(facts.due, facts.reached) > 0
    return Standing.FULFILLED_LATE if late else found


def days_late(due: Sequence[date], reached: date | None) -> int:
    """Calendar days from the last due date to the day on which 100 was reached; 0 in time, or where it is not known."""
    return max(0, (reached - max(due)).days) if due and reached else 0
