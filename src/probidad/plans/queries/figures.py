"""Exact figures as they are kept: a text ``numerator/denominator``, and a decimal beside it to sort by."""

from decimal import Decimal
from fractions import Fraction

from probidad.rules.compliance import round_half_up

_LARGEST = 10**10  # what the column for sorting holds


def exact(value: Fraction | None) -> str:
    """``1757/41``; empty where there is no data."""
    return f"{value.numerator}/{value.denominator}" if value is not None else ""


def figure(text: str) -> Fraction | None:
    """What :func:`exact` was given."""
    return Fraction(text) if text else None


def sortable(value: Fraction | None) -> Decimal | None:
    """Rounded half up to four places; None without data, and for what no percentage can be."""
    return Decimal(round_half_up(value, 4)) if value is not None and abs(value) < _LARGEST else None
