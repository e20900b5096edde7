"""Arithmetic of compliance."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probidad.rules.compliance import (
    Aggregation,
    Band,
    Item,
    State,
    capped,
    level,
    raw_achievement,
    round_half_up,
    state,
    total,
)

BANDS = (
    Band("low", Fraction(0), Fraction(60)),
    Band("medium", Fraction(60), Fraction(80)),
    Band("high", Fraction(80), Fraction(100)),
)
FRACTIONS = st.fractions(min_value=0, max_value=10_000, max_denominator=997)
POINTS = st.fractions(min_value=0, max_value=100, max_denominator=997)


def item(number: int, value: int | None, component: str = "a", *, due: bool = True, weight: int | None = None) -> Item:
    return Item(
        number,
        component,
        None if value is None else Fraction(value),
        due,
        None if weight is None else Fraction(weight),
    )


@pytest.mark.parametrize(
    ("value", "target", "raw"),
    [(90, 90, 100), (12, 50, 24), (36, 80, 45), (5, 50, 10), (1, 2, 50), (83, 80, Fraction(10375, 100))],
)
def test_value_over_target_is_exact(value: int, target: int, raw: Fraction) -> None:
    assert raw_achievement(Fraction(value), Fraction(target)) == raw


@pytest.mark.parametrize("target", [0, -1])
def test_there_is_nothing_to_divide_by_without_a_target_above_zero(target: int) -> None:
    with pytest.raises(ValueError, match="above zero"):
        raw_achievement(Fraction(1), Fraction(target))


def test_more_than_the_target_counts_as_full() -> None:
    assert capped(Fraction(10375, 100)) == 100
    assert capped(Fraction(-1)) == 0


@given(FRACTIONS, st.fractions(min_value=Fraction(1, 997), max_value=10_000))
def test_what_enters_a_mean_is_between_0_and_100(value: Fraction, target: Fraction) -> None:
    assert 0 <= capped(raw_achievement(value, target)) <= 100


@pytest.mark.parametrize(
    ("value", "key"),
    [
        (Fraction(0), "low"),
        (Fraction(59999, 1000), "low"),
        (Fraction(60), "medium"),
        (Fraction(79999, 1000), "medium"),
        (Fraction(80), "high"),
        (Fraction(100), "high"),
    ],
)
def test_levels_are_half_open_on_the_unrounded_value(value: Fraction, key: str) -> None:
    assert level(value, BANDS) == key


@given(POINTS)
def test_every_figure_has_exactly_one_level(value: Fraction) -> None:
    holding = [b.key for b in BANDS if b.low <= value < b.high or (b is BANDS[-1] and value == b.high)]
    assert holding == [level(value, BANDS)]


@pytest.mark.parametrize("value", [Fraction(-1), Fraction(101)])
def test_a_figure_outside_the_bands_has_no_level(value: Fraction) -> None:
    with pytest.raises(ValueError, match="no level"):
        level(value, BANDS)


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=10**6), st.integers(0, 4))
def test_rounding_is_half_up_away_from_zero(value: Fraction, places: int) -> None:
    scaled = abs(value) * 10**places
    whole = int(scaled + Fraction(1, 2))
    shown = Decimal(round_half_up(value, places))
    assert abs(shown) * 10**places == whole
    assert shown * (1 if value >= 0 else -1) >= 0


@pytest.mark.parametrize("text", ["86.925", "0.005", "2.675", "1.005", "-0.005", "99.995", "0", "0.004"])
def test_rounding_agrees_with_the_decimal_library(text: str) -> None:
    theirs = Decimal(text).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert Decimal(round_half_up(Fraction(text))) == theirs


def test_the_mean_of_activities_counts_an_activity_without_data_as_0_once_due_and_leaves_it_out_before() -> None:
    due = total([item(1, 100), item(2, None)], Aggregation.MEAN_OF_ITEMS)
    before = total([item(1, 100), item(2, None, due=False)], Aggregation.MEAN_OF_ITEMS)
    assert (due.value, due.used, due.listed, due.missing) == (50, 2, 2, (2,))
    assert (before.value, before.used, before.listed, before.missing) == (100, 1, 2, (2,))


def test_the_mean_of_components_gives_each_component_the_same_say() -> None:
    result = total([item(1, 100, "a"), item(2, 100, "a"), item(3, 0, "b")], Aggregation.MEAN_OF_COMPONENTS)
    assert result.value == 50
    assert [share.key for share in result.shares] == ["a", "b"]


def test_due_only_leaves_out_what_was_not_expected_yet() -> None:
    result = total([item(1, 40), item(2, 100, due=False)], Aggregation.DUE_ONLY)
    assert (result.value, result.used) == (40, 1)


def test_weights_are_the_shares_and_one_missing_weight_leaves_no_figure() -> None:
    assert total([item(1, 100, weight=3), item(2, 0, weight=1)], Aggregation.WEIGHTED).value == 75
    assert total([item(1, 100, weight=3), item(2, 0)], Aggregation.WEIGHTED).value is None


def test_fulfilled_over_programmed_counts_only_the_full_ones() -> None:
    assert (
        total([item(1, 100), item(2, 99), item(3, 100), item(4, 0)], Aggregation.FULFILLED_OVER_PROGRAMMED).value == 50
    )


@pytest.mark.parametrize("way", list(Aggregation))
def test_without_any_data_there_is_no_figure(way: Aggregation) -> None:
    assert total([item(1, None)], way).value is None
    assert total([], way).value is None


@given(st.lists(POINTS, min_size=1, max_size=30))
def test_every_mean_lies_between_the_lowest_and_the_highest(values: list[Fraction]) -> None:
    items = [Item(n, str(n % 3), value, True, Fraction(n)) for n, value in enumerate(values, 1)]
    for way in (Aggregation.MEAN_OF_ITEMS, Aggregation.MEAN_OF_COMPONENTS, Aggregation.WEIGHTED, Aggregation.DUE_ONLY):
        assert min(values) <= total(items, way).value <= max(values)


@given(st.lists(POINTS, min_size=1, max_size=20), st.randoms())
def test_the_order_of_the_rows_does_not_change_a_total(values: list[Fraction], chance) -> None:
    items = [Item(n, str(n % 3), value) for n, value in enumerate(values, 1)]
    mixed = list(items)
    chance.shuffle(mixed)
    for way in Aggregation:
        assert total(items, way).value == total(mixed, way).value


@pytest.mark.parametrize(
    ("value", "due", "expected"),
    [
        (None, (), State.NO_DATA),
        (100, (date(2024, 6, 30),), State.FULFILLED),
        (50, (date(2024, 6, 30),), State.OVERDUE),
        (50, (date(2025, 6, 30),), State.NOT_DUE),
        (50, (date(2024, 6, 30), date(2025, 6, 30)), State.UNDER_WAY),
        (0, (), State.NOT_STARTED),
    ],
)
def test_where_an_activity_stands_at_the_cut_off(value: int | None, due: tuple[date, ...], expected: State) -> None:
    points = None if value is None else Fraction(value)
    assert state(points, due=due, cut_off=date(2024, 12, 31)) is expected
