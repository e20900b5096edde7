"""Due dates as plans write them in Spanish: one day, several, a range, a month, a recurrence; years often left out.

No date is invented: an impossible one (31 de noviembre) or an absurd year stays text and is told.
"""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from probidad.rules import periods

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "enero|ene|january|jan", "febrero|feb|february", "marzo|mar|march", "abril|abr|april|apr", "mayo|may",
            "junio|jun|june", "julio|jul|july", "agosto|ago|august|aug", "septiembre|setiembre|sept|sep|september",
            "octubre|oct|october", "noviembre|nov|november", "diciembre|dic|december|dec",
        ),
        start=1,
    )
    for name in names.split("|")
}  # fmt: skip
_MONTH = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?:\s*(?:,|de|del|del año|-|/)?\s*(\d{4}))?"
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_SLASH = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b")
_WORDS = re.compile(
    r"\b(\d{1,2})(?:\s*(?:,|y|al|a|-|–)\s*(\d{1,2}))?\s*(?:º|°)?\s*(?:de|del|-|/)?\s*(?:mes de\s+)?" + _MONTH + _YEAR,
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"\b" + _MONTH + r"\s+(\d{1,2})(?:\s*,\s*|\s+de\s+|\s+)(\d{4})\b", re.IGNORECASE)
_MONTH_ONLY = re.compile(r"(?<!\d )(?<!de )\b" + _MONTH + _YEAR, re.IGNORECASE)
_ORDINALS = {
    "1": "primer|primero|i|1|1er|1ro|1o|1º|1°", "2": "segundo|ii|2|2do|2o|2º|2°", "3": "tercer|tercero|iii|3|3er|3ro|3o|3º|3°",
    "4": "cuarto|iv|4|4to|4o|4º|4°", "5": "quinto|v|5|5to|5º|5°", "6": "sexto|vi|6|6to|6º|6°",
}  # fmt: skip
_ORDINAL = {word: int(number) for number, words in _ORDINALS.items() for word in words.split("|")}
_PARTS = {"bimestre": 2, "trimestre": 3, "cuatrimestre": 4, "semestre": 6}  # months of each part of a year
_PART = re.compile(
    r"(?<!\w)(" + "|".join(sorted(_ORDINAL, key=len, reverse=True)) + r")\s+(" + "|".join(_PARTS) + r")\b"
    r"(?:\s*(?:,|de|del|-|/)?\s*(?:(?:la\s+)?vigencia|el\s+año|año)?\s*(\d{4}))?",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DueDates:
    """What a deadline cell says. ``days`` in written order; ``impossible`` are texts of dates that cannot be;
    ``month_first`` tells a date like 4/30/2024; ``no_year`` that a date had no year of its own."""

    days: tuple[date, ...] = ()
    recurrence: str = ""
    impossible: tuple[str, ...] = ()
    month_first: bool = False
    no_year: bool = False
    several: bool = False


@dataclass(slots=True)
class _Found:
    days: list[tuple[int, date]] = field(default_factory=list)
    impossible: list[str] = field(default_factory=list)
    month_first: bool = False
    no_year: bool = False

    def add(self, at: int, text: str, year: int | None, month: int, day: int, *, vigencia: int | None) -> None:
        if year is None:
            self.no_year = True
            year = vigencia
        if year is None:
            return
        if not 1990 <= year <= 2100:
            self.impossible.append(text.strip())
            return
        try:
            self.days.append((at, date(year, month, day)))
        except ValueError:
            self.impossible.append(text.strip())


def due_dates(text: str, *, vigencia: int | None) -> DueDates:
    """Read a deadline cell. Dates without a year take ``vigencia``; a month alone, or a part of the year (*segundo
    trimestre*), means its last day."""
    found = _Found()
    rest = _numeric(text, found, vigencia)
    rest = _parts(rest, found, vigencia)
    rest = _named(rest, found, vigencia)
    rest = _months(rest, found, vigencia)
    days = tuple(day for _, day in sorted(found.days))
    return DueDates(
        days=days,
        recurrence=periods.recurrence(text),
        impossible=tuple(found.impossible),
        month_first=found.month_first,
        no_year=found.no_year,
        several=len(days) + len(found.impossible) > 1,
    )


def _blank(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]


def _numeric(text: str, found: _Found, vigencia: int | None) -> str:
    for match in _ISO.finditer(text):
        found.add(match.start(), match[0], int(match[1]), int(match[2]), int(match[3]), vigencia=vigencia)
        text = _blank(text, match)
    for match in _SLASH.finditer(text):
        day, month, year = int(match[1]), int(match[2]), int(match[3])
        year += 2000 if year < 100 else 0
        if month > 12 >= day:
            found.month_first = True
            day, month = month, day
        found.add(match.start(), match[0], year, month, day, vigencia=vigencia)
        text = _blank(text, match)
    return text


def _named(text: str, found: _Found, vigencia: int | None) -> str:
    matches = list(_WORDS.finditer(text))
    years = [int(match[4]) if match[4] else None for match in matches]
    for index, match in enumerate(matches):
        # "30 de abril y 30 de agosto de 2020": the year written last holds for those before it
        year = next((known for known in years[index:] if known), None)
        month = MONTHS[match[3].lower()]
        for part in (match[1], match[2]):
            if part:
                found.add(match.start(), match[0], year, month, int(part), vigencia=vigencia)
        text = _blank(text, match)
    for match in _ENGLISH.finditer(text):
        found.add(match.start(), match[0], int(match[3]), MONTHS[match[1].lower()], int(match[2]), vigencia=vigencia)
        text = _blank(text, match)
    return text


def _parts(text: str, found: _Found, vigencia: int | None) -> str:
    for match in _PART.finditer(text):
        month = _ORDINAL[match[1].lower()] * _PARTS[match[2].lower()]
        if month > 12:
            continue
        year = int(match[3]) if match[3] else None
        found.add(match.start(), match[0], year, month, _last(year or vigencia, month), vigencia=vigencia)
        text = _blank(text, match)
    return text


def _months(text: str, found: _Found, vigencia: int | None) -> str:
    matches = [match for match in _MONTH_ONLY.finditer(text) if len(match[1]) > 3 or match[0].strip() == text.strip()]
    years = [int(match[2]) if match[2] else None for match in matches]
    for index, match in enumerate(matches):
        year = next((known for known in years[index:] if known), None)
        month = MONTHS[match[1].lower()]
        found.add(match.start(), match[0], year, month, _last(year or vigencia, month), vigencia=vigencia)
        text = _blank(text, match)
    return text


def _last(year: int | None, month: int) -> int:
    return calendar.monthrange(year if year and 1 <= year <= 9999 else 2000, month)[1]


def expected_by(cut_off: date | None, *, days: Sequence[date], recurrence: str) -> bool:
    """Whether something was expected at the cut-off: no date after it, or a recurrence. Without a cut-off, always."""
    return cut_off is None or bool(recurrence) or not days or min(days) <= cut_off
