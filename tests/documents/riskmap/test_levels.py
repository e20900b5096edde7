"""What cells of a map say."""

from fractions import Fraction

import pytest

from probidad.documents.riskmap.levels import kind_named, level_of, treatment_named, zone_named
from probidad.frameworks.risks import risk_method
from probidad.rules.risks.method import Axis, RiskKind, Treatment, Zone

V2015, V4, V5 = (risk_method(key) for key in ("corruption-2015", "dafp-v4", "dafp-v5"))


@pytest.mark.parametrize(
    ("text", "method", "axis", "level"),
    [
        ("3", V4, Axis.PROBABILITY, 3), ("3 - Posible", V4, Axis.PROBABILITY, 3), ("Posible (3)", V4, Axis.PROBABILITY, 3),
        ("Improbable", V4, Axis.PROBABILITY, 2), ("Casi seguro", V4, Axis.PROBABILITY, 5), ("RARA VEZ", V4, Axis.PROBABILITY, 1),
        ("Catastrófica", V4, Axis.IMPACT, 5), ("10", V2015, Axis.IMPACT, 4), ("20 Catastrófico", V2015, Axis.IMPACT, 5),
        ("Muy baja", V5, Axis.PROBABILITY, 1), ("Baja", V5, Axis.PROBABILITY, 2), ("60%", V5, Axis.PROBABILITY, 3),
        ("0,252", V5, Axis.PROBABILITY, 2), ("25,2%", V5, Axis.PROBABILITY, 2), ("Moderado 60%", V5, Axis.IMPACT, 3),
        ("", V4, Axis.IMPACT, None), ("7", V4, Axis.IMPACT, None), ("Económico y reputacional", V5, Axis.IMPACT, None),
    ],
)  # fmt: skip
def test_levels(text: str, method: object, axis: Axis, level: int | None) -> None:
    assert level_of(text, method, axis).level == level  # type: ignore[arg-type]


def test_a_number_and_a_name_of_different_levels_do_not_agree() -> None:
    assert not level_of("3 - Mayor", V4, Axis.IMPACT).agree
    assert level_of("4 - Mayor", V4, Axis.IMPACT).agree
    assert level_of("25,2%", V5, Axis.PROBABILITY).value == Fraction(252, 1000)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Zona de Riesgo\nAlto", Zone.HIGH), ("EXTREMA", Zone.EXTREME), ("30 ALTA", Zone.HIGH), ("Zona de riesgo Moderad\na", Zone.MODERATE),
        ("Bajo", Zone.LOW), ("Muy alta", Zone.EXTREME), ("Alta o extrema", None), ("N.A.", None), ("30", None),
    ],
)  # fmt: skip
def test_zones(text: str, zone: Zone | None) -> None:
    assert zone_named(text) is zone


def test_kinds_and_treatments() -> None:
    assert kind_named("RIESGOS DE CORRUPCION") is RiskKind.CORRUPTION
    assert kind_named("Operativo") is RiskKind.MANAGEMENT
    assert kind_named("Riesgo fiscal") is RiskKind.FISCAL
    assert kind_named("Integridad pública") is RiskKind.INTEGRITY
    assert treatment_named("Reducir (mitigar)") is Treatment.REDUCE
    assert treatment_named("Aceptar el riesgo") is Treatment.ACCEPT
    assert (
        treatment_named("Aumentar el número de capacitaciones y reducir los tiempos que se demora cada trámite") is None
    )
