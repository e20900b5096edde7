"""Choices of forms in the reader's language, an empty one first where nothing need be chosen."""

from collections.abc import Mapping, Sequence

from probidad.core.pages import said

Pairs = Sequence[tuple[str, str]]


def worded(labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """Codes with their message identifiers, said."""
    return [(code, said(label)) for code, label in labels.items()]


def or_none(pairs: Pairs, label: str) -> list[tuple[str, str]]:
    """The pairs after one that chooses nothing; ``label`` is a message identifier."""
    return [("", said(label)), *pairs]


def number(value: str) -> int | None:
    """The identifier that was chosen; None where nothing was."""
    return int(value) if value else None
