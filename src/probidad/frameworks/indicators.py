"""The catalogue of indicators: what each code measures, and the key under which a module lays it on the shelf.

Codes are those of the method; keys (``module.thing``) are stored by activities and never renamed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from probidad.frameworks.registers import rows


class Unit(StrEnum):
    """Unit of an indicator. A percentage with margin comes from a sample and is published with its interval."""

    PERCENT = "percent"
    PERCENT_WITH_MARGIN = "percent_with_margin"
    COUNT = "count"
    NUMBER = "number"
    WORKING_DAYS = "working_days"


class Every(StrEnum):
    """How often an indicator is measured: a stretch of the calendar, or each cut-off, load or campaign."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    FOUR_MONTHS = "four_months"
    SEMESTER = "semester"
    YEAR = "year"
    CUT = "cut"
    LOAD = "load"
    CAMPAIGN = "campaign"


class Direction(StrEnum):
    """Whether more is better (creciente) or less is (decreciente)."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of the method (indicador).

    ``numerator``, ``denominator`` and ``null_rule`` are in English, for whoever builds it; the denominator is ``1`` for
    a count. ``expected`` is how many a count should reach in its period, where the method says so. ``null_rule`` says
    what holds without cases, or which figure goes beside; a percentage whose denominator is 0 is never 100.
    """

    code: str
    key: str
    name_es: str
    numerator: str
    denominator: str
    unit: Unit
    expected: int | None
    every: Every
    direction: Direction
    null_rule: str
    source: str

    @property
    def module(self) -> str:
        """The module that measures it: the first part of the key."""
        return self.key.partition(".")[0]


def catalogue(country: str = "co") -> tuple[Indicator, ...]:
    """Every indicator, in the order of the catalogue."""
    return tuple(_by_code(country).values())


def indicator(code: str, country: str = "co") -> Indicator:
    """The indicator with this code (``PQ-01``). Raises ``LookupError`` when there is none."""
    found = _by_code(country)
    if code not in found:
        raise LookupError(f"no indicator has the code {code!r}")
    return found[code]


def by_key(key: str, country: str = "co") -> Indicator:
    """The indicator laid under this key (``petitions.answered_on_time``). Raises ``LookupError`` when there is none."""
    found = _by_key(country)
    if key not in found:
        raise LookupError(f"no indicator is laid under the key {key!r}")
    return found[key]


@cache
def _by_code(country: str) -> Mapping[str, Indicator]:
    return MappingProxyType({row["code"]: _indicator(row) for row in rows(country, "indicators")})


@cache
def _by_key(country: str) -> Mapping[str, Indicator]:
    return MappingProxyType({each.key: each for each in catalogue(country)})


def _indicator(row: Mapping[str, str]) -> Indicator:
    return Indicator(
        code=row["code"],
        key=row["key"],
        name_es=row["name_es"],
        numerator=row["numerator"],
        denominator=row["denominator"],
        unit=Unit(row["unit"]),
        expected=int(row["expected"]) if row["expected"] else None,
        every=Every(row["period"]),
        direction=Direction(row["direction"]),
        null_rule=row["null_rule"],
        source=row["source"],
    )
