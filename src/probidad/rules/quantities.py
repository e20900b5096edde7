"""Numbers as offices write them, read exactly, and the scale rule for percentages.

Source of the scale rule: the product's method (``frameworks/co/compliance-rules.yaml``, percent_normalisation). The
text is never changed; what was inferred is told by :class:`Scale`.
"""

import re
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from probidad.rules.compliance import FULL, Kind
from probidad.rules.planfacts import NumberFacts

MOST_DIGITS = 30  # no office writes a longer number; a longer one would only cost time

_MARKUP = re.compile(r"<[^<>]{1,40}>|\*\*|__")
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f]+")
_NOT_A_NUMBER = re.compile(r"^[+-]?(nan|inf|infinity|infinito|∞|#[a-z0-9/!¡?¿]+)%?$", re.IGNORECASE)
_POWER = re.compile(r"^[+-]?\d+([.,]\d+)?[eE][+-]?\d+%?$")
_PLAIN = re.compile(r"^[+-]?\d+$")
_COMMA = re.compile(r"^[+-]?\d*,\d+$")
_POINT = re.compile(r"^[+-]?\d*\.\d+$")
_THOUSANDS_POINT = re.compile(r"^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$")
_THOUSANDS_COMMA = re.compile(r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$")
_MILLIONS_MARK = re.compile("[´'’]")
_RATIO = re.compile(r"^(\d+)\s*(?:/|de)\s*(\d+)$", re.IGNORECASE)
_BY_HUNDRED = re.compile(r"\s*(por ciento|percent|per cent)\b", re.IGNORECASE)
_PERCENT_UNIT = re.compile(r"\W*(?:porcent|percent)|\s*%\s*$", re.IGNORECASE)
_PERCENT_START = re.compile(r"[ \-•*\"'“¿]*(?:porcentaje|% |%de|percentage|percent )", re.IGNORECASE)
_LEADING = re.compile(r"^([+-]?[\d.,]*\d)\s*(%)?\s+\(?[^\W\d]", re.IGNORECASE)

MOST_OF_ONE = 2  # times the whole; a column of points hardly stays below it
REMEMBERED = 200  # characters; longer cells are texts, read anew


class Scale(StrEnum):
    """What the scale rule inferred about a number of a percent indicator."""

    AS_WRITTEN = ""
    FRACTION = "fraction"  # 0,9 against a percent is 90
    AMBIGUOUS = "ambiguous"  # a bare 1 against a percent is taken as 100
    POINTS = "points"  # 12,0 against a percent is 12 points
    SHARE_OF_TARGET = "share_of_target"  # 50 % of a count


def without_markup(text: str) -> str:
    """``<b>87,24</b>`` is ``87,24``: what remains when tags and asterisks are taken off."""
    return _MARKUP.sub("", text).strip()


def read_number(text: str) -> NumberFacts:
    """Read one number in Colombian or English writing; ``number`` is None where there is none.

    ``style`` is empty for text without a number, ``not_finite`` for NaN, infinity, error marks and powers of ten,
    ``negative`` for a number below zero, ``ambiguous`` where a point or comma may part thousands or decimals
    (read as es-CO: the point parts thousands, the comma decimals).
    """
    return _read(text) if len(text) <= REMEMBERED else _read.__wrapped__(text)


@lru_cache(maxsize=4096)
def _read(text: str) -> NumberFacts:
    bare = _BY_HUNDRED.sub("%", _SPACES.sub(" ", without_markup(text))).strip().rstrip(".;").lstrip("$≥≤=<> ").strip()
    if not bare:
        return NumberFacts(text)
    compact = _without_millions_mark(bare.replace(" ", "").replace("\u2212", "-"))
    if _NOT_A_NUMBER.match(compact) or _POWER.match(compact):
        return NumberFacts(text, None, compact.endswith("%"), "not_finite")
    ratio = _RATIO.match(bare)
    if ratio and int(ratio[2]) > 0 and len(bare) <= MOST_DIGITS:
        return NumberFacts(text, Fraction(int(ratio[1]), int(ratio[2])), False, "ratio")
    leading = _LEADING.match(bare)
    with_words = leading is not None and not bare[leading.end(1) :].lstrip().startswith("/")
    if leading and with_words:
        compact = leading[1] + ("%" if leading[2] else "")
    sign = compact.endswith("%")
    digits = compact.removesuffix("%")
    number, style = _digits(digits)
    if number is None:
        return NumberFacts(text, None, False, style)
    if number < 0:
        style = "negative"
    elif sign:
        style = "percent" if style != "ambiguous" else style
    elif with_words:
        style = "with_words"
    return NumberFacts(text, number, sign, style)


def _without_millions_mark(text: str) -> str:
    """``1´234.567`` parts millions with an accent and thousands with a point; elsewhere the accent only parts."""
    pointed = _MILLIONS_MARK.sub(".", text)
    return pointed if pointed != text and _THOUSANDS_POINT.match(pointed) else _MILLIONS_MARK.sub("", text)


def _digits(text: str) -> tuple[Fraction | None, str]:
    if not text or len(text) > MOST_DIGITS:
        return None, "not_finite" if text and text.strip("+-").replace(".", "").replace(",", "").isdigit() else ""
    if _PLAIN.match(text):
        return Fraction(int(text)), "integer"
    if _THOUSANDS_POINT.match(text):
        style = "ambiguous" if text.count(".") == 1 and "," not in text else "thousands"
        return Fraction(text.replace(".", "").replace(",", ".")), style
    if _THOUSANDS_COMMA.match(text) and ("." in text or text.count(",") > 1):
        return Fraction(text.replace(",", "")), "thousands"
    if _COMMA.match(text):
        style = "ambiguous" if re.match(r"^[+-]?[1-9]\d{0,2},\d{3}$", text) else "decimal_comma"
        return Fraction(_pointed(text.replace(",", "."))), style
    if _POINT.match(text):
        return Fraction(_pointed(text)), "decimal_point"
    return None, ""


def _pointed(text: str) -> str:
    sign = text[0] if text[0] in "+-" else ""
    rest = text[len(sign) :]
    return f"{sign}0{rest}" if rest.startswith(".") else text


def kind_of(indicator: str, target: NumberFacts, *, unit: str = "") -> Kind:
    """Percent where the target is written with %, the indicator starts with *Porcentaje* or its unit is a percentage;
    count where there is a target at all; unknown otherwise."""
    if target.number is None:
        return Kind.UNKNOWN
    return Kind.PERCENT if target.sign or names_percent(indicator) or names_percent_unit(unit) else Kind.COUNT


def names_percent(indicator: str) -> bool:
    """Whether the indicator starts with *Porcentaje* or its sign."""
    return _PERCENT_START.match(indicator) is not None


def names_percent_unit(unit: str) -> bool:
    """Whether a unit of measure is a percentage (*Porcentaje*, *Porcentual*, *%*)."""
    return _PERCENT_UNIT.match(unit) is not None


def with_sign(facts: NumberFacts) -> NumberFacts:
    """A number above 1 whose sign stands in the column of units; one up to 1 may be a fraction and stays as it is."""
    return replace(facts, sign=True) if facts.number is not None and facts.number > 1 else facts


def normalised_target(kind: Kind, target: NumberFacts) -> tuple[Fraction | None, Scale]:
    """Target in percent points for percent indicators, in the indicator's unit for counts, and what was inferred."""
    if target.number is None or target.style in {"not_finite", "negative"}:
        return None, Scale.AS_WRITTEN
    if kind is not Kind.PERCENT or target.sign:
        return target.number, Scale.AS_WRITTEN
    return _points(target)


def normalised_value(kind: Kind, value: NumberFacts, target: Fraction | None) -> tuple[Fraction | None, Scale]:
    """Reported value in the unit of :func:`normalised_target`, and what was inferred.

    A percentage reported against a count (50 % of 12) is that share of the target. ``3 de 4`` is a ratio for a
    percent indicator and the count 3 where the target is 4.
    """
    if value.number is None or value.style in {"not_finite", "negative"}:
        return None, Scale.AS_WRITTEN
    if kind is Kind.PERCENT:
        return (value.number, Scale.AS_WRITTEN) if value.sign else _points(value)
    if value.sign and target is not None:
        return value.number * target / FULL, Scale.SHARE_OF_TARGET
    if value.style == "ratio" and target is not None:
        return value.number * target, Scale.SHARE_OF_TARGET
    return value.number, Scale.AS_WRITTEN


def _points(facts: NumberFacts) -> tuple[Fraction, Scale]:
    number = facts.number or Fraction(0)
    if facts.style == "ratio":
        return number * FULL, Scale.FRACTION
    if 0 < number < 1:
        return number * FULL, Scale.FRACTION
    if number == 1:
        return FULL, Scale.AMBIGUOUS
    return number, Scale.POINTS if number else Scale.AS_WRITTEN


def declared_in_fractions(numbers: list[NumberFacts]) -> bool:
    """Whether a whole column of declared percentages is written from 0 to 1: none with %, one above 0, none above 1;
    or parts of 1 among them and, above 1, only a few and no more than :data:`MOST_OF_ONE` (1,4 for 140 %)."""
    if any(facts.sign for facts in numbers):
        return False
    read = [facts.number for facts in numbers if facts.number]
    above = sum(number > 1 for number in read)
    if not above:
        return bool(read) and max(read) > 0
    return max(read) <= MOST_OF_ONE and any(0 < number < 1 for number in read) and 3 * above <= len(read)


def declared_points(facts: NumberFacts, *, in_fractions: bool) -> tuple[Fraction | None, Scale]:
    """Declared percentage in points, not yet capped, and what was inferred."""
    if facts.number is None or facts.style in {"not_finite", "negative"}:
        return None, Scale.AS_WRITTEN
    if facts.sign:
        return facts.number, Scale.AS_WRITTEN
    if in_fractions or facts.style == "ratio":
        return facts.number * FULL, Scale.FRACTION
    if 0 < facts.number <= 1:
        return _points(facts)
    return facts.number, Scale.AS_WRITTEN


def plain(number: Fraction) -> str:
    """Exact text for facts: ``50``, ``12.5``, ``16/21``; never rounded."""
    denominator = number.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1 or number.denominator > 10**9:
        return f"{number.numerator}/{number.denominator}"
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
    if places == 0:
        return str(number.numerator)
    scaled = f"{abs(int(number * 10**places)):0{places + 1}d}"
    return f"{'-' if number < 0 else ''}{scaled[:-places]}.{scaled[-places:]}"
