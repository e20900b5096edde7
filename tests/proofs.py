"""Files that prove something, made by the tests themselves, good and bad; and evidence in the database."""

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import date

import pikepdf
from PIL import Image

from probidad.core.access import Actor
from probidad.core.actions import evidence as actions
from probidad.core.models import Evidence
from probidad.documents.evidence.result import Checked

FACTS = actions.Facts("Listado de asistencia", date(2026, 1, 9), "Taller de enero")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PIXEL_BOMB = 7000  # of each side: 49 megapixels that compress to nothing


def pdf(pages: int = 1, **named: object) -> bytes:
    """A PDF with an author; ``encryption`` and ``change(document)`` as given."""
    change = named.pop("change", None)
    document = pikepdf.new()
    for number in range(pages):
        document.add_blank_page(page_size=(200, 300))
        text = f"BT /F1 12 Tf 20 200 Td (Acta {number}) Tj ET".encode()
        document.pages[-1].Contents = document.make_stream(text)
    document.docinfo["/Author"] = "Juana Secreta"
    with document.open_metadata() as told:
        told["dc:creator"] = ["Juana Secreta"]
    if callable(change):
        change(document)
    out = io.BytesIO()
    document.save(out, **named)
    return out.getvalue()


def with_script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def with_attachment(document: pikepdf.Pdf) -> None:
    document.attachments["nómina.xlsx"] = b"PK\x03\x04"


def with_launch(document: pikepdf.Pdf) -> None:
    document.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"))


def with_remark(document: pikepdf.Pdf) -> None:
    remark = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Text,
        Rect=[1, 1, 9, 9],
        T="Pedro Oculto",
        Contents="Falta la firma",
    )
    document.pages[0].Annots = document.make_indirect([remark])


def image(form: str = "JPEG", size: tuple[int, int] = (40, 20), *, turned: int = 1, **named: object) -> bytes:
    """A picture, left half red; a JPEG tells place, camera and how it is turned."""
    picture = Image.new("RGB", size, "white")
    picture.paste((200, 0, 0), (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    told = Image.Exif()
    told[0x010F], told[0x0112] = "Cámara de Juana", turned
    told.get_ifd(0x8825)[2] = (4.0, 54.0, 30.0)
    picture.save(out, form, exif=told, **named)
    return out.getvalue()


def package(parts: dict[str, str | bytes], *, stored: Iterable[str] = ()) -> bytes:
    """A packed file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def docx(body: str = "<w:p><w:r><w:t>Acta</w:t></w:r></w:p>", **more: str | bytes) -> bytes:
    """A document of a text program, by Juana; ``more`` are parts, ``__`` for a slash and ``_dot_`` for a point."""
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="{WORD}"/></Types>'
    core = '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Juana Secreta</dc:creator></cp:coreProperties>'
    extra = {name.replace("__", "/").replace("_dot_", "."): content for name, content in more.items()}
    return package(
        {"[Content_Types].xml": types, "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
         "docProps/core.xml": core, **extra}
    )  # fmt: skip


def xlsx(**more: str | bytes) -> bytes:
    """A spreadsheet without cells, with a comment of Juana's."""
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="{SHEET}"/></Types>'
    book = '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x15ac:absPath xmlns:x15ac="urn:x" url="C:\\Users\\juana\\"/><sheets><sheet name="Oculta" sheetId="1" state="hidden"/></sheets></workbook>'
    comments = "<comments><authors><author>Juana Secreta</author></authors></comments>"
    extra = {name.replace("__", "/").replace("_dot_", "."): content for name, content in more.items()}
    return package({"[Content_Types].xml": types, "xl/workbook.xml": book, "xl/comments1.xml": comments, **extra})


def odt(content: str = "<a/>") -> bytes:
    """A document of the open format, by Juana."""
    meta = '<m xmlns:meta="urn:m"><meta:initial-creator>Juana Secreta</meta:initial-creator></m>'
    return package(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "meta.xml": meta},
        stored=("mimetype",),
    )


def as_good(_path: object, _name: object) -> Checked:
    """Instead of the child process, where a test is about something else."""
    return Checked(pages=1)


def added(
    actor: Actor, subject: tuple[str, str], content: bytes = b"", name: str = "acta.pdf", *,
    examine: Callable[..., Checked] = as_good, facts: actions.Facts = FACTS,
) -> Evidence:  # fmt: skip
    """Evidence with a file, kept as a person would keep it but for the look inside."""
    with actions.received(name, [content or pdf()], examine=examine) as file:
        return actions.add_file(actor, file, subject=subject, facts=facts)
