"""Compliance arithmetic, line by line of section 7 of the domain reference. Each test begins with the number of its line.

Lines that other tests hold: 7.4, the three figures of the matrix of Sopó, and 7.7, the six results of its audit
(``tests/golden/test_sopo.py``). Lines that need an office, and not a rule: 7.1 source and responsible of an indicator
(who may choose them), 7.3 keeping the original text of an import, 7.6 history that is declared only, 7.7 the states
of a finding.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from probidad.rules.compliance import Aggregation, Item, round_half_up, total
from probidad.rules.plans.explanation import of_activity, of_score
from probidad.rules.plans.indicators import Accumulation, Direction, Indicator, Kind, Milestone, faults
from probidad.rules.plans.obligations import Partial, Schedule, expected, obligations
from probidad.rules.plans.progress import Standing, StandingFacts, days_late, progress, standing
from probidad.rules.plans.readings import Entry, Reading, Scale, Status, accumulated, problems, read, typed_number
from probidad.rules.plans.score import declared_score, score
from probidad.rules.plans.verification import Figures, Outcome, Verification, difference
from probidad.rules.quantities import Kind as ReadKind
from probidad.rules.quantities import kind_of, normalised_target, normalised_value, read_number

F = Fraction
COUNT = Indicator("Boletines", Kind.COUNT, F(80))
RATIO = Indicator("A tiempo", Kind.RATIO, F(100), numerator="a tiempo", denominator="recibidas")
STEPS = Indicator("Guía", Kind.MILESTONES, milestones=(Milestone("a", "A", F(40)), Milestone("b", "B", F(60))))
CUT = date(2017, 12, 30)


def value(number: int) -> Reading:
    return Reading(Status.VALUE, F(number))


def capped(indicator: Indicator, reported: int) -> Fraction | None:
    return progress(indicator, value(reported)).capped


# 7.1 Indicator


def test_7_1_each_kind_of_the_reference_can_be_defined() -> None:
    defined = (
        COUNT, Indicator("p", Kind.PERCENT, F(90)), Indicator("e", Kind.YES_NO), STEPS, RATIO, Indicator("i", Kind.INDEX, F(70)),
        Indicator("s", Kind.SURVEY, F(80)), Indicator("d", Kind.COUNT, F(4), direction=Direction.DOWN),
    )  # fmt: skip
    assert [faults(each) for each in defined] == [()] * 8


@pytest.mark.parametrize(
    ("how", "year"),
    [(Accumulation.RUNNING, 4), (Accumulation.SUM, 9), (Accumulation.LAST, 4), (Accumulation.AVERAGE, 3), (Accumulation.MIN, 1), (Accumulation.MAX, 4)],
)  # fmt: skip
def test_7_1_each_accumulation_of_the_reference_gives_its_year(how: Accumulation, year: int) -> None:
    indicator = Indicator("x", Kind.COUNT, F(9), accumulation=how)
    assert accumulated(indicator, [value(1), value(4), value(4)]).value == year


def test_7_1_a_monthly_duty_reported_in_the_next_month_has_11_due_on_30_december() -> None:
    twelve = Indicator("Informes", Kind.COUNT, F(12), accumulation=Accumulation.SUM)
    assert expected(twelve, Schedule(recurrence="monthly", days_after=1), 2017, CUT) == 11


def test_7_1_a_single_date_expects_nothing_before_it_and_the_target_from_it_on() -> None:
    once = Schedule((date(2017, 6, 30),))
    assert [expected(COUNT, once, 2017, day) for day in (date(2017, 6, 29), date(2017, 6, 30))] == [0, 80]


def test_7_1_partial_targets_of_the_plan_come_before_every_other_rule() -> None:
    partial = Schedule((date(2017, 12, 15),), partial=(Partial(date(2017, 4, 30), F(20)),))
    assert expected(COUNT, partial, 2017, date(2017, 4, 30)) == 20


def test_7_1_several_due_dates_give_one_obligation_each() -> None:
    assert len(obligations(Schedule((date(2017, 4, 30), date(2017, 8, 30), date(2017, 12, 30))), 2017)) == 3


# 7.2 Formulas


def test_7_2_83_of_80_is_103_75_raw_and_100_capped_and_both_are_kept() -> None:
    made = progress(COUNT, value(83))
    assert (made.raw, made.capped) == (F("103.75"), 100)


def test_7_2_where_less_is_better_the_target_or_less_is_100_and_more_is_target_over_value() -> None:
    down = Indicator("Quejas", Kind.COUNT, F(4), direction=Direction.DOWN)
    assert [capped(down, each) for each in (0, 4, 5, 16)] == [100, 100, 80, 25]


def test_7_2_from_a_baseline_it_is_the_way_walked_and_no_way_is_an_error() -> None:
    walk = Indicator("Índice", Kind.INDEX, F(80), baseline=F(60), from_baseline=True)
    assert [capped(walk, each) for each in (60, 65, 80, 50)] == [0, 25, 100, 0]
    none = Indicator("Índice", Kind.INDEX, F(80), baseline=F(80), from_baseline=True)
    assert [each.field for each in faults(none)] == ["baseline"]


def test_7_2_milestones_are_the_weights_finished_and_weights_add_100() -> None:
    assert read(STEPS, Entry(done=("a",))).value == 40
    assert [each.field for each in faults(Indicator("Guía", Kind.MILESTONES, milestones=STEPS.milestones[:1]))] == [
        "milestones"
    ]


def test_7_2_part_of_a_single_deliverable_is_legal_only_through_milestones() -> None:
    assert problems(Indicator("Guía", Kind.YES_NO), Entry(F(1, 2)))
    assert problems(STEPS, Entry(done=("a",))) == ()


def test_7_2_a_denominator_of_0_does_not_apply_and_is_never_100() -> None:
    reading = read(RATIO, Entry(numerator=F(0), denominator=F(0)))
    assert (reading.status, progress(RATIO, reading).capped) == (Status.NOT_APPLICABLE, None)


def test_7_2_a_target_of_0_that_should_grow_is_an_error_when_the_plan_is_approved() -> None:
    assert [each.field for each in faults(Indicator("x", Kind.COUNT, F(0)))] == ["target"]


def test_7_2_rounding_is_half_up_to_2_and_only_shown() -> None:
    third = progress(RATIO, read(RATIO, Entry(numerator=F(1), denominator=F(3))))
    assert third.capped == F(100, 3)
    assert round_half_up(F(86925, 1000)) == str(Decimal("86.925").quantize(Decimal("0.01"), ROUND_HALF_UP)) == "86.93"


def test_7_2_rounded_numbers_are_never_averaged() -> None:
    thirds = [Figures(n, "a", None, F(100, 3)) for n in (1, 2, 3)]
    found = score(thirds, dict.fromkeys((1, 2, 3), Verification(Outcome.AGREES)), Aggregation.MEAN_OF_ITEMS)
    assert found.value == F(100, 3)  # 33.33 three times would give 33.33


# 7.3 Percent against fraction


@pytest.mark.parametrize("text", ["45", "45%", "45 %", "45,0"])
def test_7_3_a_percentage_may_be_written_with_or_without_its_sign(text: str) -> None:
    assert typed_number(text, percent=True) == 45


def test_7_3_the_unit_is_chosen_in_the_form_and_not_guessed() -> None:
    assert typed_number("0,45", percent=True, scale=Scale.FRACTION) == 45
    assert typed_number("0,45", percent=True, scale=Scale.POINTS) == F(45, 100)


@pytest.mark.parametrize(
    ("text", "points", "told"),
    [("90%", 90, ""), ("0,9", 90, "fraction"), ("1", 100, "ambiguous"), ("90", 90, "points")],
)
def test_7_3_an_import_reads_points_fractions_and_a_bare_1_and_says_what_it_inferred(
    text: str, points: int, told: str
) -> None:
    found, scale = normalised_value(ReadKind.PERCENT, read_number(text), F(100))
    assert (found, scale.value) == (points, told)


def test_7_3_a_target_of_1_on_an_indicator_that_starts_with_porcentaje_is_100() -> None:
    target = read_number("1")
    assert normalised_target(kind_of("Porcentaje de avance", target), target)[0] == 100


@pytest.mark.parametrize("text", ["1,00", "1,0", "1", " 1 "])
def test_7_3_1_with_and_without_decimals_is_the_same_number(text: str) -> None:
    assert read_number(text).number == 1


def test_7_3_the_original_text_stays_beside_the_number() -> None:
    assert read_number(" 1.234,50 % ").text == " 1.234,50 % "
    assert read_number(" 1.234,50 % ").number == F("1234.5")


# 7.4 Aggregation

MIXED = (
    Item(1, "a", F(100), weight=F(10)), Item(2, "a", F(50), weight=F(20)), Item(3, "b", F(100), weight=F(30)),
    Item(4, "b", F(0), due=False, weight=F(40)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("aggregation", "found"),
    [(Aggregation.MEAN_OF_ITEMS, F(250, 4)), (Aggregation.MEAN_OF_COMPONENTS, F(125, 2)), (Aggregation.WEIGHTED, 50),
     (Aggregation.DUE_ONLY, F(250, 3)), (Aggregation.FULFILLED_OVER_PROGRAMMED, 50)],
)  # fmt: skip
def test_7_4_each_method_gives_its_own_figure_from_the_same_data(aggregation: Aggregation, found: Fraction) -> None:
    assert total(MIXED, aggregation).value == found


def test_7_4_method_n_used_n_total_and_missing_are_always_told() -> None:
    figures = [Figures(1, "a", F(1), F(1)), Figures(2, "a", None, None), Figures(3, "a", None, None, due=False)]
    silent = Verification(Outcome.NOTHING_REPORTED)
    told = of_score(score(figures, {1: Verification(Outcome.AGREES), 2: silent, 3: silent}, Aggregation.MEAN_OF_ITEMS))[
        0
    ]
    assert (told.formula, told.inputs["used"], told.inputs["listed"], told.inputs["missing"]) == (
        "mean_of_items",
        "2",
        "3",
        "2",
    )


def test_7_4_an_item_without_data_is_0_once_due_and_left_out_before() -> None:
    assert total([Item(1, "a", F(80)), Item(2, "a", None)], Aggregation.MEAN_OF_ITEMS).value == 40
    assert total([Item(1, "a", F(80)), Item(2, "a", None, due=False)], Aggregation.MEAN_OF_ITEMS).value == 80


# 7.5 States


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (StandingFacts(Status.VALUE, F(0), (CUT,)), Standing.NOT_STARTED),
        (StandingFacts(Status.VALUE, F(30), (CUT,)), Standing.UNDER_WAY),
        (StandingFacts(Status.VALUE, F(100), (date(2017, 6, 30),), date(2017, 6, 30)), Standing.FULFILLED),
        (StandingFacts(Status.VALUE, F(100), (date(2017, 6, 30),), date(2017, 7, 10)), Standing.FULFILLED_LATE),
        (StandingFacts(Status.VALUE, F(30), (date(2017, 6, 30),)), Standing.OVERDUE),
        (StandingFacts(Status.VALUE, F(0), (date(2017, 12, 31),)), Standing.NOT_DUE),
        (StandingFacts(Status.NO_DATA, None, (CUT,)), Standing.NO_DATA),
        (StandingFacts(Status.VALUE, F(30), (CUT,), retired=True), Standing.RETIRED),
    ],
)
def test_7_5_each_state_of_the_reference(facts: StandingFacts, found: Standing) -> None:
    assert standing(facts, CUT) is found


def test_7_5_timeliness_is_a_second_number_days_late_of_the_100() -> None:
    assert days_late((date(2017, 6, 30),), date(2017, 7, 10)) == 10


# 7.6 Declared, computed, verified

ROW = Figures(1, "a", F(100), F(50))
VERDICT = Verification(Outcome.DIFFERS, F(25), "falta un acta")


def test_7_6_the_three_values_stay_apart() -> None:
    found = difference(ROW, VERDICT)
    assert found is not None
    assert (found.declared, found.computed, found.verified) == (100, 50, 25)


def test_7_6_the_published_score_uses_the_verified_one_and_lists_the_differences_with_their_reason() -> None:
    found = score([ROW], {1: VERDICT}, Aggregation.MEAN_OF_ITEMS)
    assert found.value == 25
    assert [each.reason for each in found.differences] == ["falta un acta"]


def test_7_6_imported_history_has_a_declared_score_and_no_verified_one() -> None:
    history = [Figures(1, "a", F(90), None)]
    assert declared_score(history, Aggregation.MEAN_OF_ITEMS).value == 90
    assert score(history, {}, Aggregation.MEAN_OF_ITEMS).value is None


def test_7_6_every_figure_can_be_followed_to_its_inputs() -> None:
    reading = read(RATIO, Entry(numerator=F(16), denominator=F(21)))
    told = of_activity(RATIO, reading, progress(RATIO, reading))
    assert [(step.formula, step.version) for step in told][1] == ("value-over-target", 1)


# 7.7 Plausibility audit: what the hand audit of Sopó found is impossible to enter


def test_7_7_row_12_target_2_reported_1_is_50_and_nothing_else() -> None:
    assert capped(Indicator("Seguimientos", Kind.COUNT, F(2)), 1) == 50


def test_7_7_row_23_16_of_21_cannot_be_declared_as_80() -> None:
    assert [each.field for each in problems(RATIO, Entry(F(80), F(16), F(21)))] == ["value"]


def test_7_7_periods_that_are_not_yet_due_are_not_expected() -> None:
    four = Indicator("Informes", Kind.COUNT, F(4), accumulation=Accumulation.SUM)
    assert expected(four, Schedule(recurrence="quarterly", days_after=1), 2017, CUT) == 3
