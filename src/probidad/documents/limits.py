"""Limits that hold before any library opens a file, and how a person raises them for a file that they trust."""

import re
from dataclasses import dataclass, fields, replace

from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds. Defaults are the security contract of the project."""

    size: int = 20 * MEGABYTE
    unpacked: int = 200 * MEGABYTE
    ratio: int = 100
    ratio_above: int = 10 * MEGABYTE
    parts: int = 1_000
    sheets: int = 50
    rows: int = 10_000
    columns: int = 100
    cell: int = 32_767
    line: int = MEGABYTE
    memory: int = 512 * MEGABYTE
    cpu: int = 30
    wall: int = 60


_NAMES = {
    "tamano": "size", "tamaño": "size", "descomprimido": "unpacked", "razon": "ratio", "razón": "ratio", "partes": "parts",
    "hojas": "sheets", "filas": "rows", "columnas": "columns", "celda": "cell", "linea": "line", "línea": "line",
    "memoria": "memory", "procesador": "cpu", "tiempo": "wall",
}  # fmt: skip
_UNITS = {"": 1, "kb": 1024, "mb": MEGABYTE, "gb": 1024 * MEGABYTE, "s": 1}
_ITEM = re.compile(r"^\s*([^\W\d_]+)\s*=\s*(\d{1,12})\s*(kb|mb|gb|s)?\s*$", re.IGNORECASE)
_WIDE = {"amplios", "wide"}


def parse_limits(text: str) -> Limits:
    """``filas=50000,tamano=100MB`` or ``amplios`` (all ten times). Limits are raised, never lowered below zero.

    Raises :class:`RefusalError` for a name or a number that is not known.
    """
    limits = Limits()
    if not text.strip():
        return limits
    if text.strip().casefold() in _WIDE:
        return replace(limits, **{entry.name: getattr(limits, entry.name) * 10 for entry in fields(limits)})
    known = {entry.name for entry in fields(limits)}
    for item in text.split(","):
        match = _ITEM.match(item)
        name = _NAMES.get(match[1].casefold(), match[1].casefold()) if match else ""
        if match is None or name not in known or int(match[2]) == 0:
            raise RefusalError(
                _("«%(text)s» is not a limit."),
                remedy=_("Write for example filas=50000,tamano=100MB, or amplios. Names: %(names)s."),
                facts={"text": item.strip(), "names": ", ".join(sorted(set(_NAMES) - {"tamaño", "razón", "línea"}))},
            )
        limits = replace(limits, **{name: int(match[2]) * _UNITS[(match[3] or "").lower()]})
    return limits
