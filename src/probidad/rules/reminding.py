"""When somebody is reminded of something due: stages counted in working days, each told once.

The stages are a convention of the product, not of a norm. Only the nearest stage that was reached is told, so that who
comes to something late is not told five times.
"""

from dataclasses import dataclass
from datetime import date

from probidad.rules.workdays import Calendar

BEFORE = (15, 5, 1)  # working days before the day on which it falls due
AFTER = (1, 5)  # working days after it
LAPSED = 30  # working days: what fell due longer ago is seen on the desk and no reminder is made of it


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that was reached. ``days`` are those of the stage, ``left`` the working days that are really left, below
    zero when it is late."""

    late: bool
    days: int
    left: int

    @property
    def key(self) -> str:
        """What makes the reminder of this stage one of its own."""
        return f"{'after' if self.late else 'before'}{self.days}"


def stage(due: date, today: date, calendar: Calendar) -> Stage | None:
    """The stage at which something due on ``due`` stands on ``today``; None when no reminder is due."""
    left = calendar.working_between(today, due)
    if due >= today:
        reached = [days for days in BEFORE if left <= days]
        return Stage(False, min(reached), left) if reached else None
    past = -left
    reached = [days for days in AFTER if past >= days]
    return Stage(True, max(reached), left) if reached and past <= LAPSED else None
