"""A register beside the clock: where its published due dates are ours, and by which rule of its own the others differ.

Each cause is a rule that the register may follow instead of ours. A line is explained when the fewest such rules, put in
the place of ours, give the very day that it publishes; what no set of them gives is counted as unexplained.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from probidad.rules.petitions.law import LawBook
from probidad.rules.workdays import Calendar


class Cause(StrEnum):
    """Why a published day is not ours."""

    FREE_DAY_IS_DAY_ZERO = "free_day_is_day_zero"
    LOCAL_FREE_DAYS = "local_free_days"
    HOLIDAYS_WORKED = "holidays_worked"
    OTHER_TERM = "other_term"
    ABOVE_CEILING = "above_ceiling"


class Class(StrEnum):
    """Where a line falls: equal, one of the causes alone, several together, without what it takes, or unexplained."""

    SAME = "same"
    FREE_DAY_IS_DAY_ZERO = "free_day_is_day_zero"
    LOCAL_FREE_DAYS = "local_free_days"
    HOLIDAYS_WORKED = "holidays_worked"
    OTHER_TERM = "other_term"
    ABOVE_CEILING = "above_ceiling"
    SEVERAL = "several"
    UNREADABLE = "unreadable"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A line of a register: when it came in, its type, the term and the extension as it writes them, and its limit."""

    received: date
    kind: str
    days: int | None
    extra: int
    limit: date


@dataclass(frozen=True, slots=True)
class Compared:
    """Where a line falls, the day that we count, and the causes that together give the published one."""

    place: Class
    ours: date
    causes: tuple[Cause, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendars:
    """Ours, and those that the register may have used: with local free days, with holidays as working days, with both."""

    ours: Calendar
    local: Calendar
    worked: Calendar
    both: Calendar

    def by(self, causes: Iterable[Cause]) -> Calendar:
        """The calendar that these causes use."""
        local, worked = Cause.LOCAL_FREE_DAYS in causes, Cause.HOLIDAYS_WORKED in causes
        return self.both if local and worked else self.local if local else self.worked if worked else self.ours


def compare(line: RegisterLine, law: LawBook, calendars: Calendars) -> Compared:
    """Where a line falls. Raises ``LookupError`` for a type or a day without law, ``ValueError`` outside the calendar."""
    days = law.term(law.kind(line.kind).rule, calendars.ours.first_on_or_after(line.received))[1].days
    possible = [Cause.LOCAL_FREE_DAYS, Cause.HOLIDAYS_WORKED]
    if not calendars.both.is_working(line.received):
        possible.append(Cause.FREE_DAY_IS_DAY_ZERO)
    if line.days is not None and line.days != days:
        possible.append(Cause.OTHER_TERM)
    if line.extra:
        possible.append(Cause.ABOVE_CEILING)
    ours = _limit(line, days, law, calendars, ())
    if ours == line.limit:
        return Compared(Class.SAME, ours)
    for size in range(1, len(possible) + 1):
        for causes in combinations(possible, size):
            if _limit(line, days, law, calendars, causes) == line.limit:
                place = Class.SEVERAL if size > 1 else Class(causes[0].value)
                return Compared(place, ours, causes)
    return Compared(Class.UNEXPLAINED, ours)


def _limit(line: RegisterLine, days: int, law: LawBook, calendars: Calendars, causes: tuple[Cause, ...]) -> date:
    calendar = calendars.by(causes)
    filed = line.received if Cause.FREE_DAY_IS_DAY_ZERO in causes else calendar.first_on_or_after(line.received)
    term = line.days if Cause.OTHER_TERM in causes and line.days is not None else days
    whole = term + line.extra
    procedure = law.procedure
    ceiling = term * (procedure.ceiling_factor + (0 if procedure.ceiling_is_total else 1))
    if whole > ceiling and Cause.ABOVE_CEILING not in causes:
        whole = term  # an extension that the law does not allow moves nothing
    return calendar.add_working(filed, whole)


def counted(results: Iterable[Compared]) -> Mapping[Class, int]:
    """How many lines fall in each class, every class named."""
    found = Counter(result.place for result in results)
    return {place: found[place] for place in Class}
