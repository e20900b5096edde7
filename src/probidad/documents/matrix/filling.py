"""Stage four: cells merged over several rows are filled down, and each activity gets its line of cells."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from probidad.documents.cells import Cell, Remark, Row, column_letters, written
from probidad.documents.matrix.header import Header, normal
from probidad.documents.matrix.rows import RowKind, Told
from probidad.documents.matrix.shift import Move, column_types, find_move
from probidad.rules.finding import gettext_noop as _

FILLED = ("component", "subcomponent", "objective")

NOTE_FILLED = _("Filled down from the merged cell above.")
NOTE_HEADING = _("Taken from the heading above the row.")
NOTE_MOVED = _("Read from the next column: repair proposed, not confirmed.")
NOTE_SAME_ACTION = _("The activity of the row above, which has several indicators.")


@dataclass(frozen=True, slots=True)
class Read:
    """A cell as it was read for a field: its text, where it stands, and what was inferred (a message or empty)."""

    text: str
    row: int
    column: int
    note: str = ""
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One activity: its reads by field, and which fields are written in the row itself."""

    number: int
    row: int
    reads: Mapping[str, Read]
    written: frozenset[str]
    moved: bool = False

    def text(self, key: str) -> str:
        """Text of the field, empty where it has no cell."""
        read = self.reads.get(key)
        return read.text if read else ""


def fill(told: Sequence[Told], header: Header, *, opening: str = "") -> tuple[tuple[Line, ...], tuple[Remark, ...]]:
    """Lines of the activities in order. ``opening`` is a component named above the header, if any."""
    rows = [entry.row for entry in told if entry.kind is RowKind.ACTIVITY]
    types = column_types(rows, header.fields)
    above: dict[str, Read] = {}
    if opening:
        above["component"] = Read(opening, header.first_row, 1, NOTE_HEADING)
    lines: list[Line] = []
    remarks: list[Remark] = []
    plain: list[Row] = []  # rows that were not moved
    for entry in told:
        if entry.kind is RowKind.HEADING:
            _take_heading(entry, header, above, remarks)
        if entry.kind is not RowKind.ACTIVITY:
            continue
        move = find_move(entry.row, header.fields, types)
        line = _line(entry, header, above, move, len(lines) + 1, lines[-1] if lines else None)
        lines.append(line)
        remarks.extend(_remarks(line, move))
        if not move:
            plain.append(entry.row)
    remarks.extend(_outside(plain, header))
    return tuple(lines), tuple(remarks)


def _take_heading(entry: Told, header: Header, above: dict[str, Read], remarks: list[Remark]) -> None:
    cell = next(cell for cell in entry.row.cells if cell.text.strip())
    lower = re.match(r"^(sub ?componente|proceso)\b", normal(cell.text)) is not None
    key = "subcomponent" if lower and above.get("component") else "component"
    above[key] = Read(cell.text.strip(), entry.row.number, cell.column, NOTE_HEADING, cell)
    if key == "component":
        above.pop("subcomponent", None)
        above.pop("objective", None)
    facts = {"text": cell.text.strip()[:120]}
    remarks.append(Remark("rows", _("Read as the heading of the rows below: «%(text)s»."), facts, entry.row.number))


def _line(
    entry: Told, header: Header, above: dict[str, Read], move: Move | None, number: int, before: Line | None
) -> Line:
    row = entry.row
    reads: dict[str, Read] = {}
    for key, column in header.fields.items():
        source = move.source(column) if move else column
        cell = row.cell(source)
        note = NOTE_MOVED if move and source != column else ""
        reads[key] = Read(cell.text if cell else "", row.number, source, note, cell)
    written = frozenset(key for key, read in reads.items() if read.text.strip())
    if "component" in written:
        above.pop("objective", None)
        above.pop("subcomponent", None)
    for key in FILLED:
        if key in written:
            above[key] = reads[key]
        elif key in above:
            first = above[key]
            note = first.note if first.note == NOTE_HEADING else NOTE_FILLED
            reads[key] = Read(first.text, first.row, first.column, note, first.cell)
    if "action" in header.fields and "action" not in written and before and not move and "indicator" in written:
        same = before.reads["action"]
        reads["action"] = Read(same.text, same.row, same.column, NOTE_SAME_ACTION, same.cell)
    return Line(number, row.number, reads, written, move is not None)


def _outside(lines: Sequence[Row], header: Header) -> Iterator[Remark]:
    """Columns that no heading names and activities write in: a separator too many, or notes in the margin."""
    cells: dict[int, list[int]] = {}
    for row in lines:
        for cell in written(row):
            if cell.column not in header.headings:
                cells.setdefault(cell.column, []).append(row.number)
    for column, rows in sorted(cells.items()):
        facts = {"cell": f"{column_letters(column)}{rows[0]}", "count": str(len(rows))}
        message = _(
            "No heading names the column of %(cell)s: what is written there (cells: %(count)s) was kept and not used."
        )
        yield Remark("filling", message, facts, rows[0], column)


def _remarks(line: Line, move: Move | None) -> list[Remark]:
    found: list[Remark] = []
    filled = [key for key in FILLED if (read := line.reads.get(key)) and read.note == NOTE_FILLED]
    if filled:
        facts = {"fields": ", ".join(filled)}
        message = _("Filled down from the merged cell above: %(fields)s.")
        found.append(Remark("filling", message, facts, line.row, activity=line.number))
    if "action" in line.reads and line.reads["action"].note == NOTE_SAME_ACTION:
        message = _("No activity is written in this row: it was read as another indicator of the one above.")
        found.append(Remark("filling", message, {}, line.row, activity=line.number))
    if move:
        message = _(
            "The cells of this row stand one column away from their headings; they were read moved, as a proposal."
        )
        found.append(Remark("shift", message, {}, line.row, activity=line.number))
    return found
