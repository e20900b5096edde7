"""Which methodology a map follows: what its scales, its controls, its words and its date say, each with its reason."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from probidad.documents.riskmap.levels import (
    CONTROL_KINDS,
    CONTROL_WAYS,
    level_of,
    named_in,
    numbers,
    plain,
    zone_named,
)
from probidad.documents.riskmap.model import MapRisk, RiskMap
from probidad.rules.finding import gettext_noop as _
from probidad.rules.language import fold
from probidad.rules.risks.method import Axis, RiskKind, RiskMethod

SIDES = ("inherent", "residual")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A reason for or against a methodology: points, and a message identifier with its facts."""

    points: Fraction
    message: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Detection:
    """The methodology that fits best, and what speaks for each. ``sure`` is false where the next is as near as half a
    point."""

    method: RiskMethod
    evidence: Mapping[str, tuple[Evidence, ...]]
    sure: bool

    def score(self, key: str) -> Fraction:
        """Points of a methodology."""
        return sum((each.points for each in self.evidence[key]), Fraction(0))


def detect(risk_map: RiskMap, methods: Sequence[RiskMethod]) -> Detection:
    """The methodology with most points; of two equal ones the older, which has been in use for longer."""
    evidence = {method.key: tuple(_evidence(risk_map, method)) for method in methods}
    totals = {key: sum((each.points for each in found), Fraction(0)) for key, found in evidence.items()}
    ranked = sorted(methods, key=lambda method: (-totals[method.key], method.since))
    sure = len(ranked) < 2 or totals[ranked[0].key] - totals[ranked[1].key] > Fraction(1, 2)
    return Detection(ranked[0], evidence, sure)


def _evidence(risk_map: RiskMap, method: RiskMethod) -> list[Evidence]:
    found: list[Evidence] = []
    scale = _scale(risk_map.risks, method)
    if scale is not None:
        facts = {"share": _points(scale)}
        found.append(Evidence(3 * scale, _("%(share)s of the levels are of its scales."), facts))
    exact = _values(risk_map.risks, method)
    if exact is not None:
        found.append(
            Evidence(
                2 * exact, _("%(share)s of the numbers are values of its scale of impact."), {"share": _points(exact)}
            )
        )
    products = _products(risk_map.risks, method)
    if products:
        found.append(
            Evidence(2 * products, _("Probability times impact gives the number that stands beside the zone."), {})
        )
    agree = _agreeing(risk_map.risks, method)
    if agree is not None:
        found.append(Evidence(2 * agree, _("%(share)s of the zones are those of its map."), {"share": _points(agree)}))
    controls = _controls(risk_map, method)
    if controls:
        found.append(Evidence(Fraction(controls), _("Its controls are described as it asks."), {}))
    if risk_map.day and method.since <= risk_map.day and (method.until is None or risk_map.day < method.until):
        facts = {"day": risk_map.day.isoformat()}
        found.append(Evidence(Fraction(1), _("It was in force on %(day)s, the date of the document."), facts))
    integrity = [risk for risk in risk_map.risks if risk.kind is RiskKind.INTEGRITY]
    if integrity and RiskKind.INTEGRITY in method.kinds:
        found.append(Evidence(Fraction(1), _("It names risks for public integrity."), {}))
    if said := _named(plain(risk_map.titles), method):
        found.append(Evidence(Fraction(3), _("The document names it: «%(text)s»."), {"text": said}))
    if risk_map.day and risk_map.day < method.since:
        facts = {"day": risk_map.day.isoformat()}
        found.append(Evidence(Fraction(-2), _("It did not exist on %(day)s, the date of the document."), facts))
    return found


def _named(titles: str, method: RiskMethod) -> str:
    """A name of the guide beside the word guide: the version of the document itself says nothing."""
    for name in method.names:
        if re.search(
            rf"\b(guia|metodologia|dafp|funcion publica|sigrip)\b[^\n]{{0,80}}\b{re.escape(fold(name))}\b", titles
        ):
            return name
    return ""


def _cells(risks: Sequence[MapRisk], axis: Axis) -> list[str]:
    texts = (risk.text(f"{side}_{axis.value}") for risk in risks for side in SIDES)
    return [text for text in texts if text.strip()]


def _scale(risks: Sequence[MapRisk], method: RiskMethod) -> Fraction | None:
    """Share of the cells that say a level of the methodology."""
    read = [
        (read.named is not None) if _has_name(text) else read.level is not None
        for axis in Axis
        for text in _cells(risks, axis)
        for read in (level_of(text, method, axis),)
    ]
    return Fraction(sum(read), len(read)) if read else None


def _has_name(text: str) -> bool:
    return any(char.isalpha() for char in text)


def _values(risks: Sequence[MapRisk], method: RiskMethod) -> Fraction | None:
    """Share of the plain numbers of impact that are values of its scale (5, 10, 20; 1 to 5; shares)."""
    plain_numbers = [n for text in _cells(risks, Axis.IMPACT) if not _has_name(text) for n in numbers(text)[:1]]
    if not plain_numbers:
        return None
    values = {level.value for level in method.impact}
    if method.impact[-1].value == 1:  # residual values stand between the steps
        right = [
            (0 < number <= 1 and number != 1) or (number in values and any(n < 1 for n in plain_numbers))
            for number in plain_numbers
        ]
    else:
        right = [number in values for number in plain_numbers]
    return Fraction(sum(right), len(right))


def _products(risks: Sequence[MapRisk], method: RiskMethod) -> Fraction:
    if method.impact[-1].value == 1:
        return Fraction(0)
    checked = []
    for risk in risks:
        for side in SIDES:
            product = numbers(risk.text(f"{side}_product"))
            p = level_of(risk.text(f"{side}_probability"), method, Axis.PROBABILITY).level
            i = level_of(risk.text(f"{side}_impact"), method, Axis.IMPACT).level
            if product and p and i:
                checked.append(product[0] == p * method.level(Axis.IMPACT, i).value)
    return Fraction(sum(checked), len(checked)) if checked else Fraction(0)


def _agreeing(risks: Sequence[MapRisk], method: RiskMethod) -> Fraction | None:
    checked = []
    for risk in risks:
        for side in SIDES:
            zone = zone_named(risk.text(f"{side}_zone"))
            p = level_of(risk.text(f"{side}_probability"), method, Axis.PROBABILITY).level
            i = level_of(risk.text(f"{side}_impact"), method, Axis.IMPACT).level
            if zone and p and i:
                checked.append(method.cells.get((p, i)) is zone)
    return Fraction(sum(checked), len(checked)) if checked else None


def _controls(risk_map: RiskMap, method: RiskMethod) -> int:
    controls = [control for risk in risk_map.risks for control in risk.controls]
    ways = any(named_in(control.text("control_way"), CONTROL_WAYS) for control in controls)
    kinds = any(named_in(control.text("control_kind"), CONTROL_KINDS) for control in controls)
    if method.controls.way == "weights":
        return 2 if ways and kinds else 0
    if method.controls.way == "solidity":
        criteria = sum(1 for name in risk_map.headings if name.startswith("criterion_"))
        return 2 if criteria >= 3 or "control_solidity" in risk_map.headings else 0
    return 0


def _points(share: Fraction) -> str:
    return f"{round(share * 100)} %"
