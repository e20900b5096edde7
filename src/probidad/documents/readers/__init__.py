"""Files in: one reader for each family of formats. Limits and content are checked before a library opens anything."""

import hashlib
from importlib import import_module
from pathlib import Path

import puremagic

from probidad.documents.cells import Workbook
from probidad.documents.limits import Limits
from probidad.documents.readers.packages import check_ods, check_xls, check_xlsx
from probidad.documents.readers.spreadsheet import read_spreadsheet
from probidad.documents.readers.text import read_text
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

TEXT = {".txt": "text", ".tsv": "text", ".csv": "csv"}
BOOKS = {".xlsx": "xlsx", ".xls": "xls", ".ods": "ods"}
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_workbook(path: Path, limits: Limits, *, pdf: bool = False) -> Workbook:
    """Read ``path`` as its extension says, after checking that its content is of that kind. ``pdf``: whether the ruled
    tables of a PDF are read too.

    Raises :class:`RefusalError` for anything that is not a readable matrix file within ``limits``.
    """
    name = path.name
    suffix = path.suffix.lower()
    if pdf and suffix == ".pdf":
        return _pdf(path, limits)
    if suffix not in TEXT and suffix not in BOOKS:
        raise RefusalError(
            _("%(file)s: files of the kind «%(kind)s» are not read.")
            if suffix
            else _("%(file)s has no extension that tells what kind of file it is."),
            remedy=_("Save it as TXT, TSV, CSV, XLSX, XLS or ODS, without macros."),
            facts={"file": name, "kind": suffix},
        )
    data = _bytes(path, limits)
    _check_content(name, suffix, data)
    digest = hashlib.sha256(data).hexdigest()
    if suffix in TEXT:
        return read_text(name, data, limits, format=TEXT[suffix], sha256=digest)
    marks = {".xlsx": check_xlsx, ".ods": check_ods, ".xls": check_xls}[suffix](name, data, limits)
    return read_spreadsheet(name, data, limits, marks, format=BOOKS[suffix], sha256=digest)


def _pdf(path: Path, limits: Limits) -> Workbook:
    data = _bytes(path, limits)
    if b"%PDF-" not in data[:1024]:
        raise RefusalError(
            _("%(file)s does not hold what its extension says: it is no PDF."),
            remedy=_("Ask for it again, or print it anew as PDF."),
            facts={"file": path.name},
        )
    # its library is loaded only for a PDF
    read = import_module("probidad.documents.readers.pdf").read_pdf
    book: Workbook = read(path.name, data, limits, sha256=hashlib.sha256(data).hexdigest())
    return book


def _bytes(path: Path, limits: Limits) -> bytes:
    if not path.exists():
        raise RefusalError(
            _("%(file)s does not exist."), remedy=_("Check the name and the folder."), facts={"file": str(path)}
        )
    if not path.is_file():
        raise RefusalError(
            _("%(file)s is not a file."), remedy=_("Give the file of the follow-up."), facts={"file": str(path)}
        )
    with path.open("rb") as handle:
        data = handle.read(limits.size + 1)
    if len(data) > limits.size:
        facts = {"file": path.name, "limit": str(limits.size // (1024 * 1024))}
        raise RefusalError(
            _("%(file)s has more than %(limit)s MB."),
            remedy=_("If you trust the file, raise the limit: --limites tamano=100MB."),
            facts=facts,
        )
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise RefusalError(
            _("%(file)s is empty."), remedy=_("Check that it was saved with its content."), facts={"file": path.name}
        )
    return data


def _check_content(name: str, suffix: str, data: bytes) -> None:
    zipped, ole = data.startswith(_ZIP), data.startswith(_OLE)
    fits = {".xlsx": zipped, ".ods": zipped, ".xls": ole}.get(suffix, not zipped and not ole and not _is_binary(data))
    if fits:
        return
    if suffix == ".xlsx" and ole:
        raise RefusalError(
            _("%(file)s is encrypted or is an old XLS with another extension."),
            remedy=_("Save it without a password, as XLSX."),
            facts={"file": name},
        )
    kind = _kind(data)
    raise RefusalError(
        _("%(file)s does not hold what its extension says: its content looks like %(kind)s.")
        if kind
        else _("%(file)s does not hold what its extension says: its content is of no known kind."),
        remedy=_("Open it in the program that made it and save it again as XLSX, ODS or CSV."),
        facts={"file": name, "kind": kind},
    )


def _is_binary(data: bytes) -> bool:
    """Control characters that no text has, outside UTF-16."""
    head = data[:65536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_utf16(head):
        return False
    return b"\x00" in data or sum(byte < 9 or 13 < byte < 27 for byte in head) > len(head) // 200


def _looks_utf16(head: bytes) -> bool:
    even, odd = head[0::2], head[1::2]
    return len(head) >= 4 and (
        odd.count(0) > 0.4 * len(odd) > 5 * even.count(0) or even.count(0) > 0.4 * len(even) > 5 * odd.count(0)
    )


def _kind(data: bytes) -> str:
    try:
        return puremagic.from_string(data[:4096]).strip(".")
    except (puremagic.PureError, ValueError):
        return ""
