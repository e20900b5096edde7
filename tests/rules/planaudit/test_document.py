"""Rules on the document as a whole."""

from datetime import date
from fractions import Fraction

import pytest

import make
from probidad.rules.finding import DOCUMENT
from probidad.rules.planaudit.document import (
    RULES,
    expected,
    row_hypotheses,
    same_rows_sum,
    supported_totals,
)
from probidad.rules.quantities import read_number


def printed(text: str, *declared: str):
    rows = [make.activity(n, declared=value) for n, value in enumerate(declared, 1)]
    return make.plan(*rows, printed=read_number(text))


@pytest.mark.parametrize(
    ("total", "asked"),
    [
        ("75", []),
        ("75,004", []),
        ("75,01", [DOCUMENT]),
        ("75,1", [DOCUMENT]),
        ("90", [DOCUMENT]),
    ],
)
def test_a_printed_total_that_no_way_of_adding_gives_is_asked_about(total: str, asked: list[int]) -> None:
    assert make.rows(RULES, printed(total, "100", "50"), "R-TOTAL") == asked


@pytest.mark.parametrize(
    ("total", "asked"), [("83", []), ("83,3", []), ("83,33", []), ("83,4", [DOCUMENT]), ("84", [DOCUMENT])]
)
def test_a_printed_total_may_be_rounded_as_far_as_it_is_written(total: str, asked: list[int]) -> None:
    # (100 + 100 + 50) / 3 = 83.33…
    assert make.rows(RULES, printed(total, "100", "100", "50"), "R-TOTAL") == asked


def test_a_rival_sum_below_the_listed_one_is_told_as_less() -> None:
    (finding,) = make.found(RULES, printed("70", "80", "80", "80"), "R-ROWCOUNT")
    assert (finding.facts["rival"], finding.facts["gap"]) == ("210", "30")
    assert "less" in finding.message


def test_a_total_that_the_mean_of_components_gives_is_in_order() -> None:
    rows = (
        make.activity(1, declared="100"),
        make.activity(2, declared="100"),
        make.activity(3, declared="0", component="B"),
    )
    assert make.rows(RULES, make.plan(*rows, printed=read_number("50")), "R-TOTAL") == []
    assert supported_totals(make.plan(*rows))["mean_of_components"] == 50


def test_without_a_printed_total_there_is_nothing_to_compare() -> None:
    assert make.rows(RULES, make.plan(make.activity()), "R-TOTAL") == []
    assert make.rows(RULES, make.plan(make.activity()), "R-ROWCOUNT") == []


def test_lost_rows_are_a_hypothesis_with_the_points_that_they_would_add() -> None:
    # 3 rows of 80 give 80; 85 would be 340 over 4 rows
    assert row_hypotheses(3, Fraction(240), Fraction(85))[1] == (100, 100)
    assert same_rows_sum(3, Fraction(85)) == 255


def test_a_hypothesis_gives_the_printed_figure_to_two_decimals_and_stays_within_full_rows() -> None:
    for extra, (low, high) in row_hypotheses(20, Fraction(1700), Fraction(8571, 100)).items():
        for points in (low, high):
            assert abs(Fraction(1700 + points, 20 + extra) - Fraction(8571, 100)) <= Fraction(1, 200)
            assert 0 <= points <= 100 * extra


def test_no_row_with_possible_points_explains_a_total_below_all_of_them() -> None:
    assert row_hypotheses(10, Fraction(1000), Fraction(5)) == {}


def test_the_hypothesis_is_told_with_its_rival_and_adds_no_row() -> None:
    plan = printed("85", "80", "80", "80")
    (finding,) = make.found(RULES, plan, "R-ROWCOUNT")
    assert (finding.facts["newsum"], finding.facts["with"], finding.facts["rival"]) == ("340", "4", "255")
    assert len(plan.activities) == 3


@pytest.mark.parametrize(("day", "asked"), [(date(2024, 12, 31), []), (date(2024, 12, 30), [DOCUMENT]), (None, [])])
def test_a_follow_up_on_another_day_than_a_cut_off_is_told(day: date | None, asked: list[int]) -> None:
    plan = make.plan(make.activity(), cut_off=day, cut_off_days=((4, 30), (8, 31), (12, 31)))
    assert make.rows(RULES, plan, "R-CUTOFF") == asked


def test_components_of_the_framework_without_a_row_are_named() -> None:
    (finding,) = make.found(
        RULES, make.plan(make.activity(), required_components=(("x", "Iniciativas"),)), "R-COVERAGE"
    )
    assert finding.facts["components"] == "Iniciativas"
    assert make.rows(RULES, make.plan(make.activity()), "R-COVERAGE") == []


def test_numbers_written_in_several_ways_in_one_column_are_told() -> None:
    mixed = make.plan(make.activity(1, value="90,0"), make.activity(2, value="1"))
    same = make.plan(make.activity(1, value="90"), make.activity(2, value="12"))
    assert make.found(RULES, mixed, "R-FORMAT")[0].fields == ("value",)
    assert make.rows(RULES, same, "R-FORMAT") == []


def test_a_column_of_targets_may_hold_counts_and_percentages() -> None:
    rows = (make.activity(1, target="12"), make.percent(2, target="100%", value="5"), make.activity(3, value="7"))
    assert make.rows(RULES, make.plan(*rows), "R-FORMAT") == []


def test_words_beside_a_number_are_not_a_way_of_writing_it() -> None:
    same = make.plan(make.activity(1, target="1 política"), make.activity(2, target="4 informes"))
    assert make.rows(RULES, same, "R-FORMAT") == []
    mixed = make.plan(make.activity(1, target="1,0 política"), make.activity(2, target="4 informes"))
    assert make.rows(RULES, mixed, "R-FORMAT") == [DOCUMENT]


def test_percentages_with_and_without_their_sign_are_a_mixture() -> None:
    rows = (make.percent(1, target="100%", value="5"), make.percent(2, target="100", value="7"))
    assert make.found(RULES, make.plan(*rows), "R-FORMAT")[0].fields == ("target",)


def test_markup_left_in_a_cell_is_told() -> None:
    assert make.rows(RULES, make.plan(make.activity(), markup_cells=(3,)), "R-FORMAT") == [DOCUMENT]
    assert make.rows(RULES, make.plan(make.activity(), printed_markup=True), "R-FORMAT") == [DOCUMENT]


def test_missing_years_are_one_finding_of_the_document() -> None:
    rows = [make.activity(n, deadline="30 de junio") for n in (1, 2, 3)]
    assert make.rows(RULES, make.plan(*rows, years_missing=True), "R-DATEFMT") == [DOCUMENT]
    assert make.rows(RULES, make.plan(*rows), "R-DATEFMT") == []


def test_nothing_is_expected_of_an_activity_whose_dates_all_lie_ahead() -> None:
    ahead, past = make.activity(deadline="30 de noviembre"), make.activity(deadline="30 de junio")
    plan = make.plan(ahead, past, cut_off=date(2024, 8, 31))
    assert (expected(ahead, plan), expected(past, plan)) == (False, True)
