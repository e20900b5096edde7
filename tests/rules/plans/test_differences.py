"""The line-by-line difference of two contents."""

from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmaking import YEAR, activity, plan
from probidad.rules.plans.content import ComponentContent
from probidad.rules.plans.differences import Change, Line, What, differences

A, B, C = activity("a"), activity("b"), activity("c")
ORDERS = st.permutations("abcdefg")


def test_the_same_content_has_no_difference() -> None:
    assert differences(plan(A, B), plan(activity("a"), activity("b"))) == ()


def test_added_and_removed_lines_tell_their_text() -> None:
    assert differences(plan(A, B), plan(A, C)) == (
        Change(Line.ACTIVITY, "b", What.REMOVED, before="Publicar b"),
        Change(Line.ACTIVITY, "c", What.ADDED, after="Publicar c"),
    )


def test_a_change_tells_its_field_and_both_texts_exactly() -> None:
    third = replace(A, indicator=replace(A.indicator, target=Fraction(1, 3)), lead="planeacion")
    assert differences(plan(A), plan(third)) == (
        Change(Line.ACTIVITY, "a", What.CHANGED, "indicator.target", "10", "1/3"),
        Change(Line.ACTIVITY, "a", What.CHANGED, "lead", "", "planeacion"),
    )


def test_a_date_that_moves_shows_in_the_schedule() -> None:
    later = activity("a", due=(date(YEAR, 6, 30), date(YEAR, 9, 30)))
    found = differences(plan(A), plan(later))
    assert [(each.field, each.before, each.after) for each in found] == [
        ("schedule.due", "2026-06-30", "2026-06-30; 2026-09-30")
    ]


def test_another_component_is_a_change_and_not_a_removal() -> None:
    found = differences(plan(A), plan(replace(A, component="c2")))
    assert [(each.what, each.field, each.before, each.after) for each in found] == [
        (What.CHANGED, "component", "c1", "c2")
    ]


@pytest.mark.parametrize("kept", [True, False])
def test_a_split_names_what_came_of_it_whether_or_not_the_first_stays(kept: bool) -> None:
    parts = tuple(replace(activity(key), split_from="a") for key in ("x", "y"))
    found = differences(plan(A, B), plan(*([A] if kept else []), *parts, B))
    assert found == (Change(Line.ACTIVITY, "a", What.SPLIT, before="Publicar a", into=("x", "y")),)


def test_a_line_moved_to_the_end_is_one_move_and_not_as_many_as_it_passed() -> None:
    assert differences(plan(A, B, C), plan(B, C, A)) == (Change(Line.ACTIVITY, "a", What.MOVED, before="1", after="3"),)


def test_the_plan_and_its_components_are_compared_too() -> None:
    old = plan(A)
    new = replace(old, name="Programa 2026", components=(old.components[0], ComponentContent("c3", "Redes", "P2")))
    assert [(each.line, each.what, each.key or each.field) for each in differences(old, new)] == [
        (Line.PLAN, What.CHANGED, "name"),
        (Line.COMPONENT, What.REMOVED, "c2"),
        (Line.COMPONENT, What.ADDED, "c3"),
    ]


def test_a_key_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="same key"):
        differences(plan(A), plan(A, A))


@given(ORDERS, ORDERS)
def test_moves_explain_a_new_order_and_are_as_few_as_can_be(before: list[str], after: list[str]) -> None:
    found = differences(plan(*map(activity, before)), plan(*map(activity, after)))
    moved = {each.key for each in found}
    assert all(each.what is What.MOVED for each in found)
    assert [key for key in before if key not in moved] == [key for key in after if key not in moved]
    longest = max(len(_common(before, after[start:])) for start in range(len(after)))
    assert len(after) - len(moved) >= longest


def _common(before: list[str], after: list[str]) -> list[str]:
    """A run that keeps its order, found greedily: no longer than the longest."""
    place, run = {key: number for number, key in enumerate(before)}, list[str]()
    for key in after:
        if not run or place[key] > place[run[-1]]:
            run.append(key)
    return run


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.lists(st.sampled_from("abcdef"), unique=True))
def test_every_line_of_either_content_is_told_or_unchanged(before: list[str], after: list[str]) -> None:
    found = differences(plan(*map(activity, before)), plan(*map(activity, after)))
    told = Counter(each.what for each in found)
    assert told[What.ADDED] == len(set(after) - set(before))
    assert told[What.REMOVED] == len(set(before) - set(after))
