"""Working days (días hábiles): Monday to Friday that is no holiday and no free day of the entity.

Ley 4 de 1913 art. 62: terms in days leave out free days, and a term that ends on one moves to the next working day.
Which days are free is a fact given from outside; here it is only counted. Every count is a look-up in tables made
once, when the calendar is made, so that millions of terms can be counted.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

SATURDAY = 5  # date.weekday(): Monday is 0


@dataclass(frozen=True, slots=True, order=True)
class FreeDay:
    """A day on which terms do not run, with the name of the holiday or the act that makes it free."""

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are working days from ``first`` to ``last``, both included. Make one with :func:`calendar_of`.

    Asking for a day outside raises ``ValueError``: a term is never counted over days of which nothing is known.
    """

    first: date
    last: date
    free: tuple[FreeDay, ...]  # by day, one for each day; a free Saturday or Sunday is kept for its name
    # position in _upto is days since ``first``; the value, how many working days there are up to that day, itself in
    _upto: Sequence[int] = field(init=False, repr=False, compare=False)
    _working: Sequence[int] = field(init=False, repr=False, compare=False)  # ordinals of the working days, in order
    _names: Mapping[date, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a calendar cannot end ({self.last.isoformat()}) before it begins")
        days = [free.day for free in self.free]
        if days != sorted(set(days)):
            raise ValueError("the free days of a calendar must be in order, each once")
        if days and not self.first <= days[0] <= days[-1] <= self.last:
            raise ValueError(f"a free day lies outside {self.first.isoformat()} to {self.last.isoformat()}")
        free = {day.toordinal() for day in days}
        upto, working = array("l"), array("l")
        for ordinal in range(self.first.toordinal(), self.last.toordinal() + 1):
            if (ordinal + 6) % 7 < SATURDAY and ordinal not in free:  # ordinal 1 was a Monday
                working.append(ordinal)
            upto.append(len(working))
        object.__setattr__(self, "_upto", upto)
        object.__setattr__(self, "_working", working)
        object.__setattr__(self, "_names", {each.day: each.name for each in self.free})

    def is_working(self, day: date) -> bool:
        """Whether terms run on this day."""
        before = self._before(day)
        return self._upto[self._position(day)] > before

    def name(self, day: date) -> str:
        """Name of the free day; empty for a day that is free of nothing, and for a common Saturday or Sunday."""
        self._position(day)
        return self._names.get(day, "")

    def add_working(self, day: date, n: int) -> date:
        """The ``n``-th working day after ``day``, which itself is not counted; with ``n`` below zero, before it.

        With 0, the day itself, or the next working day when it is free. Raises ``ValueError`` past either end.
        """
        if n == 0:
            return self.first_on_or_after(day)
        if n > 0:
            return self._working_day(self._upto[self._position(day)] + n - 1, day, n)
        return self._working_day(self._before(day) + n, day, n)

    def working_between(self, start: date, end: date) -> int:
        """How many working days ``end`` is after ``start``; below zero when it is before.

        The earlier of the two is not counted and the later one is: from Friday to Monday there is one.
        """
        return self._upto[self._position(end)] - self._upto[self._position(start)]

    def first_on_or_after(self, day: date) -> date:
        """The day itself, or the next working day when it is free."""
        return self._working_day(self._before(day), day, 0)

    def last_on_or_before(self, day: date) -> date:
        """The day itself, or the working day before it when it is free."""
        return self._working_day(self._upto[self._position(day)] - 1, day, 0)

    def working_day_of_month(self, year: int, month: int, n: int) -> date:
        """The ``n``-th working day of a month, from 1. Raises ``ValueError`` when the month has fewer."""
        opening = date(year, month, 1)
        if n < 1:
            raise ValueError(f"working days of a month are counted from 1, not from {n}")
        found = self._working_day(self._before(opening) + n - 1, opening, n)
        if (found.year, found.month) != (year, month):
            raise ValueError(f"{year:04}-{month:02} has fewer than {n} working days")
        return found

    def with_local(self, days: Mapping[date, str]) -> "Calendar":
        """The same calendar with more free days, those that an entity declares by act; names by day.

        A day that was already free keeps both names. Raises ``ValueError`` for a day outside, or without a name.
        """
        for day, name in days.items():
            self._position(day)
            if not name.strip():
                raise ValueError(f"the free day {day.isoformat()} has no name")
        local = [FreeDay(day, name) for day, name in days.items()]
        return calendar_of([*self.free, *local], first=self.first, last=self.last)

    def _position(self, day: date) -> int:
        """Days since ``first``."""
        if not self.first <= day <= self.last:
            raise ValueError(
                f"{day.isoformat()} is outside the calendar, which covers {self.first.isoformat()} to {self.last.isoformat()}"
            )
        return day.toordinal() - self.first.toordinal()

    def _before(self, day: date) -> int:
        """How many working days there are before ``day``, itself left out."""
        position = self._position(day)
        return self._upto[position - 1] if position else 0

    def _working_day(self, index: int, day: date, n: int) -> date:
        if not 0 <= index < len(self._working):
            raise ValueError(
                f"{n} working days from {day.isoformat()} leave the calendar, "
                f"which covers {self.first.isoformat()} to {self.last.isoformat()}"
            )
        return date.fromordinal(self._working[index])


def calendar_of(free: Iterable[FreeDay], *, first: date, last: date) -> Calendar:
    """A calendar from free days in any order. Two names on one day are joined, in the order in which they come."""
    names: dict[date, list[str]] = {}
    for each in free:
        found = names.setdefault(each.day, [])
        if each.name not in found:
            found.append(each.name)
    return Calendar(first, last, tuple(FreeDay(day, "; ".join(names[day])) for day in sorted(names)))
