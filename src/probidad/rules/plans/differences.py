"""The line-by-line difference of two contents of a plan: added, removed, changed by field, moved, split.

Lines are told apart by their key, never by their text, so that a rewritten activity is a change and not another one.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from fractions import Fraction

from probidad.rules.plans.content import ActivityContent, ComponentContent, PlanContent
from probidad.rules.plans.indicators import Indicator, Milestone
from probidad.rules.plans.obligations import Partial, Schedule
from probidad.rules.quantities import plain


class What(StrEnum):
    """What happened to a line."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    SPLIT = "split"


class Line(StrEnum):
    """What kind of line it is."""

    PLAN = "plan"
    COMPONENT = "component"
    ACTIVITY = "activity"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``field`` is the field that changed (``indicator.target``), ``before`` and ``after`` its texts,
    exact; ``into`` are the keys that an activity was split into. A moved line says its place, from 1."""

    line: Line
    key: str
    what: What
    field: str = ""
    before: str = ""
    after: str = ""
    into: tuple[str, ...] = ()


_APART = frozenset({"key", "components", "activities", "split_from"})


def differences(old: PlanContent, new: PlanContent) -> tuple[Change, ...]:
    """The changes from ``old`` to ``new``: the plan first, then components, then activities; empty when nothing changed.

    Raises ``ValueError`` when a key stands twice in one of them.
    """
    return (
        *_changed(Line.PLAN, "", old, new),
        *_lines(Line.COMPONENT, _by_key(old.components), _by_key(new.components)),
        *_lines(Line.ACTIVITY, _by_key(old.activities), _by_key(new.activities)),
    )


_Content = ComponentContent | ActivityContent


def _by_key(rows: Sequence[_Content]) -> dict[str, _Content]:
    found = {row.key: row for row in rows}
    if len(found) < len(rows):
        raise ValueError("two lines of a plan have the same key")
    return found


def _lines(line: Line, old: Mapping[str, _Content], new: Mapping[str, _Content]) -> Iterator[Change]:
    added = [key for key in new if key not in old]
    split: dict[str, list[str]] = {}
    for key in added:
        row = new[key]
        source = row.split_from if isinstance(row, ActivityContent) else ""
        if source in old:
            split.setdefault(source, []).append(key)
    for key, row in old.items():
        if key in split:
            yield Change(line, key, What.SPLIT, before=_name(row), into=tuple(split[key]))
        if key not in new and key not in split:
            yield Change(line, key, What.REMOVED, before=_name(row))
        elif key in new:
            yield from _changed(line, key, row, new[key])
    parts = {key for keys in split.values() for key in keys}
    for key in added:
        if key not in parts:
            yield Change(line, key, What.ADDED, after=_name(new[key]))
    yield from _moved(line, [key for key in old if key in new], [key for key in new if key in old])


def _name(row: _Content) -> str:
    return row.text if isinstance(row, ActivityContent) else row.name


def _moved(line: Line, before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    """The fewest lines whose moving explains the new order: all but a longest run that keeps its order."""
    place = {key: number for number, key in enumerate(before, start=1)}
    kept = _longest_rising([place[key] for key in after])
    for number, key in enumerate(after, start=1):
        if place[key] not in kept:
            yield Change(line, key, What.MOVED, before=str(place[key]), after=str(number))


def _longest_rising(numbers: Sequence[int]) -> frozenset[int]:
    ends: list[int] = []  # the smallest last number of a rising run of each length
    came_from: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        came_from[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    found: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        found.add(last)
        last = came_from[last]
    return frozenset(found)


def _changed(line: Line, key: str, old: object, new: object) -> Iterator[Change]:
    if old == new:
        return
    before, after = dict(_texts(old)), dict(_texts(new))
    for name in [*before, *(name for name in after if name not in before)]:
        if before.get(name, "") != after.get(name, ""):
            yield Change(line, key, What.CHANGED, name, before.get(name, ""), after.get(name, ""))


def _texts(row: object, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Each field of a line with its text; those of the indicator and of the schedule with the name of their part."""
    for entry in fields(row):  # type: ignore[arg-type]  # always one of our dataclasses
        value = getattr(row, entry.name)
        if entry.name in _APART and not prefix:
            continue
        if isinstance(value, Indicator | Schedule):
            yield from _texts(value, f"{entry.name}.")
        else:
            yield prefix + entry.name, _text(value)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Fraction):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Milestone):
        return f"{value.key}: {value.name} ({plain(value.weight)})"
    if isinstance(value, Partial):
        return f"{value.by.isoformat()}: {plain(value.target)}"
    if isinstance(value, tuple):
        return "; ".join(_text(part) for part in value)
    if hasattr(value, "__dataclass_fields__"):
        return ", ".join(text for _name, text in _texts(value))
    return str(value)
