"""Separated text."""

from pathlib import Path

import pytest

import matrices
from probidad.documents.limits import Limits
from probidad.documents.readers import read_workbook
from probidad.documents.readers.text import find_separator, quoted_throughout
from probidad.documents.refusal import RefusalError

ACCENTED = [
    ("Componente", "Actividad", "Observaciones"),
    ("Rendición", "Año «niño»", "línea uno\nlínea dos"),
    ("x", "y;z", 'dijo "sí"'),
]


def cells(path: Path, limits: Limits | None = None) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in read_workbook(path, limits or Limits()).sheets[0].rows]


def refused(path: Path, limits: Limits) -> RefusalError:
    with pytest.raises(RefusalError) as caught:
        read_workbook(path, limits)
    return caught.value


@pytest.mark.parametrize("separator", ["\t", ",", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_and_separator_gives_the_same_cells(tmp_path: Path, separator: str, encoding: str) -> None:
    path = matrices.write_text(tmp_path / "m.csv", ACCENTED, separator, encoding)
    assert cells(path) == [list(row) for row in ACCENTED]


def test_the_encoding_and_separator_found_are_told(tmp_path: Path) -> None:
    book = read_workbook(matrices.write_text(tmp_path / "m.csv", ACCENTED, ";", "cp1252"), Limits())
    assert (book.encoding, book.delimiter) == ("cp1252", ";")


def test_titles_without_separator_above_the_table_do_not_mislead() -> None:
    assert find_separator("Alcaldía de X, vigencia 2023\nSeguimiento\n" + "a;b;c\n1;2,5;3\n" * 5) == ";"


def test_a_row_is_numbered_by_the_line_where_it_starts(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text('a,b\n"uno\ndos",x\n\nfin,y\n', encoding="utf-8")
    assert [row.number for row in read_workbook(path, Limits()).sheets[0].rows] == [1, 2, 5]


def test_a_quotation_mark_left_open_swallows_nothing_and_is_told(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text('a,b\n"abierta,x\n' + "".join(f"fila {n},y\n" for n in range(60)), encoding="utf-8")
    book = read_workbook(path, Limits())
    assert len(book.sheets[0].rows) == 62
    assert any("quotation" in remark.message for remark in book.remarks)


def test_a_file_with_every_cell_quoted_is_read_as_written_however_many_lines_a_cell_has(tmp_path: Path) -> None:
    rows = [("Nombre", "Nota"), ("Ana", "una\n" * 40), ("a;b;c;d", "x\ty\tz\tw"), ('di"jo', "")]
    path = tmp_path / "m.csv"
    path.write_text("".join(f'"{a.replace(chr(34), chr(34) * 2)}","{b}"\r\n' for a, b in rows), newline="")
    book = read_workbook(path, Limits())
    assert book.delimiter == ","
    assert [[row.text(1), row.text(2)] for row in book.sheets[0].rows] == [list(row) for row in rows]


@pytest.mark.parametrize(
    "text", ['"a","b"\nc,d\n', '"a"\nx\ty\n', '"a","b"\n"c"\n', '"a","b\n', "", '"a" b\n', '"a","b"\n"c";"d"\n']
)
def test_a_file_with_a_cell_that_is_not_quoted_or_with_uneven_records_is_no_such_file(text: str) -> None:
    assert quoted_throughout(text) == ""


def test_damaged_accents_are_left_and_told(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text("a,b\nRendiciÃ³n,x\n", encoding="utf-8")
    book = read_workbook(path, Limits())
    assert book.sheets[0].rows[1].text(1) == "RendiciÃ³n"
    assert [remark.row for remark in book.remarks] == [2]


def test_rows_columns_cells_and_lines_past_the_limit_are_refused_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text("a,b\n" * 11, encoding="utf-8")
    assert refused(path, Limits(rows=10)).facts["row"] == "11"
    path.write_text("a,b\n" + "x," * 5 + "x\n", encoding="utf-8")
    assert refused(path, Limits(columns=5)).facts["row"] == "2"
    path.write_text("a,b\nc," + "x" * 50 + "\n", encoding="utf-8")
    assert refused(path, Limits(cell=49)).facts["cell"] == "B2"
    path.write_text("a,b\n" + "x" * 3000 + "\n", encoding="utf-8")
    assert refused(path, Limits(line=2048)).facts["row"] == "2"


@pytest.mark.parametrize(("rows", "columns", "cell"), [(10_001, 2, 1), (2, 101, 1), (2, 2, 32_768)])
def test_the_limits_of_the_contract_hold_by_default(tmp_path: Path, rows: int, columns: int, cell: int) -> None:
    path = tmp_path / "m.csv"
    path.write_text((",".join(["x" * cell] * columns) + "\n") * rows, encoding="utf-8")
    refused(path, Limits())


def test_nul_bytes_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_bytes(b"a,b\n1,\x002\n" * 30)
    refused(path, Limits())
