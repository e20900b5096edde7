"""States, moves, who may do each and what it needs."""

import pytest

from probidad.rules.plans.life import (
    INITIAL,
    MOVES,
    NEED_WORDS,
    STATES,
    Move,
    Need,
    Thing,
    may_move,
    move,
    moves_from,
    reachable,
)
from probidad.rules.separation import ASSIGNABLE, Role

EVERYTHING = frozenset(Need)
PLAN = Thing.PLAN


def test_every_move_leads_from_states_that_exist_to_one_that_exists() -> None:
    for each in MOVES:
        keys = {key for key, _label in STATES[each.thing]}
        assert {each.to, *each.frm} <= keys, each.key


@pytest.mark.parametrize("thing", Thing)
def test_every_state_can_be_come_to(thing: Thing) -> None:
    assert list(reachable(thing)) == [key for key, _label in STATES[thing]]


def test_a_move_is_named_once_for_each_thing_and_every_need_has_words() -> None:
    assert len({(each.thing, each.key) for each in MOVES}) == len(MOVES)
    assert set(NEED_WORDS) == EVERYTHING
    with pytest.raises(LookupError):
        move(PLAN, "fly")


def test_a_plan_goes_from_draft_to_published_by_the_people_of_the_decree() -> None:
    state = INITIAL[PLAN]
    for key, role in (
        ("consult", Role.PLANNING), ("end-consultation", Role.PLANNING), ("submit", Role.PLANNING),
        ("approve", Role.APPROVER), ("publish", Role.PLANNING),
    ):  # fmt: skip
        each = move(PLAN, key)
        assert may_move(each, state, frozenset({role}), EVERYTHING).allowed, key
        state = each.to
    assert state == "published"


@pytest.mark.parametrize("each", MOVES, ids=lambda each: f"{each.thing.value}-{each.key}")
def test_nobody_else_does_it_and_the_system_never_does(each: Move) -> None:
    for role in (*ASSIGNABLE, Role.SYSTEM):
        allowed = may_move(each, each.frm[0], frozenset({role}), EVERYTHING).allowed
        assert allowed is (role in each.roles)
    assert not may_move(each, each.frm[0], each.roles | {Role.SYSTEM}, EVERYTHING).allowed


@pytest.mark.parametrize("each", MOVES, ids=lambda each: f"{each.thing.value}-{each.key}")
def test_each_need_that_is_missing_stands_in_the_way_and_is_told(each: Move) -> None:
    for need in each.needs:
        verdict = may_move(each, each.frm[0], each.roles, EVERYTHING - {need})
        assert (verdict.allowed, [found.field for found in verdict.problems]) == (False, [need.value])
    everything = may_move(each, each.frm[0], each.roles, frozenset())
    assert [found.field for found in everything.problems] == [need.value for need in each.needs]


def test_what_cannot_be_done_from_a_state_is_told_alone() -> None:
    verdict = may_move(move(PLAN, "publish"), "draft", frozenset({Role.PLANNING}), frozenset())
    assert (verdict.allowed, len(verdict.problems)) == (False, 1)


def test_internal_control_moves_no_plan_and_only_internal_control_closes_a_cut_off() -> None:
    control = frozenset({Role.INTERNAL_CONTROL})
    assert all(moves_from(PLAN, key, control) == () for key, _label in STATES[PLAN])
    assert [each.key for each in moves_from(Thing.CUT_OFF, "verifying", control)] == ["close"]
    others = frozenset(ASSIGNABLE) - control
    assert moves_from(Thing.CUT_OFF, "verifying", others) == ()


def test_what_is_closed_or_published_never_opens_again() -> None:
    for thing, state in (
        (PLAN, "closed"),
        (PLAN, "withdrawn"),
        (Thing.CUT_OFF, "published"),
        (Thing.REPORT, "verified"),
    ):
        assert moves_from(thing, state, frozenset(ASSIGNABLE)) == (), state
    assert all("closed" not in each.frm or each.to == "published" for each in MOVES)


def test_a_change_of_a_published_plan_is_approved_again_before_it_is_published() -> None:
    ways = [each for each in MOVES if each.thing is PLAN and each.to == "published" and "changing" not in each.frm]
    assert all(Need.APPROVAL_CURRENT in each.needs for each in ways)
    assert {state for each in ways for state in each.frm} == {"approved", "change-approved"}


def test_internal_control_reports_on_its_own_evaluation_and_somebody_else_verifies_it() -> None:
    assert Role.INTERNAL_CONTROL in move(Thing.REPORT, "send").roles
    assert {Role.APPROVER, Role.PLANNING} <= move(Thing.REPORT, "verify").roles
    assert Need.MAY_VERIFY in move(Thing.REPORT, "verify").needs
