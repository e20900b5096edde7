"""Many due dates at once: a table of the due date of every day of filing, made once for each rule of the law."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from probidad.rules.petitions.law import LawBook
from probidad.rules.workdays import Calendar


def due_table(rule: str, law: LawBook, calendar: Calendar) -> Mapping[date, date]:
    """Due date by day of arrival, day zero and the law of that day included, for days of which law and calendar are known.

    For registers, where only the day of arrival stands: neither events nor groups, and no later law that takes in petitions
    under way.
    """
    table: dict[date, date] = {}
    for gone in range((calendar.last - calendar.first).days + 1):
        day = calendar.first + timedelta(days=gone)
        try:
            filed = calendar.first_on_or_after(day)
            _law, term = law.term(rule, filed)
            table[day] = calendar.add_working(filed, term.days)
        except (LookupError, ValueError):
            continue  # before the first law known, or a term that leaves the calendar
    return table


def due_dates(arrivals: Iterable[tuple[str, date]], tables: Mapping[str, Mapping[date, date]]) -> list[date]:
    """Due dates of pairs of rule and day of arrival. Raises ``LookupError`` for a rule or a day without one."""
    return [tables[rule][day] for rule, day in arrivals]
