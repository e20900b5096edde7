"""Suggestions on the texts of a map."""

from probidad.frameworks.risks import risk_method
from probidad.rules.finding import Nature
from probidad.rules.risks.mapfacts import ControlFacts, MapFacts, RiskFacts, SideFacts
from probidad.rules.risks.maptexts import control_texts, definition
from probidad.rules.risks.method import RiskKind

MAP = MapFacts(risk_method("dafp-v4"), None, ())


def risk(statement: str, kind: RiskKind = RiskKind.CORRUPTION, control: str = "") -> RiskFacts:
    return RiskFacts(1, kind, "", statement, SideFacts(), SideFacts(), (ControlFacts(control),))


def rules(statement: str, kind: RiskKind = RiskKind.CORRUPTION) -> list[str]:
    return [finding.rule for finding in definition(MAP, risk(statement, kind))]


def test_a_corruption_risk_without_its_four_elements_is_asked_about() -> None:
    assert rules("Direccionar la contratación, abusando del cargo, para favorecer a un tercero") == []
    assert rules("Inundación del archivo central") == ["M-DEFINITION"]
    assert rules("Inundación del archivo central", RiskKind.MANAGEMENT) == []


def test_a_statement_that_is_a_cause_or_a_consequence_is_asked_about() -> None:
    assert rules("Falta de controles en el almacén", RiskKind.MANAGEMENT) == ["M-STATEMENT"]
    assert rules("Sanciones de la Contraloría", RiskKind.MANAGEMENT) == ["M-STATEMENT"]


def test_what_a_control_leaves_unsaid_is_a_suggestion_that_names_it() -> None:
    (finding,) = control_texts(
        MAP,
        risk(
            "x",
            control="El jefe verifica los pagos cada mes, mediante la comparación con el contrato, para evitar errores; en caso de diferencias las devuelve",
        ),
    )
    assert finding.nature is Nature.SUGGESTION
    assert finding.facts["labels"] == "evidence left"
    assert list(control_texts(MAP, risk("x", control="N.A."))) == []


def test_a_risk_of_no_stated_kind_that_shows_all_four_elements_is_asked_about() -> None:
    text = "Direccionar la contratación, abusando del cargo, para favorecer a un tercero"
    assert rules(text, RiskKind.OTHER) == ["M-KIND"]
    assert rules("Inundación del archivo central", RiskKind.OTHER) == []
