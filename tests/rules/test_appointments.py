"""Who fills a post: what clashes and who answers."""

from datetime import date

import pytest

from probidad.rules.appointments import Filling, Term, answers, clash

ACT = "Resolución 045 de 2026"
HOLDER = Term(1, Filling.HOLDER, date(2024, 1, 1))


def term(person: int, filling: Filling, starts: date, ends: date | None = None) -> Term:
    return Term(person, filling, starts, ends)


def test_a_vacant_post_takes_a_holder() -> None:
    assert clash(HOLDER, (), act="") is None


@pytest.mark.parametrize("filling", [Filling.HOLDER, Filling.PROVISIONAL])
def test_two_do_not_hold_a_post_at_once(filling: Filling) -> None:
    found = clash(term(2, filling, date(2026, 1, 1)), [HOLDER], act=ACT)
    assert found is not None
    assert "two cannot hold" in found.message
    assert found.other is HOLDER


def test_a_stand_in_covers_a_holder_who_is_away() -> None:
    assert clash(term(2, Filling.STAND_IN, date(2026, 1, 1), date(2026, 1, 31)), [HOLDER], act=ACT) is None


@pytest.mark.parametrize(("ends", "act"), [(None, ACT), (date(2026, 1, 31), " ")])
def test_a_stand_in_without_end_or_act_is_refused(ends: date | None, act: str) -> None:
    found = clash(term(2, Filling.STAND_IN, date(2026, 1, 1), ends), [HOLDER], act=act)
    assert found is not None
    assert "last day and an act" in found.message


def test_two_do_not_stand_in_at_once_and_one_after_the_other_do() -> None:
    first = term(2, Filling.STAND_IN, date(2026, 1, 1), date(2026, 1, 31))
    meets = term(3, Filling.STAND_IN, date(2026, 1, 31), date(2026, 2, 10))
    after = term(3, Filling.STAND_IN, date(2026, 2, 1), date(2026, 2, 10))
    assert clash(meets, [HOLDER, first], act=ACT) is not None
    assert clash(after, [HOLDER, first], act=ACT) is None


def test_nobody_stands_in_for_themselves() -> None:
    found = clash(term(1, Filling.STAND_IN, date(2026, 1, 1), date(2026, 1, 31)), [HOLDER], act=ACT)
    assert found is not None
    assert "already" in found.message


def test_a_last_day_before_the_first_is_refused() -> None:
    found = clash(term(1, Filling.HOLDER, date(2026, 1, 2), date(2026, 1, 1)), (), act=ACT)
    assert found is not None
    assert "before the first" in found.message


def test_the_stand_in_answers_while_there_is_one_and_then_the_holder_again() -> None:
    covered = term(2, Filling.STAND_IN, date(2026, 1, 1), date(2026, 1, 31))
    assert answers([HOLDER, covered], date(2026, 1, 31)) is covered
    assert answers([HOLDER, covered], date(2026, 2, 1)) is HOLDER
    assert answers([covered], date(2026, 2, 1)) is None
