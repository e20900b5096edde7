"""Probability, impact and zones: every example and every table of the guides."""

from fractions import Fraction

import pytest

from probidad.frameworks.risks import risk_method
from probidad.rules.risks.measuring import (
    by_exposure,
    by_frequency,
    by_loss,
    by_questionnaire,
    by_votes,
    floored,
    general_impact,
    in_minimum_wages,
    level_of_yes,
    zone_of,
)
from probidad.rules.risks.method import RiskKind, Zone

V2015, V4, V5, V7 = (risk_method(key) for key in ("corruption-2015", "dafp-v4", "dafp-v5", "sigrip-v7"))
LETTERS = {"L": Zone.LOW, "M": Zone.MODERATE, "H": Zone.HIGH, "E": Zone.EXTREME}


@pytest.mark.parametrize(
    ("events", "level"), [((0, 0, 0), 1), ((1, 0, 0), 2), ((1, 1, 0), 3), ((1, 1, 1), 4), ((2, 2, 2), 5)]
)
@pytest.mark.parametrize("method", [V2015, V4], ids=["2015", "v4"])
def test_frequency_gives_the_level_of_its_term(method: object, events: tuple[int, int, int], level: int) -> None:
    five, two, one = events
    assert by_frequency(method, five_years=five, two_years=two, last_year=one) == level  # type: ignore[arg-type]


def test_frequency_is_no_measure_of_exposure_and_terms_do_not_contradict_each_other() -> None:
    with pytest.raises(ValueError, match="exposure"):
        by_frequency(V5, five_years=1, two_years=1, last_year=1)
    with pytest.raises(ValueError, match="hold the shorter"):
        by_frequency(V4, five_years=0, two_years=1, last_year=1)


def test_votes_of_the_team_are_averaged_half_up() -> None:
    assert by_votes(V4, [2, 3]) == 3
    assert by_votes(V4, [2, 2, 3]) == 2
    with pytest.raises(ValueError, match="votes"):
        by_votes(V4, [])


@pytest.mark.parametrize(
    ("times", "level"), [(0, 1), (2, 1), (3, 2), (24, 2), (25, 3), (500, 3), (501, 4), (5000, 4), (5001, 5), (10**9, 5)]
)
def test_exposure_has_the_bounds_of_the_guide(times: int, level: int) -> None:
    assert by_exposure(V5, times) == by_exposure(V7, times) == level


def test_exposure_is_no_measure_of_the_older_guides() -> None:
    with pytest.raises(ValueError, match="frequency"):
        by_exposure(V4, 3)


@pytest.mark.parametrize(("yes", "level"), [(1, 3), (5, 3), (6, 4), (11, 4), (12, 5), (18, 5)])
def test_affirmative_answers_give_moderate_major_or_catastrophic(yes: int, level: int) -> None:
    for method in (V2015, V4, V5):
        assert level_of_yes(method, yes) == level
    assert level_of_yes(V4, 19) == 5
    with pytest.raises(ValueError, match="19"):
        level_of_yes(V2015, 19)


def test_the_form_of_2015_has_no_question_on_the_environment() -> None:
    assert V2015.questionnaire
    assert V4.questionnaire
    assert set(V4.questionnaire.questions) - set(V2015.questionnaire.questions) == {19}
    with pytest.raises(ValueError, match="not asked"):
        by_questionnaire(V2015, dict.fromkeys(range(1, 20), False))


def test_every_question_must_be_answered() -> None:
    with pytest.raises(ValueError, match="missing"):
        by_questionnaire(V4, dict.fromkeys(range(1, 19), True))


def test_injuries_or_deaths_make_it_catastrophic_and_no_yes_at_all_is_told() -> None:
    none = dict.fromkeys(range(1, 20), False)
    result = by_questionnaire(V4, none)
    assert (result.level, result.none_affirmed, result.overridden) == (3, True, False)
    result = by_questionnaire(V4, {**none, 16: True})
    assert (result.level, result.yes, result.overridden, result.none_affirmed) == (5, 1, True, False)


def test_the_general_table_takes_the_worse_of_loss_and_reputation() -> None:
    assert [by_loss(V5, Fraction(wages)) for wages in (0, 9, 10, 49, 50, 99, 100, 499, 500)] == [
        1,
        1,
        2,
        2,
        3,
        3,
        4,
        4,
        5,
    ]
    assert general_impact(V5, minimum_wages=Fraction(20), reputation=4) == 4
    assert general_impact(V7, minimum_wages=Fraction(600), reputation=None) == 5
    assert in_minimum_wages(13_000_000, 1_300_000) == 10
    with pytest.raises(ValueError, match="neither"):
        general_impact(V5, minimum_wages=None, reputation=None)


def test_corruption_has_a_floor_where_the_methodology_states_one() -> None:
    assert [floored(method, RiskKind.CORRUPTION, 1) for method in (V4, V5)] == [3, 3]
    assert floored(V4, RiskKind.MANAGEMENT, 1) == 1
    assert floored(V7, RiskKind.INTEGRITY, 1) == 1


@pytest.mark.parametrize(
    ("method", "table"),
    [
        (V4, "HHEEE MHHEE LMHEE LLMHE LLMHE"),
        (V5, "HHHHE MMHHE MMMHE LMMHE LLMHE"),
        (V7, "HHHHE MMHHE MMMHE LMMHE LLMHE"),
    ],
    ids=["v4", "v5", "v7"],
)
def test_every_cell_of_the_map_is_the_one_of_the_guide(method: object, table: str) -> None:
    for probability, row in zip((5, 4, 3, 2, 1), table.split(), strict=True):
        for impact, letter in enumerate(row, 1):
            assert zone_of(method, probability, impact) is LETTERS[letter], (probability, impact)  # type: ignore[arg-type]


def test_the_corruption_map_of_v4_is_its_last_three_columns() -> None:
    rows = [[V4.cells[p, i] for i in (3, 4, 5)] for p in (5, 4, 3, 2, 1)]
    assert rows == [[LETTERS[x] for x in row] for row in ("EEE", "HEE", "HEE", "MHE", "MHE")]


def test_the_zones_of_2015_are_products() -> None:
    assert zone_of(V2015, 3, 4) is Zone.HIGH  # 3 x 10
    assert zone_of(V2015, 2, 4) is Zone.MODERATE  # 2 x 10
    expected = {3: "LLMMM", 4: "LMHHH", 5: "MHEEE"}
    for impact, row in expected.items():
        assert [V2015.cells[p, impact] for p in range(1, 6)] == [LETTERS[x] for x in row]
    with pytest.raises(ValueError, match="no level 1"):
        zone_of(V2015, 3, 1)
