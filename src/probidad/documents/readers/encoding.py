"""From bytes to text: UTF-8 with and without mark, UTF-16, Windows-1252."""

import re

from charset_normalizer import from_bytes

from probidad.documents.cells import Remark
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

_DAMAGED = re.compile("\ufffd|Ã[\u0080-\u00bf\u2018-\u203a¡-¿]|Â[\u00a0-\u00bf]")


def decode(name: str, data: bytes) -> tuple[str, str, tuple[Remark, ...]]:
    """Text, the name of its encoding, and what was noticed. Raises :class:`RefusalError` for bytes that are no text."""
    text, encoding = _decoded(data)
    if text is None or "\x00" in text:
        raise RefusalError(
            _("%(file)s does not read as text in UTF-8, UTF-16 or Windows-1252."),
            remedy=_("Save it again as CSV in UTF-8, or as XLSX or ODS."),
            facts={"file": name},
        )
    damaged = _DAMAGED.search(text)
    if damaged is None:
        return text, encoding, ()
    row = text.count("\n", 0, damaged.start()) + 1
    facts = {"file": name, "row": str(row), "text": text[max(0, damaged.start() - 12) : damaged.end() + 12].strip()}
    message = _("%(file)s, row %(row)s: accents came damaged («%(text)s»); they were left as they came.")
    return text, encoding, (Remark("reading", message, facts, row),)


def name_encoding(name: str, head: bytes) -> tuple[str, str]:
    """Encoding of a file that begins with ``head``, and the whole lines of the beginning as text.

    Raises :class:`RefusalError` for bytes that are no text.
    """
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or bool(_unmarked_utf16(head))
    end = len(head) // 2 * 2 if wide else head.rfind(b"\n") + 1 or len(head)
    text, encoding, _remarks = decode(name, head[:end])
    return encoding, text.removeprefix("\ufeff")


def _decoded(data: bytes) -> tuple[str | None, str]:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _try(data, encoding), encoding
    silent = _unmarked_utf16(data)
    if silent:
        return _try(data, silent), silent
    text = _try(data, "utf-8")
    if text is not None:
        return text, "utf-8"
    best = from_bytes(data, cp_isolation=["utf_8", "cp1252"]).best()
    if best is not None or _try(data, "cp1252") is not None:
        return _try(data, "cp1252"), "cp1252"
    return None, ""


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, UnicodeError):
        return None


def _unmarked_utf16(data: bytes) -> str:
    head = data[:4096]
    if len(head) < 4 or b"\x00" not in head:
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 5 * even and odd > len(head) // 5:
        return "utf-16-le"
    return "utf-16-be" if even > 5 * odd and even > len(head) // 5 else ""
