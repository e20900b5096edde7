"""What a plan says, as a value: two plans with the same content have the same digest (``documents/plan_content.py``).

Immutable: a version keeps its content whole, and a change is another content.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from probidad.rules.compliance import Aggregation
from probidad.rules.plans.indicators import Indicator
from probidad.rules.plans.obligations import Schedule


@dataclass(frozen=True, slots=True)
class Rescheduling:
    """A due date that was moved after publication (reprogramación): from where to where, why, by which act and when."""

    was: date
    becomes: date
    reason: str
    act: str
    on: date


@dataclass(frozen=True, slots=True)
class ComponentContent:
    """A component. ``official`` is the key of the framework's component that it answers to, empty where none."""

    key: str
    name: str
    official: str = ""
    weight: Fraction | None = None


@dataclass(frozen=True, slots=True)
class ActivityContent:
    """An activity. ``key`` never changes and never names another one; ``split_from`` is the key of the one that it was
    split off. ``lead`` is the key of the one unit that answers, ``units`` those that help."""

    key: str
    component: str
    text: str
    indicator: Indicator
    schedule: Schedule
    lead: str = ""
    units: tuple[str, ...] = ()
    objective: str = ""
    weight: Fraction | None = None
    budget: Fraction | None = None
    funding: str = ""
    development_plan: str = ""
    evaluation: bool = False  # the law gives it to internal control
    split_from: str = ""
    rescheduled: tuple[Rescheduling, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanContent:
    """A plan of one year, or the year's part of a longer one."""

    kind: str
    name: str
    year: int
    framework: str
    framework_version: str
    aggregation: Aggregation
    components: tuple[ComponentContent, ...] = ()
    activities: tuple[ActivityContent, ...] = ()


def first_due(activity: ActivityContent) -> tuple[date, ...]:
    """The due dates as the plan was first published, in order: what reports on rescheduled activities measure from."""
    days = set(activity.schedule.due)
    for moved in reversed(activity.rescheduled):
        if moved.becomes in days:
            days = (days - {moved.becomes}) | {moved.was}
    return tuple(sorted(days))


def times_rescheduled(activity: ActivityContent) -> int:
    """How often a date of this activity was moved."""
    return len(activity.rescheduled)
