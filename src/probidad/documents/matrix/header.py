"""Stage one: find the header of the matrix and map its columns to fields."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from probidad.documents.cells import Cell, Merged, Remark, Row, Sheet, written
from probidad.documents.matrix.columns import settle_columns
from probidad.rules.finding import gettext_noop as _

LONGEST_HEADING = 140  # characters; longer cells are content
SEARCHED_ROWS = 400
MOST_HEADER_ROWS = 3
ROW_MUST_BRING = 0.75  # of score: less than one more column named
WHOLE = 2.0  # weight of a heading that is a known name and nothing else

_WORK = {"action", "indicator", "done"}
_TOLD = {"declared", "value", "target", "product", "deadline", "responsible", "observation"}


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands (row numbers of the file, both included), the text of each column's heading, and the
    field that each column holds."""

    first_row: int
    last_row: int
    headings: Mapping[int, str]
    fields: Mapping[str, int]
    remarks: tuple[Remark, ...] = ()
    cells: Mapping[int, Sequence[tuple[int, Cell]]] = field(default_factory=dict)  # over each column, with their rows

    def field_of(self, column: int) -> str:
        """Field that ``column`` holds, or empty."""
        return next((key for key, at in self.fields.items() if at == column), "")

    def follow_up_cells(self) -> Sequence[tuple[int, Cell]]:
        """The heading cells over what is told of the follow-up, with their rows; one may name the cut-off."""
        told = (self.fields[key] for key in ("declared", "value", "done", "observation") if key in self.fields)
        return next((self.cells.get(column, ()) for column in told), ())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Synonyms by their words: which fields a run of words names, and the words that begin one."""

    fields: Mapping[str, tuple[str, ...]]
    beginnings: frozenset[str]
    longest: int
    alone: frozenset[str]  # names that count only where they are the whole heading


@dataclass(frozen=True, slots=True)
class _Candidate:
    first: int  # index into sheet.rows
    last: int
    headings: dict[int, str]
    matches: dict[int, list[tuple[float, str]]]
    cells: dict[int, list[tuple[int, Cell]]]

    @property
    def fields(self) -> set[str]:
        return {choices[0][1] for choices in self.matches.values() if choices}

    @property
    def score(self) -> float:
        best: dict[str, float] = {}
        for choices in self.matches.values():
            if choices:
                weight, key = choices[0]
                best[key] = max(best.get(key, 0.0), weight)
        return sum(best.values())

    @property
    def worth(self) -> float:
        """The score, less what each further row must bring to be taken as part of the header."""
        return self.score - ROW_MUST_BRING * (self.last - self.first)


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """Heading text for comparison: lower case, no accents, no markup, single blanks, letters digits and % only."""
    bare = "".join(ch for ch in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(ch))
    bare = re.sub(r"<[^<>]{1,40}>", " ", bare)
    return re.sub(r"[^a-z0-9%]+", " ", bare).strip()


def find_header(sheet: Sheet, synonyms: Mapping[str, Sequence[str]]) -> Header | None:
    """The header of ``sheet``, or None when no row names enough known columns.

    One row, or two or three whose cells stand one above the other. At least three different fields must be named,
    one of them an activity or indicator and one of what is told about it.
    """
    search = _Search(sheet, vocabulary(synonyms))
    best: _Candidate | None = None
    for index in range(len(search.rows)):
        for height in range(1, MOST_HEADER_ROWS + 1):
            candidate = search.candidate(index, height)
            if candidate is None or not _enough(candidate):
                continue
            if best is None or candidate.worth > best.worth:
                best = candidate
    if best is None:
        return None
    fields, remarks = settle_columns(sheet, best.last, best.headings, best.matches)
    if not fields.keys() & _WORK or not fields.keys() & _TOLD:
        return None
    first, last = search.rows[best.first].number, search.rows[best.last].number
    if last > first:
        message = _("The headings were read from rows %(first)s to %(last)s together.")
        remarks.insert(0, Remark("header", message, {"first": str(first), "last": str(last)}, first))
    return Header(first, last, best.headings, fields, tuple(remarks), best.cells)


def _enough(candidate: _Candidate) -> bool:
    fields = candidate.fields
    return len(fields) >= 3 and bool(fields & _WORK) and bool(fields & _TOLD)


class _Search:
    """Looks for the header among the first rows of a sheet."""

    def __init__(self, sheet: Sheet, known: Vocabulary) -> None:
        self.rows = sheet.rows[:SEARCHED_ROWS]
        self.known = known
        self.merged = Merged(sheet.merged)
        self.keeps_merged = bool(sheet.merged)
        self.widest = max((cell.column for row in self.rows for cell in row.cells), default=0)

    def candidate(self, index: int, height: int) -> _Candidate | None:
        rows = self.rows[index : index + height]
        if len(rows) < height or any(b.number - a.number > 2 for a, b in pairwise(rows)):
            return None
        if any(len(cell.text.strip()) > LONGEST_HEADING for row in rows for cell in written(row)):
            return None
        if height > 1 and any(_is_data(row) for row in rows[1:]):
            return None
        if height == 1 and sum(1 for _cell in written(rows[0])) < 3:
            return None
        over, grouped = self.over(rows)
        headings, matches = {}, {}
        for column, cells in sorted(over.items()):
            texts = list(dict.fromkeys(" ".join(cell.text.split()) for _row, cell in cells))
            headings[column] = " ".join(texts)
            matches[column] = match_heading(headings[column], self.known)
            if len(texts) > 1 and (own := _own_matches(texts[-1], self.known, grouped=column in grouped)):
                matches[column] = own
        return _Candidate(index, index + height - 1, headings, matches, over)

    def over(self, rows: Sequence[Row]) -> tuple[dict[int, list[tuple[int, Cell]]], set[int]]:
        """The cells that stand over each column with their rows, from above down, and the columns under a cell that is
        merged across several. Where the format keeps no merged cells, the cell above the last row goes on to the right
        over columns that only the last row names."""
        found: dict[int, list[tuple[int, Cell]]] = {}
        grouped: set[int] = set()
        for row in rows:
            for cell in written(row):
                width = self.merged.width(row.number, cell.column) if len(rows) > 1 else 1
                columns = range(cell.column, min(cell.column + width, self.widest + 1))
                for column in columns:
                    found.setdefault(column, []).append((row.number, cell))
                if len(columns) > 1 and row is not rows[-1]:
                    grouped.update(columns)
        if len(rows) > 1 and not self.keeps_merged:
            above = {cell.column: cell for cell in written(rows[0])}
            below = {cell.column for cell in written(rows[-1])}
            for column in sorted(below - above.keys()):
                if column - 1 in above and column - 1 in below:
                    above[column] = above[column - 1]
                    found[column].insert(0, (rows[0].number, above[column]))
        return found, grouped


def _is_data(row: Row) -> bool:
    """A row with a number of its own is not part of a heading (a year or an ordinal may be)."""
    return any(
        re.fullmatch(r"[\d.,%\s]+", cell.text.strip()) and not re.fullmatch(r"(19|20)\d\d|[1-4]", cell.text.strip())
        for cell in written(row)
    )


def _own_matches(text: str, known: Vocabulary, *, grouped: bool) -> list[tuple[float, str]]:
    """What the lowest cell of a heading names by itself, without the group above it (*Seguimiento* over *% de avance*).

    Under a cell that is not merged across only a whole name counts: the two may be one heading on two lines."""
    return [pair for pair in match_heading(text, known) if grouped or pair[0] >= WHOLE]


def vocabulary(synonyms: Mapping[str, Sequence[str]]) -> Vocabulary:
    """The vocabulary of ``synonyms``, which give the words for each field."""
    fields: dict[str, tuple[str, ...]] = {}
    for key, words in synonyms.items():
        for word in dict.fromkeys(map(normal, words)):
            if word:
                fields[word] = (*fields.get(word, ()), key)
    return Vocabulary(
        fields,
        frozenset(word.split()[0] for word in fields),
        max((len(word.split()) for word in fields), default=0),
        frozenset(normal(word) for words in synonyms.values() for word in words if word.startswith("=")),
    )


def match_heading(text: str, known: Vocabulary) -> list[tuple[float, str]]:
    """Fields that a heading may name, best first, with a weight from 0 to 2: the whole heading is worth more than a
    heading that begins with the synonym, and that more than one that holds it."""
    words = normal(text).split()
    length = len(" ".join(words))
    found: dict[str, float] = {}
    for start, first in enumerate(words):
        if first not in known.beginnings:
            continue
        for end in range(start + 1, min(start + known.longest, len(words)) + 1):
            run = " ".join(words[start:end])
            weight = WHOLE if len(run) == length else (0.6 if start else 1.0) + 0.5 * len(run) / length
            if run in known.alone and weight != WHOLE:
                continue
            for key in known.fields.get(run, ()):
                found[key] = max(found.get(key, 0.0), weight)
    return sorted(((weight, key) for key, weight in found.items()), key=lambda pair: (-pair[0], pair[1]))
