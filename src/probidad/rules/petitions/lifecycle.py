"""The life of a petition: which state may follow which, what each does to the clock, and the light of the term left.

States and thresholds are data; no norm fixes the light (semáforo).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from probidad.rules.petitions.outcome import Clock, Running
from probidad.rules.workdays import Calendar


class Ticking(StrEnum):
    """What a state does to the clock."""

    IDLE = "idle"
    RUNS = "runs"
    PAUSED = "paused"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class State:
    """A state of a petition (estado), and those that may follow it."""

    key: str
    clock: Ticking
    name_es: str
    to: tuple[str, ...]


class Light(StrEnum):
    """How much of the term is left (semáforo). Blue: answered in time; grey: the clock does not run."""

    GREEN = "green"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
    GREY = "grey"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Above ``green`` of the term left it is green, above ``yellow`` yellow; with ``orange_days`` left or fewer, orange."""

    green: Fraction
    yellow: Fraction
    orange_days: int


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The states of petitions and how they follow each other."""

    initial: str
    states: tuple[State, ...]
    thresholds: Thresholds

    def state(self, key: str) -> State:
        """The state with this key. Raises ``LookupError`` when there is none."""
        for state in self.states:
            if state.key == key:
                return state
        raise LookupError(f"no state of a petition is called {key!r}")

    def may(self, now: str, then: str) -> bool:
        """Whether ``then`` may follow ``now``. Raises ``LookupError`` for an unknown state."""
        return self.state(then).key in self.state(now).to


def light(clock: Clock, thresholds: Thresholds, *, today: date, calendar: Calendar) -> Light:
    """The light of a petition at the start of a day in Bogotá: the share of its term as it stands that is still left."""
    if clock.in_time:
        return Light.BLUE
    left = clock.left(today, calendar)
    if clock.running is not Running.RUNS or clock.due is None or left is None:
        return Light.GREY
    if today > clock.due:
        return Light.RED
    share = Fraction(left, clock.length)
    if left <= thresholds.orange_days or share <= thresholds.yellow:
        return Light.ORANGE
    return Light.GREEN if share > thresholds.green else Light.YELLOW
