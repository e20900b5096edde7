"""Exact totals of each follow-up of a corpus, fast: what a row's cells mean is worked out once per way of writing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from probidad.documents.corpus.table import FollowUp, Layout, Raw
from probidad.documents.matrix.values import FOUR_DIGITS
from probidad.rules.compliance import Kind, capped, raw_achievement
from probidad.rules.duedates import due_dates, expected_by
from probidad.rules.planfacts import NumberFacts
from probidad.rules.quantities import (
    declared_in_fractions,
    declared_points,
    kind_of,
    names_percent,
    names_percent_unit,
    normalised_target,
    normalised_value,
    read_number,
    with_sign,
)

REMEMBERED = 1 << 16  # ways of writing kept at once
_PERCENT, _COUNT = "porcentaje ", ""


class Figures(NamedTuple):
    """What the cells of a row say, in percent points: ``computed``; ``declared`` as points and as a fraction of 1,
    each with numerator and denominator, (0, 0) without data; ``told`` is the declared cell."""

    computed: tuple[int, int]
    declared: tuple[int, int]
    as_fraction: tuple[int, int]
    told: NumberFacts
    unread: str  # fields written but not read, parted by blanks


NOTHING = (0, 0)


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean of activities: exact ``value`` in percent points or None, over ``used`` activities."""

    value: Fraction | None
    used: int


@dataclass(frozen=True, slots=True)
class Unread:
    """A figure that is written and could not be read, with its place: line, column from 1 and text."""

    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """One follow-up: how many activities it lists, its two means, and what could not be read."""

    entity: str
    year: int
    cut_off: date
    listed: int
    declared: Mean
    computed: Mean
    unread: tuple[Unread, ...]


def scores(follow_ups: Iterable[FollowUp], layout: Layout) -> Iterator[Score]:
    """The mean of activities of each follow-up, declared and computed, as :func:`probidad.rules.compliance.total`
    gives it: an activity without data counts 0 once something was expected of it."""
    blank = len(layout.headings)
    at = [layout.fields.get(key, blank) for key in ("indicator", "target", "value", "declared")]
    indicator_at, target_at, value_at, declared_at = at
    unit_at = layout.fields.get("unit")

    def units(rows: Sequence[Sequence[str]]) -> Iterable[bool]:
        return repeat(False, len(rows)) if unit_at is None else (names_percent_unit(row[unit_at]) for row in rows)

    has_declared = "declared" in layout.fields
    look = lru_cache(REMEMBERED)(figures)
    for found in follow_ups:
        rows = found.rows if max(at) < blank else [[*row, ""] for row in found.rows]
        read = [
            look(names_percent(row[indicator_at]), row[target_at], row[value_at], row[declared_at], by_unit)
            for row, by_unit in zip(rows, units(rows), strict=True)
        ]
        fractions = declared_in_fractions([entry.told for entry in read])
        declared = [entry.as_fraction if fractions else entry.declared for entry in read]
        computed = [entry.computed for entry in read]
        due = _Due(found, layout.fields)
        yield Score(
            found.entity,
            found.year,
            found.cut_off,
            len(rows),
            _mean(declared, [i for i in _without(declared) if has_declared and due(i)]),
            _mean(computed, [i for i in _without(computed) if not rows[i][value_at].strip() and due(i)]),
            _unread(found, read, layout.fields) if any(entry.unread for entry in read) else (),
        )


def figures(percent: bool, target: str, value: str, declared: str, by_unit: bool) -> Figures:
    """The figures of one row; ``percent`` tells that its indicator names a percentage, ``by_unit`` that its unit does."""
    wanted, reached, told = read_number(target), read_number(value), read_number(declared)
    if by_unit:
        wanted, reached, percent = with_sign(wanted), with_sign(reached), True
    kind = kind_of(_PERCENT if percent else _COUNT, wanted)
    target_points, _scale = normalised_target(kind, wanted)
    value_points, _scale = normalised_value(kind, reached, target_points)
    unread = [key for key, facts in (("target", wanted), ("value", reached), ("declared", told)) if _lost(facts)]
    if kind is Kind.PERCENT and value_points is not None and value_points >= FOUR_DIGITS:
        value_points = None
        unread.append("value")
    computed = NOTHING
    if value_points is not None and target_points is not None and target_points > 0:
        computed = capped(raw_achievement(value_points, target_points)).as_integer_ratio()
    points = _declared(told, in_fractions=False)
    if told.number is not None and not _lost(told) and points == NOTHING:
        unread.append("declared")
    return Figures(computed, points, _declared(told, in_fractions=True), told, " ".join(unread))


def _lost(facts: NumberFacts) -> bool:
    return bool(facts.text.strip()) and (facts.number is None or facts.style in {"not_finite", "negative"})


def _declared(told: NumberFacts, *, in_fractions: bool) -> tuple[int, int]:
    points, _scale = declared_points(told, in_fractions=in_fractions)
    return capped(points).as_integer_ratio() if points is not None and points < FOUR_DIGITS else NOTHING


def _without(pairs: Sequence[tuple[int, int]]) -> list[int]:
    return [index for index, pair in enumerate(pairs) if not pair[1]] if NOTHING in pairs else []


def _mean(pairs: Sequence[tuple[int, int]], counted: Sequence[int]) -> Mean:
    """Mean of the pairs that hold data, and of 0 for each row of ``counted``."""
    sums: dict[int, int] = {}
    used = 0
    for numerator, denominator in pairs:
        if denominator:
            sums[denominator] = sums.get(denominator, 0) + numerator
            used += 1
    if not used:
        return Mean(None, 0)
    added = sum((Fraction(numerator, denominator) for denominator, numerator in sums.items()), Fraction(0))
    return Mean(added / (used + len(counted)), used + len(counted))


class _Due:
    """Whether something was expected of a row at the cut-off: no date after it, or a recurrence."""

    def __init__(self, found: FollowUp, fields: Mapping[str, int]) -> None:
        self.found, self.at = found, fields.get("deadline")

    def __call__(self, index: int) -> bool:
        if self.at is None:
            return True
        dates = due_dates(self.found.rows[index][self.at], vigencia=self.found.year)
        return expected_by(self.found.cut_off, days=dates.days, recurrence=dates.recurrence)


def _unread(found: FollowUp, read: Sequence[Figures], fields: Mapping[str, int]) -> tuple[Unread, ...]:
    def cell(row: Raw, line: int, key: str) -> Unread:
        return Unread(line, fields[key] + 1, row[fields[key]][:80])

    return tuple(
        cell(row, line, key)
        for row, line, entry in zip(found.rows, found.lines, read, strict=True)
        for key in entry.unread.split()
    )
