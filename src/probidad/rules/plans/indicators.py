"""Typed indicators (indicadores): what is measured, in which unit, towards which target, and how periods add up.

Source: product method (``frameworks/co/compliance-rules.yaml``: indicator_kinds, accumulation). A definition with a
fault is told while the plan is written and refused when it is approved.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from probidad.rules.compliance import FULL
from probidad.rules.finding import gettext_noop as _
from probidad.rules.plans.problems import Problem, problem
from probidad.rules.quantities import plain


class Kind(StrEnum):
    """How an indicator is measured (tipo de indicador)."""

    COUNT = "count"  # conteo: whole things
    PERCENT = "percent"  # porcentaje: percent points
    RATIO = "ratio"  # razón: numerator over denominator
    MILESTONES = "milestones"  # hitos: what is finished, by weight
    YES_NO = "yes_no"  # entregable único
    INDEX = "index"  # índice externo: a score that somebody else publishes
    SURVEY = "survey"  # encuesta: percent points with a margin


class Direction(StrEnum):
    """Where better lies (sentido): more, less, or no worse than now in any period."""

    UP = "up"
    DOWN = "down"
    MAINTAIN = "maintain"


class Accumulation(StrEnum):
    """How the periods of a year become one value (acumulación). A running total already holds those before it."""

    SUM = "sum"
    RUNNING = "running"
    LAST = "last"
    AVERAGE = "average"
    MAX = "max"
    MIN = "min"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step (hito) with its weight; the weights of an indicator add 100."""

    key: str
    name: str
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator as its plan defines it.

    ``target`` and ``baseline`` in the indicator's own unit: percent points, things, points of an index. ``per`` turns a
    ratio into that unit: 100 for percent points, 1 for a plain ratio. ``from_baseline`` measures the way walked from
    the baseline instead of value over target. ``over_full`` allows a percentage above 100. ``source`` is the key of an
    indicator source on the shelf; empty for what is typed.
    """

    name: str
    kind: Kind
    target: Fraction | None = None
    unit: str = ""
    direction: Direction = Direction.UP
    baseline: Fraction | None = None
    from_baseline: bool = False
    accumulation: Accumulation = Accumulation.LAST
    numerator: str = ""
    denominator: str = ""
    per: Fraction = FULL
    over_full: bool = False
    milestones: tuple[Milestone, ...] = ()
    formula: str = ""
    source: str = ""
    filters: tuple[tuple[str, str], ...] = ()

    @property
    def goal(self) -> Fraction | None:
        """The target; 100 for milestones, whose target is all of them, and 1 for a yes or no."""
        if self.kind is Kind.MILESTONES:
            return FULL
        return Fraction(1) if self.kind is Kind.YES_NO else self.target

    @property
    def in_points(self) -> bool:
        """Whether its unit is percent points."""
        return self.kind in (Kind.PERCENT, Kind.SURVEY) or (self.kind is Kind.RATIO and self.per == FULL)


_WHOLE_KINDS = frozenset({Kind.COUNT, Kind.RATIO})
_NOT_KEPT = frozenset({Accumulation.SUM, Accumulation.RUNNING, Accumulation.MAX})


def faults(indicator: Indicator) -> tuple[Problem, ...]:
    """What must be mended before a plan with this indicator can be approved; empty when nothing is."""
    return (
        *_naming(indicator),
        *_target(indicator),
        *_baseline(indicator),
        *_milestones(indicator),
        *_adding(indicator),
    )


def _naming(indicator: Indicator) -> Iterator[Problem]:
    if not indicator.name.strip():
        yield problem("indicator", _("The indicator has no name: write what is counted."))
    if indicator.kind is Kind.RATIO and not (indicator.numerator.strip() and indicator.denominator.strip()):
        yield problem("numerator", _("A ratio says what is counted and out of what: name both."))
    if indicator.kind is Kind.RATIO and indicator.per <= 0:
        yield problem("per", _("A ratio is told per 1, per 100 or per another number above zero."))


def _target(indicator: Indicator) -> Iterator[Problem]:
    target = indicator.target
    if indicator.kind is Kind.MILESTONES:
        return
    if indicator.kind is Kind.YES_NO:
        if target not in (None, 1):
            yield problem(
                "target", _("The target of a single deliverable is 1. What is done by steps is told by milestones.")
            )
        return
    if target is None:
        yield problem("target", _("The indicator has no target: write the figure to reach."))
        return
    if target < 0 and not (indicator.kind is Kind.INDEX and indicator.from_baseline):
        yield problem("target", _("The target is below zero."))
    elif target <= 0 and indicator.direction is not Direction.DOWN and not indicator.from_baseline:
        yield problem(
            "target",
            _("A target of 0 that should grow says nothing: write a target above zero, or that less is better."),
        )
    if indicator.kind is Kind.COUNT and target.denominator != 1:
        yield problem("target", _("A count is of whole things, and the target is %(target)s."), target=plain(target))
    if indicator.in_points and target > FULL and not indicator.over_full:
        yield problem(
            "target", _("The target is %(target)s %% and nothing says that it may exceed 100."), target=plain(target)
        )


def _baseline(indicator: Indicator) -> Iterator[Problem]:
    base, target = indicator.baseline, indicator.target
    if not indicator.from_baseline:
        return
    if indicator.direction is Direction.MAINTAIN or indicator.kind in (Kind.MILESTONES, Kind.YES_NO):
        yield problem("baseline", _("This indicator has no way to walk from a baseline: measure value over target."))
    elif base is None:
        yield problem(
            "baseline", _("Progress is measured from the baseline and there is none: write it with its date.")
        )
    elif target is not None and base == target:
        yield problem("baseline", _("Target and baseline are the same, so there is no way to walk."))
    elif target is not None and (base > target) is not (indicator.direction is Direction.DOWN):
        yield problem("direction", _("The target lies on the other side of the baseline than the direction says."))


def _milestones(indicator: Indicator) -> Iterator[Problem]:
    steps = indicator.milestones
    if indicator.kind is not Kind.MILESTONES:
        if steps:
            yield problem("milestones", _("Only an indicator of milestones has milestones."))
        return
    if not steps:
        yield problem("milestones", _("Write the milestones, each with its weight."))
        return
    if len({step.key for step in steps}) < len(steps):
        yield problem("milestones", _("Two milestones have the same key."))
    if any(step.weight <= 0 for step in steps):
        yield problem("milestones", _("A milestone weighs more than 0."))
    weight = sum((step.weight for step in steps), Fraction(0))
    if weight != FULL:
        yield problem(
            "milestones", _("The weights of the milestones add %(weight)s and must add 100."), weight=plain(weight)
        )


def _adding(indicator: Indicator) -> Iterator[Problem]:
    adds = indicator.accumulation in (Accumulation.SUM, Accumulation.RUNNING)
    if adds and indicator.kind not in _WHOLE_KINDS:
        yield problem(
            "accumulation", _("Only counts and ratios are added up over the year: choose the last period or the mean.")
        )
    if indicator.direction is Direction.MAINTAIN and indicator.accumulation in _NOT_KEPT:
        yield problem("accumulation", _("What is to be kept up is judged by its last, mean or worst period."))
