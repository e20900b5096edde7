"""XLSX, XLS and ODS through calamine, after the package was checked. Numbers stay exact and are shown as es-CO does."""

import io
import math
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from probidad.documents.cells import Cell, CellKind, Remark, Row, Sheet, Span, Workbook, column_letters
from probidad.documents.limits import Limits
from probidad.documents.readers.packages import AGAIN, DAMAGED, Marks
from probidad.documents.readers.text import too_long_cell, too_many_columns, too_many_rows
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

Value = int | float | str | bool | time | date | datetime | timedelta


def read_spreadsheet(
    name: str,
    data: bytes,
    limits: Limits,
    marks: Mapping[str, Marks],
    *,
    format: str,
    sha256: str,
) -> Workbook:
    """Read all sheets. Raises :class:`RefusalError` for a damaged file or one past the limits."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = book.sheets_metadata
        if len(found) > limits.sheets:
            raise RefusalError(
                _("%(file)s has more than %(limit)s sheets."),
                remedy=_("Leave only the sheets of the matrix."),
                facts={"file": name, "limit": str(limits.sheets)},
            )
        sheets: list[Sheet] = []
        remarks: list[Remark] = []
        for meta in found:
            if meta.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = _Reader(name, meta.name, limits, marks.get(meta.name, Marks())).read(
                book.get_sheet_by_name(meta.name)
            )
            hidden = meta.visible is not SheetVisibleEnum.Visible
            sheets.append(Sheet(meta.name, sheet.rows, sheet.merged, hidden))
            remarks.extend(_said(sheets[-1], marks.get(meta.name, Marks())))
    except CalamineError:
        raise RefusalError(DAMAGED, remedy=AGAIN, facts={"file": name}) from None
    except RefusalError:
        raise
    except Exception as error:
        raise RefusalError(DAMAGED, remedy=AGAIN, facts={"file": name}) from error
    return Workbook(name, format, sha256, len(data), tuple(sheets), "", "", tuple(remarks))


def _said(sheet: Sheet, marks: Marks) -> list[Remark]:
    found: list[Remark] = []
    if sheet.hidden and sheet.rows:
        found.append(Remark("reading", _("The sheet «%(sheet)s» is hidden and was not read."), {"sheet": sheet.name}))
    if marks.unvalued:
        cells = ", ".join(f"{column_letters(column)}{row}" for row, column in marks.unvalued[:10])
        message = _("Sheet «%(sheet)s»: formulas saved without a value, read as empty: %(cells)s.")
        found.append(Remark("reading", message, {"sheet": sheet.name, "cells": cells}, marks.unvalued[0][0]))
    return found


class _Reader:
    def __init__(self, file: str, name: str, limits: Limits, marks: Marks) -> None:
        self.file, self.name, self.limits, self.marks = file, name, limits, marks

    def read(self, sheet: CalamineSheet) -> Sheet:
        start = sheet.start or (0, 0)
        rows: list[Row] = []
        for offset, values in enumerate(sheet.to_python(skip_empty_area=True)):
            number = start[0] + offset + 1
            cells = tuple(
                cell
                for column, value in enumerate(values, start[1] + 1)
                if (cell := self.cell(number, column, value)) is not None
            )
            if not cells:
                continue
            if len(rows) >= self.limits.rows:
                raise too_many_rows(self.file, self.name, number, self.limits)
            if cells[-1].column > self.limits.columns:
                raise too_many_columns(self.file, self.name, number, self.limits)
            rows.append(Row(number, cells, number in self.marks.hidden_rows))
        spans = [Span(a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in sheet.merged_cell_ranges or ()]
        spans += [Span(*span) for span in self.marks.spans]
        return Sheet(self.name, tuple(rows), tuple(spans))

    def cell(self, row: int, column: int, value: Value) -> Cell | None:
        wrong = self.marks.errors.get((row, column))
        if wrong:
            return Cell(column, wrong, CellKind.ERROR)
        if isinstance(value, str):
            if not value.strip():
                return None
            if len(value) > self.limits.cell:
                raise too_long_cell(self.file, self.name, row, column, self.limits)
            kind = CellKind.ERROR if value.startswith("#") and value.rstrip("!?/0AN").isupper() else CellKind.TEXT
            return Cell(column, value, kind)
        if isinstance(value, bool):
            return Cell(column, "VERDADERO" if value else "FALSO", CellKind.BOOLEAN)
        if isinstance(value, int | float):
            return _number(column, value, percent=(row, column) in self.marks.percent)
        if isinstance(value, datetime | date):
            day = value.date() if isinstance(value, datetime) else value
            return Cell(column, f"{day:%d/%m/%Y}", CellKind.DATE, None, day)
        return Cell(column, str(value))


def _number(column: int, value: float, *, percent: bool) -> Cell:
    """A stored number: fifteen significant digits, as spreadsheets show them."""
    if not math.isfinite(value):
        return Cell(column, str(value), CellKind.ERROR)
    exact = Decimal(f"{value:.15g}")
    if percent:
        exact *= 100
    text = f"{exact.normalize():f}" if exact else "0"
    return Cell(column, text.replace(".", ",") + ("%" if percent else ""), CellKind.NUMBER, exact)
