"""A plan never measures itself, however long the way round."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probidad.rules.plans.loops import circle, circle_problem, order, path_back

CHAIN = {"a": ("b",), "b": ("c",), "c": ()}
EDGES = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=14)


def test_a_circle_is_told_with_its_whole_path() -> None:
    assert path_back(CHAIN, "c", "a") == ("c", "a", "b", "c")
    names = {"a": "PTEP", "b": "PINAR", "c": "PETI"}
    told = circle_problem(path_back(CHAIN, "c", "a"), names)
    assert "PETI → PTEP → PINAR → PETI" in told.message % told.facts


def test_a_plan_that_measures_itself_is_the_shortest_circle() -> None:
    assert path_back({}, "a", "a") == ("a", "a")


def test_of_two_ways_round_the_shorter_one_is_told() -> None:
    assert path_back({"b": ("c", "a"), "c": ("d",), "d": ("a",)}, "a", "b") == ("a", "b", "a")


def test_measuring_the_same_plan_twice_is_no_circle() -> None:
    assert path_back({"a": ("c",), "b": ("c",)}, "a", "b") == ()
    assert circle({"a": ("b", "c"), "b": ("c",)}) == ()


def test_plans_are_computed_after_all_that_they_measure() -> None:
    assert order(CHAIN) == ("c", "b", "a")
    with pytest.raises(ValueError, match="b -> a -> b"):
        order({"a": ("b",), "b": ("a",)})


def test_a_long_chain_needs_no_deep_stack() -> None:
    chain = {str(n): (str(n + 1),) for n in range(5000)}
    assert order(chain)[0] == "5000"
    assert len(path_back(chain, "5000", "0")) == 5002


@given(EDGES)
def test_edges_that_are_refused_one_by_one_leave_plans_that_can_be_ordered(edges: list[tuple[str, str]]) -> None:
    measures: dict[str, list[str]] = {}
    for plan, measured in edges:
        path = path_back(measures, plan, measured)
        if path:
            kept = {**measures, plan: [*measures.get(plan, []), measured]}
            assert path[0] == path[-1] == plan
            assert all(after in kept[before] for before, after in pairwise(path))
        else:
            measures.setdefault(plan, []).append(measured)
    place = {plan: number for number, plan in enumerate(order(measures))}
    assert all(place[measured] < place[plan] for plan in measures for measured in measures[plan])


@given(EDGES)
def test_a_circle_that_is_told_is_there_and_what_none_is_told_of_has_none(edges: list[tuple[str, str]]) -> None:
    measures: dict[str, list[str]] = {}
    for plan, measured in edges:
        measures.setdefault(plan, []).append(measured)
    path = circle(measures)
    assert all(after in measures[before] for before, after in pairwise(path))
    if not path:
        assert all(path_back(measures, plan, measured) == () for plan, measured in edges)
