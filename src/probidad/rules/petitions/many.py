"""Many due dates at once: a table of the due date of every day of arrival, made once for each rule of the law."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from probidad.rules.petitions.law import LawBook
from probidad.rules.workdays import Calendar


def due_table(rule: str, law: LawBook, calendar: Calendar) -> Mapping[date, date]:
    """Due date by day of arrival, day zero and the law of that day included, for days of which law and calendar are known.

    For registers, where only the day of arrival stands: neither events nor groups, and no later law that takes in petitions
    under way.
    """
    days = [calendar.first + timedelta(days=gone) for gone in range((calendar.last - calendar.first).days + 1)]
    worked = [day for day in days if calendar.is_working(day)]
    changes = sorted({day for each in law.laws for day in (each.since, each.until) if day is not None})
    ends = [bisect_left(worked, day) for day in changes] + [len(worked)]
    table: dict[date, date] = {}
    for since, end in zip(changes, ends[1:], strict=True):
        begin = bisect_left(worked, since)
        try:
            term = law.term(rule, since)[1].days
        except LookupError:
            continue  # no law known in this stretch
        for position in range(begin, min(end, len(worked) - term)):
            before = worked[position - 1] if position else calendar.first - timedelta(days=1)
            day = worked[position]
            while day > before:  # and the free days before it, which count as filed on it
                table[day] = worked[position + term]
                day -= timedelta(days=1)
    return table


def due_dates(arrivals: Iterable[tuple[str, date]], tables: Mapping[str, Mapping[date, date]]) -> list[date]:
    """Due dates of pairs of rule and day of arrival. Raises ``LookupError`` for a rule or a day without one."""
    return [tables[rule][day] for rule, day in arrivals]
