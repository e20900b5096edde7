"""Lists going out: the same values in every format, safe to open, and read back exactly."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probidad.documents.limits import Limits
from probidad.documents.readers import read_workbook
from probidad.documents.renderers.grid import Grid, GridColumn, GridKind, Value, grid_csv, grid_json
from probidad.documents.renderers.grid_xlsx import grid_xlsx, sheet_name
from probidad.documents.rowimport import Expected, ExpectedKind, RowsRead, read_rows
from probidad.documents.words import Words

ES, EN = Words("es"), Words("en")
COLUMNS = tuple(GridColumn(kind.value, f"Columna {kind.value}", kind) for kind in GridKind)
MOMENT = datetime(2024, 5, 1, 2, 30, 15, tzinfo=UTC)
ROW: tuple[Value, ...] = (
    "=1+1", 1_000_000, Decimal("1E+3"), Fraction(8693, 100), date(2024, 2, 29), MOMENT, True, Fraction(2, 3)
)  # fmt: skip
ATTACKS = [
    "=cmd|' /C calc'!A0",
    "  +1+1",
    "\u200b-2",
    "@SUM(1)",
    "＝1+1",
    "'ya",
    "\t=1",
    "<r><t>x</t></r>",
    "<r></r>",
    "#N/A",
]


def grid(*rows: tuple[Value, ...], columns: tuple[GridColumn, ...] = COLUMNS, **other: object) -> Grid:
    return Grid(str(other.pop("title", "Personas")), columns, rows, **other)  # type: ignore[arg-type]


def texts(*values: str) -> Grid:
    return grid(*((value,) for value in values), columns=(GridColumn("text", "Texto"),))


def csv_rows(made: Grid, words: Words = ES) -> list[list[str]]:
    data = b"".join(grid_csv(made, words))
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def book(made: Grid, words: Words = ES, **other: int) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(grid_xlsx(made, words, **other)))


def read_again(made: Grid, path: Path, expected: list[Expected]) -> RowsRead:
    data = grid_xlsx(made, ES) if path.suffix == ".xlsx" else b"".join(grid_csv(made, ES))
    path.write_bytes(data)
    return read_rows(read_workbook(path, Limits()), expected)


def test_csv_says_every_kind_as_it_is_seen() -> None:
    assert csv_rows(grid(ROW))[1] == [
        "'=1+1", "1000000", "1000", "86.93", "2024-02-29", "2024-04-30T21:30:15-05:00", "sí", "0.67"
    ]  # fmt: skip
    assert csv_rows(grid(ROW), EN)[1][6] == "yes"


def test_every_line_of_csv_ends_as_the_standard_says() -> None:
    data = b"".join(grid_csv(grid(ROW, ROW), ES))
    assert data.count(b"\r\n") == 3
    assert data.count(b"\n") == 3


def test_the_cells_of_xlsx_are_numbers_days_and_texts() -> None:
    sheet = book(grid(ROW))["Personas"]
    text, whole, decimal, percent, day, moment, yes, exact = next(sheet.iter_rows(min_row=2))
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "n", "n", "d", "d", "s", "n"]
    assert (text.value, whole.value, decimal.value, yes.value) == ("'=1+1", 1_000_000, 1000, "sí")
    assert (percent.value, percent.number_format, exact.value) == (0.8693, "0.00%", 0.67)
    assert (day.value.isoformat(), moment.value.isoformat()) == ("2024-02-29T00:00:00", "2024-04-30T21:30:15")
    assert sheet.freeze_panes == "A2"


def test_json_keeps_every_value_as_it_is() -> None:
    document = json.loads(b"".join(grid_json(grid(ROW, notes=("Abiertas",)))))
    assert list(document) == ["title", "notes", "columns", "rows"]
    assert document["columns"][0] == {"key": "text", "label": "Columna text", "kind": "text"}
    assert document["rows"] == [
        {
            "text": "=1+1", "whole": 1_000_000, "decimal": "1000", "day": "2024-02-29", "moment": "2024-05-01T02:30:15Z",
            "percent": {"numerator": 8693, "denominator": 100, "text": "86.93"}, "yes_no": True,
            "exact": {"numerator": 2, "denominator": 3, "text": "0.67"},
        }
    ]  # fmt: skip


@given(st.text(st.characters(exclude_categories=())))
def test_json_gives_every_text_back_also_halves_of_pairs(text: str) -> None:
    assert json.loads(b"".join(grid_json(texts(text))))["rows"] == [{"text": text}]


@pytest.mark.parametrize("count", [0, 1, 200, 201])
def test_json_and_csv_hold_as_many_rows_as_there_are(count: int) -> None:
    made = texts(*["x"] * count)
    assert len(json.loads(b"".join(grid_json(made)))["rows"]) == count
    assert len(csv_rows(made)) == count + 1


def test_nothing_stands_where_there_is_no_value() -> None:
    nothing = (None,) * len(COLUMNS)
    assert csv_rows(grid(nothing))[1] == [""] * len(COLUMNS)
    assert book(grid(nothing))["Personas"].max_row == 1
    assert set(json.loads(b"".join(grid_json(grid(nothing))))["rows"][0].values()) == {None}


def test_rows_go_out_before_all_of_them_were_made() -> None:
    made: list[int] = []

    def rows() -> Iterator[tuple[Value, ...]]:
        for number in range(100_000):
            made.append(number)
            yield (number,)

    columns = (GridColumn("n", "No.", GridKind.WHOLE),)
    for pieces in (grid_csv(Grid("x", columns, rows()), ES), grid_json(Grid("x", columns, rows()))):
        made.clear()
        next(pieces)
        assert len(made) <= 1_000


@pytest.mark.parametrize("text", ATTACKS)
def test_no_text_can_run_and_every_one_comes_back(tmp_path: Path, text: str) -> None:
    cell = book(texts(text))["Personas"]["A2"]
    assert (cell.data_type, cell.value) == ("s", f"'{text}")
    assert csv_rows(texts(text))[1] == [f"'{text}"]
    for name in ("a.csv", "a.xlsx"):
        read = read_again(texts(text), tmp_path / name, [Expected("text", "Texto")])
        assert [row.values["text"] for row in read.rows] == [text]


TEXTS = st.text(
    st.one_of(
        st.sampled_from("'\"=+-@＝\t\n\r ,;|\u200b\u00a0\ufeff_x#<r>"),
        st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"),
    ),
    min_size=1,
    max_size=40,
)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_importing_an_export_gives_the_original_texts(tmp_path: Path, suffix: str, rows: list[tuple[str, str]]) -> None:
    columns = (GridColumn("a", "Nombre"), GridColumn("b", "Nota"))
    read = read_again(
        Grid("Lista", columns, rows), tmp_path / f"a.{suffix}", [Expected("a", "Nombre"), Expected("b", "Nota")]
    )
    assert read.ok, read
    assert [(row.values["a"], row.values["b"]) for row in read.rows] == rows
    assert not any(row.inferred for row in read.rows)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_days_numbers_and_yes_come_back_as_values(tmp_path: Path, suffix: str) -> None:
    columns = (
        GridColumn("day", "Fecha", GridKind.DAY), GridColumn("n", "Número", GridKind.WHOLE), GridColumn("y", "Activa", GridKind.YES_NO),
    )  # fmt: skip
    expected = [
        Expected("day", "Fecha", kind=ExpectedKind.DAY), Expected("n", "Número", kind=ExpectedKind.WHOLE),
        Expected("y", "Activa", kind=ExpectedKind.YES_NO),
    ]  # fmt: skip
    rows = ((date(1899, 1, 2), -5, False), (date(1900, 2, 28), 0, True), (date(2024, 2, 29), 10**17, True))
    read = read_again(Grid("Lista", columns, rows), tmp_path / f"a.{suffix}", expected)
    assert [fault.key for fault in read.faults] == ["day"]  # 1899 is before the years that an import takes
    assert [tuple(row.values.values()) for row in read.rows] == [(-5, False), *rows[1:]]


def test_characters_that_no_file_of_text_may_hold_are_replaced_and_the_file_opens() -> None:
    assert csv_rows(texts("a\x00b\ud800c\x1fd"))[1] == ["a\ufffdb\ufffdc\ufffdd"]
    assert book(texts("a\x00b\ud800c\ufffed"))["Personas"]["A2"].value == "a\ufffdb\ufffdc\ufffdd"


def test_a_text_longer_than_a_cell_is_cut_and_the_cell_says_so() -> None:
    value = book(texts("😀" * 20_000))["Personas"]["A2"].value
    assert len(value.encode("utf-16-le")) // 2 <= 32_767
    assert value.endswith(ES("… (cut here: the CSV and JSON files hold the whole text)"))
    assert len(csv_rows(texts("x" * 40_000))[1][0]) == 40_000


def test_a_number_with_more_digits_than_a_spreadsheet_keeps_is_text() -> None:
    columns = (GridColumn("n", "N", GridKind.WHOLE), GridColumn("d", "D", GridKind.DECIMAL))
    row = book(grid((12345678901234567, Decimal("0.1234567890123456")), columns=columns))["Personas"][2]
    assert [cell.value for cell in row] == ["12345678901234567", "0.1234567890123456"]


def test_more_rows_than_a_sheet_holds_go_on_further_sheets_with_the_headings() -> None:
    made = book(texts("a", "b", "c", "d", "e"), sheet_rows=3)
    assert made.sheetnames == ["Personas", "Personas 2", "Personas 3"]
    assert [[row[0].value for row in sheet.iter_rows()] for sheet in made] == [
        ["Texto", "a", "b"], ["Texto", "c", "d"], ["Texto", "e"]
    ]  # fmt: skip


def test_notes_stand_on_a_sheet_of_their_own() -> None:
    made = book(grid(title=ES("Notes"), notes=("Solo abiertas", "=1+1")))
    assert [row[0].value for row in made.worksheets[1].iter_rows()] == ["Solo abiertas", "'=1+1"]
    assert len({name.casefold() for name in made.sheetnames}) == 2


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("a/b:c*[d]?\\", "a b c d"),
        ("", "1"),
        ("'x'", "x"),
        ("History", "History 1"),
        ("x" * 40, "x" * 31),
        ("😀" * 20, "😀" * 15),
    ],
)
def test_the_name_of_a_sheet_is_one_that_spreadsheets_allow(title: str, name: str) -> None:
    assert sheet_name(title, 1) == name


def test_the_same_list_gives_the_same_bytes() -> None:
    assert grid_xlsx(grid(ROW), ES) == grid_xlsx(grid(ROW), ES)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (GridKind.TEXT, 1), (GridKind.WHOLE, True), (GridKind.WHOLE, "1"), (GridKind.DECIMAL, 0.5), (GridKind.DAY, MOMENT),
        (GridKind.MOMENT, date(2024, 1, 1)), (GridKind.YES_NO, 1), (GridKind.EXACT, Decimal(1)),
    ],
)  # fmt: skip
def test_a_value_that_its_column_does_not_hold_is_an_error(kind: GridKind, value: Value) -> None:
    with pytest.raises(TypeError, match="'k'"):
        list(grid_csv(grid((value,), columns=(GridColumn("k", "K", kind),)), ES))


def test_a_moment_without_zone_a_figure_that_is_none_and_an_uneven_row_are_errors() -> None:
    moment, decimal = GridColumn("k", "K", GridKind.MOMENT), GridColumn("k", "K", GridKind.DECIMAL)
    for column, row in ((moment, (MOMENT.replace(tzinfo=None),)), (decimal, (Decimal("NaN"),)), (decimal, ())):
        with pytest.raises(ValueError, match=r"zone|figure|shorter"):
            list(grid_json(grid(row, columns=(column,))))
    with pytest.raises(ValueError, match="keys"):
        grid(columns=(moment, decimal))


def test_moments_are_told_in_the_zone_of_the_list() -> None:
    column = (GridColumn("m", "M", GridKind.MOMENT),)
    assert csv_rows(grid((MOMENT + timedelta(hours=1),), columns=column, zone=UTC))[1] == ["2024-05-01T03:30:15+00:00"]
