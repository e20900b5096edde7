"""Terms in months: the same day of a later month, or its last day. Ley 4 de 1913 art. 59 and 62."""

from calendar import monthrange
from datetime import date

from probidad.rules.workdays import Calendar


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, or the last day of that month when it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_limit(day: date, months: int, calendar: Calendar) -> date:
    """The last day of a term in months: when it is not worked, the next working day."""
    return calendar.first_on_or_after(add_months(day, months))
