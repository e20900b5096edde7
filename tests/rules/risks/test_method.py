"""What a methodology is."""

import pytest

from probidad.frameworks.risks import risk_method
from probidad.rules.risks.method import Axis, RiskKind, Zone


def test_corruption_and_integrity_are_what_the_law_does_not_let_accept() -> None:
    assert [kind for kind in RiskKind if kind.corrupt] == [RiskKind.CORRUPTION, RiskKind.INTEGRITY]


def test_zones_are_ranked_from_low_to_extreme() -> None:
    assert [zone.rank for zone in (Zone.LOW, Zone.MODERATE, Zone.HIGH, Zone.EXTREME)] == [1, 2, 3, 4]


def test_a_scale_has_only_its_own_levels() -> None:
    method = risk_method("corruption-2015")
    assert method.level(Axis.IMPACT, 5).value == 20
    with pytest.raises(ValueError, match="no level 2"):
        method.level(Axis.IMPACT, 2)
