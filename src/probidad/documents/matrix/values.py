"""Stage five: texts become numbers, dates and the facts that the rules look at. The texts stay as they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from probidad.documents.cells import CellKind, Place, Remark, Row
from probidad.documents.matrix.filling import Line, Read
from probidad.rules.compliance import FULL, Kind, capped, raw_achievement
from probidad.rules.duedates import DueDates, due_dates
from probidad.rules.finding import gettext_noop as _
from probidad.rules.planfacts import ActivityFacts, NumberFacts
from probidad.rules.quantities import (
    Scale,
    declared_in_fractions,
    declared_points,
    kind_of,
    names_percent_unit,
    normalised_target,
    normalised_value,
    plain,
    read_number,
    with_sign,
)

REQUIRED = ("action", "indicator", "target", "deadline", "responsible", "value", "declared", "observation")
FOUR_DIGITS = 1000


@dataclass(frozen=True, slots=True)
class Valued:
    """A line with its numbers: the facts for the rules, the compliance before the cap, and the scales inferred."""

    line: Line
    facts: ActivityFacts
    raw: Fraction | None
    weight: Fraction | None
    target_scale: Scale
    value_scale: Scale
    declared_scale: Scale
    due: DueDates
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """The total that the document prints: its number in points, None where it cannot be one, the scale inferred, and
    the cell that it was read from."""

    facts: NumberFacts
    scale: Scale
    read: Read


def in_fractions(lines: Sequence[Line]) -> bool:
    """Whether the declared column of the matrix goes from 0 to 1."""
    return declared_in_fractions([_number(line.reads.get("declared")) for line in lines])


def value_lines(
    lines: Sequence[Line], fields: Mapping[str, int], *, vigencia: int | None, file: str, sheet: str, fractions: bool
) -> tuple[Valued, ...]:
    """Read the numbers and dates of every line. ``fields`` are those that the matrix has columns for; ``fractions``
    tells that the declared column goes from 0 to 1."""
    return tuple(
        _Reader(line, fields, vigencia=vigencia, file=file, sheet=sheet).read(fractions=fractions) for line in lines
    )


def value_total(row: Row, column: int, *, file: str, sheet: str, fractions: bool) -> tuple[Printed, tuple[Remark, ...]]:
    """The printed total, on the scale of the declared column."""
    cell = row.cell(column)
    line = Line(0, row.number, {"declared": Read(cell.text if cell else "", row.number, column, "", cell)}, frozenset())
    reader = _Reader(line, {}, vigencia=None, file=file, sheet=sheet)
    return reader.total(fractions=fractions), tuple(reader.remarks)


def _number(read: Read | None) -> NumberFacts:
    if read is None:
        return NumberFacts("")
    if read.cell is not None and read.cell.kind is CellKind.ERROR:
        return NumberFacts(read.text, None, False, "not_finite")
    if read.cell is not None and read.cell.number is not None:
        number = Fraction(read.cell.number)
        sign = read.text.rstrip().endswith("%")
        style = "negative" if number < 0 else "percent" if sign else read_number(read.text).style
        return NumberFacts(read.text, number, sign, "decimal_comma" if style == "ambiguous" else style or "integer")
    return read_number(read.text)


class _Reader:
    """Reads one line and gathers what it has to say about it."""

    def __init__(self, line: Line, fields: Mapping[str, int], *, vigencia: int | None, file: str, sheet: str) -> None:
        self.line, self.fields, self.vigencia, self.file, self.sheet = line, fields, vigencia, file, sheet
        self.remarks: list[Remark] = []

    def say(self, stage: str, key: str, message: str, **facts: str) -> None:
        read = self.line.reads[key]
        place = Place(self.file, self.sheet, read.row, read.column)
        named = {
            "file": self.file,
            "sheet": self.sheet or "1",
            "row": str(read.row),
            "cell": place.cell,
            "text": read.text[:80],
        }
        self.remarks.append(Remark(stage, message, {**named, **facts}, read.row, read.column, self.line.number))

    def read(self, *, fractions: bool) -> Valued:
        line = self.line
        target, value, declared = (_number(line.reads.get(key)) for key in ("target", "value", "declared"))
        for key, number in (("target", target), ("value", value), ("declared", declared)):
            self.check_number(key, number)
        unit = line.text("unit")
        if names_percent_unit(unit):
            target, value = with_sign(target), with_sign(value)
        kind = kind_of(line.text("indicator"), target, unit=unit)
        target_points, target_scale = normalised_target(kind, target)
        value_points, value_scale = normalised_value(kind, value, target_points)
        if kind is Kind.PERCENT and value_points is not None and value_points >= FOUR_DIGITS:
            self.say("problem", "value", FOUR_DIGIT_MESSAGE)
            value_points = None
        points, declared_scale = self.points(declared, fractions=fractions)
        if points is not None and points > FULL:
            self.say("values", "declared", _("%(cell)s declares %(text)s: it counts as 100 in every mean."))
        if fractions and points is not None:
            self.say("values", "declared", _("%(cell)s: the column goes from 0 to 1; %(text)s was read as %(read)s %%."),
                     read=plain(points))  # fmt: skip
        raw = None
        if value_points is not None and target_points is not None:
            if target_points > 0:
                raw = raw_achievement(value_points, target_points)
            else:
                self.say("problem", "target", ZERO_TARGET_MESSAGE)
        due = due_dates(line.text("deadline"), vigencia=self.vigencia)
        self.check_dates(due)
        facts = ActivityFacts(
            number=line.number,
            component=line.text("component"),
            objective=line.text("objective"),
            action=line.text("action") or line.text("indicator") or line.text("done"),
            indicator=line.text("indicator"),
            kind=kind,
            target=target,
            value=value,
            declared_cell=declared,
            target_points=target_points,
            value_points=value_points,
            declared=capped(points) if points is not None else None,
            computed=capped(raw) if raw is not None else None,
            deadline=line.text("deadline"),
            due=due.days,
            recurrence=due.recurrence,
            responsible=line.text("responsible"),
            observation=line.text("observation") or line.text("done"),
            missing=tuple(key for key in REQUIRED if key in self.fields and not line.text(key).strip()),
            written=line.written,
            shifted=line.moved,
        )
        weight = _number(line.reads.get("weight")).number
        return Valued(line, facts, raw, weight, target_scale, value_scale, declared_scale, due, tuple(self.remarks))

    def total(self, *, fractions: bool) -> Printed:
        facts = _number(self.line.reads["declared"])
        self.check_number("declared", facts)
        points, scale = self.points(facts, fractions=fractions)
        if points is not None and scale is Scale.FRACTION:
            self.say("values", "declared", TOTAL_MESSAGE, read=plain(points))
        return Printed(replace(facts, number=points), scale, self.line.reads["declared"])

    def points(self, declared: NumberFacts, *, fractions: bool) -> tuple[Fraction | None, Scale]:
        points, scale = declared_points(declared, in_fractions=fractions)
        if points is not None and points >= FOUR_DIGITS:
            self.say("problem", "declared", FOUR_DIGIT_MESSAGE)
            return None, Scale.AS_WRITTEN
        return points, scale

    def check_number(self, key: str, facts: NumberFacts) -> None:
        if facts.style == "not_finite":
            self.say("problem", key, NOT_FINITE_MESSAGE)
        elif facts.style == "negative":
            self.say("problem", key, NEGATIVE_MESSAGE)
        elif facts.style == "ambiguous" and facts.number is not None:
            self.say("values", key, AMBIGUOUS_MESSAGE, read=plain(facts.number))
        elif facts.number is None and facts.text.strip() and key in ("value", "declared"):
            self.say("values", key, NO_NUMBER_MESSAGE)

    def check_dates(self, due: DueDates) -> None:
        for text in due.impossible:
            self.say("problem", "deadline", IMPOSSIBLE_DATE_MESSAGE, date=text[:60])
        if due.month_first:
            self.say("values", "deadline", MONTH_FIRST_MESSAGE)


TOTAL_MESSAGE = _("%(cell)s: the printed total «%(text)s» goes from 0 to 1; it was read as %(read)s %%.")
FOUR_DIGIT_MESSAGE = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: «%(text)s» is not a percentage that can be; it was not "
    "used and stays without data. Write the percentage from 0 to 100."
)
ZERO_TARGET_MESSAGE = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: the target «%(text)s» is not above zero, so there is "
    "nothing to divide by. Write the target that the plan approved."
)
NOT_FINITE_MESSAGE = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: «%(text)s» is not a number; it was not used and "
    "stays without data. Write the number, or leave the cell empty if there is none."
)
NEGATIVE_MESSAGE = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: «%(text)s» is below zero; it was not used and stays "
    "without data. Write the number as it was measured."
)
AMBIGUOUS_MESSAGE = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: «%(text)s» may have thousands or decimals; it was read "
    "as %(read)s. Write it without the mark of thousands."
)
NO_NUMBER_MESSAGE = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: no number was found in «%(text)s»; it stays without data."
)
IMPOSSIBLE_DATE_MESSAGE = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: the date «%(date)s» cannot be; it was kept as text and "
    "no date was invented. Write the date of the plan."
)
MONTH_FIRST_MESSAGE = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: «%(text)s» puts the month first; it was read so because "
    "the other way there is no such day."
)
