"""Arithmetic of the improvement plan as comptrollers ask for it (plan de mejoramiento, formulario F14.1 of SIRECI).

Source: ``frameworks/co/registers/improvement-plan.yaml``, columns and formulas from general knowledge (K): a territorial
comptroller may ask for others. All exact; the form prints weeks with one decimal, and nothing is computed from that.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from probidad.rules.compliance import FULL, round_half_up
from probidad.rules.finding import gettext_noop as _
from probidad.rules.plans.problems import Problem, problem


@dataclass(frozen=True, slots=True)
class Action:
    """An activity of an improvement plan: ``quantity`` to do between two days, of which ``done``."""

    key: str
    starts: date
    ends: date
    quantity: Fraction
    done: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Scored:
    """The computed columns of an action, exact: ``weeks`` of its term, ``percent`` in points, ``points`` = share × weeks
    (POMi), and of those that are over at the cut-off ``points_over`` (POMVi) and ``base_over`` (PBEC)."""

    key: str
    weeks: Fraction
    percent: Fraction
    points: Fraction
    points_over: Fraction
    base_over: Fraction

    @property
    def shown_weeks(self) -> str:
        """Weeks as the form prints them."""
        return round_half_up(self.weeks, 1)


@dataclass(frozen=True, slots=True)
class PlanScore:
    """The two figures of the plan in percent points: ``fulfilment`` of what is over (None while nothing is) and
    ``progress`` of all of it (None for a plan without weeks)."""

    actions: tuple[Scored, ...]
    fulfilment: Fraction | None
    progress: Fraction | None


def faults(action: Action) -> tuple[Problem, ...]:
    """What must be mended before an action can be computed."""
    return tuple(_faults(action))


def _faults(action: Action) -> Iterator[Problem]:
    if action.ends <= action.starts:
        yield problem("ends", _("The action must end after it begins: a term of 0 weeks weighs nothing."))
    if action.quantity <= 0:
        yield problem("quantity", _("Write how many are to be done: more than 0."))
    if action.done < 0:
        yield problem("done", _("What is done cannot be below zero."))


def scored(action: Action, cut_off: date) -> Scored:
    """The computed columns of an action. Raises ``ValueError`` where :func:`faults` finds any."""
    found = faults(action)
    if found:
        raise ValueError(found[0].message)
    weeks = Fraction((action.ends - action.starts).days, 7)
    share = min(action.done / action.quantity, Fraction(1))
    over = action.ends <= cut_off
    nothing = Fraction(0)
    return Scored(
        action.key, weeks, share * FULL, share * weeks, share * weeks if over else nothing, weeks if over else nothing
    )


def plan_score(actions: Iterable[Action], cut_off: date) -> PlanScore:
    """Both figures of the plan at a cut-off."""
    rows = tuple(scored(action, cut_off) for action in actions)
    base = sum((row.base_over for row in rows), Fraction(0))
    weeks = sum((row.weeks for row in rows), Fraction(0))
    over = sum((row.points_over for row in rows), Fraction(0))
    points = sum((row.points for row in rows), Fraction(0))
    return PlanScore(rows, over * FULL / base if base else None, points * FULL / weeks if weeks else None)


def reporting_days(year: int) -> tuple[date, date]:
    """The half-yearly cut-offs of the progress report (K)."""
    return date(year, 6, 30), date(year, 12, 31)
