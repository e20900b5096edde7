"""Declared, computed and verified are never mixed."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probidad.rules.plans.verification import Basis, Figures, Outcome, Verification, difference, problems, verified

F = Fraction
BOTH = Figures(1, "a", F(100), F(50))
TYPED = Figures(2, "a", F(80), None)
NOTHING = Figures(3, "a", None, None)


def test_internal_control_agrees_with_the_computed_figure_wherever_there_is_one() -> None:
    agrees = Verification(Outcome.AGREES)
    assert (BOTH.basis, verified(BOTH, agrees)) == (Basis.COMPUTED, 50)
    assert (TYPED.basis, verified(TYPED, agrees)) == (Basis.DECLARED, 80)
    assert NOTHING.basis is Basis.NONE


@pytest.mark.parametrize(
    ("figures", "verdict", "field"),
    [
        (BOTH, Verification(Outcome.DIFFERS, F(40)), "reason"),
        (BOTH, Verification(Outcome.DIFFERS, None, "falta el acta"), "value"),
        (BOTH, Verification(Outcome.DIFFERS, F(101), "falta el acta"), "value"),
        (BOTH, Verification(Outcome.DIFFERS, F(-1), "falta el acta"), "value"),
        (BOTH, Verification(Outcome.DIFFERS, F(50), "falta el acta"), "value"),
        (BOTH, Verification(Outcome.AGREES, F(50)), "value"),
        (BOTH, Verification(Outcome.NOT_APPLICABLE), "reason"),
        (BOTH, Verification(Outcome.NOTHING_REPORTED), "outcome"),
        (NOTHING, Verification(Outcome.AGREES), "outcome"),
    ],
)
def test_a_verdict_that_does_not_stand_is_told_at_its_field_and_gives_no_figure(
    figures: Figures, verdict: Verification, field: str
) -> None:
    assert [each.field for each in problems(figures, verdict)] == [field]
    with pytest.raises(ValueError, match=r"."):
        verified(figures, verdict)


@pytest.mark.parametrize("outcome", [Outcome.NO_EVIDENCE, Outcome.NOT_APPLICABLE])
def test_no_evidence_and_not_applicable_are_no_figure_at_all(outcome: Outcome) -> None:
    assert verified(BOTH, Verification(outcome, None, "por qué")) is None


def test_a_difference_lists_the_three_figures_with_the_reason() -> None:
    found = difference(BOTH, Verification(Outcome.DIFFERS, F(25), "falta el acta"))
    assert found is not None
    assert (found.declared, found.computed, found.verified, found.reason) == (100, 50, 25, "falta el acta")
    agreed = difference(BOTH, Verification(Outcome.AGREES))
    assert agreed is not None  # declared 100 and computed 50 differ, whoever agrees
    assert agreed.verified == 50


def test_what_lacks_evidence_is_listed_and_what_nobody_reported_is_not_a_difference() -> None:
    assert difference(replace(BOTH, declared=F(50)), Verification(Outcome.NO_EVIDENCE)) is not None
    assert difference(TYPED, Verification(Outcome.AGREES)) is None
    assert difference(NOTHING, Verification(Outcome.NOTHING_REPORTED)) is None


@given(st.fractions(-50, 300, max_denominator=50))
def test_a_verified_figure_lies_between_0_and_100_whatever_was_reported(declared: Fraction) -> None:
    found = verified(Figures(1, "a", declared, None), Verification(Outcome.AGREES))
    assert found is not None
    assert 0 <= found <= 100
