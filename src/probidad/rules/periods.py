"""Periods of a year that are complete at a cut-off, and the words that name them (periodicidad)."""

import re
from datetime import date, timedelta

PER_YEAR = {"monthly": 12, "bimonthly": 6, "quarterly": 4, "four_monthly": 3, "half_yearly": 2, "yearly": 1}

_WORDS = (
    ("monthly", r"\b(mensual(es|mente)?|cada mes|mes a mes|todos los meses|monthly)\b"),
    ("bimonthly", r"\b(bimestral(es|mente)?|bimensual(es|mente)?|cada ((2|dos) meses|bimestre))\b"),
    ("quarterly", r"\b(trimestral(es|mente)?|cada ((3|tres) meses|trimestre)|quarterly)\b"),
    ("four_monthly", r"\b(cuatrimestral(es|mente)?|cada ((4|cuatro) meses|cuatrimestre))\b"),
    ("half_yearly", r"\b(semestral(es|mente)?|cada ((6|seis) meses|semestre)|half-yearly)\b"),
    ("yearly", r"\b(anual(es|mente)?|cada año|yearly|annual)\b"),
)
_ENDLESS = re.compile(
    r"\b(permanente(mente)?|continu[oa]s?|continuamente|peri[oó]dic[oa]s?|peri[oó]dicamente|(durante )?tod[oa] (el año|la vigencia)|"
    r"durante (el año|la vigencia)|(por|seg[uú]n|a) (la )?demanda|cuando se requiera|diari[oa]s?|diariamente|semanal(es|mente)?|"
    r"quincenal(es|mente)?|permanent|continuous|on demand)\b",
    re.IGNORECASE,
)
_NEXT_MONTH = re.compile(r"\bmes(es)? siguientes?\b|\bmes vencido\b|\bsiguiente mes\b", re.IGNORECASE)


def recurrence(text: str) -> str:
    """Key of :data:`PER_YEAR` that ``text`` names first, or empty. *Bimensual* is read as *bimestral*."""
    found = [(match.start(), key) for key, pattern in _WORDS if (match := re.search(pattern, text, re.IGNORECASE))]
    return min(found)[1] if found else ""


def endless(text: str) -> bool:
    """Whether a deadline is a way of working and not a date (*permanente*, *todo el año*, *según demanda*)."""
    return _ENDLESS.search(text) is not None


def reported_next_month(text: str) -> bool:
    """Whether a period is reported in the month that follows it (*primeros días del mes siguiente*)."""
    return _NEXT_MONTH.search(text) is not None


def period_ends(key: str, year: int) -> tuple[date, ...]:
    """Last days of the periods of ``year``. Raises ``LookupError`` for an unknown key."""
    months = 12 // PER_YEAR[key]
    starts = [(year + (m // 12), m % 12 + 1) for m in range(months, 13, months)]
    return tuple(date(y, m, 1) - timedelta(days=1) for y, m in starts)


def complete(key: str, *, year: int, cut_off: date, next_month: bool) -> int:
    """Number of periods of ``year`` that are complete at ``cut_off``; with ``next_month`` those whose reporting
    time, which begins the day after the period ends, has come."""
    grace = timedelta(days=1 if next_month else 0)
    return sum(1 for end in period_ends(key, year) if end + grace <= cut_off)
