"""Dated registers of what is owed: the institutional plans, the reports of internal control, the improvement plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from probidad.frameworks.registers import head, rows
from probidad.rules.language import fold
from probidad.rules.plans.drafting import LegalTerm
from probidad.rules.plans.legaldates import NthWeekday, ReportDuty, Yearly

_PUBLISHING = ("publicar", "publicacion", "formular", "formulacion", "elaborar", "elaboracion", "adoptar", "adopcion")


@dataclass(frozen=True, slots=True)
class InstitutionalPlan:
    """One of the plans that are part of the Plan de Acción (plan institucional). ``until`` is the first day on which it
    no longer is."""

    number: int
    key: str
    name_es: str
    since: date
    until: date | None
    source: str
    mark: str


@cache
def every_institutional_plan(country: str) -> tuple[InstitutionalPlan, ...]:
    """Every plan that ever was part, in the order of the norm."""
    return tuple(
        InstitutionalPlan(int(row["number"]), row["key"], row["name_es"], date.fromisoformat(row["since"]),
                          _day(row["until"]), row["source"], row["mark"])
        for row in rows(country, "institutional-plans")
    )  # fmt: skip


def institutional_plans(country: str, on: date) -> tuple[InstitutionalPlan, ...]:
    """The plans that are part of the Plan de Acción on a day; empty before the norm."""
    held = every_institutional_plan(country)
    return tuple(plan for plan in held if plan.since <= on and (plan.until is None or on < plan.until))


def institutional_limit(country: str) -> tuple[int, int]:
    """Month and day by which they are published each year."""
    limit = head(country, "institutional-plans")["limit"]
    return limit["month"], limit["day"]


@cache
def legal_terms(country: str, year: int) -> tuple[LegalTerm, ...]:
    """The dated terms that an activity of a plan of ``year`` is compared with while it is written: that of each
    institutional plan in force on its day."""
    by = date(year, *institutional_limit(country))
    return tuple(
        LegalTerm(plan.key, _PUBLISHING, (fold(plan.name_es),), by, plan.source, plan.mark)
        for plan in institutional_plans(country, by)
    )


@cache
def report_duties(country: str) -> tuple[ReportDuty, ...]:
    """The reports that internal control owes by law, with the days that are known."""
    return tuple(
        ReportDuty(row["key"], row["name_es"], tuple(_when(text) for text in row["when"].split(";") if text), row["source"],
                   row["mark"], row["when_mark"], date.fromisoformat(row["since"]), _day(row["until"]))
        for row in rows(country, "internal-control-reports")
    )  # fmt: skip


def _when(text: str) -> Yearly | NthWeekday:
    month, _dash, rest = text.partition("-")
    weekday, _sign, nth = rest.partition("#")
    return NthWeekday(int(month), int(weekday) - 1, int(nth)) if nth else Yearly(int(month), int(rest))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class ImprovementForm:
    """The columns of an improvement plan and how those that are computed come about, with how well that is known."""

    columns: tuple[str, ...]
    computed: Mapping[str, str]
    mark: str


def comptroller_form(country: str) -> ImprovementForm:
    """The form of the national comptroller; a territorial one may ask for another."""
    form = head(country, "improvement-plan")["contraloria_form_F14_1"]
    return ImprovementForm(tuple(form["columns"]), form["computed"], form["mark"])


def internal_form(country: str) -> ImprovementForm:
    """The columns of an internal improvement plan."""
    return ImprovementForm(tuple(head(country, "improvement-plan")["internal_columns"]), {}, "K")
