"""Arithmetic of compliance: value against target, levels, states and the ways to add activities up.

Exact fractions in percent points; nothing is rounded here. Source: the method is the product's own, written down in
``frameworks/co/compliance-rules.yaml``; the bands of the levels come from the framework of the plan (PAAC methodology, 2015).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

FULL = Fraction(100)


class Kind(StrEnum):
    """How an indicator is measured (tipo de indicador)."""

    COUNT = "count"
    PERCENT = "percent"
    UNKNOWN = "unknown"


class State(StrEnum):
    """Where an activity stands at a cut-off (estado)."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    FULFILLED = "fulfilled"
    OVERDUE = "overdue"
    NOT_DUE = "not_due"
    NO_DATA = "no_data"


class Aggregation(StrEnum):
    """How activities become one figure (forma de agregación)."""

    MEAN_OF_ITEMS = "mean_of_items"
    MEAN_OF_COMPONENTS = "mean_of_components"
    DUE_ONLY = "due_only"
    WEIGHTED = "weighted"
    FULFILLED_OVER_PROGRAMMED = "fulfilled_over_programmed"


@dataclass(frozen=True, slots=True)
class Band:
    """A level (nivel): half-open interval on the unrounded value; the last band includes its upper end."""

    key: str
    low: Fraction
    high: Fraction


def raw_achievement(value: Fraction, target: Fraction) -> Fraction:
    """Percentage of ``target`` that ``value`` reaches, both in the indicator's own unit: 83 of 80 is 103.75.

    Raises ``ValueError`` if the target is not above zero.
    """
    if target <= 0:
        raise ValueError(f"target must be above zero, got {target}")
    return value * FULL / target


def capped(raw: Fraction) -> Fraction:
    """``raw`` percent points kept between 0 and 100: only capped values enter a mean."""
    return max(Fraction(0), min(FULL, raw))


def level(value: Fraction, bands: Sequence[Band]) -> str:
    """Key of the band that holds the unrounded ``value`` (percent points).

    Raises ``ValueError`` when no band holds it.
    """
    for band in bands:
        if band.low <= value < band.high or (band is bands[-1] and value == band.high):
            return band.key
    raise ValueError(f"no level holds {value}")


@dataclass(frozen=True, slots=True)
class Item:
    """One activity as an aggregation sees it. ``value`` in percent points or None without data; ``due`` says that
    something was expected of it at the cut-off; ``weight`` is None where the plan gives none."""

    number: int
    component: str
    value: Fraction | None
    due: bool = True
    weight: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What one activity or component puts into a total: ``value`` points, with ``weight`` out of the sum of weights."""

    key: str
    value: Fraction
    weight: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Total:
    """A figure with what it was made of. ``value`` is None when nothing can be added up. ``used`` and ``listed``
    count activities; ``missing`` are numbers of activities without data (0 once due, left out before)."""

    aggregation: Aggregation
    value: Fraction | None
    sum: Fraction
    weight: Fraction
    used: int
    listed: int
    shares: tuple[Share, ...] = ()
    missing: tuple[int, ...] = ()


def total(items: Iterable[Item], aggregation: Aggregation) -> Total:
    """Add ``items`` up. An item without data counts 0 once due and is left out before (product rule).

    Value in percent points, exact. ``WEIGHTED`` gives None unless every used item has a weight.
    """
    listed = list(items)
    missing = tuple(item.number for item in listed if item.value is None)
    used = [item for item in listed if item.value is not None or item.due]
    if all(item.value is None for item in used):
        return Total(aggregation, None, Fraction(0), Fraction(0), 0, len(listed), (), missing)
    if aggregation is Aggregation.DUE_ONLY:
        used = [item for item in used if item.due]
    if aggregation is Aggregation.MEAN_OF_COMPONENTS:
        shares = _component_shares(used)
    elif aggregation is Aggregation.WEIGHTED:
        if any(item.weight is None for item in used):
            return Total(aggregation, None, Fraction(0), Fraction(0), 0, len(listed), (), missing)
        shares = [Share(str(i.number), i.value or Fraction(0), i.weight or Fraction(0)) for i in used]
    elif aggregation is Aggregation.FULFILLED_OVER_PROGRAMMED:
        shares = [Share(str(i.number), FULL if (i.value or 0) >= FULL else Fraction(0)) for i in used]
    else:
        shares = [Share(str(item.number), item.value or Fraction(0)) for item in used]
    weight = sum((share.weight for share in shares), Fraction(0))
    added = sum((share.value * share.weight for share in shares), Fraction(0))
    value = added / weight if weight else None
    return Total(aggregation, value, added, weight, len(used), len(listed), tuple(shares), missing)


def _component_shares(used: Sequence[Item]) -> list[Share]:
    groups: dict[str, list[Fraction]] = {}
    for item in used:
        groups.setdefault(item.component, []).append(item.value or Fraction(0))
    return [Share(key, sum(values, Fraction(0)) / len(values)) for key, values in groups.items()]


def state(value: Fraction | None, *, due: Sequence[date], cut_off: date | None) -> State:
    """Where an activity with ``value`` percent points and its due dates stands at ``cut_off``."""
    past = cut_off is not None and bool(due) and max(due) < cut_off
    if value is None:
        return State.NO_DATA
    if value >= FULL:
        return State.FULFILLED
    if past:
        return State.OVERDUE
    if cut_off is not None and due and min(due) > cut_off:
        return State.NOT_DUE
    return State.UNDER_WAY if value > 0 else State.NOT_STARTED


def round_half_up(value: Fraction, places: int = 2) -> str:
    """Decimal text with ``places`` decimals and a point, rounded half up away from zero: 86.925 is 86.93."""
    scale = 10**places
    number = abs(value) * scale
    whole, rest = divmod(number.numerator, number.denominator)
    if 2 * rest >= number.denominator:
        whole += 1
    digits = f"{whole:0{places + 1}d}"
    sign = "-" if value < 0 and whole else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"
