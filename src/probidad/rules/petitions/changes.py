"""Free days that become known later: they move open petitions and never closed ones, and both are told.

Each local day (día no hábil local) carries the act that declares it and the day on which it became known, so that the past
can be counted again as it was known then.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from probidad.rules.petitions.clock import clock
from probidad.rules.petitions.events import Event
from probidad.rules.petitions.law import LawBook
from probidad.rules.petitions.outcome import Clock, Petition, Running
from probidad.rules.workdays import Calendar


@dataclass(frozen=True, slots=True)
class LocalDay:
    """A day that an entity declares by ``act``; only one that ``suspends`` terms counts as free. ``revoked`` is the day on
    which another act took it back."""

    day: date
    act: str
    known: date
    suspends: bool = True
    revoked: date | None = None

    def holds(self, at: date) -> bool:
        """Whether terms did not run on it by what was known on a day."""
        return self.suspends and self.known <= at and (self.revoked is None or at < self.revoked)


def calendar_known(base: Calendar, local: Iterable[LocalDay], at: date) -> Calendar:
    """The calendar as it was known on a day."""
    acts: dict[date, str] = {}
    for each in local:
        if each.holds(at):
            acts[each.day] = f"{acts[each.day]}; {each.act}" if each.day in acts else each.act
    return _with(base, tuple(sorted(acts.items()))) if acts else base


@lru_cache(maxsize=64)  # a change counts thousands of petitions again over the same few calendars
def _with(base: Calendar, acts: tuple[tuple[date, str], ...]) -> Calendar:
    return base.with_local(dict(acts))


def suspension(first: date, last: date, act: str, *, known: date) -> tuple[LocalDay, ...]:
    """The days of a suspension of terms for all petitions of an entity, both ends included."""
    return tuple(
        LocalDay(date.fromordinal(ordinal), act, known) for ordinal in range(first.toordinal(), last.toordinal() + 1)
    )


@dataclass(frozen=True, slots=True)
class Recount:
    """A petition before and after the calendar changed: what is stored, whether it moved or not.

    ``closed`` keeps its day: ``after`` is ``before``, and ``would_be`` tells the day that the new calendar would give.
    """

    before: Clock
    after: Clock
    closed: bool
    would_be: date | None
    acts: tuple[str, ...]

    @property
    def moved(self) -> bool:
        """Whether a day that holds for the petition changed."""
        return (self.before.due, self.before.limits) != (self.after.due, self.after.limits)


def recount(
    petition: Petition,
    events: Sequence[Event],
    *,
    law: LawBook,
    base: Calendar,
    local: Sequence[LocalDay],
    known_before: date,
    at: date,
    base_before: Calendar | None = None,
) -> Recount:
    """Count a petition again with what became known after ``known_before``, up to ``at``.

    ``base_before`` is the calendar of the country as it was, where a law changed its holidays too. A petition whose clock stopped keeps what was known on that day, whatever is learned later.
    """
    first = base_before or base
    old = clock(petition, events, law=law, calendar=calendar_known(first, local, known_before))
    new = clock(petition, events, law=law, calendar=calendar_known(base, local, at))
    closed = old.running is Running.STOPPED
    if closed and old.ended is not None:
        kept = calendar_known(first, local, min(old.ended, known_before))
        old = clock(petition, events, law=law, calendar=kept)
    changed = tuple(dict.fromkeys(each.act for each in local if each.holds(known_before) != each.holds(at)))
    return Recount(before=old, after=old if closed else new, closed=closed, would_be=new.last_due, acts=changed)
