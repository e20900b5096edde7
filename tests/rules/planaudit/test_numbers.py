"""Rules on value, target and declared compliance."""

import pytest

import make
from probidad.rules.finding import Severity
from probidad.rules.planaudit.numbers import RULES


def flagged(key: str, *activities) -> list[int]:
    return make.rows(RULES, make.plan(*activities), key)


def test_a_declared_percentage_that_the_row_does_not_give_is_asked_about() -> None:
    (finding,) = make.found(RULES, make.plan(make.activity(target="4", value="3", declared="100")), "R-RECALC")
    assert finding.severity is Severity.HIGH
    assert finding.fields == ("target", "value", "declared")
    assert dict(finding.facts) == {
        "reported": "3", "aim": "4", "computed": "75.00", "declared": "100.00", "gap": "25.00",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "declared", "asked"), [("3", "75", []), ("3", "75,5", []), ("3", "75,51", [1]), ("3", "74,4", [1])]
)
def test_half_a_point_is_forgiven_and_no_more(value: str, declared: str, asked: list[int]) -> None:
    assert flagged("R-RECALC", make.activity(target="4", value=value, declared=declared)) == asked


def test_more_than_the_target_declared_as_full_is_in_order() -> None:
    assert flagged("R-RECALC", make.activity(target="80", value="83", declared="100")) == []


def test_without_a_value_there_is_nothing_to_compute_again() -> None:
    assert flagged("R-RECALC", make.activity(value="", declared="100")) == []


@pytest.mark.parametrize(
    ("target", "value", "asked"),
    [("90%", "0,9", [1]), ("0,9", "90%", [1]), ("90%", "90%", []), ("90%", "90", []), ("100%", "1", [])],
)
def test_a_fraction_against_a_percentage_mixes_scales(target: str, value: str, asked: list[int]) -> None:
    assert flagged("R-SCALE-MIX", make.percent(target=target, value=value)) == asked


def test_a_percentage_reported_for_a_count_mixes_scales() -> None:
    (finding,) = make.found(RULES, make.plan(make.activity(target="12", value="50%")), "R-SCALE-MIX")
    assert finding.facts["read"] == "6"


@pytest.mark.parametrize(
    ("target", "value", "scale", "aim"),
    [("100%", "1", [1], []), ("1", "1", [], [1]), ("1", "100%", [], [1]), ("100%", "100%", [], [])],
)
def test_a_bare_1_of_a_percentage_may_be_two_things(target: str, value: str, scale: list[int], aim: list[int]) -> None:
    a = make.percent(target=target, value=value)
    assert flagged("R-SCALE-AMBIG", a) == scale
    assert flagged("R-TARGET-AMBIG", a) == aim


@pytest.mark.parametrize(
    ("target", "value", "fields"),
    [("90", "80", ("target", "value")), ("90%", "80", ("value",)), ("90%", "80%", None), ("90%", "0,8", None)],
)
def test_a_percentage_above_1_without_its_sign_is_told(target: str, value: str, fields: tuple[str, ...] | None) -> None:
    found = make.found(RULES, make.plan(make.percent(target=target, value=value)), "R-UNIT-MISSING")
    assert [finding.fields for finding in found] == ([fields] if fields else [])


@pytest.mark.parametrize(("value", "asked"), [("0,5", [1]), ("1,5", [1]), ("1", []), ("1 de 2", []), ("50%", [])])
def test_a_part_of_a_thing_is_asked_about(value: str, asked: list[int]) -> None:
    assert flagged("R-FRACTION-COUNT", make.activity(target="2", value=value)) == asked


@pytest.mark.parametrize(
    ("a", "asked"),
    [
        (make.percent(target="85%", value="85%"), [1]),
        (make.percent(target="100%", value="100%"), []),
        (make.activity(target="20", value="20"), [1]),
        (make.activity(target="19", value="19"), []),
        (make.activity(target="40", value="41"), []),
    ],
)
def test_a_value_that_is_exactly_a_telling_target_is_asked_about(a, asked: list[int]) -> None:
    assert flagged("R-EQ-TARGET", a) == asked


def test_empty_cells_of_required_columns_are_named() -> None:
    (finding,) = make.found(RULES, make.plan(make.activity(missing=("target", "responsible"))), "R-EMPTY")
    assert finding.facts["fields"] == "target, responsible"
    assert flagged("R-EMPTY", make.activity()) == []


def test_a_shifted_row_is_told_and_a_straight_one_is_not() -> None:
    assert flagged("R-SHIFT", make.activity(1, shifted=True), make.activity(2)) == [1]


def test_a_ratio_says_its_own_scale() -> None:
    assert make.rows(RULES, make.plan(make.percent(1, target="100%", value="6 de 8")), "R-SCALE-MIX") == []
    assert make.rows(RULES, make.plan(make.percent(1, target="100%", value="0,75")), "R-SCALE-MIX") == [1]
