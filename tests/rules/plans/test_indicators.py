"""Definitions of indicators and their faults."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probidad.rules.plans.indicators import Accumulation, Direction, Indicator, Kind, Milestone, faults

F = Fraction
COUNT = Indicator("Boletines publicados", Kind.COUNT, F(80), "boletines", accumulation=Accumulation.SUM)
PERCENT = Indicator("Porcentaje de respuestas a tiempo", Kind.PERCENT, F(90))
RATIO = Indicator("Respuestas a tiempo", Kind.RATIO, F(90), numerator="a tiempo", denominator="recibidas")
STEPS = Indicator(
    "Procedimiento", Kind.MILESTONES, milestones=(Milestone("a", "Escrito", F(40)), Milestone("b", "Adoptado", F(60)))
)
WALK = Indicator("Índice", Kind.INDEX, F(80), baseline=F(60), from_baseline=True)


def fields(indicator: Indicator) -> list[str]:
    told = faults(indicator)
    assert all(each.message % each.facts for each in told)
    return [each.field for each in told]


@pytest.mark.parametrize("indicator", [COUNT, PERCENT, RATIO, STEPS, WALK, Indicator("Plan", Kind.YES_NO)])
def test_a_sound_definition_has_no_fault(indicator: Indicator) -> None:
    assert faults(indicator) == ()


@pytest.mark.parametrize(
    ("indicator", "field"),
    [
        (replace(COUNT, name=" "), "indicator"),
        (replace(RATIO, denominator=""), "numerator"),
        (replace(RATIO, per=F(0)), "per"),
        (replace(COUNT, target=None), "target"),
        (replace(COUNT, target=F(-1)), "target"),
        (replace(COUNT, target=F(0)), "target"),
        (replace(WALK, from_baseline=False, direction=Direction.DOWN, target=F(-5)), "target"),
        (replace(COUNT, target=F(1, 2)), "target"),
        (replace(PERCENT, target=F(101)), "target"),
        (Indicator("Plan", Kind.YES_NO, F(2)), "target"),
        (replace(WALK, baseline=None), "baseline"),
        (replace(WALK, baseline=F(80)), "baseline"),
        (replace(WALK, baseline=F(90)), "direction"),
        (replace(WALK, direction=Direction.MAINTAIN), "baseline"),
        (replace(STEPS, milestones=()), "milestones"),
        (replace(STEPS, milestones=STEPS.milestones[:1]), "milestones"),
        (replace(STEPS, milestones=(STEPS.milestones[0], replace(STEPS.milestones[1], key="a"))), "milestones"),
        (replace(COUNT, milestones=STEPS.milestones), "milestones"),
        (replace(PERCENT, accumulation=Accumulation.SUM), "accumulation"),
        (replace(COUNT, direction=Direction.MAINTAIN), "accumulation"),
    ],
)
def test_each_fault_is_told_at_its_field(indicator: Indicator, field: str) -> None:
    assert fields(indicator) == [field]


def test_a_milestone_that_weighs_nothing_is_a_fault_though_the_weights_add_100() -> None:
    free = (Milestone("a", "A", F(100)), Milestone("b", "B", F(0)))
    assert fields(replace(STEPS, milestones=free)) == ["milestones"]


def test_a_target_of_zero_is_sound_where_less_is_better() -> None:
    assert faults(replace(COUNT, target=F(0), direction=Direction.DOWN)) == ()


def test_a_target_below_zero_is_sound_for_an_index_that_walks_from_its_baseline() -> None:
    assert faults(replace(WALK, baseline=F(-20), target=F(-5))) == ()


def test_a_percentage_above_100_needs_that_the_plan_allows_it() -> None:
    assert faults(replace(PERCENT, target=F(120), over_full=True)) == ()


@given(st.lists(st.integers(1, 60), min_size=1, max_size=6))
def test_milestones_are_sound_exactly_when_their_weights_add_100(weights: list[int]) -> None:
    steps = tuple(Milestone(str(n), str(n), F(weight)) for n, weight in enumerate(weights))
    assert (faults(replace(STEPS, milestones=steps)) == ()) is (sum(weights) == 100)
