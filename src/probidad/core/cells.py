"""One value of a list: as a page shows it, and as a file takes it away."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils import timezone

from probidad.core.lists import FIGURES, Column, Kind, Mark, Tone
from probidad.documents.renderers.grid import GridColumn, GridKind, Value
from probidad.documents.renderers.labels import LEVEL_WORDS, SEVERITY_WORDS
from probidad.documents.words import Words
from probidad.rules.finding import Severity
from probidad.rules.finding import gettext_noop as _

_GRID_KINDS = {kind: GridKind(kind.value) for kind in Kind if kind.value in {entry.value for entry in GridKind}}
NO_DATA = _("no data")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as a page shows it. ``badge`` is empty, ``level``, ``severity`` or ``state``; ``sign`` its key or tone.
    ``empty`` tells that the record has nothing here."""

    label: str
    text: str
    address: str = ""
    badge: str = ""
    sign: str = ""
    right: bool = False
    said: bool = False
    empty: bool = False


def cell(column: Column, row: Any, words: Words) -> Cell:
    """The value of ``column`` in ``row``, in the reader's language."""
    value = column.value(row)
    label, right = words(column.label), column.kind in FIGURES
    if value is None or value == "":
        badge = "level" if column.kind is Kind.LEVEL else ""
        return Cell(label, words(NO_DATA) if right or badge else "—", badge=badge, right=right, empty=True)
    badge, sign = _badge(column.kind, value)
    return Cell(
        label=label,
        text=shown(column.kind, value, words),
        address=column.link(row) if column.link else "",
        badge=badge,
        sign=sign,
        right=right,
        said=column.said,
    )


def _badge(kind: Kind, value: object) -> tuple[str, str]:
    if kind is Kind.LEVEL:
        return "level", str(value)
    if kind is Kind.SEVERITY:
        return "severity", str(value)
    if kind is Kind.STATE:
        return "state", value.tone.value if isinstance(value, Mark) else Tone.PLAIN.value
    return "", ""


def shown(kind: Kind, value: object, words: Words) -> str:
    """The text of a value that is there. Figures are rounded half up to two decimals at most."""
    if isinstance(value, Mark):
        return words(value.message, value.facts)
    if kind is Kind.LEVEL:
        return words(LEVEL_WORDS.get(str(value), str(value)))
    if kind is Kind.SEVERITY:
        return words(SEVERITY_WORDS[Severity(str(value))])
    if kind in (Kind.WORD, Kind.STATE):
        return words(str(value))
    if isinstance(value, bool):
        return words(_("yes") if value else _("no"))
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        return f"{words.short_day(local.date())}, {local:%H:%M}"
    if isinstance(value, date):
        return words.short_day(value)
    if isinstance(value, int | Decimal | Fraction):
        return _figure(kind, value, words)
    return str(value)


def _figure(kind: Kind, value: int | Decimal | Fraction, words: Words) -> str:
    if kind is Kind.EXACT:
        return words.decimal(Fraction(value))
    text = words.short(Fraction(value))
    return f"{text} %" if kind is Kind.PERCENT else text


def grid_column(column: Column) -> GridColumn:
    """The column as a file has it: what is a badge on a page is a word there."""
    return GridColumn(column.key, column.label, _GRID_KINDS.get(column.kind, GridKind.TEXT))


def grid_value(column: Column, row: Any, words: Words) -> Value:
    """The value of ``column`` in ``row`` as a file has it."""
    value = column.value(row)
    if value is None or value == "":
        return None
    kind = _GRID_KINDS.get(column.kind)
    if kind is None or kind is GridKind.TEXT:
        return shown(column.kind, value, words) if kind is None else str(value)
    return value if isinstance(value, str | int | Decimal | Fraction | date) else str(value)
