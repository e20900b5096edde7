"""The content of a plan as bytes: exact, canonical, with a digest that an approval is bound to."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmaking import YEAR, activity, plan
from probidad.documents.plan_content import CODEC, VERSION, freeze_plan, plan_digest, thaw_plan
from probidad.rules.plans.content import PlanContent, Rescheduling
from probidad.rules.plans.indicators import Indicator, Kind, Milestone
from probidad.rules.plans.obligations import Partial, Schedule
from probidad.rules.plans.versions import Approval, approval_problem

STEPS = Indicator(
    "Guía", Kind.MILESTONES, milestones=(Milestone("a", "Escrita", Fraction(1, 3)),), filters=(("a", "b"),)
)
FULL = plan(
    activity("a"),
    replace(
        activity("b"), indicator=STEPS, weight=Fraction(1, 7), budget=Fraction(5_000_000_000_000_000_000),
        schedule=Schedule((date(YEAR, 9, 30),), partial=(Partial(date(YEAR, 4, 30), Fraction(30)),)),
        rescheduled=(Rescheduling(date(YEAR, 6, 30), date(YEAR, 9, 30), "sin contrato", "Acta 7", date(YEAR, 5, 2)),),
    ),
)  # fmt: skip


def test_a_content_comes_back_whole() -> None:
    assert thaw_plan(freeze_plan(FULL)) == FULL


def test_the_same_content_made_anew_has_the_same_digest() -> None:
    assert plan_digest(plan(activity("a"))) == plan_digest(plan(activity("a")))


@pytest.mark.parametrize(
    "other",
    [
        replace(FULL, name="Otro"),
        replace(FULL, activities=FULL.activities[::-1]),
        replace(FULL, activities=(replace(FULL.activities[0], text="Publicar a."), FULL.activities[1])),
        replace(FULL, activities=(FULL.activities[0], replace(FULL.activities[1], weight=Fraction(1, 8)))),
    ],
)
def test_an_approval_lapses_with_every_change_and_holds_again_when_it_is_undone(other: PlanContent) -> None:
    approval = Approval(plan_digest(FULL), "Alcalde", "Acta 1", date(YEAR, 1, 20))
    assert approval_problem(approval, plan_digest(other)) is not None
    assert approval_problem(approval, plan_digest(thaw_plan(freeze_plan(FULL)))) is None


def test_damaged_and_foreign_bytes_are_refused() -> None:
    data = freeze_plan(FULL)
    for wrong in (
        data.replace(b"Publicar", b"Publicas"),
        data[:-2],
        b"{}",
        data.replace(b"probidad-plan", b"probidad-report"),
    ):
        with pytest.raises(ValueError, match=r"."):
            thaw_plan(wrong)


def test_a_change_of_the_fields_asks_for_another_version() -> None:
    """When this fails the format has changed: move ``VERSION`` and write down the new shape."""
    assert (VERSION, CODEC.shape()) == (1, "c59148bfd0e03c9958b26204b65c52a4801e467a55b7203640c26b268d75f293")


@given(st.fractions(min_value=1, max_value=10**30), st.text(max_size=40))
def test_every_figure_and_text_comes_back_exactly(target: Fraction, text: str) -> None:
    row = activity("a")
    content = plan(replace(row, text=text, indicator=replace(row.indicator, target=target)))
    try:
        data = freeze_plan(content)
    except UnicodeEncodeError:  # half of a pair of surrogates is no text
        return
    assert thaw_plan(data) == content
