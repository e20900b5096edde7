"""What the cells of a map say: levels, zones, kinds, treatments. Nothing is guessed: what is not understood is None."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from probidad.rules.language import fold
from probidad.rules.risks.method import Axis, Level, RiskKind, RiskMethod, Treatment, Zone
from probidad.rules.risks.residual import level_of_value

_NUMBER = re.compile(r"(?<![\d.,])(\d{1,4}(?:[.,]\d{1,6})?)\s*(%)?")
_ZONES = {
    Zone.EXTREME: re.compile(r"\b(extrem[oa]s?|inaceptable|muy alt[oa])\b"),
    Zone.HIGH: re.compile(r"\b(alt[oa]s?|importante)\b"),
    Zone.MODERATE: re.compile(r"\b(moderad[oa]s?|medi[oa])\b"),
    Zone.LOW: re.compile(r"\b(baj[oa]s?|aceptable|tolerable)\b"),
}
_KINDS = (
    (RiskKind.INTEGRITY, re.compile(r"\b(integridad publica|integridad|soborno|sigrip|la ?/? ?ft|lavado)\b")),
    (RiskKind.CORRUPTION, re.compile(r"\bcorrup")),
    (RiskKind.FISCAL, re.compile(r"\bfiscal")),
    (RiskKind.DIGITAL, re.compile(r"\b(seguridad (digital|de la informacion)|digital|informacion)\b")),
    (RiskKind.MANAGEMENT, re.compile(
        r"\b(gestion|operativ|estrategic|institucional|proceso|financier|cumplimiento|incumpli|tecnologic|imagen|reputacional"
        r"|ejecucion y administracion|legal|ambiental)")),
)  # fmt: skip
_TREATMENTS = (
    (Treatment.REDUCE, re.compile(r"\b(reduc|mitig)")),
    (Treatment.AVOID, re.compile(r"\b(evita|elimin)")),
    (Treatment.SHARE, re.compile(r"\b(compart|transfer)")),
    (Treatment.ACCEPT, re.compile(r"\b(acept|asum)")),
)
CONTROL_KINDS: Mapping[str, re.Pattern[str]] = {
    "preventive": re.compile(r"^\s*(p|prev)\.?\s*$|\bpreventiv|\bprevenir"),
    "detective": re.compile(r"^\s*(d|det)\.?\s*$|\bdetectiv|\bdetectar"),
    "corrective": re.compile(r"^\s*(c|corr)\.?\s*$|\bcorrectiv|\bcorregir"),
}
CONTROL_WAYS: Mapping[str, re.Pattern[str]] = {
    "automatic": re.compile(r"\bautomatic"),
    "manual": re.compile(r"\bmanual"),
}


@dataclass(frozen=True, slots=True)
class LevelRead:
    """A cell as a level. ``value`` where a number stands for it (percentages as shares); ``named`` where a name does;
    ``agree`` is false where number and name of one cell are of different levels."""

    level: int | None = None
    value: Fraction | None = None
    named: int | None = None
    agree: bool = True


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Folded text without the line breaks that cut words in narrow cells."""
    return fold(re.sub(r"[^\w%/.,]+", " ", text))


@lru_cache(maxsize=4096)
def numbers(text: str) -> tuple[Fraction, ...]:
    """Numbers in order; percentages as shares."""
    found = []
    for number, percent in _NUMBER.findall(text):
        exact = Fraction(number.replace(",", "."))
        found.append(exact / 100 if percent else exact)
    return tuple(found)


@lru_cache(maxsize=4096)
def looks_like_level(text: str) -> bool:
    """Whether a cell may be a level of any methodology: a short number, a percentage, or a name of a scale."""
    short = plain(text)
    if len(short) > 40:
        return False
    return bool(re.fullmatch(r"\d{1,3}([.,]\d+)?\s*%?", short) or _NAMES.search(short))


_NAMES = re.compile(
    r"\b(rara vez|raro|improbable|posible|probable|casi segur[oa]|muy baj[oa]|baj[oa]|medi[oa]|alt[oa]|muy alt[oa]|leve"
    r"|insignificante|menor|moderad[oa]|mayor|catastrofic[oa])\b"
)


def level_of(text: str, method: RiskMethod, axis: Axis) -> LevelRead:
    """The level that a cell says on one scale of a methodology."""
    scale = method.probability if axis is Axis.PROBABILITY else method.impact
    named = _named(plain(text), scale)
    # «1. Rara vez» and «3 - Posible» begin with an ordinal: it is the number of the level
    found = numbers(text)
    value = found[0] if found and (len(found) == 1 or named is not None) else None
    level = _valued(value, scale, method, axis) if value is not None else None
    if level is None and named is not None and found:
        level = next((each for number in found if (each := _valued(number, scale, method, axis)) is not None), None)
    agree = level is None or named is None or level == named
    return LevelRead(named if named is not None else level, value, named, agree)


def _named(text: str, scale: tuple[Level, ...]) -> int | None:
    names = [(fold(name), level.level) for level in scale for name in (level.name_es, *level.also)]
    for name, level in sorted(names, key=lambda pair: -len(pair[0])):
        stem = re.escape(name[:-1] if name[-1] in "ao" else name)
        if re.search(rf"\b{stem}[ao]?\b", text):
            return level
    return None


def _valued(value: Fraction, scale: tuple[Level, ...], method: RiskMethod, axis: Axis) -> int | None:
    exact = next((level.level for level in scale if level.value == value), None)
    if exact is not None:
        return exact
    if scale[-1].value == 1:  # shares
        share = value / 100 if value > 5 else value
        if 0 < share <= 1:
            return level_of_value(method, axis, share)
        return int(value) if value.denominator == 1 and 2 <= value <= 5 else None
    if [level.value for level in scale] != [level.level for level in scale] and value.denominator == 1:
        return next((level.level for level in scale if level.level == value), None)
    return None


@lru_cache(maxsize=4096)
def zone_named(text: str) -> Zone | None:
    """The zone that a cell names, whatever the words around it; None where it names none, or several."""
    short = plain(text)
    if len(short) > 80:
        return None
    glued = re.sub(r"(?<=\d)(?=[a-z])", " ", re.sub(r"\bmoder ?ad ?([oa])\b", r"moderad\1", short))
    found = [zone for zone, words in _ZONES.items() if words.search(glued)]
    if len(found) == 2 and Zone.EXTREME in found and "muy" in glued:
        found = [Zone.EXTREME]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=4096)
def kind_named(text: str) -> RiskKind | None:
    """The kind of risk that a cell or a title names."""
    short = plain(text)
    return next((kind for kind, words in _KINDS if words.search(short)), None)


@lru_cache(maxsize=4096)
def treatment_named(text: str) -> Treatment | None:
    """The option of treatment that a short cell names; a cell that tells an action names none."""
    short = plain(text)
    if not short or len(short) > 60:
        return None
    found = [treatment for treatment, words in _TREATMENTS if words.search(short)]
    return found[0] if found else None


def named_in(text: str, names: Mapping[str, re.Pattern[str]]) -> str:
    """The one key of ``names`` whose words the cell holds, or empty."""
    short = plain(text)
    found = [key for key, words in names.items() if words.search(short)]
    return found[0] if len(found) == 1 else ""


def whole(text: str) -> int | None:
    """The number that a cell is, or None where it is no whole number."""
    match = re.fullmatch(r"\s*(\d{1,6})(?:[.,]0+)?\s*%?\s*", text)
    return int(match[1]) if match else None
