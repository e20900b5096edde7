"""Stage three: rows whose cells stand one column away from where they belong.

A row is told shifted only when its cells contradict what the other rows of those columns hold, and contradict
nothing when moved one column. The repair is proposed and marked; the cells themselves are kept as they stand.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from probidad.documents.cells import CellKind, Row
from probidad.documents.matrix.columns import is_numeric
from probidad.rules.duedates import due_dates

LEAST_TYPED = 3  # columns of a known type that must be there before anything can be said
LEAST_SHARE = 0.6
_NUMBERS = ("target", "value", "declared")
_DATES = ("deadline", "start")
_WORDS = ("action", "indicator", "responsible", "observation", "done", "objective")


@dataclass(frozen=True, slots=True)
class Move:
    """The field of a column from ``start`` on stands ``offset`` columns further (+1) or nearer (-1)."""

    start: int
    offset: int

    def source(self, column: int) -> int:
        """Column where the cell that belongs to ``column`` stands."""
        return column + self.offset if column >= self.start else column


def column_types(rows: Sequence[Row], fields: Mapping[str, int]) -> dict[str, str]:
    """``number``, ``date`` or ``words`` for each field whose column holds mostly that."""
    types: dict[str, str] = {}
    for keys, name, test in ((_NUMBERS, "number", is_numeric), (_DATES, "date", is_date), (_WORDS, "words", is_words)):
        for key in keys:
            if key in fields:
                texts = [text for row in rows if (text := row.text(fields[key]).strip())]
                if len(texts) >= 3 and sum(map(test, texts)) >= LEAST_SHARE * len(texts):
                    types[key] = name
    return types


def is_date(text: str) -> bool:
    """Whether a cell holds a due date or a periodicity in words."""
    if is_numeric(text) and not re.search(r"\d[/.-]\d{1,2}[/.-]\d", text):
        return False
    found = due_dates(text, vigencia=2000)
    return bool(found.days or found.recurrence or found.impossible) and len(text) <= 160


def is_words(text: str) -> bool:
    """Whether a cell holds a text of some length and not a number."""
    return not is_numeric(text) and sum(ch.isalpha() for ch in text) >= 4


_TESTS = {"number": is_numeric, "date": is_date, "words": is_words}


def find_move(row: Row, fields: Mapping[str, int], types: Mapping[str, str]) -> Move | None:
    """The move that makes the row fit, or None when it fits as it stands or nothing makes it fit."""
    typed = [key for key in types if types[key] in ("number", "date")]
    if len(typed) < LEAST_TYPED or any(cell.kind is CellKind.ERROR for cell in row.cells):
        return None
    if _misfits(row, fields, types, None) < 2 or _hard(row, fields, types, None) < 2:
        return None
    columns = sorted(fields.values())
    found: list[tuple[int, int, Move]] = []
    for offset in (1, -1):
        for start in columns:
            move = Move(start, offset)
            if _loses_text(row, fields, move) or _misfits(row, fields, types, move) > 0:
                continue
            if sum(1 for key in typed if row.text(move.source(fields[key])).strip()) >= LEAST_TYPED - 1:
                found.append((abs(offset), -start, move))
    return min(found, key=lambda entry: entry[:2])[2] if found else None


def _misfits(row: Row, fields: Mapping[str, int], types: Mapping[str, str], move: Move | None) -> int:
    """Cells that contradict the type of their column; blank ones contradict nothing."""
    return sum(
        1
        for key, name in types.items()
        if (text := row.text(move.source(fields[key]) if move else fields[key]).strip()) and not _TESTS[name](text)
    )


def _hard(row: Row, fields: Mapping[str, int], types: Mapping[str, str], move: Move | None) -> int:
    """Misfits that no slip of the pen explains: a long text under numbers, a bare number under texts or dates."""
    count = 0
    for key, name in types.items():
        text = row.text(move.source(fields[key]) if move else fields[key]).strip()
        long_text = name == "number" and is_words(text)
        bare_number = name in ("words", "date") and bool(text) and is_numeric(text)
        count += long_text or bare_number
    return count


def _loses_text(row: Row, fields: Mapping[str, int], move: Move) -> bool:
    read = {move.source(column) for column in fields.values()}
    return any(cell.text.strip() and cell.column in fields.values() and cell.column not in read for cell in row.cells)
