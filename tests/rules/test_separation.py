"""Separation of functions, over every set of roles that a person can hold."""

from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probidad.rules.separation import (
    ASSIGNABLE,
    EXECUTING,
    Role,
    Verdict,
    VerificationFacts,
    may_approve,
    may_edit,
    may_own,
    may_verify,
    role_conflicts,
)

SETS = [
    frozenset(held)
    for held in chain.from_iterable(combinations(ASSIGNABLE, size) for size in range(len(ASSIGNABLE) + 1))
]
ANY_ROLES = st.frozensets(st.sampled_from(list(Role)))
IC, ADMIN = Role.INTERNAL_CONTROL, Role.ADMINISTRATOR
CONFLICTING = {
    (Role.PLANNING, IC), (Role.OWNER, IC), (Role.APPROVER, IC), (IC, Role.FRONT_DESK), (IC, Role.DENUNCIA_OFFICER),
    (IC, Role.RECORDS), (IC, ADMIN), (Role.DENUNCIA_OFFICER, ADMIN), (Role.FRONT_DESK, ADMIN), (Role.APPROVER, ADMIN),
}  # fmt: skip


def roles(*held: Role) -> frozenset[Role]:
    return frozenset(held)


def verification(
    *held: Role, reporter: bool = False, unit: bool = False, internal_control_owns: bool = False
) -> VerificationFacts:
    return VerificationFacts(frozenset(held), reporter, unit, internal_control_owns)


def everyone_verifying(held: frozenset[Role]) -> list[VerificationFacts]:
    return [
        VerificationFacts(held, reporter, unit, owns)
        for reporter in (True, False) for unit in (True, False) for owns in (True, False)
    ]  # fmt: skip


def test_every_role_but_that_of_the_system_may_be_given() -> None:
    assert set(ASSIGNABLE) == set(Role) - {Role.SYSTEM}
    assert [role.value for role in Role] == [
        "planning", "owner", "approver", "internal_control", "front_desk", "denuncia_officer", "records",
        "administrator", "reader", "system",
    ]  # fmt: skip


def test_exactly_these_pairs_are_in_conflict() -> None:
    found = {
        (each.first, each.second) for pair in combinations(ASSIGNABLE, 2) for each in role_conflicts(frozenset(pair))
    }
    assert found == CONFLICTING


@pytest.mark.parametrize("role", ASSIGNABLE)
def test_one_role_alone_is_in_no_conflict(role: Role) -> None:
    assert role_conflicts(roles(role)) == ()


def test_the_conflicts_of_a_person_are_those_of_their_pairs_with_reason_and_source() -> None:
    for held in SETS:
        found = role_conflicts(held)
        assert {(each.first, each.second) for each in found} == {pair for pair in CONFLICTING if held >= set(pair)}
        assert all(each.reason and each.source for each in found)


def test_to_be_a_reader_adds_no_conflict() -> None:
    for held in SETS:
        assert role_conflicts(held | {Role.READER}) == role_conflicts(held - {Role.READER})


def test_the_role_of_the_system_is_never_given_to_a_person() -> None:
    with pytest.raises(ValueError, match="never given to a person"):
        role_conflicts(roles(Role.SYSTEM, Role.READER))


@given(ANY_ROLES, st.booleans(), st.booleans())
def test_the_system_owns_edits_approves_and_verifies_nothing(held: frozenset[Role], one: bool, other: bool) -> None:
    held |= {Role.SYSTEM}
    assert not may_own(held, evaluation=one).allowed
    assert not may_edit(held, evaluation=one).allowed
    assert not may_approve(held, is_author=one).allowed
    assert not may_verify(VerificationFacts(held, False, one, other)).allowed


def test_internal_control_owns_only_the_evaluations_that_the_law_gives_it() -> None:
    for held in SETS:
        if IC in held:
            assert may_own(held, evaluation=True).allowed
            refusal = may_own(held, evaluation=False)
            assert not refusal.allowed
            assert refusal.may_insist  # the entity may insist: the conflict is then recorded
        else:
            assert not may_own(held, evaluation=True).allowed
            assert may_own(held, evaluation=False).allowed == bool(held & EXECUTING)


def test_internal_control_edits_nothing_that_it_reviews_and_nobody_else_its_evaluations() -> None:
    for held in SETS:
        assert may_edit(held, evaluation=True).allowed == (IC in held)
        assert may_edit(held, evaluation=False).allowed == (IC not in held and bool(held & EXECUTING))
        assert not may_edit(held, evaluation=False).may_insist


@pytest.mark.parametrize("held", [roles(), roles(Role.READER), roles(ADMIN), roles(ADMIN, Role.READER)])
def test_readers_and_administrators_execute_write_approve_and_verify_nothing(held: frozenset[Role]) -> None:
    for evaluation in (True, False):
        assert not may_own(held, evaluation=evaluation).allowed
        assert not may_edit(held, evaluation=evaluation).allowed
    assert not may_approve(held, is_author=False).allowed
    assert not any(may_verify(facts).allowed for facts in everyone_verifying(held))


def test_an_approver_approves_what_others_wrote() -> None:
    for held in SETS:
        able = Role.APPROVER in held and not held & {IC, ADMIN}
        assert may_approve(held, is_author=False).allowed == able
        assert not may_approve(held, is_author=True).allowed
        assert may_approve(held, is_author=True).may_insist == able


def test_nobody_verifies_their_own_report_nor_one_of_their_unit() -> None:
    for held in SETS:
        for facts in everyone_verifying(held):
            if facts.is_reporter or facts.in_owning_unit:
                verdict = may_verify(facts)
                assert not verdict.allowed
                assert not verdict.may_insist


def test_internal_control_verifies_what_others_report_and_no_other_role_does() -> None:
    for held in SETS:
        facts = VerificationFacts(held, False, False, owned_by_internal_control=False)
        assert may_verify(facts).allowed == (IC in held and ADMIN not in held)


def test_what_internal_control_owns_is_verified_by_an_approver_or_planning() -> None:
    for held in SETS:
        facts = VerificationFacts(held, False, False, owned_by_internal_control=True)
        second_eyes = bool(held & {Role.APPROVER, Role.PLANNING})
        assert may_verify(facts).allowed == (second_eyes and IC not in held and ADMIN not in held)


def test_nobody_both_owns_and_verifies_the_same_activity_without_a_conflict_on_record() -> None:
    for held in SETS:
        for evaluation in (True, False):
            facts = VerificationFacts(held, False, False, owned_by_internal_control=evaluation)
            assert not (may_own(held, evaluation=evaluation).allowed and may_verify(facts).allowed)


def test_each_reason_says_what_stands_in_the_way() -> None:
    assert may_verify(verification(IC, reporter=True)).reason == "Nobody verifies their own report."
    assert may_verify(verification(IC, unit=True)).reason == "Nobody verifies a report of their own unit."
    assert "an approver or planning does" in may_verify(verification(IC, internal_control_owns=True)).reason
    assert "verified by an approver" in may_verify(verification(Role.OWNER, internal_control_owns=True)).reason
    assert "role of internal control" in may_verify(verification(Role.OWNER)).reason
    assert "administrator" in may_verify(verification(ADMIN, IC)).reason
    assert may_edit(roles(IC), evaluation=False).reason == "Internal control edits nothing that it reviews."


@given(ANY_ROLES, st.booleans(), st.booleans(), st.booleans())
def test_every_verdict_has_a_reason_and_a_source(held: frozenset[Role], one: bool, two: bool, three: bool) -> None:
    for verdict in (
        may_own(held, evaluation=one),
        may_edit(held, evaluation=one),
        may_approve(held, is_author=one),
        may_verify(VerificationFacts(held, one, two, three)),
    ):
        assert verdict.reason.endswith(".")
        assert verdict.source
        assert dict(verdict.facts) == {}


def test_what_is_allowed_needs_no_insisting() -> None:
    with pytest.raises(ValueError, match="no insisting"):
        Verdict(allowed=True, reason="Yes.", may_insist=True)
