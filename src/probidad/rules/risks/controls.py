"""Controls scored on their design and on their execution.

Design: seven weighted questions (2015), seven criteria and a strength (v4), type and implementation (v5 to v7). Execution
is what evidence of the period shows: a control without it counts as not executed (product rule, from the guides' own
question on evidence).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from probidad.rules.risks.method import Axis, RiskMethod, ScoreBand

STRONG, MODERATE, WEAK = "strong", "moderate", "weak"
_ORDER = (WEAK, MODERATE, STRONG)


class Execution(StrEnum):
    """How a control ran in the period: every time it was due, some of them, never; or it was not due."""

    ALWAYS = "always"
    SOMETIMES = "sometimes"
    NEVER = "never"
    NOT_DUE = "not_due"


@dataclass(frozen=True, slots=True)
class Control:
    """A control of a risk. ``kind``: preventive, detective, corrective. ``implementation``: automatic, manual (v5 to v7).

    ``answers``: answer of each criterion (v4), or ``yes`` and ``no`` (2015). ``score`` stands for them where only their
    total is known. ``on_probability`` and ``on_impact`` (v4): directly, indirectly, no. ``due`` times that it had to run in
    the period (None: unknown) and ``evidenced`` times with evidence."""

    kind: str = "preventive"
    implementation: str = "manual"
    answers: Mapping[str, str] | None = None
    score: int | None = None
    on_probability: str = "directly"
    on_impact: str = "no"
    due: int | None = None
    evidenced: int = 0
    information_security: bool = False


def execution(control: Control) -> Execution:
    """How the control ran in the period, by its evidence alone."""
    if control.evidenced < 0 or (control.due is not None and control.due < 0):
        raise ValueError("times cannot be below zero")
    if control.due == 0 and not control.evidenced:
        return Execution.NOT_DUE
    if not control.evidenced:
        return Execution.NEVER
    return Execution.SOMETIMES if control.due is not None and control.evidenced < control.due else Execution.ALWAYS


def design_score(method: RiskMethod, control: Control) -> int:
    """Points of the design, 0 to 100 (2015 and v4). Raises ``ValueError`` for missing answers or a score out of range."""
    if control.answers is None:
        if control.score is None or not 0 <= control.score <= 100:
            raise ValueError(f"a score goes from 0 to 100, got {control.score}")
        return control.score
    wanted = {question.key: question.points for question in method.controls.questions}
    if control.answers.keys() != wanted.keys():
        raise ValueError(f"{method.key} asks {sorted(wanted)}, got {sorted(control.answers)}")
    wrong = [key for key, answer in control.answers.items() if answer not in wanted[key]]
    if wrong:
        raise ValueError(f"{method.key} does not know the answers to {wrong}")
    return sum(wanted[key][answer] for key, answer in control.answers.items())


def weight(method: RiskMethod, control: Control) -> Fraction:
    """Share that the control takes off its axis (v5 to v7): type plus implementation, as 2/5 for 25 % + 15 %."""
    rules = method.controls
    ways = rules.security_implementations if control.information_security else rules.implementations
    if not rules.weights or not ways or control.kind not in rules.weights or control.implementation not in ways:
        raise ValueError(f"{method.key} has no weight for {control.kind} and {control.implementation}")
    return rules.weights[control.kind] + ways[control.implementation]


def axis_of(method: RiskMethod, control: Control) -> Axis:
    """What the type of the control moves (2015, v5 to v7)."""
    axes = method.controls.axes or {}
    if control.kind not in axes:
        raise ValueError(f"{method.key} has no axis for a {control.kind} control")
    return axes[control.kind]


def strength(method: RiskMethod, score: int) -> str:
    """Name of a design score (v4): strong from 96, moderate from 86, else weak."""
    return _band(method.controls.bands, score).strength


def solidity(design: str, executed: str) -> str:
    """Individual solidity (v4): the worse of design and execution."""
    return min(design, executed, key=_ORDER.index)


def set_solidity(method: RiskMethod, solidities: list[str]) -> str:
    """Solidity of the set of controls (v4): the mean of their values; weak where there is none."""
    values = method.controls.solidity or {}
    if not solidities:
        return WEAK
    return _band(
        method.controls.set_bands, Fraction(sum(values[each] for each in solidities), len(solidities))
    ).strength


def steps_of_score(method: RiskMethod, score: Fraction) -> int:
    """Steps that a score of seven questions moves (2015): none up to 50, one up to 75, two above."""
    return _band(method.controls.bands, score).steps


def moves_by_solidity(method: RiskMethod, solidity_of_set: str, help_given: str) -> int:
    """Steps by solidity of the set and whether it helps directly, indirectly or not (v4)."""
    moves = method.controls.moves or {}
    return moves[solidity_of_set][help_given]


def strength_of(ran: Execution) -> str:
    """Execution in the words of v4: always is strong, sometimes moderate, never weak."""
    return {Execution.ALWAYS: STRONG, Execution.NOT_DUE: STRONG, Execution.SOMETIMES: MODERATE}.get(ran, WEAK)


def _band(bands: tuple[ScoreBand, ...], score: Fraction | int) -> ScoreBand:
    """The band that a score reaches: a mean between two whole numbers stays in the lower one."""
    if not 0 <= score <= 100:
        raise ValueError(f"a score goes from 0 to 100, got {score}")
    points = score if isinstance(score, int) else score.numerator // score.denominator
    reached = [band for band in bands if points >= band.least]
    return max(reached, key=lambda band: band.least)
