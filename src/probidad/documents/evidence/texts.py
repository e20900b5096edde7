"""Plain texts: CSV and TXT. They hold nothing but what one reads, so nothing is taken out of them."""

import re

from probidad.documents.evidence.kinds import FileKind
from probidad.documents.evidence.refusing import AGAIN, refused
from probidad.documents.evidence.result import Checked, Cleaned
from probidad.documents.readers.encoding import decode
from probidad.rules.finding import gettext_noop as _

_MARKUP = re.compile(
    r"\s*(<!doctype|<html|<head|<body|<script|<svg|<\?xml|<\?php|<!--|#!|\{\\rtf|%!PS|MZ)", re.IGNORECASE
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def check(name: str, data: bytes, _kind: FileKind) -> Checked:
    """Raises :class:`RefusalError` for what is no plain text."""
    text, _encoding, _remarks = decode(name, data)
    if _MARKUP.match(text.removeprefix("\ufeff")) or len(_CONTROL.findall(text)) > len(text) // 200:
        raise refused(
            name, _("%(file)s is no plain text: it begins like a page, a program or another kind of file."), AGAIN
        )
    return Checked()


def cleaned(_name: str, data: bytes, _kind: FileKind) -> Cleaned:
    """The same bytes."""
    return Cleaned(data)
