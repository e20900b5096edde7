"""What an audit rule says: a finding asks, it does not accuse.

The message and what would settle it are English message identifiers; :func:`gettext_noop` marks them for the
translators' tools without importing a translation library. Facts are inserted with ``%(name)s`` after translation.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

DOCUMENT = 0  # subject of a finding on the document as a whole; activities are numbered from 1


def gettext_noop(message: str) -> str:
    """Mark ``message`` for extraction into the catalogue and return it unchanged."""
    return message


class Severity(StrEnum):
    """How much hangs on a finding (gravedad): it changes a score, an auditor would ask, or it is a matter of form."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Nature(StrEnum):
    """Whether a rule compares numbers, dates and layout, or reads texts and only suggests."""

    DETERMINISTIC = "deterministic"
    SUGGESTION = "suggestion"


def _no_facts() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a reader of the document would ask about (hallazgo).

    ``subject`` is the number of the activity, or :data:`DOCUMENT`. ``fields`` are the keys of the columns whose
    cells show it. ``facts`` are already texts in exact form (``1/2``, ``76.19``, ``2017-12-30``).
    """

    rule: str
    severity: Severity
    subject: int
    message: str
    facts: Mapping[str, str] = field(default_factory=_no_facts)
    settle: str = ""
    fields: tuple[str, ...] = ()
    nature: Nature = Nature.DETERMINISTIC
