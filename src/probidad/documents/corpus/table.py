"""The rows of a corpus: columns by their headings, and follow-ups cut where entity, year or cut-off changes."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from probidad.documents.cells import column_letters
from probidad.documents.limits import Limits
from probidad.documents.matrix.header import normal
from probidad.documents.readers.encoding import name_encoding
from probidad.documents.readers.text import find_separator
from probidad.documents.refusal import RefusalError
from probidad.rules.duedates import due_dates
from probidad.rules.finding import gettext_noop as _

HEAD = 256 * 1024  # bytes looked at to know encoding and separator
KEYS: Mapping[str, tuple[str, ...]] = {
    "entity": ("entidad", "municipio", "nombre de la entidad", "codigo divipola", "divipola", "nit", "entity"),
    "year": ("vigencia", "año", "anio", "año del plan", "periodo", "year"),
    "cut_off": ("corte", "fecha de corte", "corte de seguimiento", "cut off", "cut-off"),
}
NEEDED = ("entity", "cut_off", "target", "value")

Raw = list[str]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each field stands, from 0. ``headings`` as written."""

    headings: tuple[str, ...]
    fields: Mapping[str, int]
    encoding: str
    separator: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The rows of one entity, year and cut-off, with the number of the line where each begins."""

    entity: str
    year: int
    cut_off: date
    lines: Sequence[int]
    rows: Sequence[Raw]


@contextmanager
def opened(path: Path, synonyms: Mapping[str, Sequence[str]]) -> Iterator[tuple[Layout, Iterator[FollowUp]]]:
    """The layout of ``path`` and its follow-ups, one after another.

    Raises :class:`RefusalError` for a file that is not separated text, lacks a column, or whose rows are not together.
    """
    with path.open("rb") as binary:
        encoding, sample = name_encoding(path.name, binary.read(HEAD))
    separator = find_separator(sample)
    csv.field_size_limit(Limits().line)
    with path.open(encoding=encoding, newline="") as handle:
        reader = csv.reader(handle, delimiter=separator)
        try:
            layout = _layout(path.name, next(reader, []), synonyms, encoding, separator)
            yield layout, _follow_ups(path.name, reader, layout)
        except (csv.Error, UnicodeDecodeError) as error:
            raise _unreadable(path.name, reader.line_num + 1) from error


def _layout(
    name: str, headings: Sequence[str], synonyms: Mapping[str, Sequence[str]], encoding: str, separator: str
) -> Layout:
    known = {normal(word): key for key, words in {**synonyms, **KEYS}.items() for word in words}
    fields: dict[str, int] = {}
    for column, heading in enumerate(headings):
        key = known.get(normal(heading))
        if key:
            fields.setdefault(key, column)
    lacking = [key for key in NEEDED if key not in fields]
    if lacking:
        words = ", ".join((KEYS.get(key) or synonyms[key])[0] for key in lacking)
        raise RefusalError(
            _("%(file)s, row %(row)s, cell %(cell)s: the first row does not name these columns: %(lacking)s."),
            remedy=_("A corpus has one row per activity and a first row with the names of its columns."),
            facts={"file": name, "row": "1", "cell": "A1", "lacking": words},
        )
    return Layout(tuple(headings), fields, encoding, separator)


class _Cutter:
    """Reads the key of a row: what the three cells say, understood once for each writing."""

    def __init__(self, name: str, layout: Layout) -> None:
        self.name, self.layout = name, layout
        self.days: dict[tuple[str, str], tuple[int, date]] = {}
        self.closed: set[tuple[str, int, date]] = set()

    def key(self, line: int, entity: str, year: str, cut_off: str) -> tuple[str, int, date]:
        known = self.days.get((year, cut_off))
        if known is None:
            known = self.days[year, cut_off] = self.period(line, year.strip(), cut_off.strip())
        if not entity.strip():
            raise self.wrong(line, "entity", entity, _("%(file)s, row %(row)s, cell %(cell)s: the entity is missing."))
        found = (entity.strip(), *known)
        if found in self.closed:
            message = _(
                "%(file)s, row %(row)s, cell %(cell)s: «%(text)s» already had its rows of this cut-off further up."
            )
            raise self.wrong(line, "entity", entity, message)
        self.closed.add(found)
        return found

    def period(self, line: int, year: str, cut_off: str) -> tuple[int, date]:
        number = int(year) if re.fullmatch(r"(19|20)\d\d", year) else None
        days = due_dates(cut_off, vigencia=number).days
        if len(days) != 1:
            message = _("%(file)s, row %(row)s, cell %(cell)s: «%(text)s» is not the date of a cut-off.")
            raise self.wrong(line, "cut_off", cut_off, message)
        if year and number is None:
            raise self.wrong(line, "year", year, _("%(file)s, row %(row)s, cell %(cell)s: «%(text)s» is not a year."))
        return number or days[0].year, days[0]

    def wrong(self, line: int, key: str, text: str, message: str) -> RefusalError:
        column = self.layout.fields.get(key, 0) + 1
        return RefusalError(
            message,
            remedy=_("Sort the file by entity, year and cut-off, and write dates as AAAA-MM-DD."),
            facts={"file": self.name, "row": str(line), "cell": f"{column_letters(column)}{line}", "text": text[:80]},
        )


def _follow_ups(name: str, reader: Iterator[Raw], layout: Layout) -> Iterator[FollowUp]:
    cutter = _Cutter(name, layout)
    entity_at, cut_at = layout.fields["entity"], layout.fields["cut_off"]
    year_at = layout.fields.get("year", cut_at)
    dated = "year" in layout.fields
    width = len(layout.headings)
    before: tuple[str, str, str] | None = None
    key: tuple[str, int, date] = ("", 0, date.min)
    lines: list[int] = []
    rows: list[Raw] = []
    start = reader.line_num + 1  # type: ignore[attr-defined]
    for row in reader:
        line, start = start, reader.line_num + 1  # type: ignore[attr-defined]
        if len(row) != width:
            if not any(cell.strip() for cell in row):
                continue
            if any(cell.strip() for cell in row[width:]):
                raise _too_wide(name, line, width)
            row = [*row[:width], *[""] * (width - len(row))]
        now = (row[entity_at], row[year_at], row[cut_at])
        if now != before:
            if rows:
                yield FollowUp(*key, lines, rows)
            lines, rows = [], []
            key = cutter.key(line, now[0], now[1] if dated else "", now[2])
            before = now
        lines.append(line)
        rows.append(row)
    if not rows:
        raise RefusalError(
            _("%(file)s, row %(row)s, cell %(cell)s: below the headings there is no activity."),
            remedy=_("Put one row per activity below the headings."),
            facts={"file": name, "row": "2", "cell": "A2"},
        )
    yield FollowUp(*key, lines, rows)


def batches(follow_ups: Iterator[FollowUp], size: int) -> Iterator[list[FollowUp]]:
    """``follow_ups`` in lists of ``size``."""
    while batch := list(islice(follow_ups, size)):
        yield batch


def _too_wide(name: str, line: int, width: int) -> RefusalError:
    facts = {"file": name, "row": str(line), "cell": f"{column_letters(width + 1)}{line}"}
    message = _("%(file)s, row %(row)s, cell %(cell)s: the row has more cells than the first row has headings.")
    return RefusalError(message, remedy=_("Check that texts with the separator stand in quotation marks."), facts=facts)


def _unreadable(name: str, line: int) -> RefusalError:
    facts = {"file": name, "row": str(line), "cell": f"A{line}"}
    message = _("%(file)s, row %(row)s, cell %(cell)s: the line cannot be read as separated text.")
    return RefusalError(message, remedy=_("Save the file again as CSV in UTF-8."), facts=facts)
