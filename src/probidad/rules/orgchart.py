"""The organisation chart as a dated tree: what stands in its way, and what a new chart ends, begins and changes.

A unit is known by its code while it lasts: the same code in the next chart is the same unit, renamed or moved when its
name or its parent differ. Nothing here knows a database; the parent of a top unit is the empty code.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit of one chart: its code, its name and the code of the unit above it (empty at the top)."""

    code: str
    name: str
    parent: str = ""


class ChartFault(StrEnum):
    """What is wrong with a unit of a chart."""

    REPEATED = "repeated"  # two units have the code
    NO_PARENT = "no_parent"  # the unit above is not in the chart
    CIRCLE = "circle"  # the unit is above itself


class UnitChange(StrEnum):
    """What a new chart does to a unit."""

    BEGINS = "begins"
    CHANGES = "changes"  # renamed, moved or both: the row ends and another begins on the same day
    STAYS = "stays"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class ChartDifference:
    """What becomes of each code, in the order of the new chart and then those that end, in the order of the old."""

    changes: Mapping[str, UnitChange]

    def having(self, change: UnitChange) -> tuple[str, ...]:
        """The codes to which this happens."""
        return tuple(code for code, found in self.changes.items() if found is change)


def chart_faults(units: Sequence[UnitFacts]) -> tuple[tuple[int, ChartFault], ...]:
    """Each fault with the index of its unit, in the order of the units."""
    first: dict[str, int] = {}
    for index, unit in enumerate(units):
        first.setdefault(unit.code, index)
    parents = {unit.code: unit.parent for unit in units}
    found: list[tuple[int, ChartFault]] = []
    for index, unit in enumerate(units):
        if first[unit.code] != index:
            found.append((index, ChartFault.REPEATED))
        elif unit.parent and unit.parent not in parents:
            found.append((index, ChartFault.NO_PARENT))
        elif in_circle(unit.code, parents):
            found.append((index, ChartFault.CIRCLE))
    return tuple(found)


def in_circle(code: str, parents: Mapping[str, str]) -> bool:
    """Whether going up from ``code`` comes back to it. ``parents`` maps each code to the one above it."""
    seen: set[str] = set()
    above = parents.get(code, "")
    while above and above not in seen:
        if above == code:
            return True
        seen.add(above)
        above = parents.get(above, "")
    return False


def difference(old: Iterable[UnitFacts], new: Iterable[UnitFacts]) -> ChartDifference:
    """What the new chart does to each unit; both charts are without faults."""
    before = {unit.code: unit for unit in old}
    changes: dict[str, UnitChange] = {}
    for unit in new:
        known = before.get(unit.code)
        if known is None:
            changes[unit.code] = UnitChange.BEGINS
        else:
            changes[unit.code] = UnitChange.STAYS if known == unit else UnitChange.CHANGES
    for code in before:
        changes.setdefault(code, UnitChange.ENDS)
    return ChartDifference(changes)


def preorder(units: Sequence[UnitFacts]) -> tuple[tuple[str, int], ...]:
    """Codes with their depth (0 at the top), each unit before those below it, those of one parent by code.

    A unit whose parent is not there, or that stands in a circle, is told at the top: nothing is left out.
    """
    known = {unit.code for unit in units}
    below: dict[str, list[str]] = {}
    for unit in units:
        below.setdefault(unit.parent if unit.parent in known else "", []).append(unit.code)
    told: dict[str, int] = {}

    def tell(start: str, depth: int) -> None:
        waiting = [(start, depth)]
        while waiting:
            code, level = waiting.pop()
            if code in told:
                continue
            told[code] = level
            waiting.extend((child, level + 1) for child in sorted(below.get(code, ()), reverse=True))

    for top in sorted(below.get("", ())):
        tell(top, 0)
    for code in sorted(known):
        if code not in told:
            tell(code, 0)
    return tuple(told.items())
