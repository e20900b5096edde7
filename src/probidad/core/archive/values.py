"""One spelling of every value, whichever database keeps it: what is spelled alike is equal."""

import base64
import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Field, ForeignKey

Cell = str | int | bool | None


class Kind(StrEnum):
    """What a column holds."""

    WHOLE = "whole"
    TRUTH = "truth"
    TEXT = "text"
    DECIMAL = "decimal"
    REAL = "real"
    MOMENT = "moment"
    DAY = "day"
    TIME = "time"
    SPAN = "span"
    UUID = "uuid"
    BYTES = "bytes"
    JSON = "json"


_KINDS = {
    **dict.fromkeys(
        (
            "AutoField", "BigAutoField", "SmallAutoField", "IntegerField", "BigIntegerField", "SmallIntegerField",
            "PositiveIntegerField", "PositiveBigIntegerField", "PositiveSmallIntegerField",
        ),
        Kind.WHOLE,
    ),
    **dict.fromkeys(
        ("CharField", "TextField", "SlugField", "EmailField", "URLField", "FileField", "FilePathField", "IPAddressField",
         "GenericIPAddressField"),
        Kind.TEXT,
    ),
    "BooleanField": Kind.TRUTH, "DecimalField": Kind.DECIMAL, "FloatField": Kind.REAL, "DateTimeField": Kind.MOMENT,
    "DateField": Kind.DAY, "TimeField": Kind.TIME, "DurationField": Kind.SPAN, "UUIDField": Kind.UUID,
    "BinaryField": Kind.BYTES, "JSONField": Kind.JSON,
}  # fmt: skip


def kind_of(field: "Field[Any, Any]") -> Kind:
    """The kind of a field. Raises ``LookupError`` for one that has no spelling here yet."""
    if isinstance(field, ForeignKey):
        return kind_of(field.target_field)
    name = field.get_internal_type()
    if name not in _KINDS:
        raise LookupError(f"{field} is a {name}, and there is no spelling of it")
    return _KINDS[name]


def spelled(kind: Kind, value: Any) -> Cell:
    """The cell of a value as the framework reads it. ``None`` is the absent one; JSON has its own ``null``."""
    if value is None and kind is not Kind.JSON:
        return None
    cell: Cell = _SPELL[kind](value)
    return cell


def read(kind: Kind, cell: Cell) -> Any:
    """The value of a cell; JSON stays its text. Raises ``ValueError`` or ``TypeError`` for what is none."""
    if cell is None:
        return None
    if kind is Kind.TRUTH:
        return _truth(cell)
    if kind is Kind.WHOLE:
        return _whole(cell)
    if not isinstance(cell, str):
        raise TypeError(f"a {kind} is spelled as text")
    return _READ[kind](cell)


def canonical(value: object) -> str:
    """JSON with its keys in order and each number in one spelling: a database may write 1e2 as 100."""
    return json.dumps(_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _plain(value: object) -> object:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value


def _moment(value: datetime) -> str:
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _decimal(value: Decimal) -> str:
    return format(abs(value) if value == 0 else value, "f")  # one zero


def _whole(cell: Cell) -> int:
    if isinstance(cell, bool) or not isinstance(cell, int):
        raise TypeError("a whole number is spelled as a number")
    return cell


def _truth(cell: Cell) -> bool:
    if not isinstance(cell, bool):
        raise TypeError("true or false")
    return cell


def _json(text: str) -> str:
    json.loads(text)
    return text


_MICRO = timedelta(microseconds=1)
_SPELL: dict[Kind, Any] = {
    Kind.WHOLE: int, Kind.TRUTH: bool, Kind.TEXT: str, Kind.DECIMAL: _decimal, Kind.REAL: repr, Kind.MOMENT: _moment,
    Kind.DAY: date.isoformat, Kind.TIME: lambda value: value.isoformat("microseconds"),
    Kind.SPAN: lambda value: str(value // _MICRO), Kind.UUID: lambda value: value.hex,
    Kind.BYTES: lambda value: base64.b64encode(bytes(value)).decode("ascii"), Kind.JSON: canonical,
}  # fmt: skip
_READ: dict[Kind, Any] = {
    Kind.TEXT: str, Kind.DECIMAL: Decimal, Kind.REAL: float, Kind.DAY: date.fromisoformat, Kind.TIME: time.fromisoformat,
    Kind.MOMENT: lambda text: datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC),
    Kind.SPAN: lambda text: int(text) * _MICRO, Kind.UUID: lambda text: UUID(hex=text),
    Kind.BYTES: lambda text: base64.b64decode(text, validate=True), Kind.JSON: _json,
}  # fmt: skip
