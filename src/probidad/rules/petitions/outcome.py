"""A petition as the clock takes it, and what the clock says of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from probidad.rules.petitions.filing import Filing
from probidad.rules.petitions.law import Term
from probidad.rules.petitions.steps import Step
from probidad.rules.workdays import Calendar


class Running(StrEnum):
    """What the clock does."""

    RUNS = "runs"
    PAUSED = "paused"
    STOPPED = "stopped"
    NO_TERM = "no_term"


class LimitKind(StrEnum):
    """Days that a petition fixes beside the one of its answer."""

    TRANSFER = "transfer"
    ASK_TO_COMPLETE = "ask_to_complete"
    COMPLETE = "complete"
    EXTENSION_CEILING = "extension_ceiling"
    COPIES = "copies"


@dataclass(frozen=True, slots=True)
class Limit:
    """The last day for something, with its norm."""

    kind: LimitKind
    day: date
    norm: str


@dataclass(frozen=True, slots=True)
class Petition:
    """What the clock needs to know. ``days`` is the term of a type whose term somebody else fixes, and of no other.

    ``received_by_transfer``: another authority sent it here, and the term begins with its arrival here.
    """

    kind: str
    filing: Filing
    days: int | None = None
    groups: frozenset[str] = frozenset()
    received_by_transfer: bool = False
    verbal: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """The outcome. ``due`` is the day by which the answer is owed; ``None`` while paused, without a term or passed on.

    ``first_due`` is the day before anything moved it; ``length`` the working days of the term as it stands; ``ended`` the
    day on which the clock stopped; ``last_due`` the day that held when it stopped or was paused; ``in_time`` whether the answer
    came in time, ``None`` while there is none, or without a term.
    """

    running: Running
    filed: date
    due: date | None
    first_due: date | None
    last_due: date | None
    length: int
    ended: date | None
    answered: date | None
    in_time: bool | None
    notified: date | None
    term: Term | None
    law: str
    limits: tuple[Limit, ...]
    steps: tuple[Step, ...]

    def left(self, today: date, calendar: Calendar) -> int | None:
        """Working days left, today not counted; below zero when overdue; ``None`` when the clock does not run."""
        return (
            None if self.due is None or self.running is not Running.RUNS else calendar.working_between(today, self.due)
        )

    def limit(self, kind: LimitKind) -> date | None:
        """The last day for something, if the petition has one."""
        return next((limit.day for limit in reversed(self.limits) if limit.kind is kind), None)
