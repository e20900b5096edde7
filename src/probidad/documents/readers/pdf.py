"""Ruled tables of a PDF: lines drawn on the page make a grid, cells are what no line parts, letters fall into cells.

Each page is a sheet. Columns are counted over the whole file by their left edge, so that a table that goes on over the page
keeps its columns.
"""

from probidad.documents.cells import Cell, Remark, Row, Sheet, Span, Workbook
from probidad.documents.limits import Limits
from probidad.documents.readers.pdf_grid import Region, regions
from probidad.documents.readers.pdf_page import Drawn, drawn_pages
from probidad.documents.readers.text import too_long_cell, too_many_columns, too_many_rows
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _


def read_pdf(name: str, data: bytes, limits: Limits, *, sha256: str) -> Workbook:
    """Read the tables of ``data``. Raises :class:`RefusalError` past a limit, or when no page has text in ruled cells."""
    pages: list[tuple[Drawn, list[Region]]] = []
    lettered = False
    for drawn in drawn_pages(name, data):
        lettered = lettered or bool(drawn.letters)
        pages.append((drawn, [region for region in regions(drawn) if region.text]))
    if not any(found for _drawn, found in pages):
        raise _no_table(name, lettered=lettered)
    lefts = _ranks([region.left for _drawn, found in pages for region in found], max(d.tolerance for d, _f in pages))
    sheets: list[Sheet] = []
    rows_so_far = 0
    for number, (drawn, found) in enumerate(pages, 1):
        sheet = _sheet(name, f"página {number}", drawn, found, lefts, limits)
        rows_so_far += len(sheet.rows)
        if rows_so_far > limits.rows:
            raise too_many_rows(name, sheet.name, 1, limits)
        if sheet.rows:
            sheets.append(sheet)
    remark = Remark(
        "reading", _("Tables were read from the lines drawn on the pages of the PDF: compare them with it.")
    )
    return Workbook(name, "pdf", sha256, len(data), tuple(sheets), remarks=(remark,))


def _no_table(name: str, *, lettered: bool) -> RefusalError:
    if lettered:
        return RefusalError(
            _("%(file)s has no table with lines: its text cannot be told apart into cells."),
            remedy=_("Ask for the spreadsheet, or copy the table into one and save it as XLSX, ODS or CSV."),
            facts={"file": name},
        )
    return RefusalError(
        _("%(file)s has no text: it is a scan or a picture."),
        remedy=_("Ask for the spreadsheet, or for a PDF made from it and not scanned."),
        facts={"file": name},
    )


def _ranks(values: list[float], tolerance: float) -> list[float]:
    """Distinct values in order; those closer than ``tolerance`` are one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > tolerance:
            found.append(value)
    return found


def _rank(value: float, ranked: list[float], tolerance: float) -> int:
    return sum(1 for each in ranked if each <= value + tolerance / 2) or 1


def _sheet(name: str, title: str, drawn: Drawn, found: list[Region], lefts: list[float], limits: Limits) -> Sheet:
    tops = _ranks([-region.top for region in found], drawn.tolerance)
    placed: dict[tuple[int, int], list[str]] = {}
    spans: list[Span] = []
    for region in sorted(found, key=lambda each: (-each.top, each.left)):
        row, column = _rank(-region.top, tops, drawn.tolerance), _rank(region.left, lefts, drawn.tolerance)
        last_row = max(row, _rank(-region.bottom - 2 * drawn.tolerance, tops, drawn.tolerance))
        last_column = max(column, _rank(region.right - 2 * drawn.tolerance, lefts, drawn.tolerance))
        if column > limits.columns:
            raise too_many_columns(name, title, row, limits)
        texts = placed.setdefault((row, column), [])
        texts.append(region.text)
        if len("\n".join(texts)) > limits.cell:
            raise too_long_cell(name, title, row, column, limits)
        if (last_row, last_column) != (row, column):
            spans.append(Span(row, column, last_row, last_column))
    rows: dict[int, list[Cell]] = {}
    for (row, column), texts in sorted(placed.items()):
        rows.setdefault(row, []).append(Cell(column, "\n".join(texts)))
    return Sheet(title, tuple(Row(number, tuple(cells)) for number, cells in rows.items()), tuple(spans))
