"""Packed files that no library should open."""

import struct
import warnings
import zipfile
from pathlib import Path

import pytest

import matrices
from probidad.documents.limits import Limits
from probidad.documents.readers import read_workbook
from probidad.documents.refusal import RefusalError

DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def refused(path: Path, limits: Limits | None = None) -> RefusalError:
    with pytest.raises(RefusalError) as caught:
        read_workbook(path, limits or Limits())
    assert caught.value.facts["file"] == path.name
    assert caught.value.remedy
    return caught.value


@pytest.fixture(params=["xlsx", "ods"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return matrices.WRITERS[request.param](tmp_path / f"matriz.{request.param}", matrices.grid())


def main_part(book: Path) -> str:
    return "content.xml" if book.suffix == ".ods" else "xl/worksheets/sheet1.xml"


def test_a_good_book_is_read(book: Path) -> None:
    assert len(read_workbook(book, Limits()).sheets) == 1


def test_a_part_that_grows_out_of_all_measure_is_refused(book: Path) -> None:
    content = {**matrices.parts(book), "extra/bomb.xml": b"<a>" + b" " * (40 * 1024 * 1024) + b"</a>"}
    assert "grows" in refused(matrices.repack(book, content)).message


def test_what_a_part_claims_of_its_size_is_not_believed(book: Path) -> None:
    matrices.repack(book, {**matrices.parts(book), "extra/bomb.xml": b" " * (30 * 1024 * 1024)})
    data = bytearray(book.read_bytes())
    at = data.rfind(b"PK\x01\x02")  # the last entry of the directory claims to hold ten bytes
    while data.find(b"extra/bomb.xml", at, at + 80) < 0:
        at = data.rfind(b"PK\x01\x02", 0, at)
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    book.write_bytes(bytes(data))
    refused(book)


def test_more_unpacked_bytes_than_the_limit_are_refused(book: Path) -> None:
    assert "grows" in refused(book, Limits(unpacked=1000)).message


def test_a_document_type_or_entity_is_refused(book: Path) -> None:
    content = matrices.parts(book)
    body = content[main_part(book)].split(b"?>", 1)[-1]
    content[main_part(book)] = DOCTYPE + body
    assert "document type" in refused(matrices.repack(book, content)).message


@pytest.mark.parametrize("name", ["../afuera.xml", "/etc/x.xml", "..\\afuera.xml", "a/../../b.xml", "C:/x.xml"])
def test_a_part_with_a_climbing_name_is_refused(book: Path, name: str) -> None:
    assert "may not be" in refused(matrices.repack(book, matrices.parts(book), [(name, b"<a/>")])).message


def test_a_part_that_comes_twice_is_refused(book: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        matrices.repack(book, matrices.parts(book), [(main_part(book).upper(), b"<a/>")])
    assert "may not be" in refused(book).message


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "Basic/Standard/script.xml", "xl/macrosheets/sheet1.xml"])
def test_a_book_with_macros_is_refused(book: Path, name: str) -> None:
    assert "macros" in refused(matrices.repack(book, matrices.parts(book), [(name, b"x")])).message


def test_settings_of_a_printer_are_no_macro(tmp_path: Path) -> None:
    book = matrices.write_xlsx(tmp_path / "m.xlsx", matrices.grid())
    matrices.repack(book, matrices.parts(book), [("xl/printerSettings/printerSettings1.bin", b"x")])
    assert read_workbook(book, Limits()).sheets


def test_an_encrypted_part_is_refused(book: Path) -> None:
    data = bytearray(book.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        data[at + offset] |= 1
    book.write_bytes(bytes(data))
    assert "encrypted" in refused(book).message


def test_an_encrypted_office_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4000 + "EncryptedPackage".encode("utf-16-le"))
    assert "encrypted" in refused(path).message
    path = path.rename(tmp_path / "m.xls")
    assert "encrypted" in refused(path).message


def test_an_ods_that_says_it_is_encrypted_is_refused(tmp_path: Path) -> None:
    book = matrices.write_ods(tmp_path / "m.ods", matrices.grid())
    content = matrices.parts(book)
    content["META-INF/manifest.xml"] = b"<a><encryption-data/></a>"
    assert "encrypted" in refused(matrices.repack(book, content)).message


def test_data_from_another_place_is_refused(tmp_path: Path) -> None:
    book = matrices.write_xlsx(tmp_path / "m.xlsx", matrices.grid())
    content = matrices.parts(book)
    name = "xl/_rels/workbook.xml.rels"
    outside = b'<Relationship Id="x" TargetMode="External" Type="t/externalLinkPath" Target="http://a.example/x"/>'
    content[name] = content[name].replace(b"</Relationships>", outside + b"</Relationships>")
    assert "another place" in refused(matrices.repack(book, content)).message


def test_too_many_parts_are_refused(book: Path) -> None:
    assert (
        "parts"
        in refused(matrices.repack(book, matrices.parts(book), [(f"x/{n}.txt", b"") for n in range(1001)])).message
    )


def test_too_many_sheets_are_refused(tmp_path: Path) -> None:
    import openpyxl  # noqa: PLC0415

    book = openpyxl.Workbook()
    for number in range(51):
        book.create_sheet(f"H{number}")
    book.save(tmp_path / "m.xlsx")
    assert "sheets" in refused(tmp_path / "m.xlsx").message


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_cut_file_is_refused(book: Path, share: float) -> None:
    data = book.read_bytes()
    book.write_bytes(data[: int(len(data) * share)])
    assert "damaged" in refused(book).message


def test_a_part_that_is_no_xml_is_refused(book: Path) -> None:
    content = matrices.parts(book)
    content[main_part(book)] = content[main_part(book)][:-40]
    assert "damaged" in refused(matrices.repack(book, content)).message


@pytest.mark.parametrize("claimed", ["A1:XFD1048576", "A1", "ZZZ9:A1"])
def test_the_range_that_a_sheet_claims_is_not_believed(tmp_path: Path, claimed: str) -> None:
    book = matrices.write_xlsx(tmp_path / "m.xlsx", matrices.grid())
    content = matrices.parts(book)
    sheet = content["xl/worksheets/sheet1.xml"]
    start, end = sheet.index(b'<dimension ref="') + 16, sheet.index(b'"', sheet.index(b'<dimension ref="') + 16)
    content["xl/worksheets/sheet1.xml"] = sheet[:start] + claimed.encode() + sheet[end:]
    rows = read_workbook(matrices.repack(book, content), Limits()).sheets[0].rows
    assert [row.text(2) for row in rows[4:]] == [row[1] for row in matrices.ACTIVITIES]


def test_a_cell_at_the_end_of_the_world_is_refused_without_holding_the_way_there(tmp_path: Path) -> None:
    import openpyxl  # noqa: PLC0415

    book = openpyxl.Workbook()
    book.active["XFD1048576"] = "x"
    book.active["A1"] = "y"
    book.save(tmp_path / "m.xlsx")
    refused(tmp_path / "m.xlsx")


@pytest.mark.parametrize("what", ["rows", "columns"])
def test_cells_that_an_ods_repeats_without_end_are_refused_or_let_be(tmp_path: Path, what: str) -> None:
    book = matrices.write_ods(tmp_path / "m.ods", matrices.grid())
    content = matrices.parts(book)
    mark = b"<table:table-row" if what == "rows" else b"<table:table-cell"
    repeated = mark + f' table:number-{what}-repeated="1048576"'.encode()
    at = content["content.xml"].rindex(mark)
    content["content.xml"] = content["content.xml"][:at] + repeated + content["content.xml"][at + len(mark) :]
    refused(matrices.repack(book, content))


def test_blank_rows_repeated_to_the_end_of_the_sheet_are_what_offices_write(tmp_path: Path) -> None:
    book = matrices.write_ods(tmp_path / "m.ods", matrices.grid())
    content = matrices.parts(book)
    blank = b'<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    content["content.xml"] = content["content.xml"].replace(b"</table:table>", blank + b"</table:table>")
    assert len(read_workbook(matrices.repack(book, content), Limits()).sheets[0].rows) == len(matrices.grid())


def test_merged_ranges_without_end_are_not_held(tmp_path: Path) -> None:
    book = matrices.write_xlsx(tmp_path / "m.xlsx", matrices.grid())
    content = matrices.parts(book)
    sheet = content["xl/worksheets/sheet1.xml"]
    merge = b'<mergeCells count="1"><mergeCell ref="A5:A1048576"/></mergeCells><pageMargins'
    content["xl/worksheets/sheet1.xml"] = sheet.replace(b"<pageMargins", merge, 1)
    found = read_workbook(matrices.repack(book, content), Limits()).sheets[0]
    assert len(found.rows) == len(matrices.grid())


def test_a_zip_that_is_no_book_is_refused(tmp_path: Path) -> None:
    for suffix in ("xlsx", "ods"):
        path = tmp_path / f"m.{suffix}"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("hola.txt", "hola")
        refused(path)
