"""Probability, impact and zone of a risk before any control.

Source: guides of 2015, 2018 (v4), 2020-2022 (v5, v6) and 2025 (v7), as ``frameworks/co/risks`` states them with marks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from probidad.rules.risks.method import Axis, RiskKind, RiskMethod, Zone


@dataclass(frozen=True, slots=True)
class AnsweredImpact:
    """Level that the form gives. ``yes`` of ``asked``; ``overridden`` where one answer decides; ``none_affirmed`` where no
    answer is yes, which the form does not foresee: the risk or the answers are wrong."""

    level: int
    yes: int
    asked: int
    overridden: bool = False
    none_affirmed: bool = False


def by_frequency(method: RiskMethod, *, five_years: int, two_years: int, last_year: int) -> int:
    """Level of probability by events: in the last five, two and one years, each including the shorter (guides of 2015 and
    v4). Raises ``ValueError`` for another methodology, or counts that contradict each other."""
    if method.basis != "frequency":
        raise ValueError(f"{method.key} measures probability by {method.basis}, not by past events")
    if not 0 <= last_year <= two_years <= five_years:
        raise ValueError(f"longer terms hold the shorter: {five_years}, {two_years}, {last_year}")
    if last_year:
        return 5 if last_year > 1 else 4
    return 3 if two_years else 2 if five_years else 1


def by_votes(method: RiskMethod, votes: Sequence[int]) -> int:
    """Level by feasibility where there is no history (v4): the mean of the team's votes, half up."""
    if method.basis != "frequency" or not votes or any(not 1 <= vote <= len(method.probability) for vote in votes):
        raise ValueError(f"{method.key}: votes must be levels of its scale of frequency")
    return int(Fraction(sum(votes), len(votes)) + Fraction(1, 2))


def by_exposure(method: RiskMethod, times_a_year: int) -> int:
    """Level by the times a year that the risk point is passed: exposure, not past events (v5 to v7)."""
    if method.basis != "exposure":
        raise ValueError(f"{method.key} measures probability by {method.basis}, not by exposure")
    if times_a_year < 0:
        raise ValueError(f"times a year cannot be below zero, got {times_a_year}")
    return next(
        level.level for level in method.probability if level.most is None or times_a_year <= level.most
    )  # the last level has no upper bound


def by_questionnaire(method: RiskMethod, answers: Mapping[int, bool]) -> AnsweredImpact:
    """Impact of a corruption risk from its answers, by number of question: never below Moderado.

    Raises ``ValueError`` where the methodology has no form, or answers are missing or not asked.
    """
    form = method.questionnaire
    if form is None:
        raise ValueError(f"{method.key} has no form of impact")
    asked = set(form.questions)
    if answers.keys() != asked:
        missing, foreign = sorted(asked - answers.keys()), sorted(answers.keys() - asked)
        raise ValueError(f"{method.key}: answers missing {missing}, not asked {foreign}")
    yes = sum(answers.values())
    if form.override and answers[form.override[0]]:
        return AnsweredImpact(form.override[1], yes, len(asked), overridden=True)
    return AnsweredImpact(level_of_yes(method, yes), yes, len(asked), none_affirmed=yes == 0)


def level_of_yes(method: RiskMethod, yes: int) -> int:
    """Level for a number of yes; none at all gives the least that the form knows. Raises ``ValueError`` beyond it."""
    form = method.questionnaire
    if form is None or not 0 <= yes <= len(form.questions):
        raise ValueError(f"{method.key} has no band for {yes} yes")
    return next(level for level, least, most in form.bands if max(yes, 1) in range(least, most + 1))


def by_loss(method: RiskMethod, minimum_wages: Fraction) -> int:
    """Impact by what may be lost, in monthly minimum wages; exactly 10 is already Menor (v5 to v7, edge marked K)."""
    if minimum_wages < 0:
        raise ValueError(f"a loss cannot be below zero, got {minimum_wages}")
    bounds = [(level.least, level.level) for level in method.impact if level.least is not None]
    if not bounds:
        raise ValueError(f"{method.key} does not measure impact in minimum wages")
    return max(level for least, level in bounds if minimum_wages >= least)


def in_minimum_wages(pesos: int, wage: int) -> Fraction:
    """An amount in minimum wages of its year (SMLMV), exact."""
    if wage <= 0:
        raise ValueError(f"the minimum wage must be above zero, got {wage}")
    return Fraction(pesos, wage)


def general_impact(method: RiskMethod, *, minimum_wages: Fraction | None, reputation: int | None) -> int:
    """The worse of loss and reputation (v5 to v7). Raises ``ValueError`` where neither is given."""
    levels = [] if minimum_wages is None else [by_loss(method, minimum_wages)]
    if reputation is not None:
        levels.append(method.level(Axis.IMPACT, reputation).level)
    if not levels:
        raise ValueError("neither the loss nor the reputation was measured")
    return max(levels)


def floored(method: RiskMethod, kind: RiskKind, impact: int) -> int:
    """The level of impact that counts: a corruption risk has none below its floor (Insignificante and Menor do not exist
    for it)."""
    return max(impact, method.floor) if kind.corrupt and method.floor is not None else impact


def zone_of(method: RiskMethod, probability: int, impact: int) -> Zone:
    """Zone of the methodology's own map. Raises ``ValueError`` for a level that its scales do not have."""
    zone = method.cells.get((probability, impact))
    if zone is None:
        method.level(Axis.PROBABILITY, probability)
        raise ValueError(f"{method.key} has no level {impact} of impact")
    return zone
