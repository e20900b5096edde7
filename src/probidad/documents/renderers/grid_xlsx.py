"""A list as XLSX: a sheet of rows (more where one cannot hold them), a sheet of notes, written row by row."""

import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from probidad.documents.renderers.formulas import neutralise
from probidad.documents.renderers.grid import Grid, GridColumn, GridKind, Value, shown_figure, shown_text
from probidad.documents.renderers.xlsx import EPOCH, HEAD, LONGEST, TEXTS_STAY_TEXTS
from probidad.documents.words import Words
from probidad.rules.finding import gettext_noop as _

SHEET_ROWS = 1_048_576  # with the heading
DIGITS = 15  # that a number of XLSX keeps
NARROWEST, WIDEST = 9, 60  # characters
_FIRST_DAY = date(1900, 3, 1)  # before it programs disagree on the days of XLSX
_ILLEGAL = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]+")
_LONGEST_NAME = 31


def grid_xlsx(grid: Grid, words: Words, *, sheet_rows: int = SHEET_ROWS) -> bytes:
    """The whole file. Texts are never formulas; numbers, percentages, days and moments are what their columns say.

    A number of more digits than XLSX keeps, and a day before 1900-03-01, is written as text. A text longer than a cell
    holds is cut, and the cell says so. The same grid gives the same bytes.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {**TEXTS_STAY_TEXTS, "constant_memory": True}) as book:
        book.set_properties({"title": neutralise(grid.title)[:255], "created": EPOCH})
        _Writer(book, grid, words, sheet_rows).write()
    return out.getvalue()


def sheet_name(title: str, number: int, taken: Sequence[str] = ()) -> str:
    """A name that XLSX allows: 31 characters at most, without ``[]:*?/\\``, not one of ``taken``. From the second sheet
    on (``number`` counts from 1) it carries its number."""
    clean = " ".join(_ILLEGAL.sub(" ", title).split()).strip("' ") or "1"
    clean = f"{clean} 1" if clean.casefold() == "history" else clean  # a name that programs keep to themselves
    lower = {name.casefold() for name in taken}
    while True:
        end = f" {number}" if number > 1 else ""
        name = f"{_cut(clean, _LONGEST_NAME - len(end))}{end}"
        if name.casefold() not in lower:
            return name
        number += 1


def _cut(text: str, length: int) -> str:
    """The beginning of ``text``, in the units of UTF-16 that spreadsheets count."""
    return text.encode("utf-16-le")[: 2 * length].decode("utf-16-le", "ignore").rstrip("' ")


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, grid: Grid, words: Words, sheet_rows: int) -> None:
        self.book, self.grid, self.words, self.sheet_rows = book, grid, words, sheet_rows
        self.head: Format = book.add_format(HEAD)
        self.text: Format = book.add_format({"text_wrap": True, "valign": "top"})
        self.formats: dict[str, Format] = {}
        self.names: list[str] = []
        self.widths: list[int] = []

    def write(self) -> None:
        sheet, row = self.open(), 0
        for values in self.grid.checked():
            if row + 1 >= self.sheet_rows:
                self.close(sheet, row)
                sheet, row = self.open(), 0
            row += 1
            for column, value in enumerate(values):
                self.cell(sheet, row, column, self.grid.columns[column], value)
        self.close(sheet, row)
        if self.grid.notes:
            notes = self.book.add_worksheet(sheet_name(self.words(_("Notes")), 1, self.names))
            notes.set_column(0, 0, 2 * WIDEST)
            for row, note in enumerate(self.grid.notes):
                notes.write_string(row, 0, self.whole_text(note), self.text)

    def open(self) -> Worksheet:
        self.names.append(sheet_name(self.grid.title, len(self.names) + 1, self.names))
        sheet = self.book.add_worksheet(self.names[-1])
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)
        self.widths = [NARROWEST] * len(self.grid.columns)
        for column, described in enumerate(self.grid.columns):
            self.string(sheet, 0, column, shown_text(self.words(described.label)), self.head)
        return sheet

    def close(self, sheet: Worksheet, last: int) -> None:
        for column, width in enumerate(self.widths):
            sheet.set_column(column, column, width)
        if last:
            sheet.autofilter(0, 0, last, len(self.widths) - 1)

    def cell(self, sheet: Worksheet, row: int, column: int, described: GridColumn, value: Value) -> None:
        if value is None or value == "":
            return
        if isinstance(value, bool):
            self.string(sheet, row, column, self.words(_("yes") if value else _("no")), self.text)
        elif isinstance(value, str):
            self.string(sheet, row, column, self.whole_text(value), self.text)
        elif isinstance(value, date):
            self.day(sheet, row, column, value)
        else:
            number = shown_figure(described.kind, value)
            self.number(sheet, row, column, Decimal(0) if number is None else number, described.kind)

    def string(self, sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
        longest = max((len(line) for line in text.splitlines()), default=0)
        self.widths[column] = min(WIDEST, max(self.widths[column], longest + 2))
        sheet.write_string(row, column, text, look)

    def whole_text(self, text: str) -> str:
        shown = shown_text(text)
        if len(shown.encode("utf-16-le", "replace")) // 2 <= LONGEST:
            return shown
        end = self.words(_("… (cut here: the CSV and JSON files hold the whole text)"))
        return _cut(shown, LONGEST - len(end)) + end

    def day(self, sheet: Worksheet, row: int, column: int, value: date) -> None:
        moment = isinstance(value, datetime)
        local = value.astimezone(self.grid.zone).replace(tzinfo=None) if isinstance(value, datetime) else value
        if (local.date() if isinstance(local, datetime) else local) < _FIRST_DAY:
            self.string(sheet, row, column, local.isoformat(), self.text)
            return
        self.widths[column] = max(self.widths[column], 20 if moment else 12)
        sheet.write_datetime(row, column, local, self.look("dd/mm/yyyy hh:mm:ss" if moment else "dd/mm/yyyy"))

    def number(self, sheet: Worksheet, row: int, column: int, number: Decimal, kind: GridKind) -> None:
        places = max(0, -int(number.as_tuple().exponent))
        shown = f"{number:f}{' %' if kind is GridKind.PERCENT else ''}"
        if len(number.normalize().as_tuple().digits) > DIGITS:
            self.string(sheet, row, column, shown, self.text)
            return
        self.widths[column] = min(WIDEST, max(self.widths[column], len(shown) + 2))
        look = f"0.{'0' * places}" if places else "0"
        if kind is GridKind.PERCENT:
            sheet.write_number(row, column, float(number / 100), self.look(f"{look}%"))
        else:
            sheet.write_number(row, column, float(number), self.look(look))

    def look(self, number_format: str) -> Format:
        if number_format not in self.formats:
            self.formats[number_format] = self.book.add_format({"num_format": number_format, "valign": "top"})
        return self.formats[number_format]
