"""Arithmetic of the improvement plan of the comptroller."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probidad.rules.plans.improvement import Action, faults, plan_score, reporting_days, scored

F = Fraction
CUT = date(2026, 6, 30)
FIRST = Action("1", date(2026, 1, 1), date(2026, 3, 12), F(4), F(3))  # 70 days, over
SECOND = Action("2", date(2026, 1, 1), date(2026, 12, 17), F(1), F(1))  # 350 days, not over
ROWS = st.builds(
    lambda days, quantity, done: Action("x", date(2026, 1, 1), date(2026, 1, 1) + timedelta(days), F(quantity), F(done)),
    st.integers(1, 364), st.integers(1, 20), st.integers(0, 40),
)  # fmt: skip


def test_weeks_points_and_base_come_as_the_form_computes_them() -> None:
    over, ahead = scored(FIRST, CUT), scored(SECOND, CUT)
    assert (over.weeks, over.percent, over.points, over.points_over, over.base_over) == (10, 75, F(15, 2), F(15, 2), 10)
    assert (ahead.weeks, ahead.percent, ahead.points, ahead.points_over, ahead.base_over) == (50, 100, 50, 0, 0)


def test_fulfilment_is_of_what_is_over_and_progress_of_everything() -> None:
    found = plan_score([FIRST, SECOND], CUT)
    assert (found.fulfilment, found.progress) == (75, F(5750, 60))


def test_while_nothing_is_over_there_is_no_fulfilment_and_a_plan_without_actions_has_no_figure() -> None:
    assert plan_score([SECOND], CUT).fulfilment is None
    assert (plan_score([], CUT).fulfilment, plan_score([], CUT).progress) == (None, None)


def test_an_action_that_ends_on_the_cut_off_is_over() -> None:
    assert scored(replace(SECOND, ends=CUT), CUT).base_over > 0


def test_more_than_was_to_be_done_is_100_and_weeks_are_rounded_only_to_print() -> None:
    extra = scored(replace(FIRST, done=F(9), ends=date(2026, 1, 11)), CUT)
    assert (extra.percent, extra.weeks, extra.shown_weeks) == (100, F(10, 7), "1.4")


@pytest.mark.parametrize(
    ("action", "field"),
    [
        (replace(FIRST, ends=FIRST.starts), "ends"),
        (replace(FIRST, quantity=F(0)), "quantity"),
        (replace(FIRST, done=F(-1)), "done"),
    ],
)
def test_an_action_that_cannot_be_computed_is_told_and_refused(action: Action, field: str) -> None:
    assert [each.field for each in faults(action)] == [field]
    with pytest.raises(ValueError, match=r"."):
        scored(action, CUT)


def test_progress_is_reported_each_half_year() -> None:
    assert reporting_days(2026) == (date(2026, 6, 30), date(2026, 12, 31))


@given(st.lists(ROWS, min_size=1, max_size=8))
def test_both_figures_lie_between_0_and_100_and_meet_once_everything_is_over(rows: list[Action]) -> None:
    early, late = plan_score(rows, CUT), plan_score(rows, date(2026, 12, 31))
    assert early.progress is not None
    assert 0 <= early.progress <= 100
    assert early.fulfilment is None or 0 <= early.fulfilment <= 100
    assert late.fulfilment == late.progress == early.progress
