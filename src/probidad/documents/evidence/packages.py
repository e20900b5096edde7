"""Documents of office suites: DOCX, XLSX, ODT, ODS. No macros, no other files but charts' data, nothing from elsewhere."""

import io
import re
import zipfile

from probidad.documents.evidence.images import stripped
from probidad.documents.evidence.kinds import FileKind
from probidad.documents.evidence.refusing import AGAIN, DAMAGED, SAVE, refused
from probidad.documents.evidence.result import Checked, Cleaned
from probidad.documents.limits import Limits
from probidad.documents.readers.packages import Relations, Scan, parts_of
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

AUTHOR = _("author, company, programs and dates of the document")
REMARK_AUTHORS = _("authors of the comments and of the changes")
PICTURES = _("place, date and camera of the pictures inside")
PLACE = _("the folder in which it was kept")
COMMENTS = _("It has comments: they stay, without their authors.")
CHANGES = _("It keeps tracked changes: what was deleted can still be read. Accept the changes and attach it again.")
HIDDEN = _("It has hidden sheets, and they can still be read.")
SIGNATURE = _(
    "It is signed: in the copy the signature no longer proves anything, and the name on it can still be read."
)

_MAIN = {
    "docx": b"wordprocessingml.document.main+xml", "xlsx": b"spreadsheetml.sheet.main+xml",
}  # fmt: skip
_CORE = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
_APP = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
_CUSTOM = _APP.replace(b"extended-properties", b"custom-properties")
_META = b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"><office:meta/></office:document-meta>'
_EMPTIED = {"docprops/core.xml": _CORE, "docprops/app.xml": _APP, "docprops/custom.xml": _CUSTOM, "meta.xml": _META}
_TAG = re.compile(rb"<[A-Za-z][^<]*?>", re.DOTALL)
_WRITER = re.compile(
    rb"""(\s(?:\w+:)?(?:author|initials|userName|displayName|userId|providerId|dT|lastModifiedBy)\s*=\s*)("[^"]*"|'[^']*')"""
)
_MOMENT = re.compile(rb"""\s(?:w|w16du|w16cex):(?:date|dateUtc)\s*=\s*(?:"[^"]*"|'[^']*')""")
_NAMED = re.compile(
    rb"(<((?:dc:creator|dc:date|meta:initial-creator|meta:creator-initials|loext:sender-initials|author|text:author-name|text:author-initials|text:creator))(?:\s[^<>]*)?>)[^<]*(</\2>)"
)
_FOLDER = re.compile(rb"""<(?:\w+:)?absPath\b[^<>]*/>""")
_CHANGED = re.compile(
    rb"<(?:w:(?:ins|del|moveFrom|moveTo|rPrChange|pPrChange)|text:tracked-changes|table:tracked-changes)[\s>]"
)
_HIDDEN = re.compile(rb"""<sheet\s[^<>]*state\s*=\s*["'](?:hidden|veryHidden)""")
_PICTURES = (".jpg", ".jpeg", ".png")
_EPOCH = (1980, 1, 1, 0, 0, 0)


class _Outside(Scan):
    """What an open document takes from another place; a link that a reader may follow is fine."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(" ")[2]
        if local in {"script", "event-listener"} and "script" in tag:
            raise refused(self.name, _("%(file)s holds macros or programs."), SAVE)
        target = next((value for key, value in attributes.items() if key.endswith("xlink href")), "")
        if local != "a" and re.match(r"(?:[a-z][a-z0-9+.-]+:|//|\.\./)", target, re.IGNORECASE):
            message = _("%(file)s takes data from another place («%(text)s»).")
            raise refused(self.name, message, SAVE, text=target[:80])


def check(name: str, data: bytes, kind: FileKind, *, inside: bool = False) -> Checked:
    """Raises :class:`RefusalError` for what is no such document, or holds what it may not."""
    try:
        parts = parts_of(name, data, Limits())
        _check_parts(name, parts)
    except RefusalError as error:
        raise RefusalError(error.message, remedy=SAVE, facts=error.facts) from None
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if not _is_kind(package, parts, kind):
            raise refused(name, _("%(file)s does not hold what its extension says."), AGAIN)
        for entry in package.infolist():
            with package.open(entry) as handle:
                if handle.read(4) != b"PK\x03\x04":
                    continue
            if inside or not entry.filename.lower().endswith(".xlsx"):
                raise refused(name, _("%(file)s holds other files inside."), SAVE)
            check(name, package.read(entry), FileKind("xlsx", "", "packages"), inside=True)
    return Checked()


def _check_parts(name: str, parts: dict[str, bytes]) -> None:
    for part, content in parts.items():
        low = part.casefold()
        if "externallinks/" in low:
            raise refused(name, _("%(file)s takes data from another place («%(text)s»)."), SAVE, text=part[:80])
        if low == "meta-inf/manifest.xml" and b"encryption-data" in content:
            raise refused(name, _("%(file)s is encrypted."), SAVE)
        scan = Relations(name) if low.endswith(".rels") else _Outside(name)
        scan.run(content)


def _is_kind(package: zipfile.ZipFile, parts: dict[str, bytes], kind: FileKind) -> bool:
    if kind.extension in _MAIN:
        return _MAIN[kind.extension] in parts.get("[Content_Types].xml", b"")
    first = package.infolist()[0] if package.infolist() else None
    if first is None or first.filename != "mimetype" or first.file_size > 200 or "content.xml" not in parts:
        return False
    return package.read(first).strip() == kind.media_type.encode()


def cleaned(name: str, data: bytes, _kind: FileKind) -> Cleaned:
    """The document without its makers, packed anew. What stays and may tell of somebody is said."""
    removed: set[str] = set()
    left: set[str] = set()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w") as made:
        for entry in package.infolist():
            content = package.read(entry)
            low = entry.filename.casefold()
            if low.startswith(("_xmlsignatures/", "meta-inf/documentsignatures")):
                left.add(SIGNATURE)
            fresh = _bare(low, content, removed, left)
            bare = zipfile.ZipInfo(entry.filename, _EPOCH)
            bare.compress_type = zipfile.ZIP_STORED if low == "mimetype" else zipfile.ZIP_DEFLATED
            made.writestr(bare, fresh)
    if not zipfile.is_zipfile(io.BytesIO(out.getvalue())):
        raise refused(name, DAMAGED, AGAIN)
    return Cleaned(out.getvalue(), tuple(sorted(removed)), tuple(sorted(left)))


def _bare(low: str, content: bytes, removed: set[str], left: set[str]) -> bytes:
    if low in _EMPTIED:
        removed.add(AUTHOR)
        return _EMPTIED[low]
    if low.endswith(_PICTURES):
        fresh = stripped(content)
        if fresh != content:
            removed.add(PICTURES)
        return fresh
    if not low.endswith(".xml"):
        return content
    if _CHANGED.search(content):
        left.add(CHANGES)
    if _HIDDEN.search(content):
        left.add(HIDDEN)
    if "comments" in low or b"<office:annotation" in content:
        left.add(COMMENTS)
    fresh = _TAG.sub(lambda tag: _MOMENT.sub(b"", _WRITER.sub(rb'\1""', tag[0])), content)
    fresh = _NAMED.sub(rb"\1\3", fresh)
    if fresh != content:
        removed.add(REMARK_AUTHORS)
    placed = _FOLDER.sub(b"", fresh)
    if placed != fresh:
        removed.add(PLACE)
    return placed
