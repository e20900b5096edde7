"""What may be published of a report: the same figures, with names of persons and contact data masked."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar, cast

from probidad.documents.report import Report
from probidad.rules.persons import person_spans

MASK = "[nombre reservado]"  # stands in every language: it takes the place of words of a Spanish document

_Value = TypeVar("_Value")
_KEPT = {
    "key",
    "sha256",
    "rule",
    "field",
    "message",
    "settle",
    "label",
    "formula",
    "note",
    "stage",
    "encoding",
    "delimiter",
}


def masked(text: str) -> str:
    """``text`` with each name of a person or contact datum replaced by :data:`MASK`."""
    out, at = [], 0
    for start, end in person_spans(text):
        out += [text[at:start], MASK]
        at = end
    return "".join([*out, text[at:]])


def published(report: Report) -> Report:
    """The report with names masked everywhere; figures, places and identifiers stay. Doing it twice changes nothing."""
    return _masked(report)


def _masked(value: _Value) -> _Value:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return cast("_Value", masked(value))
    if isinstance(value, tuple):
        return cast("_Value", tuple(_masked(entry) for entry in value))
    if isinstance(value, Mapping):
        return cast("_Value", {key: _masked(entry) for key, entry in value.items()})
    if is_dataclass(value) and not isinstance(value, type):
        changes: dict[str, Any] = {
            entry.name: _masked(getattr(value, entry.name)) for entry in fields(value) if entry.name not in _KEPT
        }
        return replace(value, **changes)
    return value
