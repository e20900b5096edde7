"""Who fills a post, day by day: one holder at a time, and one stand-in (encargo) while the holder is away.

Source: Ley 909 de 2004 arts. 24 and 25 (encargo and provisional appointment) and Decreto 1083 de 2015, Título 5, cited
from general knowledge (K). Days are included on both sides; an end of None is not known yet. Messages are English
message identifiers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from probidad.rules.finding import gettext_noop as _


class Filling(StrEnum):
    """How a person fills a post: its holder, for the time being without competition, or in place of who is away."""

    HOLDER = "holder"
    STAND_IN = "stand_in"
    PROVISIONAL = "provisional"


HOLDING = frozenset({Filling.HOLDER, Filling.PROVISIONAL})  # occupy the post; a stand-in covers it


@dataclass(frozen=True, slots=True)
class Term:
    """A person (any identifier) in a post from ``starts`` to ``ends``."""

    person: int
    filling: Filling
    starts: date
    ends: date | None = None

    def meets(self, other: "Term") -> bool:
        """Whether the two share a day."""
        return (other.ends is None or self.starts <= other.ends) and (self.ends is None or other.starts <= self.ends)


@dataclass(frozen=True, slots=True)
class Clash:
    """Why an appointment cannot be, what to do, and which one stands in its way (None: only itself)."""

    message: str
    remedy: str
    other: Term | None = None


def clash(new: Term, others: Iterable[Term], *, act: str) -> Clash | None:
    """What stands in the way of ``new`` in a post that ``others`` fill, or None. ``act`` is its act (resolución)."""
    if new.ends is not None and new.ends < new.starts:
        return Clash(
            _("The last day is before the first."), _("Write a last day that is the first day or comes after it.")
        )
    if new.filling is Filling.STAND_IN and (new.ends is None or not act.strip()):
        return Clash(
            _("A stand-in has a last day and an act."),
            _("Write the last day and the act that orders it, such as Resolución 045 de 2026."),
        )
    for other in others:
        if not new.meets(other):
            continue
        if new.person == other.person:
            return Clash(
                _("This person fills the post on some of those days already."),
                _("End that appointment first, or choose days that do not meet it."),
                other,
            )
        if new.filling in HOLDING and other.filling in HOLDING:
            return Clash(
                _("The post has a holder on some of those days, and two cannot hold it at once."),
                _("End the other appointment first, or appoint this person as a stand-in."),
                other,
            )
        if new.filling is Filling.STAND_IN and other.filling is Filling.STAND_IN:
            return Clash(
                _("The post has a stand-in on some of those days, and two cannot stand in at once."),
                _("End the other appointment first, or choose days that do not meet it."),
                other,
            )
    return None


def answers(terms: Iterable[Term], on: date) -> Term | None:
    """Who answers for the post on a day: the stand-in when there is one, else the holder; None when it is vacant."""
    present = [term for term in terms if term.starts <= on and (term.ends is None or on <= term.ends)]
    standing_in = [term for term in present if term.filling is Filling.STAND_IN]
    return next(iter(standing_in or present), None)
