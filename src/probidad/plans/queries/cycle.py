"""Which plan is in force, and by when its follow-ups are published.

A plan holds for its year; its last follow-up is still owed until the first cut-off of the next one. Cut-offs come from
the framework, where they are marked K or P: general knowledge and practice, so they are configuration and no law of
ours. The term of ten working days after the cut-off is of the same kind (``frameworks/co/paac-2015.yaml``).
"""

from dataclasses import dataclass
from datetime import date

from probidad.frameworks.calendar import working_calendar
from probidad.frameworks.loader import CutOff, PlanFramework, framework, in_force
from probidad.plans.models import Plan
from probidad.rules.workdays import Calendar

WORKING_DAYS = 10


@dataclass(frozen=True, slots=True)
class Term:
    """A follow-up that is due: its cut-off, and the last day on which it is published in time."""

    cut_off: date
    publish_by: date


def terms(country: str, framework_key: str, year: int, calendar: Calendar | None = None) -> tuple[Term, ...]:
    """The follow-ups of a plan of ``year`` under its framework, counted by the ``calendar`` of the entity (without one,
    by that of the country). Raises ``LookupError`` for an unknown framework."""
    calendar = calendar or working_calendar(country)
    days = [date(year, cut.month, cut.day) for cut in _cut_offs(framework(country, framework_key))]
    return tuple(Term(day, calendar.add_working(day, WORKING_DAYS)) for day in days)


def plan_in_force(country: str, year: int, today: date) -> bool:
    """Whether a plan of ``year`` still makes somebody owe something."""
    if year == today.year:
        return True
    first = _cut_offs(in_force(country, "plan", date(today.year, 1, 31)))[0]
    return year == today.year - 1 and today < date(today.year, first.month, first.day)


def historical(plan: Plan, today: date) -> bool:
    """Whether the year of the plan is over: what is published of it is a document of its time."""
    return plan.year < today.year and not plan_in_force(plan.entity.country, plan.year, today)


def _cut_offs(law: PlanFramework) -> tuple[CutOff, ...]:
    return tuple(sorted(law.cut_offs, key=lambda cut: (cut.month, cut.day)))
