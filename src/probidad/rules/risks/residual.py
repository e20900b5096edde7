"""The three figures of a risk: inherent, residual by the design of its controls, residual by the evidence of them.

Source: guides of 2015, v4 and v5 to v7 (moves and formulas in ``frameworks/co/risks``). The residual moves only with
design and execution together: without evidence in the period a control moves nothing, and the figure says why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from probidad.rules.finding import gettext_noop as _
from probidad.rules.risks import controls as scoring
from probidad.rules.risks.controls import Control, Execution
from probidad.rules.risks.measuring import floored, zone_of
from probidad.rules.risks.method import Axis, RiskKind, RiskMethod, Zone


@dataclass(frozen=True, slots=True)
class Rating:
    """Levels, exact values and zone. Where values move by percentages they stand between the levels."""

    probability: int
    impact: int
    zone: Zone
    probability_value: Fraction
    impact_value: Fraction


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a figure is what it is. ``control`` counts from 1, 0 for all. ``message`` is a message identifier."""

    control: int
    message: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figures:
    """The three figures beside each other, and why the last is not the one before."""

    inherent: Rating
    by_design: Rating
    by_evidence: Rating
    reasons: tuple[Reason, ...]


def inherent(method: RiskMethod, kind: RiskKind, probability: int, impact: int) -> Rating:
    """The risk before controls, its impact never below the floor of its kind."""
    return _rating(method, kind, probability, impact)


def figures(method: RiskMethod, kind: RiskKind, probability: int, impact: int, controls: Sequence[Control]) -> Figures:
    """Inherent, by design, by evidence."""
    before = inherent(method, kind, probability, impact)
    ran = [scoring.execution(control) for control in controls]
    designed = residual(method, kind, before, controls, [Execution.ALWAYS] * len(controls))
    missed = any(each in (Execution.NEVER, Execution.SOMETIMES) for each in ran)
    evidenced = residual(method, kind, before, controls, ran) if missed else designed
    return Figures(before, designed, evidenced, tuple(_reasons(controls, ran, designed, evidenced)))


def residual(
    method: RiskMethod, kind: RiskKind, before: Rating, controls: Sequence[Control], ran: Sequence[Execution]
) -> Rating:
    """The risk that is left with ``controls`` executed as ``ran`` says."""
    if not controls:
        return before
    way = {"weights": _by_weights, "solidity": _by_solidity, "questions": _by_questions}[method.controls.way]
    return way(method, kind, before, list(zip(controls, ran, strict=True)))


def level_of_value(method: RiskMethod, axis: Axis, value: Fraction) -> int:
    """Level of a residual value: the first step that is not below it, so 25.2 % is Baja (v5 to v7, bands closed above)."""
    scale = method.probability if axis is Axis.PROBABILITY else method.impact
    if value <= 0 or value > scale[-1].value:
        raise ValueError(f"{method.key}: {value} is outside the scale of {axis}")
    share, whole = value.numerator, value.denominator
    return next(each.level for each in scale if share * each.value.denominator <= each.value.numerator * whole)


def applied(before: Fraction, weights: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Values after each control of one axis: each takes its share of what the one before left (v5 to v7)."""
    values: list[Fraction] = []
    for weight in weights:
        before *= 1 - weight
        values.append(before)
    return tuple(values)


def _by_weights(
    method: RiskMethod, kind: RiskKind, before: Rating, controls: Sequence[tuple[Control, Execution]]
) -> Rating:
    # numerators and denominators apart: one exact fraction at the end costs a tenth of one at each step
    left = {Axis.PROBABILITY: [1, 1], Axis.IMPACT: [1, 1]}
    for control, ran in controls:
        if ran is Execution.NEVER:
            continue
        axis = scoring.axis_of(method, control)
        if axis is Axis.IMPACT and kind.corrupt and not method.corruption_moves_impact:
            continue
        share = scoring.weight(method, control)
        left[axis][0] *= share.denominator - share.numerator
        left[axis][1] *= share.denominator
    first = {Axis.PROBABILITY: before.probability_value, Axis.IMPACT: before.impact_value}
    values = {
        axis: Fraction(first[axis].numerator * over, first[axis].denominator * under) if under > 1 else first[axis]
        for axis, (over, under) in left.items()
    }
    probability = level_of_value(method, Axis.PROBABILITY, values[Axis.PROBABILITY])
    impact = level_of_value(method, Axis.IMPACT, values[Axis.IMPACT])
    kept = floored(method, kind, impact)
    impact_value = values[Axis.IMPACT] if kept == impact else method.level(Axis.IMPACT, kept).value
    return Rating(probability, kept, zone_of(method, probability, kept), values[Axis.PROBABILITY], impact_value)


def _by_solidity(
    method: RiskMethod, kind: RiskKind, before: Rating, controls: Sequence[tuple[Control, Execution]]
) -> Rating:
    """Each axis by the controls that help it; how much the set helps is the best help among them."""
    steps = {Axis.PROBABILITY: 0, Axis.IMPACT: 0}
    solid = [
        scoring.solidity(scoring.strength(method, scoring.design_score(method, control)), scoring.strength_of(ran))
        for control, ran in controls
    ]
    whole = scoring.set_solidity(method, solid)
    for axis in Axis:
        helps = {c.on_probability if axis is Axis.PROBABILITY else c.on_impact for c, _ran in controls}
        best = next(help_given for help_given in ("directly", "indirectly", "no") if help_given in helps)
        steps[axis] = scoring.moves_by_solidity(method, whole, best)
    return _moved(method, kind, before, steps)


def _by_questions(
    method: RiskMethod, kind: RiskKind, before: Rating, controls: Sequence[tuple[Control, Execution]]
) -> Rating:
    """Each axis by the mean score of its controls; one that was not executed scores nothing."""
    scores: dict[Axis, list[int]] = {Axis.PROBABILITY: [], Axis.IMPACT: []}
    for control, ran in controls:
        score = scoring.design_score(method, control)
        scores[scoring.axis_of(method, control)].append(0 if ran is Execution.NEVER else score)
    steps = {
        axis: scoring.steps_of_score(method, Fraction(sum(each), len(each))) if each else 0
        for axis, each in scores.items()
    }
    return _moved(method, kind, before, steps)


def _moved(method: RiskMethod, kind: RiskKind, before: Rating, steps: Mapping[Axis, int]) -> Rating:
    down = steps[Axis.IMPACT] if not kind.corrupt or method.corruption_moves_impact else 0
    lowest = min(level.level for level in method.impact)
    return _rating(
        method, kind, max(1, before.probability - steps[Axis.PROBABILITY]), max(lowest, before.impact - down)
    )


def _rating(method: RiskMethod, kind: RiskKind, probability: int, impact: int) -> Rating:
    kept = floored(method, kind, impact)
    return Rating(
        probability,
        kept,
        zone_of(method, probability, kept),
        method.level(Axis.PROBABILITY, probability).value,
        method.level(Axis.IMPACT, kept).value,
    )


def _reasons(
    controls: Sequence[Control], ran: Sequence[Execution], designed: Rating, evidenced: Rating
) -> list[Reason]:
    found = []
    for number, (control, each) in enumerate(zip(controls, ran, strict=True), 1):
        if each is Execution.NEVER:
            message = _("Control %(control)s has no evidence of execution in the period: it counts as not executed.")
            found.append(Reason(number, message, {"control": str(number)}))
        elif each is Execution.SOMETIMES:
            facts = {"control": str(number), "times": str(control.evidenced), "due": str(control.due)}
            message = _("Control %(control)s has evidence of %(times)s of the %(due)s times that it was due.")
            found.append(Reason(number, message, facts))
        elif each is Execution.NOT_DUE:
            message = _("Control %(control)s was not due in the period: it counts by its design.")
            found.append(Reason(number, message, {"control": str(number)}))
    if not controls:
        found.append(Reason(0, _("The risk has no control: what is left is the inherent risk.")))
    if (evidenced.probability_value, evidenced.impact_value) != (designed.probability_value, designed.impact_value):
        found.append(Reason(0, _("The residual risk goes back because not every control was executed as designed.")))
    return found
