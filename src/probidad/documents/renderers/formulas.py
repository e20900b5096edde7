"""Text that a spreadsheet could run as a formula, made harmless and brought back.

An apostrophe is put before a text whose first visible character is ``= + - @`` (also full-width) or a tab or carriage
return, whatever blanks or invisible characters stand before it; before ``<r>``, which the writer of XLSX would put into
the sheet as markup; and before a text that already begins with an apostrophe, so that :func:`restore` gives every text
back exactly.
"""

import unicodedata

_SIGNS = frozenset("=+-@＝＋－＠﹢﹣﹦﹫−|%")
_CONTROL = frozenset("\t\r\n\x00")


def neutralise(text: str) -> str:
    """``=1+1`` becomes ``'=1+1``; harmless text stays as it is."""
    return f"'{text}" if text.startswith(("'", "<r>")) or _runs(text) else text


def guard(text: str) -> str:
    """As :func:`neutralise`, and also where reading again would change a text: blanks at an end, or a beginning that
    looks like the error of a formula (``#N/A``)."""
    return f"'{text}" if text.strip() != text or text.startswith("#") else neutralise(text)


def restore(text: str) -> str:
    """The text that :func:`neutralise` or :func:`guard` was given."""
    return text[1:] if text.startswith("'") else text


def _runs(text: str) -> bool:
    for char in text:
        if char in _CONTROL:
            return True
        if char.isspace() or unicodedata.category(char) in {"Cf", "Cc", "Mn", "Zs"}:
            continue
        return char in _SIGNS
    return False
