"""The score of a plan from verified figures."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probidad.rules.compliance import Aggregation
from probidad.rules.plans.score import computed_score, declared_score, score
from probidad.rules.plans.verification import Figures, Outcome, Verification

F = Fraction
AGREES, DOUBT = Verification(Outcome.AGREES), Verification(Outcome.NO_EVIDENCE)
OUTSIDE = Verification(Outcome.NOT_APPLICABLE, reason="sin objeto este año")
SILENT = Verification(Outcome.NOTHING_REPORTED)


def row(
    number: int, computed: int | None, component: str = "a", *, due: bool = True, weight: int | None = None
) -> Figures:
    made = None if computed is None else F(computed)
    return Figures(number, component, made, made, due, None if weight is None else F(weight))


PLAN = (row(1, 100), row(2, 50), row(3, 100, "b"))


def test_the_score_uses_the_verified_figure_and_never_the_declared_one() -> None:
    told = {1: Verification(Outcome.DIFFERS, F(40), "sin acta"), 2: AGREES, 3: AGREES}
    found = score(PLAN, told, Aggregation.MEAN_OF_ITEMS)
    assert found.value == F(190, 3)
    assert declared_score(PLAN, Aggregation.MEAN_OF_ITEMS).value == F(250, 3)
    assert computed_score(PLAN, Aggregation.MEAN_OF_ITEMS).value == F(250, 3)
    assert [each.number for each in found.differences] == [1]


def test_no_evidence_is_left_out_and_the_score_says_between_what_it_lies() -> None:
    found = score(PLAN, {1: DOUBT, 2: AGREES, 3: AGREES}, Aggregation.MEAN_OF_ITEMS)
    assert (found.lowest, found.value, found.highest) == (50, 75, F(250, 3))
    assert (found.no_evidence, found.total.used) == ((1,), 2)


def test_what_does_not_apply_is_in_no_mean_and_is_told() -> None:
    found = score(PLAN, {1: AGREES, 2: OUTSIDE, 3: AGREES}, Aggregation.MEAN_OF_ITEMS)
    assert (found.value, found.lowest, found.highest, found.not_applicable) == (100, 100, 100, (2,))


def test_there_is_no_score_while_a_verdict_is_pending() -> None:
    found = score(PLAN, {1: AGREES}, Aggregation.MEAN_OF_ITEMS)
    assert (found.value, found.pending) == (None, (2, 3))


def test_what_nobody_reported_counts_0_once_due_and_is_left_out_before() -> None:
    due, later = (row(1, 100), row(2, None)), (row(1, 100), row(2, None, due=False))
    told = {1: AGREES, 2: SILENT}
    assert score(due, told, Aggregation.MEAN_OF_ITEMS).value == 50
    assert score(later, told, Aggregation.MEAN_OF_ITEMS).value == 100


def test_a_plan_of_nothing_but_doubt_has_no_score_and_the_whole_range() -> None:
    found = score((row(1, 80),), {1: DOUBT}, Aggregation.MEAN_OF_ITEMS)
    assert (found.lowest, found.value, found.highest) == (0, None, 100)


@pytest.mark.parametrize(
    ("aggregation", "value"),
    [(Aggregation.MEAN_OF_ITEMS, F(250, 3)), (Aggregation.MEAN_OF_COMPONENTS, F(175, 2)),
     (Aggregation.FULFILLED_OVER_PROGRAMMED, F(200, 3)), (Aggregation.DUE_ONLY, F(250, 3))],
)  # fmt: skip
def test_the_plan_names_its_aggregation(aggregation: Aggregation, value: Fraction) -> None:
    assert score(PLAN, dict.fromkeys((1, 2, 3), AGREES), aggregation).value == value


def test_weights_are_those_of_the_plan_and_without_them_there_is_no_weighted_score() -> None:
    weighted = (row(1, 100, weight=30), row(2, 50, weight=70))
    assert score(weighted, {1: AGREES, 2: AGREES}, Aggregation.WEIGHTED).value == 65
    assert score(PLAN, dict.fromkeys((1, 2, 3), AGREES), Aggregation.WEIGHTED).value is None


def test_an_activity_that_is_listed_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        score((row(1, 1), row(1, 2)), {}, Aggregation.MEAN_OF_ITEMS)


@given(
    st.lists(
        st.tuples(st.integers(0, 100), st.sampled_from("abc"), st.sampled_from((AGREES, DOUBT, OUTSIDE))),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from([each for each in Aggregation if each is not Aggregation.WEIGHTED]),
)
def test_doubt_only_widens_the_range_in_which_the_score_lies(
    rows: list[tuple[int, str, Verification]], aggregation: Aggregation
) -> None:
    figures = [row(number, value, component) for number, (value, component, _verdict) in enumerate(rows)]
    verdicts = {number: verdict for number, (_value, _component, verdict) in enumerate(rows)}
    found = score(figures, verdicts, aggregation)
    if found.lowest is None or found.highest is None:
        assert all(verdict is OUTSIDE for verdict in verdicts.values())
        return
    assert 0 <= found.lowest <= found.highest <= 100
    assert bool(found.no_evidence) or found.lowest == found.value == found.highest
    if found.value is not None:
        assert found.lowest <= found.value <= found.highest
