"""Stage one: find the header of the matrix and map its columns to fields."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from probidad.documents.cells import Remark, Row, Sheet, written
from probidad.documents.matrix.columns import settle_columns

LONGEST_HEADING = 140  # characters; longer cells are content
SEARCHED_ROWS = 400
MOST_HEADER_ROWS = 3
ROW_MUST_BRING = 0.75
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

    def field_of(self, column: int) -> str:
        """Field that ``column`` holds, or empty."""
        return next((key for key, at in self.fields.items() if at == column), "")

    def follow_up_heading(self) -> str:
        """Heading of what is told of the follow-up; it may name the cut-off. Empty where no column tells."""
        told = (self.fields[key] for key in ("declared", "value", "done", "observation") if key in self.fields)
        return next((self.headings[column] for column in told), "")


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
    known = vocabulary(synonyms)
    best: _Candidate | None = None
    rows = sheet.rows[:SEARCHED_ROWS]
    for index in range(len(rows)):
        for height in range(1, MOST_HEADER_ROWS + 1):
            candidate = _candidate(sheet, index, height, known)
            if candidate is None or not _enough(candidate):
                continue
            if best is None or candidate.worth > best.worth:
                best = candidate
    if best is None:
        return None
    fields, remarks = settle_columns(sheet, best.last, best.headings, best.matches)
    if not fields.keys() & _WORK or not fields.keys() & _TOLD:
        return None
    return Header(rows[best.first].number, rows[best.last].number, best.headings, fields, tuple(remarks))


def _enough(candidate: _Candidate) -> bool:
    fields = candidate.fields
    return len(fields) >= 3 and bool(fields & _WORK) and bool(fields & _TOLD)


def _candidate(sheet: Sheet, index: int, height: int, known: Vocabulary) -> _Candidate | None:
    rows = sheet.rows[index : index + height]
    if len(rows) < height or any(b.number - a.number > 2 for a, b in pairwise(rows)):
        return None
    if any(len(cell.text.strip()) > LONGEST_HEADING for row in rows for cell in written(row)):
        return None
    if height > 1 and any(_is_data(row) for row in rows[1:]):
        return None
    texts = _headings(sheet, rows)
    if height == 1 and len(texts) < 3:
        return None
    headings = {column: " ".join(parts) for column, parts in texts.items()}
    matches = {column: match_heading(text, known) for column, text in headings.items()}
    for column, parts in texts.items():
        if len(parts) > 1 and (own := _own_matches(parts, known, grouped=_grouped(sheet, rows, column))):
            matches[column] = own
    return _Candidate(index, index + height - 1, headings, matches)


def _is_data(row: Row) -> bool:
    """A row with a number of its own is not part of a heading (a year or an ordinal may be)."""
    return any(
        re.fullmatch(r"[\d.,%\s]+", cell.text.strip()) and not re.fullmatch(r"(19|20)\d\d|[1-4]", cell.text.strip())
        for cell in written(row)
    )


def _own_matches(parts: Sequence[str], known: Vocabulary, *, grouped: bool) -> list[tuple[float, str]]:
    """What the lowest cell of a heading names by itself, without the group above it (*Seguimiento* over *% de avance*).

    Under a cell that is not merged across only a whole name counts: the two may be one heading on two lines."""
    return [pair for pair in match_heading(parts[-1], known) if grouped or pair[0] >= WHOLE]


def _grouped(sheet: Sheet, rows: Sequence[Row], column: int) -> bool:
    """Whether a cell of the header above its last row is merged across several columns, ``column`` among them."""
    return any(
        span.first_column <= column <= span.last_column and span.first_column < span.last_column
        and rows[0].number <= span.first_row and span.last_row < rows[-1].number
        for span in sheet.merged
    )  # fmt: skip


def _headings(sheet: Sheet, rows: Sequence[Row]) -> dict[int, list[str]]:
    """The texts that stand over each column, from above down. Where the format keeps no merged cells, a group goes on
    to the right over columns that only the row below names."""
    parts: dict[int, list[str]] = {}
    for row in rows:
        for cell in written(row):
            for column in _width(sheet, row.number, cell.column) if len(rows) > 1 else [cell.column]:
                text = " ".join(cell.text.split())
                if text not in parts.setdefault(column, []):
                    parts[column].append(text)
    if len(rows) > 1 and not sheet.merged:
        above = {cell.column: " ".join(cell.text.split()) for cell in written(rows[0])}
        below = {cell.column for cell in written(rows[-1])}
        for column in sorted(below - above.keys()):
            if column - 1 in above and column - 1 in below:
                above[column] = above[column - 1]
                parts[column].insert(0, above[column])
    return dict(sorted(parts.items()))


def _width(sheet: Sheet, row: int, column: int) -> range:
    for span in sheet.merged:
        if span.first_row <= row <= span.last_row and span.first_column == column:
            return range(column, span.last_column + 1)
    return range(column, column + 1)


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
