"""Ruled tables of a PDF."""

from pathlib import Path

import pytest
import typst

import riskmaps
from probidad.documents.limits import Limits
from probidad.documents.readers import read_workbook
from probidad.documents.refusal import RefusalError
from probidad.documents.sandbox import read

ROWS = [["Riesgo", "Zona"], ["Desviar recursos del recaudo", "Alta"], ["Perder un expediente", "Baja"]]


def compiled(path: Path, source: str) -> Path:
    path.write_bytes(typst.compile(source.encode()))
    return path


def refusal(path: Path) -> RefusalError:
    with pytest.raises(RefusalError) as caught:
        read_workbook(path, Limits(), pdf=True)
    assert caught.value.remedy
    return caught.value


def test_each_cell_is_what_its_lines_enclose(tmp_path: Path) -> None:
    book = read_workbook(riskmaps.write_pdf(tmp_path / "m.pdf", ROWS, 2), Limits(), pdf=True)
    assert book.format == "pdf"
    assert [[cell.text for cell in row.cells] for row in book.sheets[0].rows] == ROWS


def test_a_merged_cell_keeps_its_span_and_a_wrapped_text_its_lines(tmp_path: Path) -> None:
    source = (
        "#set page(width: 12cm, height: 10cm)\n#table(columns: (3cm, 3cm, 3cm), table.cell(colspan: 2)[Grupo], [Otro],"
        " table.cell(rowspan: 2)[Uno que ocupa dos filas], [a], [b], [c], [d])"
    )
    (sheet,) = read_workbook(compiled(tmp_path / "m.pdf", source), Limits(), pdf=True).sheets
    texts = {cell.text.replace("\n", " "): (row.number, cell.column) for row in sheet.rows for cell in row.cells}
    assert texts == {
        "Grupo": (1, 1), "Otro": (1, 3), "Uno que ocupa dos filas": (2, 1), "a": (2, 2), "b": (2, 3), "c": (3, 2), "d": (3, 3),
    }  # fmt: skip
    assert {(s.first_row, s.first_column, s.last_row, s.last_column) for s in sheet.merged} == {
        (1, 1, 1, 2),
        (2, 1, 3, 1),
    }


def test_columns_are_the_same_on_every_page(tmp_path: Path) -> None:
    rows = [["Riesgo", "Zona"], *[[f"Riesgo número {at}", "Alta"] for at in range(120)]]
    book = read_workbook(riskmaps.write_pdf(tmp_path / "m.pdf", rows, 2), Limits(), pdf=True)
    assert len(book.sheets) > 1
    cells = [cell for sheet in book.sheets for row in sheet.rows for cell in row.cells if cell.text == "Alta"]
    assert len(cells) == 120
    assert {cell.column for cell in cells} == {2}


def test_the_child_gives_what_reading_here_gives(tmp_path: Path) -> None:
    path = riskmaps.write_pdf(tmp_path / "m.pdf", ROWS, 2)
    assert read(path, pdf=True) == read_workbook(path, Limits(), pdf=True)


def test_a_text_written_upwards_is_read_in_its_order(tmp_path: Path) -> None:
    source = (
        "#set page(width: 12cm, height: 10cm)\n#table(columns: 2, [#rotate(-90deg, reflow: true)[Probabilidad]], [x])"
    )
    (sheet,) = read_workbook(compiled(tmp_path / "m.pdf", source), Limits(), pdf=True).sheets
    assert sheet.rows[0].cells[0].text == "Probabilidad"


def test_a_pdf_is_read_only_where_it_is_asked_for(tmp_path: Path) -> None:
    path = riskmaps.write_pdf(tmp_path / "m.pdf", ROWS, 2)
    with pytest.raises(RefusalError, match=r"\.pdf"):
        read_workbook(path, Limits())


def test_files_that_hold_no_table_are_refused_with_what_to_do(tmp_path: Path) -> None:
    assert "no table with lines" in refusal(compiled(tmp_path / "t.pdf", "Solo texto")).message
    assert "scan" in refusal(compiled(tmp_path / "v.pdf", "#rect(width: 1cm)")).message
    (tmp_path / "d.pdf").write_bytes(b"%PDF-1.7\n" + b"garbage" * 50)
    assert "damaged" in refusal(tmp_path / "d.pdf").message
    (tmp_path / "x.pdf").write_bytes(b"PK\x03\x04 nothing of a pdf")
    assert "no PDF" in refusal(tmp_path / "x.pdf").message
    (tmp_path / "e.pdf").write_bytes(b"")
    assert "empty" in refusal(tmp_path / "e.pdf").message


def test_a_locked_pdf_is_refused(tmp_path: Path) -> None:
    import pikepdf  # noqa: PLC0415

    plain = riskmaps.write_pdf(tmp_path / "m.pdf", ROWS, 2)
    with pikepdf.open(plain) as document:
        document.save(tmp_path / "l.pdf", encryption=pikepdf.Encryption(owner="a", user="b"))
    assert "password" in refusal(tmp_path / "l.pdf").message


def test_a_pdf_of_too_many_pages_is_refused(tmp_path: Path) -> None:
    assert "300" in refusal(compiled(tmp_path / "p.pdf", "#for x in range(301) [x #pagebreak()]")).facts["limit"]
