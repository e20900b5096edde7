"""A list as it goes out: CSV and XLSX as it is seen, JSON exact. Rows are passed on one by one and never kept whole.

CSV and XLSX show figures rounded half up to two decimals and say yes and no in the reader's language; texts come back
exactly when the file is read again, also those that a spreadsheet could run. JSON keeps every value as it is.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import chain, islice
from typing import Any, TypeVar

from probidad.documents.renderers.formulas import guard
from probidad.documents.renderers.json_report import figure, whole
from probidad.documents.renderers.tables import points
from probidad.documents.words import Words
from probidad.rules.finding import gettext_noop as _

Value = str | int | Decimal | Fraction | date | datetime | bool | None
Item = TypeVar("Item")
COLOMBIA = timezone(timedelta(hours=-5), "UTC-5")  # no summer time
BATCH = 200  # rows of a piece of CSV or JSON
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what no text file and no XML may hold


class GridKind(StrEnum):
    """What a column holds. ``PERCENT`` and ``EXACT`` are figures of the product: a percentage is in points (90 is 90 %)."""

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DAY = "day"
    MOMENT = "moment"
    YES_NO = "yes_no"
    EXACT = "exact"


_TYPES: dict[GridKind, tuple[type, ...]] = {
    GridKind.TEXT: (str,),
    GridKind.WHOLE: (int,),
    GridKind.DECIMAL: (Decimal, int),
    GridKind.PERCENT: (Decimal, Fraction, int),
    GridKind.DAY: (date,),
    GridKind.MOMENT: (datetime,),
    GridKind.YES_NO: (bool,),
    GridKind.EXACT: (Fraction, int),
}


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: ``key`` names it in JSON, ``label`` is its heading (a message identifier, or a text as it is)."""

    key: str
    label: str
    kind: GridKind = GridKind.TEXT


@dataclass(frozen=True, slots=True)
class Grid:
    """A list with a title. ``rows`` may be gone through once; each has a value or None for every column. ``title`` and
    ``notes`` are in the reader's language; ``zone`` is the one that moments are told in.

    Raises ``ValueError`` for two columns with one key, or none at all.
    """

    title: str
    columns: tuple[GridColumn, ...]
    rows: Iterable[tuple[Value, ...]]
    notes: tuple[str, ...] = ()
    zone: tzinfo = COLOMBIA

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        if not keys or len(set(keys)) < len(keys):
            raise ValueError(f"columns need keys of their own, got {keys}")

    def checked(self) -> Iterator[tuple[Value, ...]]:
        """The rows, each checked as it passes. Raises ``ValueError`` for a row of another length or a moment without
        zone and ``TypeError`` for a value that its column does not hold."""
        for row in self.rows:
            for column, value in zip(self.columns, row, strict=True):
                _check(column, value)
            yield row


def _check(column: GridColumn, value: Value) -> None:
    if value is None:
        return
    fits = isinstance(value, _TYPES[column.kind])
    if isinstance(value, bool):
        fits = column.kind is GridKind.YES_NO
    elif isinstance(value, datetime):
        fits = column.kind is GridKind.MOMENT
    if not fits:
        raise TypeError(f"column {column.key!r} holds {column.kind}, got {type(value).__name__}")
    if isinstance(value, datetime) and value.utcoffset() is None:
        raise ValueError(f"column {column.key!r}: a moment needs its zone")
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"column {column.key!r}: {value} is no figure")


def shown_text(text: str) -> str:
    """A text for a cell: harmless, and free of characters that no file of text may hold (they become U+FFFD)."""
    return guard(_NO_TEXT.sub("\ufffd", text))


def shown_figure(kind: GridKind, value: Value) -> Decimal | None:
    """The number that a cell shows, or None where the value is no number. Fractions are rounded half up to two places;
    whole numbers and decimals stay as they are."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        return None
    if isinstance(value, Fraction) or kind in (GridKind.EXACT, GridKind.PERCENT):
        return points(Fraction(value))
    return Decimal(value)


def grid_csv(grid: Grid, words: Words) -> Iterator[bytes]:
    """Pieces of a CSV: comma-separated, every cell quoted, UTF-8 with mark, CRLF; numbers with a point, days and moments
    as ISO 8601."""
    heading = [shown_text(words(column.label)) for column in grid.columns]
    lines = (
        [_csv_cell(grid, column, value, words) for column, value in zip(grid.columns, row, strict=True)]
        for row in grid.checked()
    )
    mark = b"\xef\xbb\xbf"
    for batch in _batches(chain([heading], lines)):
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerows(batch)
        yield mark + out.getvalue().encode("utf-8")
        mark = b""


def _csv_cell(grid: Grid, column: GridColumn, value: Value, words: Words) -> str:
    if isinstance(value, bool):
        return words(_("yes") if value else _("no"))
    if isinstance(value, str):
        return shown_text(value)
    if isinstance(value, datetime):
        return value.astimezone(grid.zone).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    number = shown_figure(column.kind, value)
    return "" if number is None else f"{number:f}"


def grid_json(grid: Grid, words: Words | None = None) -> Iterator[bytes]:
    """Pieces of a JSON document with ``title``, ``notes``, ``columns`` (key, label, kind) and ``rows`` (key to value).

    Texts are as they are, figures of the kinds percent and exact ``{"numerator", "denominator", "text"}``, decimals
    strings, whole numbers beyond 2**53 - 1 strings, days ISO 8601, moments ISO 8601 in UTC. ``words`` puts the labels
    into the reader's language; without it they are Spanish.
    """
    said = words or Words()
    columns = [{"key": c.key, "label": said(c.label), "kind": c.kind.value} for c in grid.columns]
    before = _json({"title": grid.title, "notes": list(grid.notes), "columns": columns})[:-1] + b',"rows":[\n'
    for batch in _batches(grid.checked()):
        yield before + b",\n".join(_json(record(grid.columns, row)) for row in batch)
        before = b",\n"
    yield (b"" if before == b",\n" else before) + b"\n]}\n"


def _json(value: object) -> bytes:
    # a half of a surrogate pair is no UTF-8: JSON writes it as \udc80, which is what backslashreplace makes of it
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")


def record(columns: Sequence[GridColumn], row: tuple[Value, ...]) -> dict[str, Any]:
    """A row as JSON tells it: by key, exact."""
    return {column.key: _json_value(column.kind, value) for column, value in zip(columns, row, strict=True)}


def _json_value(kind: GridKind, value: Value) -> Any:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if kind in (GridKind.PERCENT, GridKind.EXACT):
        return figure(Fraction(value))
    return whole(value) if isinstance(value, int) and kind is GridKind.WHOLE else f"{value:f}"


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    source = iter(items)
    while batch := list(islice(source, BATCH)):
        yield batch
