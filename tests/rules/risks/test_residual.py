"""The three figures of a risk."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probidad.frameworks.risks import risk_method, risk_methods
from probidad.rules.risks.controls import Control
from probidad.rules.risks.method import Axis, RiskKind, RiskMethod, Zone
from probidad.rules.risks.residual import Figures, applied, figures, level_of_value

V2015, V4, V5 = (risk_method(key) for key in ("corruption-2015", "dafp-v4", "dafp-v5"))
RAN = {"due": 1, "evidenced": 1}


def test_the_worked_example_of_the_guide_goes_from_60_to_36_to_25_2() -> None:
    assert applied(Fraction(3, 5), [Fraction(2, 5), Fraction(3, 10)]) == (Fraction(36, 100), Fraction(252, 1000))
    got = figures(
        V5, RiskKind.MANAGEMENT, 3, 3, [Control("preventive", "manual", **RAN), Control("detective", "manual", **RAN)]
    )
    assert got.by_evidence.probability_value == Fraction(252, 1000)
    assert got.by_evidence.probability == 2  # Baja; rounding to the nearest would say Muy baja
    assert got.by_evidence.impact_value == Fraction(3, 5)  # an axis without controls stays


@pytest.mark.parametrize(
    ("points", "level"), [(1, 1), (20, 1), (21, 2), (40, 2), (41, 3), (60, 3), (61, 4), (80, 4), (81, 5), (100, 5)]
)
def test_bands_are_closed_above(points: int, level: int) -> None:
    assert level_of_value(V5, Axis.PROBABILITY, Fraction(points, 100)) == level
    assert level_of_value(V5, Axis.IMPACT, Fraction(points, 100)) == level


def test_a_value_outside_the_scale_is_refused() -> None:
    for value in (Fraction(0), Fraction(101, 100)):
        with pytest.raises(ValueError, match="outside"):
            level_of_value(V5, Axis.IMPACT, value)


def test_without_evidence_the_residual_goes_back_and_says_why() -> None:
    got = figures(V5, RiskKind.MANAGEMENT, 4, 3, [Control("preventive", "automatic", due=3)])
    assert got.by_design.probability == 2
    assert got.by_evidence == got.inherent
    assert [reason.control for reason in got.reasons] == [1, 0]
    assert "no evidence" in got.reasons[0].message
    assert "goes back" in got.reasons[1].message


def test_one_control_with_evidence_and_one_without_stands_between() -> None:
    got = figures(
        V5, RiskKind.MANAGEMENT, 5, 3, [Control("preventive", "manual", **RAN), Control("detective", "manual", due=2)]
    )
    assert got.by_design.probability_value == Fraction(42, 100)
    assert got.by_evidence.probability_value == Fraction(60, 100)


def test_partial_evidence_is_told() -> None:
    strong = figures(V4, RiskKind.MANAGEMENT, 5, 4, [Control(score=100, due=4, evidenced=2)])
    assert (strong.by_design.probability, strong.by_evidence.probability) == (3, 4)  # from Fuerte to Moderado
    assert "%(times)s of the %(due)s" in strong.reasons[0].message


def test_a_control_that_was_not_due_counts_by_its_design() -> None:
    got = figures(V5, RiskKind.MANAGEMENT, 4, 3, [Control("preventive", "automatic", due=0)])
    assert got.by_evidence == got.by_design
    assert "not due" in got.reasons[0].message


def test_without_controls_the_three_figures_are_one() -> None:
    got = figures(V4, RiskKind.CORRUPTION, 3, 4, [])
    assert got.inherent == got.by_design == got.by_evidence
    assert "no control" in got.reasons[0].message


def test_in_v4_only_the_probability_of_corruption_moves() -> None:
    controls = [Control(score=100, on_probability="directly", on_impact="directly", **RAN)]
    corrupt, managed = (
        figures(V4, kind, 4, 4, controls).by_evidence for kind in (RiskKind.CORRUPTION, RiskKind.MANAGEMENT)
    )
    assert (corrupt.probability, corrupt.impact, corrupt.zone) == (2, 4, Zone.HIGH)
    assert (managed.probability, managed.impact, managed.zone) == (2, 2, Zone.LOW)


def test_a_weak_design_moves_nothing_in_v4() -> None:
    assert figures(V4, RiskKind.MANAGEMENT, 5, 5, [Control(score=85, **RAN)]).by_design.probability == 5


def test_levels_do_not_pass_the_end_of_their_scale() -> None:
    got = figures(
        V2015, RiskKind.CORRUPTION, 1, 3, [Control(score=100, **RAN), Control("corrective", score=100, **RAN)]
    )
    assert (got.by_evidence.probability, got.by_evidence.impact) == (1, 3)


def test_the_questions_of_2015_move_by_their_mean_on_each_axis() -> None:
    controls = [Control(score=90, **RAN), Control(score=60, **RAN), Control("detective", score=80, **RAN)]
    got = figures(V2015, RiskKind.CORRUPTION, 4, 5, controls).by_evidence
    assert (got.probability, got.impact, got.zone) == (3, 3, Zone.MODERATE)  # one step (mean 75), two steps


def test_the_impact_of_corruption_never_goes_below_its_floor() -> None:
    got = figures(
        V5,
        RiskKind.CORRUPTION,
        3,
        3,
        [Control("corrective", "automatic", **RAN), Control("corrective", "manual", **RAN)],
    )
    assert got.by_evidence.impact == 3
    assert figures(V5, RiskKind.CORRUPTION, 3, 1, []).inherent.impact == 3


CONTROLS = st.builds(
    Control,
    kind=st.sampled_from(["preventive", "detective", "corrective"]),
    implementation=st.sampled_from(["automatic", "manual"]),
    score=st.integers(0, 100),
    on_probability=st.sampled_from(["directly", "indirectly", "no"]),
    on_impact=st.sampled_from(["directly", "indirectly", "no"]),
    due=st.none() | st.integers(0, 5),
    evidenced=st.integers(0, 5),
)


@given(
    st.sampled_from(risk_methods()),
    st.sampled_from(RiskKind),
    st.integers(1, 5),
    st.integers(3, 5),
    st.lists(CONTROLS, max_size=5),
)
def test_evidence_never_makes_it_better_than_design_nor_worse_than_nothing(
    method: RiskMethod, kind: RiskKind, probability: int, impact: int, controls: list[Control]
) -> None:
    got: Figures = figures(method, kind, probability, impact, controls)
    for axis in ("probability_value", "impact_value"):
        assert getattr(got.by_design, axis) <= getattr(got.by_evidence, axis) <= getattr(got.inherent, axis)
    assert got.by_design.zone.rank <= got.by_evidence.zone.rank <= got.inherent.zone.rank
    if kind.corrupt and method.floor:
        assert got.by_design.impact >= method.floor
