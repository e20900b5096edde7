"""What somebody reports of an indicator in a period, checked and read; and the periods of a year put together.

Source: product method (``frameworks/co/compliance-rules.yaml``). A denominator of 0 does not apply: it is neither 0 nor
100. Part of a single thing is legal through milestones only.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from probidad.rules.compliance import FULL
from probidad.rules.finding import gettext_noop as _
from probidad.rules.plans.indicators import Accumulation, Direction, Indicator, Kind
from probidad.rules.plans.problems import Problem, problem
from probidad.rules.quantities import plain, read_number

TOLERANCE = Fraction(1, 100)  # between a typed value, rounded to two decimals, and its numerator over its denominator


class Scale(StrEnum):
    """The unit that the form asks a percentage in: chosen there, never guessed."""

    POINTS = "points"  # 45 and 45 % are 45
    FRACTION = "fraction"  # 0,45 is 45


class Status(StrEnum):
    """Whether there is a value."""

    VALUE = "value"
    NOT_APPLICABLE = "not_applicable"
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True)
class Entry:
    """A report as typed: a value, or numerator and denominator, or the keys of the milestones that are finished."""

    value: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    done: tuple[str, ...] = ()
    margin: Fraction | None = None  # of a survey, in percent points


@dataclass(frozen=True, slots=True)
class Reading:
    """A value with what it was made of (lectura). ``value`` in the indicator's unit, None unless there is one."""

    status: Status
    value: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    done: tuple[str, ...] = ()
    margin: Fraction | None = None


NO_DATA = Reading(Status.NO_DATA)


def typed_number(text: str, *, percent: bool, scale: Scale = Scale.POINTS) -> Fraction | Problem:
    """The number in a field, exactly; ``percent`` where the field holds a percentage, then in percent points.

    A written % always means points. What is not a finite number is told.
    """
    facts = read_number(text)
    if facts.number is None:
        if facts.style == "not_finite":
            return problem(
                "value", _("«%(text)s» is not a finite number: write it with digits."), text=text.strip()[:40]
            )
        return problem(
            "value", _("«%(text)s» is not a number: write digits, with a comma for decimals."), text=text.strip()[:40]
        )
    if facts.sign and not percent:
        return problem("value", _("This indicator is not a percentage: write the figure without the sign %%."))
    if percent and scale is Scale.FRACTION and not facts.sign:
        return facts.number * FULL
    return facts.number


def problems(indicator: Indicator, entry: Entry) -> tuple[Problem, ...]:
    """What must be mended before this report can be sent; empty when nothing is."""
    if indicator.kind is Kind.MILESTONES:
        return tuple(_milestones(indicator, entry))
    found = list(_parts(indicator, entry))
    if found:
        return tuple(found)
    return tuple(_value(indicator, entry))


def _milestones(indicator: Indicator, entry: Entry) -> Iterator[Problem]:
    known = {step.key for step in indicator.milestones}
    unknown = [key for key in entry.done if key not in known]
    if unknown:
        yield problem("done", _("«%(key)s» is no milestone of this activity."), key=unknown[0])
    if len(set(entry.done)) < len(entry.done):
        yield problem("done", _("A milestone is reported twice."))
    if (entry.value, entry.numerator, entry.denominator) != (None, None, None):
        yield problem("value", _("This activity is reported by its milestones, not by a figure."))


def _parts(indicator: Indicator, entry: Entry) -> Iterator[Problem]:
    if entry.done:
        yield problem("done", _("This activity has no milestones: report its figure."))
    above, below = entry.numerator, entry.denominator
    if above is None and below is None:
        if indicator.kind is Kind.RATIO:
            yield problem("numerator", _("Report how many and out of how many."))
        elif entry.value is None:
            yield problem("value", _("Report the figure, or say that there is no data."))
        return
    if above is None or below is None:
        yield problem("numerator", _("Numerator and denominator go together: one of them is missing."))
        return
    if not (indicator.in_points or indicator.kind is Kind.RATIO):
        yield problem("numerator", _("This indicator is reported by one figure, not by a ratio."))
    elif above < 0 or below < 0:
        yield problem("numerator", _("Numerator and denominator cannot be below zero."))
    elif below == 0 and above > 0:
        yield problem(
            "denominator", _("%(numerator)s out of 0 cannot be: mend one of the two."), numerator=plain(above)
        )
    elif above > below and not indicator.over_full and indicator.in_points:
        yield problem("numerator", _("%(numerator)s out of %(denominator)s is more than all of them."),
                      numerator=plain(above), denominator=plain(below))  # fmt: skip
    elif entry.value is not None and below and abs(entry.value - above * _per(indicator) / below) > TOLERANCE:
        yield problem("value", _("%(numerator)s out of %(denominator)s is %(made)s, not %(value)s."), numerator=plain(above),
                      denominator=plain(below), made=plain(above * _per(indicator) / below), value=plain(entry.value))  # fmt: skip


def _value(indicator: Indicator, entry: Entry) -> Iterator[Problem]:
    value = entry.value
    if entry.margin is not None and (entry.margin < 0 or indicator.kind is not Kind.SURVEY):
        yield problem("margin", _("Only a survey has a margin, and it is not below zero."))
    if value is None:
        return
    if value < 0 and indicator.kind is not Kind.INDEX:
        yield problem("value", _("The figure is below zero."))
    elif indicator.kind is Kind.YES_NO and value not in (0, 1):
        yield problem(
            "value", _("It is done or it is not. A part of it is told by milestones, which the plan must have.")
        )
    elif indicator.kind is Kind.COUNT and value.denominator != 1:
        yield problem(
            "value", _("A count is of whole things. A part of one is told by milestones, which the plan must have.")
        )
    elif indicator.in_points and value > FULL and not indicator.over_full:
        yield problem("value", _("%(value)s %% is above 100, which this indicator does not allow."), value=plain(value))


def _per(indicator: Indicator) -> Fraction:
    return indicator.per if indicator.kind is Kind.RATIO else FULL


def read(indicator: Indicator, entry: Entry | None) -> Reading:
    """The reading of a report; without one there is no data. Raises ``ValueError`` where :func:`problems` finds any."""
    if entry is None:
        return NO_DATA
    found = problems(indicator, entry)
    if found:
        raise ValueError(found[0].message % found[0].facts)
    if indicator.kind is Kind.MILESTONES:
        return _finished(indicator, entry.done)
    if entry.denominator is None or entry.numerator is None:
        return Reading(Status.VALUE, entry.value, margin=entry.margin)
    return _ratio(entry.numerator, entry.denominator, _per(indicator), margin=entry.margin)


def _finished(indicator: Indicator, done: Iterable[str]) -> Reading:
    keys = set(done)
    finished = [step for step in indicator.milestones if step.key in keys]
    value = sum((step.weight for step in finished), Fraction(0))
    return Reading(Status.VALUE, value, done=tuple(step.key for step in finished))


def _ratio(above: Fraction, below: Fraction, per: Fraction, *, margin: Fraction | None = None) -> Reading:
    if below == 0:
        return Reading(Status.NOT_APPLICABLE, None, above, below)
    return Reading(Status.VALUE, above * per / below, above, below, margin=margin)


def accumulated(indicator: Indicator, readings: Sequence[Reading]) -> Reading:
    """The readings of the periods of a year, in order, as one. Periods without a value are left out; where none has
    one it does not apply if some period said so, else there is no data."""
    told = [reading for reading in readings if reading.status is Status.VALUE and reading.value is not None]
    if not told:
        nothing = [reading for reading in readings if reading.status is Status.NOT_APPLICABLE]
        return nothing[-1] if nothing else NO_DATA
    if indicator.kind is Kind.MILESTONES:
        return _finished(indicator, [key for reading in told for key in reading.done])
    values = [reading.value for reading in told if reading.value is not None]
    how = indicator.accumulation
    if how is Accumulation.SUM:
        return _added(indicator, told, values)
    if how is Accumulation.AVERAGE:
        return Reading(Status.VALUE, sum(values, Fraction(0)) / len(values))
    if how in (Accumulation.MAX, Accumulation.MIN):
        wanted = max(values) if how is Accumulation.MAX else min(values)
        return told[values.index(wanted)]
    return told[-1]


def _added(indicator: Indicator, told: Sequence[Reading], values: Sequence[Fraction]) -> Reading:
    """Counts are added; of ratios the numerators and the denominators, so that a small period weighs little."""
    parts = [(r.numerator, r.denominator) for r in told if r.numerator is not None and r.denominator is not None]
    if indicator.kind is Kind.RATIO and len(parts) == len(told):
        above = sum((part[0] for part in parts), Fraction(0))
        return _ratio(above, sum((part[1] for part in parts), Fraction(0)), indicator.per)
    return Reading(Status.VALUE, sum(values, Fraction(0)))


def falls(indicator: Indicator, readings: Sequence[Reading]) -> bool:
    """Whether a running total is ever below the one before it, which cannot be and is asked about."""
    values = [reading.value for reading in readings if reading.value is not None]
    running = indicator.accumulation is Accumulation.RUNNING and indicator.direction is not Direction.DOWN
    return running and any(later < earlier for earlier, later in pairwise(values))
