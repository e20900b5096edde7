"""Cells with their place: what every reader returns, whatever the format.

Nothing is interpreted here: a cell keeps its text as the document shows it. A number that a spreadsheet stores is
kept exactly beside the text, written as es-CO shows it (``0,9``; ``90%`` where the cell has a percent format).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class CellKind(StrEnum):
    """What the file stores in the cell, before anybody interprets it."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"  # a formula that ended in #REF!, #DIV/0! and the like


@dataclass(frozen=True, slots=True)
class Cell:
    """One written cell. ``column`` counts from 1. ``number`` is exact and in points where ``text`` ends with %
    (a stored 0.9 with percent format has text ``90%`` and number 90)."""

    column: int
    text: str
    kind: CellKind = CellKind.TEXT
    number: Decimal | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet, or one record of a text file. ``number`` counts from 1 as the program that made the file
    shows it; in text files it is the physical line where the record starts. Only written cells are kept."""

    number: int
    cells: tuple[Cell, ...] = ()
    hidden: bool = False

    def text(self, column: int) -> str:
        """Text of the cell at ``column`` (from 1), empty where nothing is written."""
        cell = self.cell(column)
        return cell.text if cell else ""

    def cell(self, column: int) -> Cell | None:
        """The written cell at ``column`` (from 1), or None."""
        return next((cell for cell in self.cells if cell.column == column), None)


@dataclass(frozen=True, slots=True)
class Span:
    """A merged range, rows and columns from 1, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook; a text file has one, with an empty name. Rows without any written cell are left out
    (the numbers of the rest show where they were)."""

    name: str
    rows: tuple[Row, ...]
    merged: tuple[Span, ...] = ()
    hidden: bool = False


class Merged:
    """The merged ranges of a sheet, found by the cell where each begins: the only one of its cells that is written."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._last: dict[tuple[int, int], int] = {(s.first_row, s.first_column): s.last_column for s in spans}

    def width(self, row: int, column: int) -> int:
        """Number of columns that the cell covers, 1 where it is not merged across."""
        return self._last.get((row, column), column) - column + 1


@dataclass(frozen=True, slots=True)
class Workbook:
    """What a file holds. ``file`` is the name without folders; ``sha256`` in hexadecimal and ``size`` in bytes are
    those of the file as it came. ``remarks`` are things that the reader inferred, as message identifiers."""

    file: str
    format: str  # "text" | "csv" | "xlsx" | "xls" | "ods" | "pdf"
    sha256: str
    size: int
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    delimiter: str = ""
    remarks: tuple["Remark", ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something inferred or noticed while reading, so that nothing inferred is silent. ``message`` is a message
    identifier; ``row`` and ``column`` are 0 where they do not apply; ``activity`` is its number or 0."""

    stage: str  # "reading" | "header" | "filling" | "rows" | "values" | "shift"
    message: str
    facts: Mapping[str, str] = field(default_factory=dict)
    row: int = 0
    column: int = 0
    activity: int = 0


def column_letters(column: int) -> str:
    """``1`` is A, ``27`` is AA.

    Raises ``ValueError`` below 1.
    """
    if column < 1:
        raise ValueError(f"columns count from 1, got {column}")
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands: file, sheet (empty in text files), row and column from 1."""

    file: str
    sheet: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        """As a spreadsheet names it: H33. Text files keep the same name: column H of line 33."""
        return f"{column_letters(self.column)}{self.row}"


def written(row: Row) -> Iterator[Cell]:
    """Cells of the row that hold something other than blanks."""
    return (cell for cell in row.cells if cell.text.strip())
