"""XLSX, XLS and ODS."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import matrices
from probidad.documents.cells import CellKind, Sheet
from probidad.documents.limits import Limits
from probidad.documents.readers import read_workbook
from probidad.documents.refusal import RefusalError


def sheet(path: Path) -> Sheet:
    return read_workbook(path, Limits()).sheets[0]


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_the_texts_and_places_of_every_format_are_the_same(tmp_path: Path, suffix: str) -> None:
    rows = sheet(matrices.WRITERS[suffix](tmp_path / f"m.{suffix}", matrices.grid())).rows
    expected = [(n, tuple(c for c in row if c)) for n, row in enumerate(matrices.grid(), 1)]
    assert [(row.number, tuple(cell.text for cell in row.cells)) for row in rows] == expected


def typed(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    page.append([0.9, 90, 1234.5, True, date(2023, 8, 31), "=1/0", 0.1 + 0.2])
    page["A2"] = 0.9
    page["A2"].number_format = "0%"
    page["B2"] = 0.875
    page["B2"].number_format = "0.0%"
    book.save(tmp_path / "m.xlsx")
    return tmp_path / "m.xlsx"


def test_numbers_are_exact_and_shown_as_the_country_writes_them(tmp_path: Path) -> None:
    row = sheet(typed(tmp_path)).rows[0]
    assert [cell.text for cell in row.cells[:5]] == ["0,9", "90", "1234,5", "VERDADERO", "31/08/2023"]
    assert row.cells[0].number == Decimal("0.9")
    assert row.cells[4].day == date(2023, 8, 31)
    assert row.cell(7).number == Decimal("0.3")


def test_a_percent_format_makes_points(tmp_path: Path) -> None:
    row = sheet(typed(tmp_path)).rows[1]
    assert [(cell.text, cell.number) for cell in row.cells] == [("90%", 90), ("87,5%", Decimal("87.5"))]


def test_a_formula_saved_without_a_value_is_told_and_read_as_empty(tmp_path: Path) -> None:
    book = read_workbook(typed(tmp_path), Limits())
    assert book.sheets[0].rows[0].text(6) == ""
    assert [remark.facts["cells"] for remark in book.remarks] == ["F1"]


def test_error_cells_are_errors_and_no_numbers(tmp_path: Path) -> None:
    path = matrices.write_xlsx(tmp_path / "m.xlsx", [["#REF!", "#DIV/0!", "#1 en la lista"]])
    assert [cell.kind for cell in sheet(path).rows[0].cells] == [CellKind.ERROR, CellKind.ERROR, CellKind.TEXT]


def test_hidden_rows_and_sheets_are_marked(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.active.append(["b"])
    book.active.row_dimensions[2].hidden = True
    other = book.create_sheet("Oculta")
    other.append(["c"])
    other.sheet_state = "hidden"
    book.save(tmp_path / "m.xlsx")
    read = read_workbook(tmp_path / "m.xlsx", Limits())
    assert [row.hidden for row in read.sheets[0].rows] == [False, True]
    assert [s.hidden for s in read.sheets] == [False, True]
    assert any("hidden" in remark.message for remark in read.remarks)


def test_merged_ranges_are_told_as_spans(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append([None, "c"])
    book.active.merge_cells("A1:A2")
    book.save(tmp_path / "m.xlsx")
    (span,) = sheet(tmp_path / "m.xlsx").merged
    assert (span.first_row, span.first_column, span.last_row, span.last_column) == (1, 1, 2, 1)


def test_blank_rows_are_left_out_and_the_rest_keep_their_numbers(tmp_path: Path) -> None:
    path = matrices.write_xlsx(tmp_path / "m.xlsx", [["a"], [], [], ["b"]])
    assert [row.number for row in sheet(path).rows] == [1, 4]


@pytest.mark.parametrize(
    ("rows", "limits"),
    [
        ([["x"]] * 11, Limits(rows=10)),
        ([["x"] * 6], Limits(columns=5)),
        ([["x" * 50]], Limits(cell=49)),
    ],
)
def test_a_sheet_past_the_limits_is_refused_with_its_place(
    tmp_path: Path, rows: list[list[str]], limits: Limits
) -> None:
    path = matrices.write_xlsx(tmp_path / "m.xlsx", rows)
    with pytest.raises(RefusalError) as caught:
        read_workbook(path, limits)
    assert {"file", "sheet", "row", "cell"} <= set(caught.value.facts)
