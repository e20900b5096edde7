"""Options of treatment."""

import pytest

from probidad.frameworks.risks import risk_methods
from probidad.rules.risks.method import RiskKind, Treatment
from probidad.rules.risks.treatment import allowed_treatments, check_treatment, needs_plan


@pytest.mark.parametrize("kind", [RiskKind.CORRUPTION, RiskKind.INTEGRITY])
def test_no_methodology_lets_accept_corruption(kind: RiskKind) -> None:
    for method in risk_methods():
        options = allowed_treatments(method, kind)
        assert Treatment.ACCEPT not in options
        assert Treatment.REDUCE in options
        with pytest.raises(ValueError, match="no treatment accept"):
            check_treatment(method, kind, Treatment.ACCEPT)


def test_a_management_risk_may_be_accepted() -> None:
    for method in risk_methods():
        check_treatment(method, RiskKind.MANAGEMENT, Treatment.ACCEPT)


def test_only_reducing_needs_a_plan() -> None:
    assert [each for each in Treatment if needs_plan(each)] == [Treatment.REDUCE]
