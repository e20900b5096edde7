"""Approval, versions and changes after publication."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from planmaking import YEAR, activity, plan
from probidad.rules.plans.content import ActivityContent, Rescheduling
from probidad.rules.plans.obligations import Partial, Schedule
from probidad.rules.plans.versions import (
    Amendment,
    Approval,
    Version,
    amendment_problems,
    approval_problem,
    rescheduling_facts,
    rescheduling_problems,
    version_problems,
)

MAY, JUNE, SEPTEMBER = date(YEAR, 5, 2), date(YEAR, 6, 30), date(YEAR, 9, 30)
TODAY = date(YEAR, 7, 15)
APPROVAL = Approval("d1", "Alcalde", "Acta 1", date(YEAR, 1, 20))
FIRST = Version(1, "d1", date(YEAR, 1, 28), "Resolución 5")
WHY = Amendment("Se redujo el presupuesto", "Acta 7", date(YEAR, 7, 10))
OVERDUE, AHEAD = activity("a", due=(JUNE,)), activity("b", due=(SEPTEMBER,))
PUBLISHED = plan(OVERDUE, AHEAD)
MOVE = Rescheduling(JUNE, SEPTEMBER, "sin contrato", "Acta 7", date(YEAR, 7, 10))


def moved(row: ActivityContent, move: Rescheduling) -> ActivityContent:
    due = tuple(move.becomes if day == move.was else day for day in row.schedule.due)
    return replace(row, schedule=replace(row.schedule, due=due), rescheduled=(*row.rescheduled, move))


def test_an_approval_holds_for_its_digest_and_lapses_with_any_other() -> None:
    assert approval_problem(APPROVAL, "d1") is None
    lapsed = approval_problem(APPROVAL, "d2")
    assert lapsed is not None
    assert "2026-01-20" in lapsed.message % lapsed.facts
    assert approval_problem(None, "d1") is not None


def test_the_first_version_needs_no_reason_and_the_next_ones_do() -> None:
    assert version_problems((), FIRST, APPROVAL) == ()
    second = Version(2, "d2", date(YEAR, 7, 20), "Acta 7")
    approved = replace(APPROVAL, digest="d2")
    assert [each.field for each in version_problems((FIRST,), second, approved)] == ["reason"]
    assert version_problems((FIRST,), replace(second, reason="Presupuesto"), approved) == ()


@pytest.mark.parametrize(
    ("version", "field"),
    [
        (Version(3, "d2", TODAY, "Acta", "por qué"), "number"),
        (Version(2, "d2", TODAY, " ", "por qué"), "act"),
        (Version(2, "d2", date(YEAR, 1, 2), "Acta", "por qué"), "on"),
    ],
)
def test_a_version_that_does_not_follow_is_told_at_its_field(version: Version, field: str) -> None:
    told = version_problems((FIRST,), version, replace(APPROVAL, digest="d2"))
    assert [each.field for each in told] == [field]
    assert told[0].message % told[0].facts


def test_a_version_without_a_change_or_without_its_own_approval_is_told() -> None:
    assert [each.field for each in version_problems((FIRST,), Version(2, "d1", TODAY, "Acta", "x"), APPROVAL)] == [""]
    assert [each.field for each in version_problems((), replace(FIRST, digest="d9"), APPROVAL)] == ["approval"]


def test_a_change_after_publication_needs_reason_act_and_date() -> None:
    new = plan(OVERDUE, replace(AHEAD, text="Publicar b en la web"))
    assert amendment_problems(PUBLISHED, new, WHY, today=TODAY) == ()
    assert [each.field for each in amendment_problems(PUBLISHED, new, None, today=TODAY)] == ["reason", "act", "on"]
    assert [each.field for each in amendment_problems(PUBLISHED, new, Amendment(" ", "", None), today=TODAY)] == [
        "reason",
        "act",
        "on",
    ]
    future = replace(WHY, on=date(YEAR, 8, 1))
    assert [each.field for each in amendment_problems(PUBLISHED, new, future, today=TODAY)] == ["on"]


def test_no_change_needs_no_reason() -> None:
    assert amendment_problems(PUBLISHED, PUBLISHED, None, today=TODAY) == ()


def test_an_overdue_target_is_not_edited_in_place_and_one_that_is_ahead_may_be() -> None:
    easier = plan(activity("a", due=(JUNE,), target=5), AHEAD)
    assert [each.field for each in amendment_problems(PUBLISHED, easier, WHY, today=TODAY)] == ["target"]
    ahead = plan(OVERDUE, activity("b", due=(SEPTEMBER,), target=5))
    assert amendment_problems(PUBLISHED, ahead, WHY, today=TODAY) == ()
    on_the_day = plan(activity("a", due=(JUNE,), target=5), AHEAD)
    assert amendment_problems(PUBLISHED, on_the_day, replace(WHY, on=JUNE), today=JUNE) == ()


def test_an_overdue_activity_is_neither_removed_nor_split() -> None:
    for new in (plan(AHEAD), plan(replace(activity("x"), split_from="a"), AHEAD)):
        assert [each.field for each in amendment_problems(PUBLISHED, new, WHY, today=TODAY)] == ["activities"]


def test_a_published_date_is_rescheduled_and_never_edited() -> None:
    edited = plan(activity("a", due=(SEPTEMBER,)), AHEAD)
    assert [each.field for each in amendment_problems(PUBLISHED, edited, WHY, today=TODAY)] == ["due"]
    assert amendment_problems(PUBLISHED, plan(moved(OVERDUE, MOVE), AHEAD), WHY, today=TODAY) == ()


def test_moving_the_date_first_frees_no_target() -> None:
    old = plan(moved(OVERDUE, MOVE), AHEAD)
    row = old.activities[0]
    easier = replace(row, indicator=replace(row.indicator, target=Fraction(5)))
    assert [each.field for each in amendment_problems(old, plan(easier, AHEAD), WHY, today=TODAY)] == ["target"]


def test_a_recurrence_is_published_too_and_its_year_is_over_with_its_last_period() -> None:
    monthly = replace(AHEAD, schedule=Schedule(recurrence="monthly", days_after=5))
    later = replace(monthly, schedule=Schedule(recurrence="monthly", days_after=30))
    assert [each.field for each in amendment_problems(plan(monthly), plan(later), WHY, today=TODAY)] == ["due"]
    easier = replace(monthly, indicator=replace(monthly.indicator, target=Fraction(5)))
    assert amendment_problems(plan(monthly), plan(easier), WHY, today=TODAY) == ()
    told = amendment_problems(plan(monthly), plan(easier), WHY, today=date(YEAR + 1, 1, 6))
    assert [each.field for each in told] == ["target"]


def test_a_partial_target_whose_date_has_passed_stays_and_one_that_is_ahead_may_change() -> None:
    def with_partial(first: int, second: int) -> ActivityContent:
        steps = (Partial(date(YEAR, 4, 30), Fraction(first)), Partial(date(YEAR, 8, 31), Fraction(second)))
        return replace(AHEAD, schedule=replace(AHEAD.schedule, partial=steps))

    old = plan(with_partial(3, 6))
    assert [each.field for each in amendment_problems(old, plan(with_partial(1, 6)), WHY, today=TODAY)] == ["partial"]
    assert amendment_problems(old, plan(with_partial(3, 5)), WHY, today=TODAY) == ()


def test_a_rescheduling_cannot_be_taken_back_to_hide_it() -> None:
    old = plan(moved(OVERDUE, MOVE), AHEAD)
    new = plan(OVERDUE, AHEAD)
    assert [each.field for each in amendment_problems(old, new, WHY, today=TODAY)] == ["rescheduled"]


@pytest.mark.parametrize(
    ("move", "field"),
    [
        (replace(MOVE, was=MAY), "was"),
        (replace(MOVE, becomes=JUNE), "becomes"),
        (replace(MOVE, becomes=date(YEAR + 1, 1, 5)), "becomes"),
        (replace(MOVE, becomes=date(YEAR, 7, 1)), "becomes"),
        (replace(MOVE, reason=""), "reason"),
        (replace(MOVE, act=""), "act"),
    ],
)
def test_a_rescheduling_that_cannot_be_is_told_at_its_field(move: Rescheduling, field: str) -> None:
    assert field in [each.field for each in rescheduling_problems(OVERDUE, move, year=YEAR)]


def test_a_sound_rescheduling_tells_how_often_and_by_how_much_the_date_moved() -> None:
    assert rescheduling_problems(OVERDUE, MOVE, year=YEAR) == ()
    assert dict(rescheduling_facts(moved(OVERDUE, MOVE))) == {"times": "1", "days": "92", "target": "10"}
