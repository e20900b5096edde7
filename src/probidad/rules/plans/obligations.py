"""The obligations of a year: one for each due date, or for each period of a recurrence, and what is expected at a cut-off.

Source: product method (``frameworks/co/compliance-rules.yaml``, expected_at_cutoff). *Permanente* is a way of working
and no date: a plan says at least how often it is reported.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from probidad.rules.finding import gettext_noop as _
from probidad.rules.periods import PER_YEAR, period_ends
from probidad.rules.plans.indicators import Accumulation, Indicator, Kind
from probidad.rules.plans.problems import Problem, problem


@dataclass(frozen=True, slots=True)
class Partial:
    """A partial target (meta parcial): what the plan wants reached by a day, in the indicator's unit."""

    by: date
    target: Fraction


@dataclass(frozen=True, slots=True)
class Schedule:
    """When an activity is due: dates, or a recurrence (a key of :data:`~probidad.rules.periods.PER_YEAR`) that is
    reported ``days_after`` the end of each period; 1 or more means in the days that follow it."""

    due: tuple[date, ...] = ()
    recurrence: str = ""
    days_after: int = 0
    partial: tuple[Partial, ...] = ()


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing that is owed (obligación), numbered in the order of its due date, for the days that it covers."""

    number: int
    due: date
    opens: date
    closes: date


def schedule_faults(schedule: Schedule, year: int) -> tuple[Problem, ...]:
    """What must be mended before a plan with this schedule can be approved."""
    return tuple(_faults(schedule, year))


def _faults(schedule: Schedule, year: int) -> Iterator[Problem]:
    if not schedule.due and not schedule.recurrence:
        yield problem("due", _("Say when it is due: one or more dates, or how often."))
    if schedule.due and schedule.recurrence:
        yield problem("due", _("Dates and a periodicity say two things: keep one of them."))
    if schedule.recurrence and schedule.recurrence not in PER_YEAR:
        yield problem(
            "recurrence",
            _("«%(recurrence)s» is no periodicity: choose one from the list."),
            recurrence=schedule.recurrence,
        )
    if len(set(schedule.due)) < len(schedule.due):
        yield problem("due", _("The same date is written twice."))
    outside = [day for day in schedule.due if day.year != year]
    if outside:
        yield problem(
            "due", _("%(due)s is not in the year of the plan, %(year)s."), due=min(outside).isoformat(), year=str(year)
        )
    if not 0 <= schedule.days_after <= 31:
        yield problem("days_after", _("A period is reported at most 31 days after it ends."))
    days = [partial.by for partial in schedule.partial]
    if days != sorted(set(days)):
        yield problem("partial", _("Partial targets go by date, one for each."))


def obligations(schedule: Schedule, year: int) -> tuple[Obligation, ...]:
    """The obligations of a year in order. Raises ``ValueError`` where :func:`schedule_faults` finds any."""
    found = schedule_faults(schedule, year)
    if found:
        raise ValueError(found[0].message % found[0].facts)
    ends = period_ends(schedule.recurrence, year) if schedule.recurrence else tuple(sorted(schedule.due))
    opens = [date(year, 1, 1), *[end + timedelta(days=1) for end in ends[:-1]]]
    return tuple(
        Obligation(number, end + timedelta(days=schedule.days_after if schedule.recurrence else 0), start, end)
        for number, (start, end) in enumerate(zip(opens, ends, strict=True), start=1)
    )


def due_at(owed: Sequence[Obligation], cut_off: date) -> tuple[Obligation, ...]:
    """The obligations that are due on or before a cut-off."""
    return tuple(each for each in owed if each.due <= cut_off)


def expected(indicator: Indicator, schedule: Schedule, year: int, cut_off: date) -> Fraction | None:
    """What the plan wants reached at a cut-off, in the indicator's unit; None without a target.

    A partial target where the plan gives them; of a count that is added up, its share of the obligations that are due;
    of one deliverable or its milestones all at the last due date; of anything else the target from the first one on.
    """
    goal = indicator.goal
    if goal is None:
        return None
    if schedule.partial:
        reached = [partial.target for partial in schedule.partial if partial.by <= cut_off]
        return reached[-1] if reached else Fraction(0)
    owed = obligations(schedule, year)
    due = len(due_at(owed, cut_off))
    if indicator.kind is Kind.COUNT and indicator.accumulation in (Accumulation.SUM, Accumulation.RUNNING):
        return goal * due / len(owed)
    once = indicator.kind in (Kind.MILESTONES, Kind.YES_NO)
    whole = due == len(owed) if once else due > 0
    return goal if whole else Fraction(0)
