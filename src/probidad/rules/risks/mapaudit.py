"""The audit of a risk map: zones, levels and moves computed again, and what the law does not allow. It asks; no value is
changed. Suggestions on texts are in ``maptexts``.

Source: guides of 2015, v4, v5 to v7 (tables in ``frameworks/co/risks``); that each difference is a finding is a product rule.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction

from probidad.rules.finding import Finding, Severity
from probidad.rules.finding import gettext_noop as _
from probidad.rules.risks import controls as scoring
from probidad.rules.risks.mapfacts import ControlFacts, MapFacts, RiskFacts, SideFacts
from probidad.rules.risks.maptexts import TEXT_RULES
from probidad.rules.risks.measuring import level_of_yes
from probidad.rules.risks.method import Axis, RiskMethod, Treatment, Zone
from probidad.rules.risks.residual import applied, level_of_value

VERSION = "2026.11"  # moves whenever the outcome of a rule may move
_ORDER = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2}
_SETTLE_LEVELS = _("The probability and the impact that the process approved.")


def computed_zone(method: RiskMethod, side: SideFacts) -> Zone | None:
    """Zone of the methodology for the levels of a side, or None where one lacks or its scale has no such level."""
    return method.cells.get((side.probability, side.impact)) if side.probability and side.impact else None


def _sides(risk: RiskFacts) -> tuple[tuple[str, SideFacts], tuple[str, SideFacts]]:
    return ("inherent", risk.inherent), ("residual", risk.residual)


def zones(facts: MapFacts, risk: RiskFacts) -> Iterator[Finding]:
    for name, side in _sides(risk):
        computed = computed_zone(facts.method, side)
        if side.zone is None or computed is None or side.zone is computed:
            continue
        names = facts.method.zone_names
        told = {
            "declared_zone": names[side.zone], "computed_zone": names[computed],
            "probability": str(side.probability), "impact": str(side.impact),
        }  # fmt: skip
        own = (facts.own_cells or {}).get((side.probability or 0, side.impact or 0))
        if own is side.zone:
            message = _(
                "The zone follows the map printed in the document («%(declared_zone)s»); that of the methodology gives «%(computed_zone)s» for probability %(probability)s and impact %(impact)s."
            )
            severity = Severity.MEDIUM
        else:
            message = _(
                "The map says «%(declared_zone)s»; probability %(probability)s and impact %(impact)s give «%(computed_zone)s»."
            )
            severity = Severity.HIGH
        side_fields = (f"{name}_zone", f"{name}_probability", f"{name}_impact")
        yield Finding(f"M-ZONE-{name.upper()}", severity, risk.number, message, told, _SETTLE_LEVELS, side_fields)


def products(facts: MapFacts, risk: RiskFacts) -> Iterator[Finding]:
    method = facts.method
    if method.impact[-1].value == 1:
        return
    for name, side in _sides(risk):
        if side.product is None or not side.probability or not side.impact:
            continue
        levels = {level.level: level.value for level in method.impact}
        if side.impact not in levels:
            continue
        right = side.probability * levels[side.impact]
        if side.product != right:
            told = {"declared_product": str(side.product), "computed_product": str(right)}
            message = _("Probability times impact gives %(computed_product)s, not %(declared_product)s.")
            yield Finding("M-PRODUCT", Severity.HIGH, risk.number, message, told, _SETTLE_LEVELS,
                          (f"{name}_product", f"{name}_probability", f"{name}_impact"))  # fmt: skip


def readable(facts: MapFacts, risk: RiskFacts) -> Iterator[Finding]:
    for _name, side in _sides(risk):
        for field in side.unread:
            message = _("The cell says no level or zone of this methodology.")
            yield Finding("M-UNREAD", Severity.MEDIUM, risk.number, message, {}, _SETTLE_LEVELS, (field,))
        for field in side.disagreeing:
            message = _("The number and the name in the cells are of different levels.")
            yield Finding("M-LEVEL", Severity.MEDIUM, risk.number, message, {}, _SETTLE_LEVELS, (field,))
    for name, side in _sides(risk):
        lacking = [
            f"{name}_{part}"
            for part in ("probability", "impact", "zone")
            if f"{name}_{part}" in facts.columns and getattr(side, part) is None and f"{name}_{part}" not in side.unread
        ]
        if lacking:
            message = _("The risk is not measured whole: cells of its probability, impact or zone are blank.")
            yield Finding("M-MISSING", Severity.MEDIUM, risk.number, message, {}, _SETTLE_LEVELS, tuple(lacking))


def floor(facts: MapFacts, risk: RiskFacts) -> Iterator[Finding]:
    least = facts.method.floor
    if not risk.kind.corrupt or least is None:
        return
    for name, side in _sides(risk):
        if side.impact is not None and side.impact < least:
            told = {"least": facts.method.level(Axis.IMPACT, least).name_es}
            message = _("A corruption risk has no impact below «%(least)s».")
            settle = _("The answers to the form of impact.")
            yield Finding("M-FLOOR", Severity.HIGH, risk.number, message, told, settle, (f"{name}_impact",))


def answers(facts: MapFacts, risk: RiskFacts) -> Iterator[Finding]:
    form = facts.method.questionnaire
    if risk.yes_answers is None or form is None or not risk.kind.corrupt:
        return
    settle = _("The answers to the form of impact.")
    if risk.yes_answers > len(form.questions):
        told = {"yes": str(risk.yes_answers), "asked": str(len(form.questions))}
        message = _("The form has %(asked)s questions; the map counts %(yes)s yes.")
        yield Finding("M-ANSWERS", Severity.HIGH, risk.number, message, told, settle, ("yes_answers",))
        return
    right = level_of_yes(facts.method, risk.yes_answers)
    # one question alone may make it the worst, which the count does not tell
    if risk.inherent.impact is not None and risk.inherent.impact < right:
        told = {"yes": str(risk.yes_answers), "right": facts.method.level(Axis.IMPACT, right).name_es}
        message = _("%(yes)s affirmative answers give the impact «%(right)s».")
        yield Finding(
            "M-ANSWERS", Severity.HIGH, risk.number, message, told, settle, ("yes_answers", "inherent_impact")
        )
    elif risk.inherent.impact is not None and right < risk.inherent.impact != (form.override or (0, 0))[1]:
        told = {"yes": str(risk.yes_answers), "right": facts.method.level(Axis.IMPACT, right).name_es}
        message = _("%(yes)s affirmative answers give the impact «%(right)s».")
        yield Finding(
            "M-ANSWERS", Severity.MEDIUM, risk.number, message, told, settle, ("yes_answers", "inherent_impact")
        )


def treatments(facts: MapFacts, risk: RiskFacts) -> Iterator[Finding]:
    if risk.kind.corrupt and risk.treatment in facts.method.refused:
        message = _("A corruption or integrity risk cannot be accepted.")
        settle = _("Another treatment: reduce, avoid or share.")
        yield Finding("M-ACCEPT", Severity.HIGH, risk.number, message, {}, settle, ("treatment",))
    if risk.treatment is Treatment.REDUCE and "action" in facts.columns and not risk.action.strip():
        message = _("The risk is to be reduced and no action says how.")
        settle = _("The action, its responsible, its dates and its state.")
        yield Finding("M-NO-PLAN", Severity.MEDIUM, risk.number, message, {}, settle, ("treatment", "action"))


def residuals(facts: MapFacts, risk: RiskFacts) -> Iterator[Finding]:
    """What is left cannot be worse than before, and nothing moves by itself."""
    before, after = risk.inherent, risk.residual
    down = {axis: _down(before, after, axis) for axis in Axis}
    worse = [axis for axis, steps in down.items() if steps is not None and steps < 0]
    zone_worse = before.zone is not None and after.zone is not None and after.zone.rank > before.zone.rank
    if worse or zone_worse:
        fields = tuple(f"residual_{axis.value}" for axis in worse) or ("residual_zone",)
        message = _("What is left after the controls is more than the risk before them.")
        yield Finding("M-RESIDUAL-ABOVE", Severity.HIGH, risk.number, message, {}, _SETTLE_LEVELS, fields)
    moved = any(steps for steps in down.values() if steps is not None and steps > 0)
    has_control = any(_real(control.text) or control.kind or control.score is not None for control in risk.controls)
    if "control" in facts.columns and not has_control:
        message = _("The risk goes down without any control.") if moved else _("The risk has no control.")
        severity = Severity.HIGH if moved else Severity.MEDIUM
        settle = _("The control that is executed, with its responsible and its evidence.")
        yield Finding("M-NO-CONTROL", severity, risk.number, message, {}, settle, ("control",))
    only_probability = not facts.method.corruption_moves_impact and risk.kind.corrupt
    if only_probability and (down[Axis.IMPACT] or 0) > 0:
        message = _("In this methodology the controls of a corruption risk move its probability only, not its impact.")
        yield Finding("M-IMPACT-MOVED", Severity.MEDIUM, risk.number, message, {}, _SETTLE_LEVELS, ("residual_impact",))


def _real(text: str) -> bool:
    return text.strip().casefold().strip(".") not in (
        "",
        "n.a",
        "na",
        "n/a",
        "no aplica",
        "ninguno",
        "no hay",
        "no existe",
        "-",
        "sin control",
        "no tiene",
    )


def _down(before: SideFacts, after: SideFacts, axis: Axis) -> int | None:
    first = before.probability if axis is Axis.PROBABILITY else before.impact
    last = after.probability if axis is Axis.PROBABILITY else after.impact
    return None if first is None or last is None else first - last


def scores(facts: MapFacts, risk: RiskFacts) -> Iterator[Finding]:
    """Scores of controls explain the steps that the risk went down (2015 and v4)."""
    for control in risk.controls:
        if control.score is not None and not 0 <= control.score <= 100:
            message = _("The score of a control goes from 0 to 100.")
            settle = _("The answers to the criteria of the control.")
            yield Finding("M-SCORE", Severity.HIGH, risk.number, message, {}, settle, ("control_score",))
            return
    method = facts.scoring
    told = [control.score for control in risk.controls if control.score is not None]
    down = {axis: _down(risk.inherent, risk.residual, axis) for axis in Axis}
    if method is None or method.controls.way == "weights" or not told or None in down.values():
        return
    allowed = steps_of(method, told)
    if not explained(facts.method, risk, allowed):
        message = _(
            "The score of the controls (%(score)s) moves %(steps)s levels; the map moves the probability %(probability_down)s and the impact %(impact_down)s."
        )
        stated = {
            "score": ", ".join(str(score) for score in told), "steps": str(allowed),
            "probability_down": str(down[Axis.PROBABILITY]), "impact_down": str(down[Axis.IMPACT]),
        }  # fmt: skip
        settle = _("Which axis the control moves, and its score by criterion.")
        yield Finding("M-MOVE", Severity.MEDIUM, risk.number, message, stated, settle,
                      ("residual_probability", "residual_impact", "control_score"))  # fmt: skip


def steps_of(method: RiskMethod, told: list[Fraction]) -> int:
    """Steps that scores move: by their mean (2015), or by the solidity of their set if each is always executed (v4)."""
    if method.controls.way == "questions":
        return scoring.steps_of_score(method, sum(told, Fraction(0)) / len(told))
    solid = [scoring.strength(method, int(score)) for score in told]
    return scoring.moves_by_solidity(method, scoring.set_solidity(method, solid), "directly")


def explained(method: RiskMethod, risk: RiskFacts, steps: int) -> bool:
    """Whether ``steps`` down on one axis, or on both, lead from the inherent to the residual levels. A level at the end of
    its scale cannot go further down."""
    lowest = {Axis.PROBABILITY: 1, Axis.IMPACT: min(level.level for level in method.impact)}
    exact = []
    for axis in Axis:
        first = risk.inherent.probability if axis is Axis.PROBABILITY else risk.inherent.impact
        down = _down(risk.inherent, risk.residual, axis)
        if first is None or down is None:
            return True
        reach = min(steps, first - lowest[axis])
        if down not in (0, reach):
            return False
        exact.append(down == reach)
    return any(exact)


def weights(facts: MapFacts, risk: RiskFacts) -> Iterator[Finding]:
    """Weights by type and implementation, and the residual that they leave (v5 to v7)."""
    method = facts.method
    if method.controls.way != "weights" or not risk.controls:
        return
    shares: dict[Axis, list[Fraction]] = {Axis.PROBABILITY: [], Axis.IMPACT: []}
    known = True
    for number, control in enumerate(risk.controls, 1):
        share = _weight(method, control)
        if share is None:
            known = known and not _real(control.text)
            continue
        shares[(method.controls.axes or {})[control.kind]].append(share)
        if control.weight is not None and control.weight != share:
            told = {
                "control": str(number),
                "declared_weight": _percent(control.weight),
                "computed_weight": _percent(share),
            }
            message = _(
                "Control %(control)s: its type and implementation weigh %(computed_weight)s, not %(declared_weight)s."
            )
            settle = _("The type and the implementation of the control.")
            yield Finding(
                "M-WEIGHT",
                Severity.HIGH,
                risk.number,
                message,
                told,
                settle,
                ("control_weight", "control_kind", "control_way"),
            )
    if not known:
        return
    for axis, taken in shares.items():
        first = risk.inherent.probability if axis is Axis.PROBABILITY else risk.inherent.impact
        last = risk.residual.probability if axis is Axis.PROBABILITY else risk.residual.impact
        if first is None or last is None:
            continue
        left = applied(method.level(axis, first).value, taken)[-1] if taken else method.level(axis, first).value
        right = level_of_value(method, axis, left)
        if axis is Axis.IMPACT and risk.kind.corrupt and method.floor is not None:
            right = max(right, method.floor)
        if right != last:
            told = {"computed_level": method.level(axis, right).name_es, "declared_level": method.level(axis, last).name_es,
                    "left": _percent(left)}  # fmt: skip
            message = _("The controls leave %(left)s: level «%(computed_level)s», not «%(declared_level)s».")
            settle = _("The type and the implementation of each control.")
            yield Finding(
                "M-MOVE", Severity.HIGH, risk.number, message, told, settle, (f"residual_{axis.value}", "control_kind")
            )


def _weight(method: RiskMethod, control: ControlFacts) -> Fraction | None:
    rules = method.controls
    kinds, ways = rules.weights or {}, rules.implementations or {}
    return kinds[control.kind] + ways[control.way] if control.kind in kinds and control.way in ways else None


def _percent(share: Fraction) -> str:
    points = share * 100
    if points.denominator == 1:
        return f"{points.numerator} %"
    return f"{points.numerator / points.denominator:.2f}".rstrip("0").rstrip(".").replace(".", ",") + " %"


RULES: tuple[Callable[[MapFacts, RiskFacts], Iterator[Finding]], ...] = (
    zones, products, readable, floor, answers, treatments, residuals, scores, weights, *TEXT_RULES,
)  # fmt: skip


def audit_map(facts: MapFacts) -> tuple[Finding, ...]:
    """Findings of every rule, by risk, severity and rule."""
    found = [finding for risk in facts.risks for rule in RULES for finding in rule(facts, risk)]
    found += list(_repeated(facts))
    return tuple(sorted(found, key=lambda finding: (finding.subject, _ORDER[finding.severity], finding.rule)))


def _repeated(facts: MapFacts) -> Iterator[Finding]:
    seen: dict[tuple[str, str], int] = {}
    for risk in facts.risks:
        key = (" ".join(risk.process.casefold().split()), " ".join(risk.statement.casefold().split()))
        if key in seen:
            message = _("The same risk stands already in this process: risk %(other)s.")
            settle = _("Whether they are one risk with more controls.")
            yield Finding(
                "M-REPEATED", Severity.LOW, risk.number, message, {"other": str(seen[key])}, settle, ("risk",)
            )
        seen.setdefault(key, risk.number)
