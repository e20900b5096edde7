"""Recomputes a published follow-up from its own data, with the product's rules, and tells where it differs."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any, NoReturn

import rfc8785
from jsonschema import Draft202012Validator

from probidad.documents.refusal import RefusalError
from probidad.rules.compliance import (
    FULL,
    Aggregation,
    Band,
    Item,
    Total,
    capped,
    level,
    raw_achievement,
    round_half_up,
    total,
)
from probidad.rules.finding import gettext_noop as _

LARGEST = 64 * 1024 * 1024  # bytes
DEEPEST = 12
_WHOLE = re.compile(r"-?(0|[1-9]\d{0,4000})")


@dataclass(frozen=True, slots=True)
class Difference:
    """A place of the document, what it states there, and what its own data give."""

    where: str
    stated: str
    found: str


@dataclass(frozen=True, slots=True)
class Verification:
    """``checked`` counts the figures that were computed again."""

    equal: bool
    differences: tuple[Difference, ...]
    checked: int


@cache
def schema() -> Mapping[str, Any]:
    """The JSON Schema of a published follow-up."""
    text = (files("probidad.documents") / "schemas" / "followup-1.schema.json").read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(text)
    return found


def parse(data: bytes) -> dict[str, Any]:
    """The document in ``data``. Raises :class:`RefusalError` for anything that is not a published follow-up."""
    if len(data) > LARGEST:
        raise _refuse(_("It has more than 64 MB, which no follow-up has."))
    try:
        document = json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_float=_no_float, parse_constant=_no_float,
                              parse_int=_whole)  # fmt: skip
    except RefusalError:
        raise
    except (ValueError, RecursionError):
        raise _refuse(_("It is not JSON in UTF-8.")) from None
    if not isinstance(document, dict) or _depth(document) > DEEPEST:
        raise _refuse(_("It is not a published follow-up."))
    fault = next(iter(Draft202012Validator(schema()).iter_errors(document)), None)
    if fault is not None:
        where = "/".join(map(str, fault.absolute_path)) or "."
        raise _refuse(_("It does not have the shape of a published follow-up, at %(where)s."), where=where)
    return document


def _refuse(message: str, **facts: str) -> RefusalError:
    remedy = _("Download the seguimiento.json of the entity again, whole and without opening it in an editor.")
    return RefusalError(message, remedy=remedy, facts=facts)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _refuse(_("A member is written twice, so it cannot be told which one counts."))
    return found


def _no_float(text: str) -> NoReturn:
    raise _refuse(_("It holds the number %(text)s: figures are whole numerators and denominators."), text=text[:40])


def _whole(text: str) -> int:
    if len(text) > 20:
        _no_float(text)
    return int(text)


def _depth(value: object, at: int = 0) -> int:
    if at > DEEPEST:
        return at
    inside: Sequence[object] = ()
    if isinstance(value, dict):
        inside = tuple(value.values())
    elif isinstance(value, list):
        inside = value
    return max((_depth(entry, at + 1) for entry in inside), default=at)


def verify(data: bytes) -> Verification:
    """Recompute everything that can be. Raises :class:`RefusalError` when ``data`` is not a published follow-up."""
    document = parse(data)
    check = _Check(document)
    check.all()
    return Verification(not check.differences, tuple(check.differences), check.checked)


@dataclass(slots=True)
class _Check:
    document: dict[str, Any]
    differences: list[Difference] = field(default_factory=list)
    checked: int = 0
    bands: tuple[Band, ...] = ()

    def same(self, where: str, stated: object, found: object) -> None:
        self.checked += 1
        if stated != found:
            self.differences.append(Difference(where, _shown(stated), _shown(found)))

    def number(self, where: str, stated: dict[str, Any] | None) -> Fraction | None:
        """The fraction of a figure, after checking that its text is the fraction rounded."""
        if stated is None:
            return None
        top, bottom = stated["numerator"], stated["denominator"]
        if not _WHOLE.fullmatch(str(top)) or not _WHOLE.fullmatch(str(bottom)) or int(bottom) <= 0:
            raise _refuse(_("The figure at %(where)s is not a fraction."), where=where)
        value = Fraction(int(top), int(bottom))
        self.same(f"{where}/text", stated["text"], round_half_up(value))
        return value

    def all(self) -> None:
        self.digest()
        document = self.document
        self.bands = tuple(
            Band(entry["key"], self.must(f"levels/{i}/low", entry["low"]), self.must(f"levels/{i}/high", entry["high"]))
            for i, entry in enumerate(document["levels"])
        )
        ends = (Fraction(0), *(band.high for band in self.bands))
        for index, band in enumerate(self.bands):
            self.same(f"levels/{index}/low", band.low, ends[index])
        if self.bands:
            self.same("levels/high", ends[-1], FULL)
        declared: list[Item] = []
        computed: list[Item] = []
        for index, activity in enumerate(document["activities"]):
            self.activity(f"activities/{index}", activity, declared, computed)
        self.same("activities", sorted({item.number for item in declared}), list(range(1, len(declared) + 1)))
        self.components(declared, computed)
        for key, items in (("declared", declared), ("computed", computed)):
            self.total(f"totals/{key}", document["totals"][key], items)
        verified = [replace(item, value=self.number(f"activities/{i}/verified", document["activities"][i]["verified"]), due=False)
                    for i, item in enumerate(declared)]  # fmt: skip
        self.total("totals/verified", document["totals"]["verified"], verified)
        self.printed()
        for index, scenario in enumerate(document["scenarios"]):
            self.scenario(f"scenarios/{index}", scenario, declared, computed)

    def must(self, where: str, stated: dict[str, Any]) -> Fraction:
        value = self.number(where, stated)
        return value if value is not None else Fraction(0)

    def digest(self) -> None:
        rest = {key: value for key, value in self.document.items() if key != "digest"}
        stated = self.document["digest"]["value"]
        self.same("digest", stated, hashlib.sha256(rfc8785.dumps(rest)).hexdigest())

    def level(self, where: str, stated: str | None, value: Fraction | None) -> None:
        if not self.bands:
            return
        try:
            found = level(capped(value), self.bands) if value is not None else None
        except ValueError:
            found = None
        self.same(where, stated, found)

    def activity(self, where: str, a: dict[str, Any], declared: list[Item], computed: list[Item]) -> None:
        target = self.number(f"{where}/target/number", a["target"]["number"])
        value = self.number(f"{where}/value/number", a["value"]["number"])
        cell = self.number(f"{where}/declared_cell/number", a["declared_cell"]["number"])
        stated = {key: self.number(f"{where}/{key}", a[key]) for key in ("raw", "computed", "declared", "weight")}
        known = value is not None and target is not None and target > 0
        raw = raw_achievement(value, target) if known and value is not None and target is not None else None
        self.same(f"{where}/raw", stated["raw"], raw)
        self.same(f"{where}/computed", stated["computed"], capped(raw) if raw is not None else None)
        self.same(f"{where}/declared", stated["declared"], capped(cell) if cell is not None else None)
        self.level(f"{where}/computed_level", a["computed_level"], stated["computed"])
        self.level(f"{where}/declared_level", a["declared_level"], stated["declared"])
        self.expected(where, a)
        for items, key in ((declared, "declared"), (computed, "computed")):
            items.append(Item(a["number"], a["component"], stated[key], a[f"{key}_due"], stated["weight"]))

    def expected(self, where: str, a: dict[str, Any]) -> None:
        """An activity with a figure counts as expected unless its first date is after the cut-off."""
        cut_off = self.document["cut_off"]
        dates = [_day(day) for day in a["due"]]
        before = not cut_off or bool(a["recurrence"]) or not dates or min(dates) <= _day(cut_off)
        for key in ("declared", "computed"):
            if a[key] is not None:
                self.same(f"{where}/{key}_due", a[f"{key}_due"], before)
            elif not before:
                self.same(f"{where}/{key}_due", a[f"{key}_due"], False)

    def components(self, declared: list[Item], computed: list[Item]) -> None:
        proposed = {a["number"]: a["proposed_component"] for a in self.document["activities"]}
        for index, part in enumerate(self.document["components"]):
            where = f"components/{index}"
            for key, items in (("declared", declared), ("computed", computed)):
                own = [
                    item
                    for item in items
                    if (proposed.get(item.number) if part["proposed"] else item.component) == part["key"]
                ]
                self.same(f"{where}/activities", part["activities"], [item.number for item in own])
                self.total(f"{where}/{key}", part[key], own)

    def total(self, where: str, stated: dict[str, Any], items: Sequence[Item]) -> None:
        found: Total = total(items, Aggregation(stated["aggregation"]))
        self.same(f"{where}/value", self.number(f"{where}/value", stated["value"]), found.value)
        self.same(f"{where}/sum", self.number(f"{where}/sum", stated["sum"]), found.sum)
        self.same(f"{where}/weight", self.number(f"{where}/weight", stated["weight"]), found.weight)
        self.same(f"{where}/used", stated["used"], found.used)
        self.same(f"{where}/listed", stated["listed"], found.listed)
        self.same(f"{where}/missing", stated["missing"], list(found.missing))
        self.level(f"{where}/level", stated["level"], found.value)

    def printed(self) -> None:
        printed = self.document["printed"]
        number = self.number("printed/number", printed["number"]) if printed else None
        for index, scenario in enumerate(self.document["scenarios"]):
            if scenario["key"] == "printed":
                self.same(
                    f"scenarios/{index}/value", self.number(f"scenarios/{index}/value", scenario["value"]), number
                )

    def scenario(self, where: str, s: dict[str, Any], declared: list[Item], computed: list[Item]) -> None:
        value = self.number(f"{where}/value", s["value"])
        self.level(f"{where}/level", s["level"], value)
        if s["hypothesis"]:
            rows, added = s["facts"].get("rows", ""), s["facts"].get("sum", "")
            sound = re.fullmatch(r"\d{1,9}", rows) and re.fullmatch(r"\d{1,12}([./]\d{1,12})?", added)
            self.same(f"{where}/value", value, Fraction(added) / int(rows) if sound and int(rows) else None)
        if s["total"] is None:
            return
        items = declared if s["ink"] == "declared" else computed
        if s["grouping"] == "proposed":
            proposed = {a["number"]: a["proposed_component"] for a in self.document["activities"]}
            items = [replace(item, component=proposed[item.number]) for item in items]
        changes = {
            change["activity"]: self.number(f"{where}/changes/{i}/points", change["points"])
            for i, change in enumerate(s["changes"])
        }
        items = [replace(item, value=changes.get(item.number, item.value)) for item in items]
        self.total(f"{where}/total", s["total"], items)
        self.same(f"{where}/value", value, self.number(f"{where}/total/value", s["total"]["value"]))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _refuse(_("«%(text)s» is not a day."), text=text) from None


def _shown(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, Fraction):
        return (
            f"{round_half_up(value)} ({value.numerator}/{value.denominator})"
            if value.denominator < 10**12
            else round_half_up(value)
        )
    text = str(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
