"""Imports, everywhere the same: preview, confirm, all or nothing; the same file again changes nothing and says so.

An office lays its kinds of import on :data:`import_kinds`. A kind that expects rows of a spreadsheet is made by
:func:`probidad.core.rowimports.row_import`; a kind with a reader of its own (the follow-up of a plan) gives ``preview``
and ``apply``.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from probidad.core.access import Actor
from probidad.core.lists import Choice
from probidad.core.models import ImportRun
from probidad.core.shelf import Shelf
from probidad.rules.finding import gettext_noop as _


class Change(StrEnum):
    """What applying a file does with a row of it."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


CHANGE_WORDS = {Change.NEW: _("new"), Change.CHANGED: _("changed"), Change.SAME: _("the same")}


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """One value of the preview: as it would be stored, whether it was inferred, and what is wrong with it. ``written``
    is the text of the file where it differs, ``before`` what is stored now where it would change."""

    text: str
    inferred: bool = False
    fault: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    written: str = ""
    before: str = ""


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
    the file; ``effects`` say what applying would change; ``inferred`` what was inferred while reading. ``changes``
    counts the records that would change; None where the kind cannot tell."""

    heads: tuple[str, ...]
    rows: tuple[PreviewRow, ...]
    faults: tuple[Said, ...]
    inferred: tuple[Said, ...]
    effects: tuple[Said, ...]
    changes: int | None = None

    @property
    def applicable(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.all_faults

    @property
    def all_faults(self) -> tuple[Said, ...]:
        """Those of the whole, then those of each cell."""
        cells = (Said(cell.fault, cell.facts) for row in self.rows for cell in row.cells if cell.fault)
        return (*self.faults, *cells)

    @property
    def seal(self) -> str:
        """Tells two previews apart: what a person saw and what would be done now."""
        said = [[entry.message, {key: str(value) for key, value in entry.facts.items()}] for entry in self.effects]
        rows = [[row.number, row.change, [[cell.text, cell.before] for cell in row.cells]] for row in self.rows]
        told = json.dumps([said, rows, self.changes], sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(told.encode("ascii")).hexdigest()


class ChoiceKind(StrEnum):
    """How a person settles a choice of an import."""

    TEXT = "text"
    DAY = "day"
    CHECK = "check"  # "yes" or nothing
    ONE = "one"


@dataclass(frozen=True, slots=True)
class ImportChoice:
    """Something that a person may settle about a file. ``label`` and ``help`` are message identifiers; ``options`` are
    those of the kind ``ONE``. An unsettled choice is an empty text."""

    key: str
    label: str
    help: str = ""
    kind: ChoiceKind = ChoiceKind.TEXT
    options: Callable[[Actor], Sequence[Choice]] | None = None


@dataclass(frozen=True, slots=True)
class ImportKind:
    """A kind of import. ``verb`` is who may.

    ``preview(actor, path, choices)`` reads the file (in the child process of ``documents.sandbox``) and changes
    nothing; ``apply(actor, run, path)`` runs inside the transaction of the import and returns what it did, for the
    summary and the trail; both raise ``RefusalError``. With ``read(actor, path, choices)`` the file is read once before
    the transaction, and what ``read`` gives takes the place of the path in both.

    ``choices`` name what a person may settle (sheet, cut-off…): an :class:`ImportChoice`, or a key with its label.
    ``told`` gives the words for counts of the summary (``%(count)s``), ``result`` the address of what was made.
    ``keep_file`` keeps the bytes after applying; without it only name, size and digest stay.
    """

    key: str
    label: str
    verb: str
    preview: Callable[[Actor, Any, Mapping[str, str]], Preview]
    apply: Callable[[Actor, ImportRun, Any], Mapping[str, int | str]]
    choices: tuple[tuple[str, str] | ImportChoice, ...] = ()
    template: Callable[[Actor], bytes] | None = None  # an empty spreadsheet to fill in
    read: Callable[[Actor, Path, Mapping[str, str]], object] | None = None
    help: str = ""
    told: Mapping[str, str] = field(default_factory=dict)
    result: Callable[[Mapping[str, Any]], str] | None = None
    keep_file: bool = False

    @property
    def questions(self) -> tuple[ImportChoice, ...]:
        """The choices, each described."""
        return tuple(entry if isinstance(entry, ImportChoice) else ImportChoice(*entry) for entry in self.choices)


import_kinds: Shelf[ImportKind] = Shelf("import_kinds", lambda kind: kind.key)
