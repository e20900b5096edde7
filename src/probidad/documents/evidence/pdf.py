"""PDF: no password, no program, no other file inside; copies without author, dates, tools and remarks' authors."""

import io

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from probidad.documents.evidence.images import SIDE, png_of, stripped
from probidad.documents.evidence.kinds import PAGES, FileKind
from probidad.documents.evidence.refusing import AGAIN, DAMAGED, PRINT, SMALLER, refused
from probidad.documents.evidence.result import Checked, Cleaned
from probidad.rules.finding import gettext_noop as _

AUTHOR = _("author, programs and dates of the document")
REVISIONS = _("earlier versions that the file kept inside")
REMARK_AUTHORS = _("authors of the remarks")
PICTURES = _("place, date and camera of the pictures inside")
REMARKS = _("The remarks on the pages stay, without their authors.")
SIGNATURE = _(
    "It is signed: in the copy the signature no longer proves anything, and the name on it can still be read."
)
FORMS = _("What is written in the fields of its form stays.")

_RUNS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/Movie", "/Sound", "/GoToE"})
_MOST_OBJECTS = 500_000


def check(name: str, data: bytes, _kind: FileKind) -> Checked:
    """Raises :class:`RefusalError` for what is no PDF, is locked, or holds programs or other files."""
    try:
        with Pdf.open(io.BytesIO(data), access_mode=pikepdf.AccessMode.stream) as document:
            if document.is_encrypted:
                raise _locked(name)
            pages = len(document.pages)
            if pages > PAGES:
                facts = {"found": str(pages), "limit": str(PAGES)}
                raise refused(name, _("%(file)s has %(found)s pages; %(limit)s are allowed."), SMALLER, **facts)
            if not pages:
                raise refused(name, DAMAGED, AGAIN)
            _refuse_programs(name, document)
    except pikepdf.PasswordError:
        raise _locked(name) from None
    except (pikepdf.PdfError, RuntimeError, TypeError, KeyError) as error:
        if isinstance(error, ValueError):
            raise
        raise refused(name, DAMAGED, AGAIN) from None
    return Checked(pages=pages)


def _locked(name: str) -> Exception:
    return refused(name, _("%(file)s is encrypted or restricted by a password."), PRINT)


def _refuse_programs(name: str, document: Pdf) -> None:
    for count, entry in enumerate(document.objects):
        if count > _MOST_OBJECTS:
            raise refused(name, DAMAGED, AGAIN)
        for found in _dictionaries(entry):
            if _text(found.get(Name.S)) in _RUNS or Name.JS in found or Name.JavaScript in found:
                raise refused(name, _("%(file)s holds programs that run when it is opened."), PRINT)
            if _text(found.get(Name.Type)) == "/EmbeddedFile" or Name.EmbeddedFiles in found or Name.EF in found:
                raise refused(name, _("%(file)s holds other files inside."), PRINT)
            if Name.XFA in found or _text(found.get(Name.Subtype)) == "/RichMedia":
                raise refused(name, _("%(file)s holds programs that run when it is opened."), PRINT)


def _dictionaries(entry: Object, depth: int = 0) -> list[Object]:
    """An object and the dictionaries written inside it; what it refers to is looked at in its own place."""
    if depth > 20:
        return []
    found: list[Object] = []
    if isinstance(entry, Dictionary | Stream):
        found.append(entry)
        inner = [value for _key, value in entry.items()]
    elif isinstance(entry, Array):
        inner = list(entry)
    else:
        return []
    for value in inner:
        if isinstance(value, Dictionary | Array) and not value.is_indirect:
            found += _dictionaries(value, depth + 1)
    return found


def _text(value: object) -> str:
    return str(value) if isinstance(value, Name | pikepdf.String) else ""


def cleaned(name: str, data: bytes, _kind: FileKind) -> Cleaned:
    """The same pages written anew. Raises :class:`RefusalError` when they cannot be."""
    removed, left = [], []
    with Pdf.open(io.BytesIO(data)) as document:
        if Name.Info in document.trailer or Name.Metadata in document.Root:
            removed.append(AUTHOR)
        if Name.Info in document.trailer:
            del document.trailer.Info
        if data.count(b"%%EOF") > 1 and b"/Linearized" not in data[:2048]:
            removed.append(REVISIONS)
        found = _bare_objects(document)
        removed += [message for key, message in (("authors", REMARK_AUTHORS), ("pictures", PICTURES)) if key in found]
        left += [
            message
            for key, message in (("remarks", REMARKS), ("signature", SIGNATURE), ("forms", FORMS))
            if key in found
        ]
        out = io.BytesIO()
        document.save(out, deterministic_id=True, fix_metadata_version=False)
    return Cleaned(out.getvalue(), tuple(removed), tuple(left))


def _bare_objects(document: Pdf) -> set[str]:
    """Take out what is written beside the content; gives what was met."""
    met: set[str] = set()
    for entry in document.objects:
        if isinstance(entry, Stream) and entry.get(Name.Filter) == Name.DCTDecode:
            raw = entry.read_raw_bytes()
            bare = stripped(raw)
            if bare != raw:
                parms = entry.get(Name.DecodeParms)
                entry.write(bare, filter=Name.DCTDecode, decode_parms=parms if isinstance(parms, Dictionary) else None)
                met.add("pictures")
        for found in _dictionaries(entry):
            for key in (Name.Metadata, Name.PieceInfo, Name.LastModified):
                if key in found:
                    del found[key]
            if _text(found.get(Name.FT)) == "/Sig" or _text(found.get(Name.Type)) == "/Sig":
                met.add("signature")
            elif Name.FT in found:
                met.add("forms")
            if Name.Rect in found and Name.Subtype in found and found.Subtype not in (Name.Widget, Name.Link):
                _bare_remark(found, met)
    return met


def _bare_remark(remark: Object, met: set[str]) -> None:
    if _text(remark.get(Name.Subtype)) in {"/Popup", "/PrinterMark", "/TrapNet", "/Watermark"}:
        return
    met.add("remarks")
    for key in (Name.T, Name.CreationDate, Name.M):
        if key in remark:
            if key == Name.T:
                met.add("authors")
            del remark[key]


def looks(data: bytes, _kind: FileKind, page: int) -> bytes:
    """A page as PNG, counted from 0."""
    document = pypdfium2.PdfDocument(data)
    try:
        wanted = document[page]
        scale = min(SIDE / max(*wanted.get_size(), 1), 2.0)
        return png_of(wanted.render(scale=scale).to_pil())
    finally:
        document.close()
