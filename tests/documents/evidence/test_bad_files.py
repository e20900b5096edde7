"""Files that are turned away: what they pretend to be, what they hide, what they would cost."""

import io
import struct
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

import proofs
from probidad.documents.evidence.asking import checked
from probidad.documents.refusal import RefusalError

HTML = b"<!DOCTYPE html><script>alert(1)</script>"
LONGEST = 20  # seconds in which a file is refused, whatever it holds


def png_head(width: int, height: int) -> bytes:
    """A picture that says how big it is, and no more."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = zlib.compress(b"\x00" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" TargetMode="External" Type="http://x/image" Target="http://malo.example/p.png"/></Relationships>'
BAD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a page called pdf": ("acta.pdf", lambda: HTML),
    "a page called txt": ("acta.txt", lambda: HTML),
    "a page called csv, after blanks": ("acta.csv", lambda: b"\xef\xbb\xbf \n<html><body>"),
    "a page": ("acta.html", lambda: HTML),
    "a drawing": ("logo.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "a drawing called png": ("logo.png", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "a script": ("orden.sh", lambda: b"#!/bin/sh\n"),
    "a script called txt": ("orden.txt", lambda: b"#!/bin/sh\n"),
    "a program": ("acta.exe", lambda: b"MZ\x90\x00"),
    "a program called pdf": ("acta.pdf", lambda: b"MZ\x90\x00" + bytes(500)),
    "a program called txt": ("acta.txt", lambda: b"MZ\x90\x00" + bytes(500)),
    "an archive": ("actas.zip", lambda: proofs.package({"acta.txt": "x"})),
    "an archive called docx": ("acta.docx", lambda: proofs.package({"acta.txt": "x"})),
    "a spreadsheet called docx": ("acta.docx", proofs.xlsx),
    "a text called ods": ("acta.ods", proofs.odt),
    "without extension": ("acta", lambda: b"x"),
    "two extensions, the last one wrong": ("acta.pdf.html", proofs.pdf),
    "empty": ("acta.txt", lambda: b""),
    "nothing but zeros": ("acta.txt", lambda: bytes(2000)),
    "a pdf after a page": ("acta.pdf", lambda: HTML + proofs.pdf()),
    "a pdf with an archive behind": ("acta.pdf", lambda: proofs.pdf() + proofs.package({"a.txt": "x"})),
    "a picture with an archive behind": ("foto.jpg", lambda: proofs.image() + proofs.package({"a.txt": "x"})),
    "a picture with a page in its remark": ("foto.jpg", lambda: proofs.image(comment=b"<script>alert(1)</script>")),
    "a png called jpg": ("foto.jpg", lambda: proofs.image("PNG")),
    "a cut picture": ("foto.jpg", lambda: proofs.image(size=(400, 400))[:900]),
    "a cut pdf": ("acta.pdf", lambda: proofs.pdf()[:60]),
    "an encrypted pdf": ("acta.pdf", lambda: proofs.pdf(encryption=pikepdf.Encryption(owner="a", user="b"))),
    "a restricted pdf": ("acta.pdf", lambda: proofs.pdf(encryption=pikepdf.Encryption(owner="a", user=""))),
    "a pdf with a program": ("acta.pdf", lambda: proofs.pdf(change=proofs.with_script)),
    "a pdf that starts a program": ("acta.pdf", lambda: proofs.pdf(change=proofs.with_launch)),
    "a pdf with a file inside": ("acta.pdf", lambda: proofs.pdf(change=proofs.with_attachment)),
    "a pdf of 301 pages": ("acta.pdf", lambda: proofs.pdf(301)),
    "a docx with macros": ("acta.docx", lambda: proofs.docx(word__vbaProject_dot_bin=b"x")),
    "a docx that asks another place": ("acta.docx", lambda: proofs.docx(word___rels__document_dot_xml_dot_rels=RELATIONS)),
    "a docx with an archive inside": ("acta.docx", lambda: proofs.docx(word__embeddings__a_dot_zip=proofs.package({"a": "x"}))),
    "a docx with entities": ("acta.docx", lambda: proofs.docx(word__a_dot_xml='<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')),
    "a docx with a climbing part": ("acta.docx", lambda: proofs.package({"../../etc/acta.xml": "<a/>"})),
    "an odt with a script": ("acta.odt", lambda: proofs.odt('<s:script xmlns:s="urn:script"/>')),
    "an odt that asks another place": (
        "acta.odt", lambda: proofs.odt('<i xmlns:l="http://www.w3.org/1999/xlink" l:href="http://malo.example/p.png"/>')
    ),
    "a package that swells": ("acta.docx", lambda: proofs.docx(word__a_dot_xml=b" " * 60_000_000)),
    "a picture of 41 megapixels": ("foto.png", lambda: proofs.image("PNG", (6410, 6400))),
    "a picture that says it is huge": ("foto.png", lambda: png_head(60_000, 60_000)),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_what_to_do_in_bounded_time(name: str, tmp_path: Path) -> None:
    label, make = BAD[name]
    path = tmp_path / "x"
    path.write_bytes(make())
    began = time.monotonic()
    with pytest.raises(RefusalError) as refused:
        checked(path, label)
    assert time.monotonic() - began < LONGEST
    assert refused.value.facts["file"] == label
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("acta.pdf", lambda: proofs.pdf(3)), ("acta.docx", proofs.docx), ("cuadro.xlsx", proofs.xlsx),
        ("acta.odt", proofs.odt), ("foto.jpg", proofs.image), ("foto.jpeg", proofs.image),
        ("foto.png", lambda: proofs.image("PNG")), ("Acta FINAL.PDF", proofs.pdf),
        ("cuadro.csv", lambda: b"a;b\n1;2\n"), ("nota.txt", lambda: "Año 2026, página <b>".encode("cp1252")),
        ("gráfica.docx", lambda: proofs.docx(word__embeddings__hoja_dot_xlsx=proofs.xlsx())),
    ],
)  # fmt: skip
def test_a_good_file_of_each_kind_may_be_kept(name: str, make: Callable[[], bytes], tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(make())
    told = checked(path, name)
    assert told.pages == (3 if name == "acta.pdf" else told.pages)


def test_a_file_in_which_a_library_dies_is_refused_cleanly(tmp_path: Path) -> None:
    deep = io.BytesIO()
    deep.write(b"%PDF-1.7\n1 0 obj " + b"[" * 200_000 + b"]" * 200_000 + b" endobj\ntrailer<</Root 1 0 R>>\n%%EOF")
    path = tmp_path / "x"
    path.write_bytes(deep.getvalue())
    with pytest.raises(RefusalError):
        checked(path, "acta.pdf")
