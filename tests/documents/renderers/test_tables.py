"""XLSX, ODS and CSV: the same tables, safe to open, and read back exactly."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from odfdo import Document

import matrices
import reports
from probidad.documents.limits import Limits
from probidad.documents.readers import read_workbook
from probidad.documents.renderers.formulas import neutralise, restore
from probidad.documents.renderers.ods import to_ods
from probidad.documents.renderers.table_csv import to_csv, to_findings_csv
from probidad.documents.renderers.tables import tables
from probidad.documents.renderers.xlsx import to_xlsx
from probidad.documents.words import Words
from probidad.rules.compliance import round_half_up

ES = Words("es")
ATTACKS = ["=cmd|' /C calc'!A0", "  +1+1", "\u200b-2", "@SUM(1)", "＝1+1", "'ya"]


def rows_of_xlsx(path: Path) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(path)
    return {page.title: [[cell.value for cell in row] for row in page.iter_rows()] for page in book.worksheets}


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_sheets_of_xlsx_hold_the_tables_with_numbers_as_numbers(tmp_path: Path, language: str) -> None:
    words = Words(language)
    (tmp_path / "s.xlsx").write_bytes(to_xlsx(reports.sopo(), words))
    sheets = rows_of_xlsx(tmp_path / "s.xlsx")
    expected = tables(reports.sopo(), words)
    assert len(sheets) == len(expected)
    for rows, table in zip(sheets.values(), expected, strict=True):
        assert rows[0] == [heading.text for heading in table.headings]
        assert len(rows) - 1 == len(table.rows)
        for row, wanted in zip(rows[1:], table.rows, strict=True):
            for cell, value in zip(row, wanted, strict=True):
                if isinstance(value, str):
                    assert (cell or "") == neutralise(value)
                elif value is not None:
                    assert float(cell) == pytest.approx(float(value))
                    assert not isinstance(cell, str)


def test_the_sheets_of_ods_hold_what_those_of_xlsx_hold(tmp_path: Path) -> None:
    (tmp_path / "s.xlsx").write_bytes(to_xlsx(reports.sopo(), ES))
    (tmp_path / "s.ods").write_bytes(to_ods(reports.sopo(), ES))
    xlsx = rows_of_xlsx(tmp_path / "s.xlsx")
    body = Document(str(tmp_path / "s.ods")).body
    assert [table.name for table in body.tables] == list(xlsx)
    for table in body.tables:
        rows = [[value for value in row.get_values()] for row in table.traverse()]
        for ours, theirs in zip(rows, xlsx[table.name], strict=True):
            for a, b in zip([*ours, *[None] * (len(theirs) - len(ours))], theirs, strict=True):
                assert (str(a) if a is not None else "") == (str(b) if b is not None else "") or float(a) == float(b)


def test_the_csv_of_activities_has_one_row_each_with_both_figures(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(to_csv(reports.sopo(), ES))
    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == 41
    declared, computed = (ES(text) for text in ("Declared", "Computed"))
    columns = {name: next(key for key in rows[0] if key.startswith(name)) for name in (declared, computed)}
    for a, row in zip(reports.sopo().activities, rows, strict=True):
        assert float(row[columns[declared]]) == pytest.approx(float(a.declared))
        assert float(row[columns[computed]]) == pytest.approx(float(a.computed))


def test_the_csv_of_findings_has_one_row_each(tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_bytes(to_findings_csv(reports.sopo(), ES))
    rows = list(csv.reader(io.StringIO((tmp_path / "h.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert len(rows) - 1 == len(reports.sopo().entries)


@pytest.fixture(scope="module")
def attacked():
    base = list(matrices.ACTIVITIES[0])
    rows = [[*base[:1], attack, *base[2:8], attack] for attack in ATTACKS]
    return reports.of(matrices.grid([tuple(row) for row in rows]))


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "csv"])
def test_no_text_of_a_matrix_can_run_in_a_spreadsheet_and_every_one_comes_back(
    tmp_path: Path, attacked, suffix: str
) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes({"xlsx": to_xlsx, "ods": to_ods, "csv": to_csv}[suffix](attacked, ES))
    cells = [cell.text for sheet in read_workbook(path, Limits()).sheets for row in sheet.rows for cell in row.cells]
    assert not [text for text in cells if neutralise(restore(text)) != text and text.lstrip()[:1] in "=+@"]
    texts = {restore(text) for text in cells}
    assert {a.action for a in attacked.activities} <= texts
    if suffix == "xlsx":
        book = openpyxl.load_workbook(path)
        assert not [c for page in book.worksheets for row in page.iter_rows() for c in row if c.data_type == "f"]


def test_rounded_figures_are_told_beside_exact_ones_in_every_table() -> None:
    report = reports.sopo()
    texts = {str(value) for table in tables(report, ES) for row in table.rows for value in row if value is not None}
    assert round_half_up(report.computed.value) in texts or "85,71" in texts or any("85.71" in text for text in texts)
