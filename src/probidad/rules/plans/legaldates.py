"""Dates that the law or the framework sets: publication of the plan, publication of follow-ups, days of consultation,
and the reports of internal control in a year.

Which rule holds is a fact given from outside (``frameworks/``, with its mark V, K or P), and so is the calendar of
working days. 31 January is a calendar limit: on a free day it is told, never moved (Decreto 1081 de 2015 art. 2.1.4.8;
Decreto 612 de 2018). Working days: Ley 4 de 1913 art. 62.
"""

import calendar as months
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from probidad.rules.finding import gettext_noop as _
from probidad.rules.plans.problems import Problem, problem
from probidad.rules.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Countdown:
    """How far a calendar limit is. ``days`` are below zero once it has passed; ``working_days`` are those left, today
    not counted. ``prudent`` is the last working day on or before the limit, with ``free`` the name of what makes the
    limit free, where it is."""

    limit: date
    today: date
    days: int
    working_days: int
    prudent: date
    free: str = ""

    @property
    def warning(self) -> Problem | None:
        """The working-day warning, or None where the limit is a working day."""
        if self.prudent == self.limit:
            return None
        message = (
            _(
                "The limit, %(limit)s, is a holiday (%(name)s). The law does not move it: publish by %(prudent)s at the latest."
            )
            if self.free
            else _(
                "The limit, %(limit)s, falls on a weekend. The law does not move it: publish by %(prudent)s at the latest."
            )
        )
        facts = {"limit": self.limit.isoformat(), "prudent": self.prudent.isoformat()}
        return problem("", message, **facts, **({"name": self.free} if self.free else {}))


def countdown(limit: date, today: date, calendar: Calendar) -> Countdown:
    """How far ``limit`` is. Raises ``ValueError`` for days that the calendar does not cover."""
    left = calendar.working_between(today, limit)
    return Countdown(limit, today, (limit - today).days, left, calendar.last_on_or_before(limit), calendar.name(limit))


def publication_limit(year: int, month: int, day: int) -> date:
    """The last day to publish the plan of ``year``."""
    return date(year, month, day)


class Counting(StrEnum):
    """How a term after a cut-off is counted."""

    WORKING_DAY_OF_MONTH = "working_day_of_month"  # the n-th working day of the month after
    WORKING_DAYS_AFTER = "working_days_after"
    CALENDAR_DAYS_AFTER = "calendar_days_after"


@dataclass(frozen=True, slots=True)
class Term:
    """A term (término) of ``n`` days, as the framework counts it."""

    n: int
    counting: Counting


TEN_WORKING_DAYS = Term(10, Counting.WORKING_DAYS_AFTER)  # where a framework says nothing (K)


def publish_by(cut_off: date, term: Term, calendar: Calendar) -> date:
    """The last day to publish the follow-up of a cut-off."""
    if term.counting is Counting.CALENDAR_DAYS_AFTER:
        return cut_off + timedelta(days=term.n)
    if term.counting is Counting.WORKING_DAYS_AFTER:
        return calendar.add_working(cut_off, term.n)
    following = cut_off.replace(day=1) + timedelta(days=32)
    return calendar.working_day_of_month(following.year, following.month, term.n)


@dataclass(frozen=True, slots=True)
class Consultation:
    """The days that a draft is open to comments: both days count. ``least`` is None where the framework asks for none."""

    opened: date
    closed: date
    least: int | None
    working: bool = False


def consultation_days(each: Consultation, calendar: Calendar) -> int:
    """How many days the draft is open, the first and the last one included."""
    if each.working:
        return calendar.working_between(each.opened - timedelta(days=1), each.closed)
    return (each.closed - each.opened).days + 1


def consultation_problem(each: Consultation, calendar: Calendar) -> Problem | None:
    """What is missing of the consultation, with the day until which it must stay open; None when nothing is."""
    if each.closed < each.opened:
        return problem("closed", _("The consultation would end before it begins."))
    days = consultation_days(each, calendar)
    if each.least is None or days >= each.least:
        return None
    until = (
        calendar.add_working(each.opened - timedelta(days=1), each.least)
        if each.working
        else each.opened + timedelta(days=each.least - 1)
    )
    return problem("closed", _("The draft is open for %(days)s days and the framework asks for %(least)s: keep it open until %(until)s."),
                   days=str(days), least=str(each.least), until=until.isoformat())  # fmt: skip


@dataclass(frozen=True, slots=True)
class Yearly:
    """A day of each year (``day`` 0 for the last of its month)."""

    month: int
    day: int


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """A weekday of a month of each year: the third Friday of March is ``NthWeekday(3, 4, 3)``; Monday is 0."""

    month: int
    weekday: int
    nth: int


@dataclass(frozen=True, slots=True)
class ReportDuty:
    """A report that internal control owes by law. ``when`` is empty where no date is known: it is listed all the same,
    so that nobody believes it does not exist. ``mark`` says how well the duty is known, ``when_mark`` how well its days
    are. It is owed from ``since`` on, and no longer from ``until`` on."""

    key: str
    name: str
    when: tuple[Yearly | NthWeekday, ...]
    source: str
    mark: str
    when_mark: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ReportDue:
    """A report with its day; ``day`` is None where none is known. ``prudent`` is the last working day up to it."""

    key: str
    name: str
    day: date | None
    prudent: date | None
    source: str
    mark: str
    when_mark: str


def reports_of_year(duties: Iterable[ReportDuty], year: int, calendar: Calendar) -> tuple[ReportDue, ...]:
    """What internal control owes in a year, by day; those without a day come last."""
    found: list[ReportDue] = []
    for duty in duties:
        days = [day for day in (_day(when, year) for when in duty.when) if _holds(duty, day)]
        found += [
            ReportDue(duty.key, duty.name, day, calendar.last_on_or_before(day), duty.source, duty.mark, duty.when_mark)
            for day in days
        ]
        if not duty.when and _holds(duty, date(year, 12, 31)):
            found.append(ReportDue(duty.key, duty.name, None, None, duty.source, duty.mark, duty.when_mark))
    return tuple(sorted(found, key=lambda each: (each.day is None, each.day or date.max, each.key)))


def _holds(duty: ReportDuty, day: date) -> bool:
    return duty.since <= day and (duty.until is None or day < duty.until)


def _day(when: Yearly | NthWeekday, year: int) -> date:
    if isinstance(when, Yearly):
        return date(year, when.month, when.day or months.monthrange(year, when.month)[1])
    first = date(year, when.month, 1)
    return first + timedelta(days=(when.weekday - first.weekday()) % 7 + 7 * (when.nth - 1))
