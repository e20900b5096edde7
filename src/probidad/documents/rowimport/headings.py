"""Finds the one table of a workbook: its sheet, the row of its headings, and the column of each key."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from probidad.documents.cells import Cell, Remark, Row, Sheet, Workbook, column_letters, written
from probidad.documents.matrix.header import normal
from probidad.documents.rowimport.expected import Expected, folded, vocabulary
from probidad.documents.rowimport.result import TableFault
from probidad.documents.words import LABELS_MARK
from probidad.rules.finding import gettext_noop as _

SEARCHED_ROWS = 60
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with a row of headings (index in ``sheet.rows``); the cells that name each key, and the others."""

    sheet: Sheet
    index: int
    named: Mapping[str, tuple[Cell, ...]]
    unknown: tuple[Cell, ...]

    @property
    def row(self) -> Row:
        """The row of the headings."""
        return self.sheet.rows[self.index]

    @property
    def filled(self) -> bool:
        """Whether anything is written below a heading that is known."""
        columns = {cell.column for cells in self.named.values() for cell in cells}
        return any(cell.column in columns for row in self.sheet.rows[self.index + 1 :] for cell in written(row))

    def misses(self, expected: Sequence[Expected]) -> list[Expected]:
        """Required columns that no heading names."""
        return [column for column in expected if column.required and column.key not in self.named]


def find_table(
    book: Workbook, expected: Sequence[Expected], sheet: str
) -> tuple[Table | None, list[TableFault], list[Remark]]:
    """The one table, the faults of the whole, and what was inferred. Without a table there is a fault."""
    known = vocabulary(expected)
    asked, faults = _sheets(book, sheet)
    tables = [table for page in asked if (table := _table(page, known, len(expected))) is not None]
    if faults:
        return None, faults, []
    if not tables:
        needed = [column.label for column in expected if column.required] or [column.label for column in expected]
        facts = {"file": book.file, "labels": LABELS_MARK.join(needed)}
        return None, [TableFault(NO_HEADINGS, facts)], []
    chosen = _one(tables, expected)
    if chosen is None:
        facts = {"file": book.file, "sheets": ", ".join(f"«{table.sheet.name}»" for table in tables)}
        return None, [TableFault(SEVERAL_SHEETS, facts)], []
    return chosen, _faults(book.file, chosen, expected), _remarks(book.file, asked, chosen, tables, expected)


def _sheets(book: Workbook, name: str) -> tuple[list[Sheet], list[TableFault]]:
    visible = [sheet for sheet in book.sheets if not sheet.hidden]
    if not name:
        return visible, []
    exact = [page for page in book.sheets if page.name == name]
    found = exact or [page for page in book.sheets if normal(page.name) == normal(name)]
    if len(found) == 1:
        return found, []
    sheets = ", ".join(f"«{page.name}»" for page in book.sheets)
    return [], [TableFault(NO_SUCH_SHEET, {"file": book.file, "sheet": name, "sheets": sheets})]


def _table(sheet: Sheet, known: Mapping[str, str], expected: int) -> Table | None:
    """The row that names most keys: two at least, or the only one there is."""
    best: Table | None = None
    for index, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        named: dict[str, list[Cell]] = {}
        unknown: list[Cell] = []
        for cell in written(row):
            key = _key(cell.text, known)
            if key:
                named.setdefault(key, []).append(cell)
            else:
                unknown.append(cell)
        if len(named) >= min(2, expected) and (best is None or len(named) > len(best.named)):
            best = Table(sheet, index, {key: tuple(cells) for key, cells in named.items()}, tuple(unknown))
    return best


def _key(text: str, known: Mapping[str, str]) -> str:
    """The key that a heading names, also where it has something aside: *Fecha de ingreso (dd/mm/aaaa)*."""
    return known.get(normal(text), "") or known.get(normal(_ASIDE.sub(" ", text)), "")


def _one(tables: Sequence[Table], expected: Sequence[Expected]) -> Table | None:
    """The only table that is whole and filled, as far as the tables differ in that."""
    left = list(tables)
    for narrower in (
        [table for table in left if not table.misses(expected)],
        [table for table in left if table.filled and not table.misses(expected)],
    ):
        left = narrower or left
    return left[0] if len(left) == 1 else None


def _faults(file: str, table: Table, expected: Sequence[Expected]) -> list[TableFault]:
    place = {"file": file, "sheet": table.sheet.name or "1", "row": str(table.row.number)}
    headings = ", ".join(f"«{heading(cell)}»" for cell in written(table.row))
    faults = [
        TableFault(NO_COLUMN, {**place, "label": column.label, "headings": headings}, column.key)
        for column in table.misses(expected)
    ]
    labels = {column.key: column.label for column in expected}
    for key, cells in table.named.items():
        if len(cells) > 1:
            named = ", ".join(f"«{heading(cell)}» ({_at(cell, table)})" for cell in cells)
            faults.append(TableFault(TWO_COLUMNS, {**place, "label": labels[key], "cells": named}, key))
    if not table.filled:
        faults.append(TableFault(NO_ROWS, place))
    return faults


def _remarks(
    file: str, asked: Sequence[Sheet], table: Table, tables: Sequence[Table], expected: Sequence[Expected]
) -> list[Remark]:
    number = table.row.number
    place = {"file": file, "sheet": table.sheet.name or "1", "row": str(number)}
    remarks = [Remark("header", HEADINGS_FOUND, place, number)]
    candidates = {other.sheet.name for other in tables}
    idle = [page.name for page in asked if page.rows and page.name not in candidates]
    if idle:
        remarks.append(Remark("header", SHEETS_NOT_READ, {**place, "sheets": ", ".join(f"«{name}»" for name in idle)}))
    for other in tables:
        if other is not table:
            remarks.append(Remark("header", SHEET_LEFT_OUT, {**place, "other": other.sheet.name}))
    for column in expected:
        for cell in table.named.get(column.key, ()):
            if normal(cell.text) not in folded((column.label,)):
                facts = {**place, "cell": _at(cell, table), "heading": heading(cell), "label": column.label}
                remarks.append(Remark("header", READ_AS, facts, number, cell.column))
    for cell in table.unknown:
        facts = {**place, "cell": _at(cell, table), "heading": heading(cell)}
        remarks.append(Remark("header", COLUMN_LEFT_OUT, facts, number, cell.column))
    return remarks


def heading(cell: Cell) -> str:
    """Text of a heading for a message."""
    return " ".join(cell.text.split())[:80]


def _at(cell: Cell, table: Table) -> str:
    return f"{column_letters(cell.column)}{table.row.number}"


NO_SUCH_SHEET = _(
    "%(file)s has no single sheet «%(sheet)s»; it has %(sheets)s. Choose one of these, or give the sheet that name."
)
NO_HEADINGS = _(
    "%(file)s: no row has the headings that are needed: %(labels)s. Write them in one row above the data, or start from "
    "the empty spreadsheet of this import."
)
SEVERAL_SHEETS = _(
    "%(file)s: the sheets %(sheets)s could each be the one to import. Choose one, or leave only one in the file."
)
NO_COLUMN = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s: the column «%(label)s» is missing. The headings found are %(headings)s. "
    "Add the column, or give its heading that name."
)
TWO_COLUMNS = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s: several columns can be «%(label)s»: %(cells)s. Leave one, or give the "
    "others another heading."
)
NO_ROWS = _(
    "%(file)s, sheet «%(sheet)s»: nothing is written below the headings of row %(row)s. Write one row for each record."
)
HEADINGS_FOUND = _("Sheet «%(sheet)s»: the headings were found in row %(row)s.")
SHEET_LEFT_OUT = _("The sheet «%(other)s» has headings of this import too and was left out; «%(sheet)s» was read.")
SHEETS_NOT_READ = _("Sheets without the headings of this import, not read: %(sheets)s.")
READ_AS = _("Cell %(cell)s: the column «%(heading)s» was read as «%(label)s».")
COLUMN_LEFT_OUT = _("Cell %(cell)s: the column «%(heading)s» is not one of this import and was left out.")
