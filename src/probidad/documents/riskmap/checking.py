"""A map checked against a methodology: what each cell says, what comes out when it is computed again, and the findings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from probidad.documents.riskmap.detection import Detection, detect
from probidad.documents.riskmap.levels import (
    CONTROL_KINDS,
    CONTROL_WAYS,
    level_of,
    named_in,
    numbers,
    treatment_named,
    whole,
    zone_named,
)
from probidad.documents.riskmap.model import MapControl, MapRisk, RiskMap
from probidad.rules.finding import Finding
from probidad.rules.risks.mapaudit import audit_map, computed_zone, explained, steps_of
from probidad.rules.risks.mapfacts import ControlFacts, MapFacts, RiskFacts, SideFacts
from probidad.rules.risks.method import Axis, RiskKind, RiskMethod, Zone


@dataclass(frozen=True, slots=True)
class CheckedRisk:
    """A risk, what its cells say, and its zones computed again (None where levels lack)."""

    risk: MapRisk
    facts: RiskFacts
    inherent_zone: Zone | None
    residual_zone: Zone | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class CheckedMap:
    """A map with its methodology. ``scoring`` scores its controls, where that is told apart."""

    map: RiskMap
    detection: Detection
    scoring: RiskMethod | None
    risks: tuple[CheckedRisk, ...]
    findings: tuple[Finding, ...]

    @property
    def method(self) -> RiskMethod:
        """The methodology that the map follows."""
        return self.detection.method


def check_map(
    risk_map: RiskMap, methods: Sequence[RiskMethod], *, method: str = "", day: date | None = None
) -> CheckedMap:
    """Check ``risk_map``; ``method`` names the methodology where a person knows better than the document."""
    dated = risk_map if day is None else _dated(risk_map, day)
    detection = detect(dated, [each for each in methods if not method or each.key == method])
    facts = _without_false_products([risk_facts(risk, detection.method) for risk in risk_map.risks], detection.method)
    columns = frozenset(risk_map.headings)
    scoring = _scoring(facts, detection.method, methods)
    own = risk_map.printed.cells if risk_map.printed else None
    findings = audit_map(MapFacts(detection.method, scoring, tuple(facts), own, columns))
    checked = tuple(
        CheckedRisk(
            risk,
            each,
            computed_zone(detection.method, each.inherent),
            computed_zone(detection.method, each.residual),
            tuple(finding for finding in findings if finding.subject == risk.number),
        )
        for risk, each in zip(risk_map.risks, facts, strict=True)
    )
    return CheckedMap(risk_map, detection, scoring, checked, findings)


def _without_false_products(facts: list[RiskFacts], method: RiskMethod) -> list[RiskFacts]:
    """A column that is the product of probability and impact in less than half of the rows is something else."""
    impacts = {level.level: level.value for level in method.impact}
    sides = [side for risk in facts for side in (risk.inherent, risk.residual) if side.product is not None]
    known = [s for s in sides if s.probability and s.impact in impacts]
    right = [s for s in known if s.product == (s.probability or 0) * impacts[s.impact or 0]]
    if 2 * len(right) >= len(known):
        return facts
    return [
        replace(risk, inherent=replace(risk.inherent, product=None), residual=replace(risk.residual, product=None))
        for risk in facts
    ]


def _dated(risk_map: RiskMap, day: date) -> RiskMap:
    return RiskMap(
        risk_map.file, risk_map.format, risk_map.sha256, risk_map.risks, risk_map.headings, day, risk_map.titles,
        risk_map.printed, risk_map.remarks,
    )  # fmt: skip


def risk_facts(risk: MapRisk, method: RiskMethod) -> RiskFacts:
    """What the cells of a risk say in a methodology."""
    return RiskFacts(
        number=risk.number,
        kind=risk.kind if risk.kind in method.kinds or not risk.kind.corrupt else RiskKind.CORRUPTION,
        process=risk.text("process"),
        statement=risk.text("risk"),
        inherent=_side(risk, "inherent", method),
        residual=_side(risk, "residual", method),
        controls=tuple(_control(control) for control in risk.controls),
        treatment=treatment_named(risk.text("treatment")),
        action=risk.text("action"),
        yes_answers=whole(risk.text("yes_answers")),
    )


def _side(risk: MapRisk, name: str, method: RiskMethod) -> SideFacts:
    unread: list[str] = []
    disagreeing: list[str] = []
    levels: dict[Axis, int | None] = {}
    values: dict[Axis, Fraction | None] = {}
    for axis in Axis:
        field = f"{name}_{axis.value}"
        text, beside = risk.text(field), risk.text(f"{field}_value")
        read = level_of(text, method, axis)
        other = level_of(beside, method, axis)
        levels[axis] = read.level if read.level is not None else other.level
        values[axis] = other.value if other.value is not None else read.value
        if levels[axis] is None and text.strip():
            unread.append(field)
        if not read.agree or (read.level is not None and other.level is not None and read.level != other.level):
            disagreeing.append(field)
    zone = zone_named(risk.text(f"{name}_zone"))
    if zone is None and risk.text(f"{name}_zone").strip():
        unread.append(f"{name}_zone")
    product = numbers(risk.text(f"{name}_product"))
    return SideFacts(
        levels[Axis.PROBABILITY], levels[Axis.IMPACT], zone, product[0] if len(product) == 1 else None,
        values[Axis.PROBABILITY], values[Axis.IMPACT], tuple(unread), tuple(disagreeing),
    )  # fmt: skip


def _control(control: MapControl) -> ControlFacts:
    weight = numbers(control.text("control_weight"))
    share = weight[0] if len(weight) == 1 else None
    score = numbers(control.text("control_score"))
    return ControlFacts(
        control.text("control"),
        named_in(control.text("control_kind"), CONTROL_KINDS),
        named_in(control.text("control_way"), CONTROL_WAYS),
        score[0] if len(score) == 1 else None,
        share / 100 if share is not None and share > 1 else share,
    )


def _scoring(facts: Sequence[RiskFacts], method: RiskMethod, methods: Sequence[RiskMethod]) -> RiskMethod | None:
    """The way of scoring controls that explains most moves: a map may keep the questions of 2015 on newer scales."""
    scored = [(risk, told) for risk in facts if (told := [c.score for c in risk.controls if c.score is not None])]
    scored = [(risk, told) for risk, told in scored if all(0 <= score <= 100 for score in told)]
    candidates = [each for each in methods if each.controls.way in ("questions", "solidity")]
    if not scored or method.controls.way == "weights" or not candidates:
        return None
    fits = {
        each.key: sum(explained(method, risk, steps_of(each, told)) for risk, told in scored) for each in candidates
    }
    return max(candidates, key=lambda each: (fits[each.key], each.key == method.key))
