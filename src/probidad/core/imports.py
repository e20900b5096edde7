"""Imports, everywhere the same: preview, confirm, all or nothing; the same file again changes nothing and says so.

An office lays its kinds of import on :data:`import_kinds`. A kind that expects rows of a spreadsheet gives what it
expects; a kind with a reader of its own (the follow-up of a plan) gives only ``preview`` and ``apply``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from probidad.core.access import Actor
from probidad.core.models import ImportRun
from probidad.core.shelf import Shelf


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """One value of the preview: as it would be stored, whether it was inferred, and what is wrong with it."""

    text: str
    inferred: bool = False
    fault: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row of the file. ``change`` is a message identifier: new, changed, the same."""

    number: int
    cells: tuple[PreviewCell, ...]
    change: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence about the file: a message identifier with its facts."""

    message: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do. With ``faults`` it cannot be applied. ``heads`` are message identifiers or texts of
    the file; ``effects`` say what applying would change; ``inferred`` what was inferred while reading."""

    heads: tuple[str, ...]
    rows: tuple[PreviewRow, ...]
    faults: tuple[Said, ...]
    inferred: tuple[Said, ...]
    effects: tuple[Said, ...]

    @property
    def applicable(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.faults and not any(cell.fault for row in self.rows for cell in row.cells)


@dataclass(frozen=True, slots=True)
class ImportKind:
    """A kind of import. ``preview`` reads the file (in the child process of ``documents.sandbox``) and changes nothing;
    ``apply`` runs inside the transaction of the import and returns what it did, for the summary and the trail. ``verb``
    is who may. ``choices`` name what a person may settle (sheet, cut-off…), each with its label."""

    key: str
    label: str
    verb: str
    preview: Callable[[Actor, Path, Mapping[str, str]], Preview]
    apply: Callable[[Actor, ImportRun, Path], Mapping[str, int | str]]
    choices: tuple[tuple[str, str], ...] = ()
    template: Callable[[], bytes] | None = None  # an empty spreadsheet to fill in


import_kinds: Shelf[ImportKind] = Shelf("import_kinds", lambda kind: kind.key)
