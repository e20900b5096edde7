"""Controls scored by each methodology."""

from fractions import Fraction

import pytest

from probidad.frameworks.risks import risk_method
from probidad.rules.risks.controls import (
    MODERATE,
    STRONG,
    WEAK,
    Control,
    Execution,
    axis_of,
    design_score,
    execution,
    moves_by_solidity,
    set_solidity,
    solidity,
    steps_of_score,
    strength,
    weight,
)
from probidad.rules.risks.method import Axis

V2015, V4, V5 = (risk_method(key) for key in ("corruption-2015", "dafp-v4", "dafp-v5"))
BEST = {
    "owner": "assigned", "segregation": "adequate", "periodicity": "timely", "purpose": "prevent", "how": "reliable",
    "deviations": "resolved", "evidence": "complete",
}  # fmt: skip


def test_the_seven_criteria_of_v4_add_up_to_a_hundred() -> None:
    assert design_score(V4, Control(answers=BEST)) == 100
    assert design_score(V4, Control(answers={**BEST, "purpose": "detect"})) == 95
    assert design_score(V4, Control(answers={**BEST, "evidence": "incomplete"})) == 95
    assert design_score(V4, Control(answers={**BEST, "evidence": "none", "owner": "not_assigned"})) == 75


@pytest.mark.parametrize(
    ("score", "name"), [(100, STRONG), (96, STRONG), (95, MODERATE), (86, MODERATE), (85, WEAK), (0, WEAK)]
)
def test_ranges_of_design_in_v4(score: int, name: str) -> None:
    assert strength(V4, score) == name


def test_the_seven_questions_of_2015_add_up_to_a_hundred() -> None:
    keys = [question.key for question in V2015.controls.questions]
    assert design_score(V2015, Control(answers=dict.fromkeys(keys, "yes"))) == 100
    assert [question.points["yes"] for question in V2015.controls.questions] == [15, 5, 15, 10, 15, 10, 30]


@pytest.mark.parametrize(("score", "steps"), [(0, 0), (50, 0), (51, 1), (75, 1), (76, 2), (100, 2)])
def test_quadrants_of_2015(score: int, steps: int) -> None:
    assert steps_of_score(V2015, Fraction(score)) == steps


def test_missing_and_foreign_answers_and_scores_beyond_the_scale_are_refused() -> None:
    with pytest.raises(ValueError, match="asks"):
        design_score(V4, Control(answers={"owner": "assigned"}))
    with pytest.raises(ValueError, match="does not know"):
        design_score(V4, Control(answers={**BEST, "owner": "perhaps"}))
    for score in (None, -1, 101):
        with pytest.raises(ValueError, match="0 to 100"):
            design_score(V4, Control(score=score))


def test_solidity_is_the_worse_of_design_and_execution() -> None:
    names = (STRONG, MODERATE, WEAK)
    assert [[solidity(d, e) for e in names] for d in names] == [
        [STRONG, MODERATE, WEAK],
        [MODERATE, MODERATE, WEAK],
        [WEAK] * 3,
    ]


def test_the_set_is_the_mean_of_its_controls() -> None:
    assert set_solidity(V4, [STRONG, STRONG]) == STRONG
    assert set_solidity(V4, [STRONG, MODERATE]) == MODERATE
    assert set_solidity(V4, [STRONG, WEAK]) == MODERATE  # exactly 50
    assert set_solidity(V4, [MODERATE, WEAK]) == WEAK
    assert set_solidity(V4, [STRONG] * 99 + [MODERATE]) == MODERATE  # 99.5 is not 100
    assert set_solidity(V4, []) == WEAK


def test_moves_of_v4() -> None:
    table = {
        s: [moves_by_solidity(V4, s, h) for h in ("directly", "indirectly", "no")] for s in (STRONG, MODERATE, WEAK)
    }
    assert table == {STRONG: [2, 1, 0], MODERATE: [1, 0, 0], WEAK: [0, 0, 0]}


def test_weights_of_v5() -> None:
    cases = [("preventive", "automatic", 50), ("preventive", "manual", 40), ("detective", "automatic", 40),
             ("detective", "manual", 30), ("corrective", "automatic", 35), ("corrective", "manual", 25)]  # fmt: skip
    for kind, way, points in cases:
        assert weight(V5, Control(kind, way)) == Fraction(points, 100)
    assert weight(V5, Control("preventive", "manual", information_security=True)) == Fraction(35, 100)
    with pytest.raises(ValueError, match="no weight"):
        weight(V5, Control("preventive", "by hand"))


def test_what_a_control_moves() -> None:
    assert [axis_of(V5, Control(kind)) for kind in ("preventive", "detective", "corrective")] == [
        Axis.PROBABILITY, Axis.PROBABILITY, Axis.IMPACT,
    ]  # fmt: skip
    assert [axis_of(V2015, Control(kind)) for kind in ("preventive", "detective", "corrective")] == [
        Axis.PROBABILITY, Axis.IMPACT, Axis.IMPACT,
    ]  # fmt: skip


def test_execution_is_what_evidence_shows() -> None:
    assert execution(Control(due=4, evidenced=4)) is Execution.ALWAYS
    assert execution(Control(due=4, evidenced=2)) is Execution.SOMETIMES
    assert execution(Control(due=4)) is Execution.NEVER
    assert execution(Control()) is Execution.NEVER
    assert execution(Control(evidenced=1)) is Execution.ALWAYS
    assert execution(Control(due=0)) is Execution.NOT_DUE
    with pytest.raises(ValueError, match="below zero"):
        execution(Control(evidenced=-1))
