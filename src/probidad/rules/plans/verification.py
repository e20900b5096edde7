"""Declared, computed, verified: three figures that are never mixed, and the verdict that makes the third.

Decreto 1081 de 2015 art. 2.1.4.6 (internal control follows up). The owner *declares*, the program *computes*, internal
control *verifies*; where it differs it says why. "No evidence available" is neither 0 nor 100.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from probidad.rules.compliance import FULL, capped
from probidad.rules.finding import gettext_noop as _
from probidad.rules.plans.problems import Problem, problem


class Outcome(StrEnum):
    """What internal control says of an activity at a cut-off."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NO_EVIDENCE = "no_evidence"
    NOT_APPLICABLE = "not_applicable"
    NOTHING_REPORTED = "nothing_reported"


class Basis(StrEnum):
    """The figure that a verdict agrees with: the computed one wherever there is one."""

    COMPUTED = "computed"
    DECLARED = "declared"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """An activity at a cut-off: ``declared`` and ``computed`` in percent points, each None where there is none. ``due``
    says that something was expected of it."""

    number: int
    component: str
    declared: Fraction | None
    computed: Fraction | None
    due: bool = True
    weight: Fraction | None = None

    @property
    def basis(self) -> Basis:
        """Which figure internal control compares with."""
        if self.computed is not None:
            return Basis.COMPUTED
        return Basis.DECLARED if self.declared is not None else Basis.NONE

    @property
    def compared(self) -> Fraction | None:
        """The figure of :attr:`basis`."""
        return self.computed if self.computed is not None else self.declared


@dataclass(frozen=True, slots=True)
class Verification:
    """A verdict (verificación). ``value`` in percent points, only where it differs."""

    outcome: Outcome
    value: Fraction | None = None
    reason: str = ""


def problems(figures: Figures, verdict: Verification) -> tuple[Problem, ...]:
    """What must be mended before this verdict stands; empty when nothing is."""
    return tuple(_problems(figures, verdict))


def _problems(figures: Figures, verdict: Verification) -> Iterator[Problem]:
    outcome, value = verdict.outcome, verdict.value
    if outcome is not Outcome.DIFFERS and value is not None:
        yield problem("value", _("Only a verdict that differs has a figure of its own."))
    if outcome in (Outcome.DIFFERS, Outcome.NOT_APPLICABLE) and not verdict.reason.strip():
        yield problem("reason", _("Write the reason: it is published beside the figure."))
    if outcome is Outcome.AGREES and figures.compared is None:
        yield problem("outcome", _("Nothing was reported and nothing was computed, so there is nothing to agree with."))
    if outcome is Outcome.NOTHING_REPORTED and figures.compared is not None:
        yield problem("outcome", _("Something was reported: agree, differ, or say that there is no evidence."))
    if outcome is Outcome.DIFFERS:
        if value is None:
            yield problem("value", _("Write the figure that you found."))
        elif not 0 <= value <= FULL:
            yield problem("value", _("A verified figure lies between 0 and 100."))
        elif value == figures.compared:
            yield problem("value", _("That is the figure reported: say that you agree."))


def verified(figures: Figures, verdict: Verification) -> Fraction | None:
    """The verified figure in percent points; None where there is none: no evidence, not applicable, or nothing reported.

    Raises ``ValueError`` for a verdict that does not stand.
    """
    found = problems(figures, verdict)
    if found:
        raise ValueError(found[0].message % found[0].facts)
    if verdict.outcome is Outcome.AGREES and figures.compared is not None:
        return capped(figures.compared)
    return verdict.value


@dataclass(frozen=True, slots=True)
class Difference:
    """An activity whose figures are not the same (diferencia), for the report; percent points."""

    number: int
    declared: Fraction | None
    computed: Fraction | None
    verified: Fraction | None
    outcome: Outcome
    reason: str


def difference(figures: Figures, verdict: Verification) -> Difference | None:
    """The difference that the report lists, or None where declared, computed and verified say the same."""
    value = verified(figures, verdict)
    told = {figure for figure in (figures.declared, figures.computed, value) if figure is not None}
    if len(told) <= 1 and verdict.outcome is Outcome.AGREES:
        return None
    if verdict.outcome is Outcome.NOTHING_REPORTED:
        return None
    return Difference(figures.number, figures.declared, figures.computed, value, verdict.outcome, verdict.reason)
