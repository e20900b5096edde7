"""Each rule on a map flags what it must and leaves the rest."""

from dataclasses import replace
from fractions import Fraction

import pytest

from probidad.frameworks.risks import risk_method
from probidad.rules.finding import Nature
from probidad.rules.risks.mapaudit import audit_map
from probidad.rules.risks.mapfacts import ControlFacts, MapFacts, RiskFacts, SideFacts
from probidad.rules.risks.method import RiskKind, RiskMethod, Treatment, Zone

V2015, V4, V5 = (risk_method(key) for key in ("corruption-2015", "dafp-v4", "dafp-v5"))
COLUMNS = frozenset(
    ("risk", "control", "action", "inherent_probability", "inherent_impact", "inherent_zone", "residual_probability",
     "residual_impact", "residual_zone")
)  # fmt: skip
GOOD = RiskFacts(
    number=1,
    kind=RiskKind.CORRUPTION,
    process="Compras",
    statement="Direccionar la contratación, abusando del cargo, para favorecer a un tercero",
    inherent=SideFacts(4, 4, Zone.EXTREME),
    residual=SideFacts(2, 4, Zone.HIGH),
    controls=(ControlFacts("El jefe revisa los pliegos", score=Fraction(100)),),
    treatment=Treatment.REDUCE,
    action="Publicar",
)


def rules(*risks: RiskFacts, method: RiskMethod = V4, scoring: RiskMethod | None = V4, **more: object) -> list[str]:
    facts = MapFacts(method, scoring, risks, columns=COLUMNS, **more)  # type: ignore[arg-type]
    return [finding.rule for finding in audit_map(facts) if finding.nature is Nature.DETERMINISTIC]


def test_a_right_map_has_no_finding() -> None:
    assert rules(GOOD) == []


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        (replace(GOOD, inherent=replace(GOOD.inherent, zone=Zone.HIGH)), "M-ZONE-INHERENT"),
        (replace(GOOD, residual=replace(GOOD.residual, zone=Zone.MODERATE)), "M-ZONE-RESIDUAL"),
        (replace(GOOD, inherent=SideFacts(4, 2, Zone.HIGH), residual=SideFacts(2, 2, Zone.LOW)), "M-FLOOR"),
        (replace(GOOD, treatment=Treatment.ACCEPT), "M-ACCEPT"),
        (replace(GOOD, action=" "), "M-NO-PLAN"),
        (replace(GOOD, residual=SideFacts(5, 4, Zone.EXTREME)), "M-RESIDUAL-ABOVE"),
        (replace(GOOD, controls=()), "M-NO-CONTROL"),
        (replace(GOOD, controls=(ControlFacts("N.A."),)), "M-NO-CONTROL"),
        (replace(GOOD, residual=SideFacts(2, 3, Zone.MODERATE)), "M-IMPACT-MOVED"),
        (replace(GOOD, controls=(ControlFacts("El jefe revisa", score=Fraction(60)),)), "M-MOVE"),
        (replace(GOOD, controls=(ControlFacts("El jefe revisa", score=Fraction(850)),)), "M-SCORE"),
        (replace(GOOD, yes_answers=14), "M-ANSWERS"),
        (replace(GOOD, yes_answers=3), "M-ANSWERS"),
        (replace(GOOD, yes_answers=25), "M-ANSWERS"),
        (replace(GOOD, inherent=SideFacts(4, None, Zone.EXTREME)), "M-MISSING"),
        (replace(GOOD, inherent=SideFacts(4, None, Zone.EXTREME, unread=("inherent_impact",))), "M-UNREAD"),
        (replace(GOOD, inherent=replace(GOOD.inherent, disagreeing=("inherent_impact",))), "M-LEVEL"),
    ],
)
def test_each_planted_error_is_found(wrong: RiskFacts, rule: str) -> None:
    assert rule in rules(wrong)


def test_answers_that_give_the_impact_are_not_asked_about() -> None:
    assert rules(replace(GOOD, yes_answers=8)) == []
    # one question alone makes it catastrophic
    assert (
        rules(
            replace(GOOD, inherent=SideFacts(4, 5, Zone.EXTREME), residual=SideFacts(2, 5, Zone.EXTREME), yes_answers=3)
        )
        == []
    )


def test_a_zone_of_the_map_that_the_document_prints_weighs_less() -> None:
    odd = replace(
        GOOD,
        inherent=SideFacts(1, 5, Zone.HIGH),
        residual=SideFacts(1, 5, Zone.HIGH),
        controls=(ControlFacts("El jefe revisa"),),
    )
    facts = MapFacts(V4, None, (odd,), own_cells={(1, 5): Zone.HIGH}, columns=COLUMNS)
    found = [finding for finding in audit_map(facts) if finding.rule.startswith("M-ZONE")]
    assert [finding.severity.value for finding in found] == ["medium", "medium"]
    assert "printed in the document" in found[0].message


def test_a_product_is_computed_again() -> None:
    right = replace(
        GOOD, inherent=SideFacts(3, 4, Zone.HIGH, Fraction(30)), residual=SideFacts(2, 4, Zone.MODERATE, Fraction(20))
    )
    assert rules(right, method=V2015, scoring=None) == []
    wrong = replace(right, inherent=SideFacts(3, 4, Zone.HIGH, Fraction(60)))
    assert rules(wrong, method=V2015, scoring=None) == ["M-PRODUCT"]


def test_quadrants_explain_moves_up_to_the_end_of_a_scale() -> None:
    stays = replace(GOOD, kind=RiskKind.MANAGEMENT, inherent=SideFacts(1, 3, Zone.MODERATE), residual=SideFacts(1, 3, Zone.MODERATE),
                    controls=(ControlFacts("Se revisa", score=Fraction(85)),))  # fmt: skip
    assert rules(stays, scoring=V2015) == []
    one = replace(stays, inherent=SideFacts(5, 2, Zone.HIGH), residual=SideFacts(4, 2, Zone.HIGH))
    assert rules(one, scoring=V2015) == ["M-MOVE"]
    assert rules(replace(one, residual=SideFacts(3, 2, Zone.MODERATE)), scoring=V2015) == []


def test_weights_of_controls_and_what_they_leave_are_computed_again() -> None:
    controls = (ControlFacts("El jefe revisa", "preventive", "manual", weight=Fraction(2, 5)),)
    right = RiskFacts(
        1,
        RiskKind.MANAGEMENT,
        "",
        "Pago tardío de la nómina",
        SideFacts(3, 3, Zone.MODERATE),
        SideFacts(2, 3, Zone.MODERATE),
        controls,
    )
    assert rules(right, method=V5, scoring=None) == []
    assert rules(replace(right, residual=SideFacts(1, 3, Zone.MODERATE)), method=V5, scoring=None) == ["M-MOVE"]
    heavier = (replace(controls[0], weight=Fraction(1, 2)),)
    assert rules(replace(right, controls=heavier), method=V5, scoring=None) == ["M-WEIGHT"]


def test_a_control_of_unknown_type_hides_what_it_leaves() -> None:
    unknown = (ControlFacts("El jefe revisa"),)
    risk = RiskFacts(
        1,
        RiskKind.MANAGEMENT,
        "",
        "Pago tardío",
        SideFacts(3, 3, Zone.MODERATE),
        SideFacts(1, 3, Zone.MODERATE),
        unknown,
    )
    assert rules(risk, method=V5, scoring=None) == []


def test_the_same_risk_twice_in_a_process_is_asked_about_once() -> None:
    assert rules(GOOD, replace(GOOD, number=2)) == ["M-REPEATED"]
    assert rules(GOOD, replace(GOOD, number=2, process="Archivo")) == []
