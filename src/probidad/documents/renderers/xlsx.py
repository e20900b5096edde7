"""XLSX out: real numbers as numbers, texts only as texts, the same bytes for the same report."""

import io
from datetime import UTC, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from probidad.documents.renderers.formulas import neutralise
from probidad.documents.renderers.tables import Table, Value, tables
from probidad.documents.report import Report
from probidad.documents.words import Words

EPOCH = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # no clock: same report, same bytes
TEXTS_STAY_TEXTS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
HEAD = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 2, "bg_color": "#EEF2EC"}
LONGEST = 32_767  # characters that a cell of XLSX holds


def to_xlsx(report: Report, words: Words) -> bytes:
    """The tables of ``report``, a sheet each. Made in memory: a confined process writes no file."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {**TEXTS_STAY_TEXTS, "in_memory": True}) as book:
        book.set_properties({"title": report.title or "Probidad", "author": report.entity, "created": EPOCH})
        head = book.add_format(HEAD)
        text = book.add_format({"text_wrap": True, "valign": "top"})
        number = book.add_format({"num_format": "0.00", "valign": "top"})
        whole = book.add_format({"num_format": "0", "valign": "top"})
        for table in tables(report, words):
            _sheet(book.add_worksheet(table.name[:31]), table, head, text, number, whole)
    return made.getvalue()


def _sheet(sheet: Worksheet, table: Table, head: Format, text: Format, number: Format, whole: Format) -> None:
    for column, heading in enumerate(table.headings):
        sheet.set_column(column, column, heading.width)
        sheet.write_string(0, column, heading.text, head)
    for row, values in enumerate(table.rows, 1):
        for column, value in enumerate(values):
            _cell(sheet, row, column, value, text, number, whole)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.headings) - 1)


def _cell(sheet: Worksheet, row: int, column: int, value: Value, text: Format, number: Format, whole: Format) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, text)
    elif isinstance(value, Decimal):
        sheet.write_number(row, column, float(value), number)  # two decimals: a cell of XLSX is binary
    elif isinstance(value, int):
        sheet.write_number(row, column, value, whole)
    else:
        sheet.write_string(row, column, neutralise(value)[:LONGEST], text)
