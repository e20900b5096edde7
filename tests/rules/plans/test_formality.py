"""Written, approved, adopted and implemented are four different states."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probidad.rules.plans.formality import LABELS, POLICY_STATES, DocumentFacts, Formality, reached

TODAY = date(2026, 11, 25)
WRITTEN = DocumentFacts(file="politica.pdf", written=date(2026, 2, 1))
APPROVED = replace(WRITTEN, minutes="Acta 3 del comité", approved=date(2026, 3, 1))
ADOPTED = replace(APPROVED, act="Decreto 12", adopted=date(2026, 4, 1), review=date(2027, 4, 1))
IMPLEMENTED = replace(ADOPTED, proof="informe.pdf", used=date(2026, 6, 1))
STEPS = [(DocumentFacts(), Formality.NONE), (WRITTEN, Formality.WRITTEN), (APPROVED, Formality.APPROVED),
         (ADOPTED, Formality.ADOPTED), (IMPLEMENTED, Formality.IMPLEMENTED)]  # fmt: skip


@pytest.mark.parametrize(("facts", "state"), STEPS)
def test_each_state_has_its_facts_and_the_next_one_says_what_is_missing(facts: DocumentFacts, state: Formality) -> None:
    found = reached(facts, TODAY)
    assert (found.state, found.faults) == (state, ())
    assert len(found.missing) == (0 if state is Formality.IMPLEMENTED else 2)


@pytest.mark.parametrize(("facts", "state"), STEPS)
def test_only_what_an_act_adopted_is_in_force(facts: DocumentFacts, state: Formality) -> None:
    assert reached(facts, TODAY).in_force is (state in (Formality.ADOPTED, Formality.IMPLEMENTED))


def test_an_act_without_approval_adopts_nothing() -> None:
    assert reached(replace(ADOPTED, minutes=""), TODAY).state is Formality.WRITTEN


def test_what_is_dated_later_does_not_count_yet() -> None:
    found = reached(ADOPTED, date(2026, 3, 31))
    assert (found.state, [each.field for each in found.missing]) == (Formality.APPROVED, ["adopted"])


def test_a_review_that_is_overdue_is_told_and_changes_no_state() -> None:
    found = reached(IMPLEMENTED, date(2027, 4, 2))
    assert (found.state, found.review_overdue) == (Formality.IMPLEMENTED, True)
    assert not reached(IMPLEMENTED, date(2027, 4, 1)).review_overdue


def test_a_document_that_was_replaced_is_no_longer_in_force_and_owes_no_review() -> None:
    old = replace(IMPLEMENTED, replaced=date(2026, 10, 1))
    found = reached(old, date(2027, 5, 1))
    assert (found.in_force, found.review_overdue) == (False, False)
    assert reached(old, date(2026, 9, 30)).in_force


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (replace(APPROVED, approved=date(2026, 1, 1)), "approved"),
        (replace(ADOPTED, adopted=date(2026, 2, 15)), "adopted"),
        (replace(IMPLEMENTED, used=date(2026, 3, 15)), "used"),
        (replace(ADOPTED, review=date(2026, 4, 1)), "review"),
        (replace(ADOPTED, replaced=date(2026, 3, 31)), "replaced"),
    ],
)
def test_dates_that_contradict_each_other_are_told(facts: DocumentFacts, field: str) -> None:
    assert [each.field for each in reached(facts, TODAY).faults] == [field]


def test_every_state_of_a_policy_document_shows_how_far_it_has_come() -> None:
    assert set(LABELS) == set(Formality)
    assert POLICY_STATES["aprobada_comite"] is Formality.APPROVED
    assert POLICY_STATES["socializada"] is Formality.ADOPTED  # telling people about it is not putting it to work


@given(st.sets(st.sampled_from([each.name for each in fields(DocumentFacts)])))
def test_fewer_facts_never_come_further(kept: set[str]) -> None:
    less = DocumentFacts(**{name: getattr(IMPLEMENTED, name) for name in kept})
    order = list(Formality)
    assert order.index(reached(less, TODAY).state) <= order.index(Formality.IMPLEMENTED)
    whole = {"file", "written", "minutes", "approved", "act", "adopted", "proof", "used"} <= kept
    assert (reached(less, TODAY).state is Formality.IMPLEMENTED) is whole
