"""Reports read exactly, and the periods of a year put together."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probidad.rules.plans.indicators import Accumulation, Direction, Indicator, Kind, Milestone
from probidad.rules.plans.problems import Problem
from probidad.rules.plans.readings import (
    NO_DATA,
    Entry,
    Reading,
    Scale,
    Status,
    accumulated,
    falls,
    problems,
    read,
    typed_number,
)

F = Fraction
COUNT = Indicator("Boletines", Kind.COUNT, F(80), accumulation=Accumulation.SUM)
PERCENT = Indicator("Porcentaje", Kind.PERCENT, F(90))
RATIO = Indicator("A tiempo", Kind.RATIO, F(90), numerator="a", denominator="b", accumulation=Accumulation.SUM)
DONE = Indicator("Plan", Kind.YES_NO)
STEPS = Indicator("Guía", Kind.MILESTONES, milestones=(Milestone("a", "A", F(40)), Milestone("b", "B", F(60))))
SURVEY = Indicator("Favorables", Kind.SURVEY, F(80))
WHOLES = st.integers(0, 500).map(F)


def value(number: object) -> Reading:
    return Reading(Status.VALUE, F(str(number)))


@pytest.mark.parametrize(
    ("text", "scale", "number"),
    [("45", Scale.POINTS, 45), ("45%", Scale.POINTS, 45), ("0,45", Scale.POINTS, F(45, 100)),
     ("0,45", Scale.FRACTION, 45), ("45 %", Scale.FRACTION, 45), ("1", Scale.FRACTION, 100), ("1", Scale.POINTS, 1)],
)  # fmt: skip
def test_a_percentage_is_read_in_the_unit_that_the_form_asked_for(text: str, scale: Scale, number: Fraction) -> None:
    assert typed_number(text, percent=True, scale=scale) == number


@pytest.mark.parametrize("text", ["", "muchos", "NaN", "infinito", "1e400", "#¡DIV/0!"])
def test_what_is_no_finite_number_is_told(text: str) -> None:
    found = typed_number(text, percent=False)
    assert isinstance(found, Problem)
    assert found.message % found.facts


def test_a_sign_on_a_count_is_told() -> None:
    assert isinstance(typed_number("50 %", percent=False), Problem)


@pytest.mark.parametrize(
    ("indicator", "entry", "field"),
    [
        (COUNT, Entry(F(-1)), "value"),
        (COUNT, Entry(F(1, 2)), "value"),
        (COUNT, Entry(), "value"),
        (COUNT, Entry(F(3), F(1), F(2)), "numerator"),
        (COUNT, Entry(F(3), done=("a",)), "done"),
        (COUNT, Entry(F(3), margin=F(1)), "margin"),
        (PERCENT, Entry(F(101)), "value"),
        (PERCENT, Entry(F(80), F(16), F(21)), "value"),
        (DONE, Entry(F(1, 2)), "value"),
        (DONE, Entry(F(2)), "value"),
        (RATIO, Entry(F(80)), "numerator"),
        (RATIO, Entry(numerator=F(1)), "numerator"),
        (RATIO, Entry(numerator=F(-1), denominator=F(2)), "numerator"),
        (RATIO, Entry(numerator=F(3), denominator=F(2)), "numerator"),
        (RATIO, Entry(numerator=F(3), denominator=F(0)), "denominator"),
        (STEPS, Entry(done=("z",)), "done"),
        (STEPS, Entry(done=("a", "a")), "done"),
        (STEPS, Entry(F(50)), "value"),
        (SURVEY, Entry(F(50), margin=F(-1)), "margin"),
    ],
)
def test_each_wrong_report_is_told_at_its_field_and_never_read(indicator: Indicator, entry: Entry, field: str) -> None:
    told = problems(indicator, entry)
    assert [each.field for each in told] == [field]
    assert told[0].message % told[0].facts
    with pytest.raises(ValueError, match=r"."):
        read(indicator, entry)


def test_nothing_out_of_nothing_does_not_apply_and_is_neither_0_nor_100() -> None:
    assert read(RATIO, Entry(numerator=F(0), denominator=F(0))) == Reading(Status.NOT_APPLICABLE, None, F(0), F(0))


def test_a_ratio_keeps_numerator_and_denominator_beside_its_exact_value() -> None:
    assert read(RATIO, Entry(numerator=F(16), denominator=F(21))) == Reading(Status.VALUE, F(1600, 21), F(16), F(21))


def test_a_typed_percentage_may_be_the_rounded_one_of_its_ratio_and_the_exact_one_is_kept() -> None:
    assert read(PERCENT, Entry(F("76.19"), F(16), F(21))).value == F(1600, 21)


def test_milestones_are_worth_the_weights_of_those_that_are_finished() -> None:
    assert read(STEPS, Entry(done=("b",))) == Reading(Status.VALUE, F(60), done=("b",))
    assert read(STEPS, Entry()).value == 0


def test_no_report_is_no_data() -> None:
    assert read(COUNT, None) == NO_DATA


def test_an_index_may_be_below_zero_and_a_percentage_above_100_where_the_plan_says_so() -> None:
    assert read(Indicator("i", Kind.INDEX, F(1)), Entry(F(-2))).value == -2
    assert read(replace(PERCENT, over_full=True), Entry(F(120))).value == 120


@pytest.mark.parametrize(
    ("how", "total"),
    [(Accumulation.SUM, 60), (Accumulation.RUNNING, 30), (Accumulation.LAST, 30), (Accumulation.AVERAGE, 20),
     (Accumulation.MAX, 30), (Accumulation.MIN, 10)],
)  # fmt: skip
def test_periods_add_up_as_the_plan_says(how: Accumulation, total: int) -> None:
    periods = [value(10), NO_DATA, value(20), Reading(Status.NOT_APPLICABLE), value(30)]
    assert accumulated(replace(COUNT, accumulation=how), periods).value == total


def test_ratios_are_added_by_their_parts_and_never_as_a_mean_of_percentages() -> None:
    parts = [read(RATIO, Entry(numerator=F(a), denominator=F(b))) for a, b in ((1, 1), (0, 3), (0, 0))]
    assert accumulated(RATIO, parts) == Reading(Status.VALUE, F(25), F(1), F(4))


def test_milestones_of_several_periods_count_once() -> None:
    periods = [read(STEPS, Entry(done=("a",))), read(STEPS, Entry(done=("a", "b")))]
    assert accumulated(STEPS, periods).value == 100


def test_a_year_in_which_nothing_applied_does_not_apply_and_one_without_reports_has_no_data() -> None:
    assert accumulated(RATIO, [NO_DATA, Reading(Status.NOT_APPLICABLE)]).status is Status.NOT_APPLICABLE
    assert accumulated(RATIO, [NO_DATA]).status is Status.NO_DATA
    assert accumulated(RATIO, []).status is Status.NO_DATA


def test_a_running_total_that_falls_is_asked_about() -> None:
    running = replace(COUNT, accumulation=Accumulation.RUNNING)
    assert falls(running, [value(3), NO_DATA, value(2)])
    assert not falls(running, [value(2), value(2), value(5)])
    assert not falls(replace(running, direction=Direction.DOWN), [value(3), value(2)])
    assert not falls(COUNT, [value(3), value(2)])


@given(st.lists(st.tuples(WHOLES, WHOLES).map(sorted), min_size=1, max_size=12))
def test_the_ratio_of_a_year_lies_between_the_worst_and_the_best_period(pairs: list[list[Fraction]]) -> None:
    told = [read(RATIO, Entry(numerator=a, denominator=b)) for a, b in pairs]
    values = [each.value for each in told if each.value is not None]
    found = accumulated(RATIO, told).value
    assert (found is None) is (not values)
    assert found is None or min(values) <= found <= max(values) <= 100
