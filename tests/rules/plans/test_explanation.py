"""Each figure can be followed step by step and computed again."""

from fractions import Fraction

from probidad.rules.compliance import Aggregation, round_half_up
from probidad.rules.plans.explanation import AGGREGATION_WORDS, Step, of_activity, of_score, rounded
from probidad.rules.plans.indicators import Indicator, Kind, Milestone
from probidad.rules.plans.progress import progress
from probidad.rules.plans.readings import Entry, read
from probidad.rules.plans.score import score
from probidad.rules.plans.verification import Figures, Outcome, Verification

F = Fraction
RATIO = Indicator("A tiempo", Kind.RATIO, F(50), numerator="a", denominator="b")


def steps(indicator: Indicator, entry: Entry | None) -> tuple[Step, ...]:
    reading = read(indicator, entry)
    return of_activity(indicator, reading, progress(indicator, reading))


def test_a_ratio_is_told_from_its_parts_to_the_rounded_figure() -> None:
    told = steps(RATIO, Entry(numerator=F(16), denominator=F(21)))
    assert [step.formula for step in told] == ["reading", "value-over-target", "cap", "round-half-up"]
    assert dict(told[0].inputs) == {"numerator": "16", "denominator": "21", "per": "100"}
    assert [step.result for step in told] == ["1600/21", "3200/21", "100", "100.00"]


def test_what_is_within_100_is_not_capped_and_only_the_last_step_rounds() -> None:
    told = steps(RATIO, Entry(numerator=F(1), denominator=F(3)))
    assert [step.formula for step in told] == ["reading", "value-over-target", "round-half-up"]
    assert told[1].result == "200/3"
    assert told[-1].inputs["exact"] == "200/3"
    assert told[-1].result == round_half_up(F(200, 3)) == "66.67"


def test_milestones_tell_the_weight_of_each_one_that_is_finished() -> None:
    guide = Indicator("Guía", Kind.MILESTONES, milestones=(Milestone("a", "A", F(40)), Milestone("b", "B", F(60))))
    assert dict(steps(guide, Entry(done=("b",)))[0].inputs) == {"b": "60"}


def test_a_way_from_a_baseline_tells_the_baseline() -> None:
    index = Indicator("Índice", Kind.INDEX, F(80), baseline=F(60), from_baseline=True)
    assert dict(steps(index, Entry(F(70)))[1].inputs) == {"value": "70", "target": "80", "baseline": "60"}


def test_no_figure_is_explained_too() -> None:
    assert [step.formula for step in steps(RATIO, None)] == ["no-value"]
    outside = steps(RATIO, Entry(numerator=F(0), denominator=F(0)))
    assert [step.formula for step in outside] == ["reading", "no-value"]
    assert outside[-1].words != steps(RATIO, None)[-1].words


def test_the_score_tells_its_method_and_how_many_it_used_of_how_many() -> None:
    plan = [Figures(n, "a", F(50), F(50)) for n in range(1, 5)]
    agrees, doubt = Verification(Outcome.AGREES), Verification(Outcome.NO_EVIDENCE)
    outside = Verification(Outcome.NOT_APPLICABLE, reason="sin objeto")
    told = of_score(score(plan, {1: agrees, 2: doubt, 3: outside, 4: agrees}, Aggregation.MEAN_OF_ITEMS))
    assert [step.formula for step in told] == ["mean_of_items", "no-evidence-range", "round-half-up"]
    assert {key: told[0].inputs[key] for key in ("used", "listed", "no_evidence", "not_applicable")} == {
        "used": "2", "listed": "4", "no_evidence": "1", "not_applicable": "1",
    }  # fmt: skip
    assert dict(told[1].inputs) == {"lowest": "100/3", "highest": "200/3"}


def test_an_open_score_tells_what_is_pending_and_no_figure() -> None:
    told = of_score(score([Figures(1, "a", F(1), F(1))], {}, Aggregation.MEAN_OF_ITEMS))
    assert [(step.result, step.inputs["pending"]) for step in told] == [("", "1")]


def test_every_aggregation_has_words() -> None:
    assert set(AGGREGATION_WORDS) == set(Aggregation)
    assert rounded(F(1, 8), 2).result == "0.13"
