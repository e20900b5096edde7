"""What an import read. Messages are English message identifiers with ``%(name)s`` facts, told with ``Words``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from probidad.documents.cells import Place, Remark

Value = str | int | bool | date | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class OriginalText:
    """The text of a cell as the file shows it, and where it stands (for a merged cell, where that begins)."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class RowRead:
    """A row. ``number`` is the one that the file shows. ``values`` has every key whose column the file has, but for
    cells with a fault: str, day, int, bool, the value of a choice, a tuple of those; None (or no choices) where the cell
    is empty. ``cells`` has those that are written. ``inferred`` names the keys whose value was not written to the letter as
    it is asked for (other blanks, accents or case, a day in words, a number for a text) or comes from a merged cell."""

    number: int
    values: Mapping[str, Value]
    cells: Mapping[str, OriginalText]
    inferred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that cannot be taken. ``facts`` have file, sheet, row, cell, heading and text."""

    place: Place
    key: str
    message: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableFault:
    """What is wrong with the table as a whole. ``key`` names the column where it is about one."""

    message: str
    facts: Mapping[str, str] = field(default_factory=dict)
    key: str = ""


@dataclass(frozen=True, slots=True)
class RowsRead:
    """The table of a workbook. ``columns`` and ``headings`` tell where each key was found (column from 1) and under
    which text; ``heading_row`` is 0 where there is none. Faults are all of those found, not the first."""

    file: str
    sha256: str
    sheet: str = ""
    heading_row: int = 0
    columns: Mapping[str, int] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[RowRead, ...] = ()
    faults: tuple[CellFault, ...] = ()
    table_faults: tuple[TableFault, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether there is no fault at all: only then may anything be saved."""
        return not self.faults and not self.table_faults
