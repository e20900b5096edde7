"""Progress towards a target, and where an activity stands."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probidad.rules import compliance
from probidad.rules.plans.indicators import Direction, Indicator, Kind, Milestone
from probidad.rules.plans.progress import (
    FORMULA_VERSION,
    FORMULA_WORDS,
    Formula,
    Standing,
    StandingFacts,
    days_late,
    formula_of,
    progress,
    standing,
)
from probidad.rules.plans.readings import NO_DATA, Reading, Status

F = Fraction
UP = Indicator("Boletines", Kind.COUNT, F(80))
DOWN = Indicator("Quejas", Kind.COUNT, F(4), direction=Direction.DOWN)
WALK = Indicator("Índice", Kind.INDEX, F(80), baseline=F(60), from_baseline=True)
VALUES = st.fractions(min_value=0, max_value=1000, max_denominator=97)
CUT = date(2026, 8, 31)


def value(number: object) -> Reading:
    return Reading(Status.VALUE, F(str(number)))


@pytest.mark.parametrize(
    ("indicator", "reported", "raw", "capped"),
    [
        (UP, 83, F("103.75"), 100),
        (UP, 40, 50, 50),
        (DOWN, 4, 100, 100),
        (DOWN, 0, 100, 100),
        (DOWN, 8, 50, 50),
        (Indicator("Quejas", Kind.COUNT, F(0), direction=Direction.DOWN), 3, 0, 0),
        (WALK, 70, 50, 50),
        (WALK, 50, -50, 0),
        (Indicator("Plan", Kind.YES_NO), 1, 100, 100),
        (Indicator("Guía", Kind.MILESTONES, milestones=(Milestone("a", "A", F(100)),)), 40, 40, 40),
    ],
)
def test_the_raw_figure_is_kept_beside_the_one_between_0_and_100(
    indicator: Indicator, reported: int, raw: Fraction, capped: int
) -> None:
    made = progress(indicator, value(reported))
    assert (made.raw, made.capped) == (raw, capped)


def test_what_does_not_apply_or_has_no_data_has_no_progress() -> None:
    for reading in (NO_DATA, Reading(Status.NOT_APPLICABLE)):
        assert (progress(UP, reading).raw, progress(UP, reading).capped) == (None, None)


def test_a_way_of_no_length_and_a_missing_target_are_refused() -> None:
    with pytest.raises(ValueError, match="no way to walk"):
        progress(Indicator("i", Kind.INDEX, F(60), baseline=F(60), from_baseline=True), value(60))
    with pytest.raises(ValueError, match="no target"):
        progress(Indicator("i", Kind.COUNT), value(1))


def test_a_survey_whose_target_lies_within_its_margin_is_not_conclusive() -> None:
    survey = Indicator("Favorables", Kind.SURVEY, F(80))
    assert not progress(survey, Reading(Status.VALUE, F(81), margin=F(3))).conclusive
    assert progress(survey, Reading(Status.VALUE, F(85), margin=F(3))).conclusive


def test_every_formula_has_words_and_a_version() -> None:
    assert set(FORMULA_WORDS) == set(FORMULA_VERSION) == set(Formula)
    assert {formula_of(each) for each in (UP, DOWN, WALK, Indicator("m", Kind.MILESTONES))} == set(Formula)


def test_every_state_of_the_common_arithmetic_is_a_standing() -> None:
    assert {state.value for state in compliance.State} <= {each.value for each in Standing}


@given(st.none() | VALUES, st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=4))
def test_standing_agrees_with_the_common_arithmetic(capped: Fraction | None, due: list[date]) -> None:
    status = Status.NO_DATA if capped is None else Status.VALUE
    found = standing(StandingFacts(status, capped, tuple(due)), CUT)
    assert found.value == compliance.state(capped, due=due, cut_off=CUT).value


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (StandingFacts(Status.VALUE, F(100), (date(2026, 4, 30),), reached=date(2026, 5, 2)), Standing.FULFILLED_LATE),
        (StandingFacts(Status.VALUE, F(100), (date(2026, 4, 30),), reached=date(2026, 4, 30)), Standing.FULFILLED),
        (StandingFacts(Status.VALUE, F(50), (date(2026, 4, 30),), no_evidence=True), Standing.NO_EVIDENCE),
        (StandingFacts(Status.NOT_APPLICABLE, None, (date(2026, 4, 30),)), Standing.NOT_APPLICABLE),
        (StandingFacts(Status.VALUE, F(100), (), retired=True), Standing.RETIRED),
    ],
)
def test_the_states_that_a_follow_up_alone_cannot_know(facts: StandingFacts, found: Standing) -> None:
    assert standing(facts, CUT) is found


def test_lateness_is_counted_from_the_last_due_date() -> None:
    due = (date(2026, 4, 30), date(2026, 3, 1))
    assert (
        days_late(due, date(2026, 5, 2)),
        days_late(due, date(2026, 4, 1)),
        days_late(due, None),
        days_late((), CUT),
    ) == (2, 0, 0, 0)


@given(VALUES, VALUES)
def test_more_is_never_worse_where_more_is_better_and_never_better_where_less_is(
    one: Fraction, other: Fraction
) -> None:
    low, high = sorted((one, other))
    for indicator, first, second in ((UP, low, high), (DOWN, high, low), (WALK, low, high)):
        worse, better = progress(indicator, value(first)).capped, progress(indicator, value(second)).capped
        assert worse is not None
        assert better is not None
        assert 0 <= worse <= better <= 100
