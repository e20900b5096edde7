"""Reads the rows below the headings: fills merged cells, takes every value, and gathers every fault."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from probidad.documents.cells import Cell, Place, Remark, Row, Span, Workbook, column_letters, written
from probidad.documents.rowimport.expected import Expected, ExpectedKind
from probidad.documents.rowimport.headings import Table, find_table, heading
from probidad.documents.rowimport.result import CellFault, OriginalText, RowRead, RowsRead, Value
from probidad.documents.rowimport.values import WrongCellError, take
from probidad.rules.finding import gettext_noop as _

TOLD = 80  # characters of a cell that a message quotes


def read_rows(workbook: Workbook, expected: Sequence[Expected], *, sheet: str = "") -> RowsRead:
    """The table of ``workbook`` that has the columns ``expected``, from the sheet named, or from the only one that has
    them. Nothing is saved where the answer is not ``ok``; the rows without fault are there for the preview all the same.

    Raises ``ValueError`` where two of ``expected`` have one key or one heading.
    """
    table, faults, remarks = find_table(workbook, expected, sheet)
    if table is None:
        return RowsRead(
            workbook.file, workbook.sha256, table_faults=tuple(faults), remarks=(*workbook.remarks, *remarks)
        )
    reading = _Reading(workbook.file, table, expected)
    rows = tuple(reading.rows())
    return RowsRead(
        file=workbook.file,
        sha256=workbook.sha256,
        sheet=table.sheet.name,
        heading_row=table.row.number,
        columns={key: cells[0].column for key, cells in table.named.items()},
        headings=reading.headings,
        rows=rows,
        faults=tuple(reading.faults),
        table_faults=tuple(faults),
        remarks=(*workbook.remarks, *remarks, *reading.remarks()),
    )


class _Reading:
    """Goes through the rows once. A key that several columns name is read from the first; the table has its fault."""

    def __init__(self, file: str, table: Table, expected: Sequence[Expected]) -> None:
        self.file, self.table = file, table
        self.columns = [(table.named[e.key][0].column, e) for e in expected if e.key in table.named]
        self.headings = {key: heading(cells[0]) for key, cells in table.named.items()}
        self.faults: list[CellFault] = []
        self.first: dict[tuple[str, Value], Place] = {}
        self.spans, self.across = self.merged(table.sheet.merged)
        self.filled: list[str] = []
        self.blank: list[int] = []
        self.hidden: list[int] = []

    def merged(self, spans: Iterable[Span]) -> tuple[dict[tuple[int, int], int], dict[tuple[int, int], int]]:
        """Of merged cells below the headings, by row and column: the row where one begins that goes down a column, and
        the last column of one that covers several columns of the import."""
        down: dict[tuple[int, int], int] = {}
        across: dict[tuple[int, int], int] = {}
        read = {column for column, _expected in self.columns}
        last = self.table.sheet.rows[-1].number
        for span in spans:
            if span.first_row <= self.table.row.number:
                continue
            if len(read.intersection(range(span.first_column, span.last_column + 1))) > 1:
                across[span.first_row, span.first_column] = span.last_column
            elif span.first_column in read:
                for row in range(span.first_row + 1, min(span.last_row, last) + 1):
                    down[row, span.first_column] = span.first_row
        return down, across

    def rows(self) -> Iterable[RowRead]:
        """Every row with something written in a column of the import."""
        above: dict[tuple[int, int], Cell] = {}
        starts = {(row, column) for (_row, column), row in self.spans.items()}
        read = {column for column, _expected in self.columns}
        for row in self.table.sheet.rows[self.table.index + 1 :]:
            cells = {cell.column: cell for cell in written(row)}
            above.update(((row.number, at), cell) for at, cell in cells.items() if (row.number, at) in starts)
            if not read & cells.keys():
                self.blank.append(row.number)
                continue
            if row.hidden:
                self.hidden.append(row.number)
            yield self.row(row, cells, above)

    def row(self, row: Row, cells: Mapping[int, Cell], above: Mapping[tuple[int, int], Cell]) -> RowRead:
        values: dict[str, Value] = {}
        texts: dict[str, OriginalText] = {}
        inferred: set[str] = set()
        for at, column in self.columns:
            cell, place = cells.get(at), Place(self.file, self.table.sheet.name, row.number, at)
            origin = place
            start = self.spans.get((row.number, at))
            if cell is None and start is not None and (start, at) in above:
                cell, origin = above[start, at], Place(self.file, self.table.sheet.name, start, at)
                inferred.add(column.key)
                self.filled.append(place.cell)
            if cell is not None:
                texts[column.key] = OriginalText(cell.text, origin)
            try:
                values[column.key], guessed = self.value(cell, column, place)
            except WrongCellError as wrong:
                self.fault(place, column, cell, wrong)
                continue
            if guessed:
                inferred.add(column.key)
        return RowRead(row.number, values, texts, frozenset(inferred))

    def value(self, cell: Cell | None, column: Expected, place: Place) -> tuple[Value, bool]:
        last = self.across.get((place.row, place.column))
        if last is not None and cell is not None:
            raise WrongCellError(ACROSS, end=f"{column_letters(last)}{place.row}")
        value: Value = () if column.kind is ExpectedKind.CHOICES else None
        guessed = False
        if cell is not None:
            taken = take(cell, column)
            value, guessed = taken.value, taken.inferred
        if value is None or value == () or (isinstance(value, str) and not value.strip()):
            if column.required:
                raise WrongCellError(MISSING)
            return value, guessed
        if column.unique:
            known = self.first.setdefault((column.key, _same(value)), place)
            if known is not place:
                raise WrongCellError(REPEATED, first=str(known.row), other=known.cell)
        return value, guessed

    def fault(self, place: Place, column: Expected, cell: Cell | None, wrong: WrongCellError) -> None:
        facts = {
            "file": self.file,
            "sheet": self.table.sheet.name or "1",
            "row": str(place.row),
            "cell": place.cell,
            "heading": self.headings[column.key],
            "text": " ".join(cell.text.split())[:TOLD] if cell else "",
        }
        self.faults.append(CellFault(place, column.key, wrong.message, {**facts, **wrong.facts}))

    def remarks(self) -> Iterable[Remark]:
        """What was inferred about the rows; asked for after they were read."""
        for message, found in (
            (FILLED, self.filled),
            (HIDDEN_ROWS, [str(number) for number in self.hidden]),
            (BLANK_ROWS, [str(number) for number in self.blank]),
        ):
            if found:
                shown = ", ".join(found[:20]) + (", …" if len(found) > 20 else "")
                facts = {"file": self.file, "sheet": self.table.sheet.name or "1", "count": str(len(found))}
                yield Remark("rows", message, {**facts, "cells": shown})


def _same(value: Value) -> Value:
    """What two rows may not share: case and blanks do not tell two texts apart, accents and the ñ do."""
    return " ".join(unicodedata.normalize("NFC", value).casefold().split()) if isinstance(value, str) else value


MISSING = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: «%(heading)s» must be written and the cell is empty. Write it."
)
REPEATED = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: «%(text)s» stands already in row %(first)s (cell %(other)s) "
    "and no two rows may have the same «%(heading)s». Correct one of them, or delete the row that is too many."
)
ACROSS = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: the cell is merged up to %(end)s, over several columns. "
    "Separate it and write each value in its own cell."
)
FILLED = _(
    "Sheet «%(sheet)s»: cells that took the value of the merged cell that they are part of (%(count)s): %(cells)s."
)
HIDDEN_ROWS = _("Sheet «%(sheet)s»: rows hidden in the file, read like the others (%(count)s): %(cells)s.")
BLANK_ROWS = _("Sheet «%(sheet)s»: rows left out, with nothing in the columns of this import (%(count)s): %(cells)s.")
