"""Holidays computed from law, and the calendar of working days made of them.

Colombia: Ley 51 de 1983 (holidays moved to Monday since 1984) and Ley 2578 de 2026 (a nineteenth day), computed by the
library ``holidays``. It takes a while to load, so only what counts working days imports this module.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from probidad.rules.workdays import Calendar, FreeDay, calendar_of

FIRST_YEAR, LAST_YEAR = 1984, 2060  # before, other rules held; after, nobody knows
_LIBRARY: Mapping[str, tuple[str, str]] = {"co": ("CO", "es")}  # code and language of the library
_MOVED = " (observado)"  # what the library adds to a holiday moved to Monday, as all of them are told here


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday (festivo). ``names`` has two when two holidays coincide."""

    day: date
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """The names in one text."""
        return "; ".join(self.names)


def holidays_of(country: str, years: Iterable[int]) -> tuple[Holiday, ...]:
    """The public holidays of these years, by day.

    Raises ``LookupError`` for an unknown country and ``ValueError`` for a year outside 1984 to 2060.
    """
    if country not in _LIBRARY:
        raise LookupError(f"no holidays known for country {country!r}")
    wanted = sorted(set(years))
    outside = [year for year in wanted if not FIRST_YEAR <= year <= LAST_YEAR]
    if outside:
        raise ValueError(f"holidays are known from {FIRST_YEAR} to {LAST_YEAR}, not for {outside[0]}")
    if not wanted:
        return ()
    code, language = _LIBRARY[country]
    import holidays  # noqa: PLC0415 (a twentieth of the server's start, and only terms need it)

    computed = holidays.country_holidays(code, years=wanted, language=language, expand=False)
    return tuple(Holiday(day, _names(names)) for day, names in sorted(computed.items()))


@cache
def working_calendar(country: str) -> Calendar:
    """The working days of a country, from 1984 to 2060. Raises ``LookupError`` for an unknown country."""
    free = [FreeDay(each.day, each.name) for each in holidays_of(country, range(FIRST_YEAR, LAST_YEAR + 1))]
    return calendar_of(free, first=date(FIRST_YEAR, 1, 1), last=date(LAST_YEAR, 12, 31))


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.removesuffix(_MOVED) for name in text.split("; "))
