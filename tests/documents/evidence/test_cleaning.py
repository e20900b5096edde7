"""A public copy loses who made it and where, keeps what it shows, and says what it could not lose."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

import proofs
from probidad.documents.evidence import images, packages, pdf
from probidad.documents.evidence.asking import cleaned, look
from probidad.documents.evidence.result import Cleaned

NAMES = (b"Juana", b"Secreta", b"juana", b"Oculto")


def copy_of(folder: Path, name: str, data: bytes) -> Cleaned:
    path = folder / "x"
    path.write_bytes(data)
    return cleaned(path, name)


def texts(data: bytes) -> bytes:
    """What lies in a file, unpacked."""
    if data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as document:
            out = io.BytesIO()
            document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all,
                          object_stream_mode=pikepdf.ObjectStreamMode.disable)  # fmt: skip
            return out.getvalue()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return b"\n".join(package.read(name) for name in package.namelist())
    return data


def with_photograph(document: pikepdf.Pdf) -> None:
    picture = document.make_stream(proofs.image(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=40, Height=20,
                                   ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode)  # fmt: skip
    document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Foto=picture))


@pytest.mark.parametrize(
    ("name", "make", "removed", "left"),
    [
        ("acta.pdf", proofs.pdf, {pdf.AUTHOR}, set()),
        ("acta.pdf", lambda: proofs.pdf(change=proofs.with_remark), {pdf.AUTHOR, pdf.REMARK_AUTHORS}, {pdf.REMARKS}),
        ("acta.pdf", lambda: proofs.pdf(change=with_photograph), {pdf.AUTHOR, pdf.PICTURES}, set()),
        ("foto.jpg", proofs.image, {images.CAMERA}, set()),
        ("foto.png", lambda: proofs.image("PNG"), {images.CAMERA}, set()),
        ("acta.docx", lambda: proofs.docx(word__media__foto_dot_jpg=proofs.image()), {packages.AUTHOR, packages.PICTURES}, set()),
        ("acta.docx", lambda: proofs.docx('<w:ins w:author="Juana Secreta" w:date="2026-01-01T00:00:00Z"><w:r/></w:ins>'),
         {packages.AUTHOR, packages.REMARK_AUTHORS}, {packages.CHANGES}),
        ("cuadro.xlsx", proofs.xlsx, {packages.REMARK_AUTHORS, packages.PLACE}, {packages.COMMENTS, packages.HIDDEN}),
        ("acta.odt", proofs.odt, {packages.AUTHOR}, set()),
    ],
)  # fmt: skip
def test_a_copy_names_nobody_and_says_what_it_lost_and_what_it_kept(
    name: str, make: Callable[[], bytes], removed: set[str], left: set[str], tmp_path: Path
) -> None:
    original = make()
    assert any(word in texts(original) for word in NAMES)
    copy = copy_of(tmp_path, name, original)
    assert [word for word in NAMES if word in texts(copy.data)] == []
    assert (set(copy.removed), set(copy.left)) == (removed, left)


def test_a_photograph_is_turned_as_its_camera_said_and_forgets_where_it_was_taken(tmp_path: Path) -> None:
    copy = copy_of(tmp_path, "foto.jpg", proofs.image(turned=6))
    with Image.open(io.BytesIO(copy.data)) as picture:
        assert picture.size == (20, 40)
        assert picture.getpixel((10, 5))[0] > picture.getpixel((10, 5))[1] + 50  # the red half is above now
        assert dict(picture.getexif()) == {}


def test_a_photograph_that_is_upright_keeps_every_pixel_and_drops_what_follows_its_end(tmp_path: Path) -> None:
    original = proofs.image()
    copy = copy_of(tmp_path, "foto.jpg", original + b"\xff\xd8 Juana Secreta \xff\xd9")
    with Image.open(io.BytesIO(original)) as before, Image.open(io.BytesIO(copy.data)) as after:
        assert before.tobytes() == after.tobytes()


def test_a_plain_text_is_given_as_it_is(tmp_path: Path) -> None:
    assert copy_of(tmp_path, "nota.txt", b"Acta") == Cleaned(b"Acta")


def test_earlier_versions_inside_a_pdf_are_gone_from_its_copy(tmp_path: Path) -> None:
    first = proofs.pdf()
    later = first + b"\n% Pedro Oculto\n" + first[first.rfind(b"startxref") :]
    assert b"Oculto" not in copy_of(tmp_path, "acta.pdf", later).data


@pytest.mark.parametrize(("name", "make"), [("acta.pdf", proofs.pdf), ("foto.jpg", proofs.image)])
def test_a_picture_to_look_at_is_a_plain_png(name: str, make: Callable[[], bytes], tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(make())
    drawn = look(path, name, 0)
    assert drawn.startswith(b"\x89PNG")
    assert not any(word in drawn for word in NAMES)
