"""What moves a term, and what does not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.petitions.samples import CALENDAR, LAW, counted, keys

from probidad.rules.petitions.clock import clock
from probidad.rules.petitions.events import (
    Annulled,
    Answered,
    Asked,
    Completed,
    Extended,
    MoreTime,
    Notified,
    Returned,
    Suspended,
    Transferred,
    Withdrawn,
)
from probidad.rules.petitions.filing import filing_on
from probidad.rules.petitions.outcome import LimitKind, Petition, Running

DAY = date(2026, 1, 13)  # a general petition of this day is due on 3 February 2026, and at most on 24 February


def test_an_extension_told_on_the_last_day_reaches_the_ceiling_and_not_a_day_more() -> None:
    ceiling = date(2026, 2, 24)
    assert counted("PIP", DAY).limit(LimitKind.EXTENSION_CEILING) == ceiling
    assert counted("PIP", DAY, Extended(date(2026, 2, 3), ceiling)).due == ceiling
    beyond = counted("PIP", DAY, Extended(date(2026, 2, 3), ceiling + timedelta(days=1)))
    assert (beyond.due, keys(beyond)[-1]) == (date(2026, 2, 3), "extension_too_long")


def test_an_extension_told_after_the_term_ended_is_kept_and_moves_nothing() -> None:
    late = counted("PIP", DAY, Extended(date(2026, 2, 4), date(2026, 2, 20)))
    assert (late.due, keys(late)[-1]) == (date(2026, 2, 3), "extension_late")


def test_an_extension_to_an_earlier_day_moves_nothing_and_one_to_a_saturday_ends_on_monday() -> None:
    assert counted("PIP", DAY, Extended(date(2026, 1, 20), date(2026, 2, 2))).due == date(2026, 2, 3)
    assert counted("PIP", DAY, Extended(date(2026, 1, 20), date(2026, 2, 7))).due == date(2026, 2, 9)


def test_a_norm_with_its_own_extension_sets_the_ceiling() -> None:
    assert counted("HDC", DAY).limit(LimitKind.EXTENSION_CEILING) == CALENDAR.add_working(DAY, 15)
    assert counted("TUT", DAY, Extended(date(2026, 1, 14), date(2026, 1, 20)), days=2).due == date(2026, 1, 15)


def test_asking_in_time_stops_the_count_and_completing_takes_up_the_days_left() -> None:
    asked = Asked(date(2026, 1, 20), date(2026, 1, 21))
    waiting = counted("PIP", DAY, asked)
    assert (waiting.running, waiting.due, waiting.limit(LimitKind.COMPLETE)) == (
        Running.PAUSED,
        None,
        date(2026, 2, 23),
    )
    done = counted("PIP", DAY, asked, Completed(date(2026, 2, 3)))
    assert (done.due, done.length) == (CALENDAR.add_working(date(2026, 2, 3), 9), 15)


def test_asking_after_ten_days_does_not_stop_the_count() -> None:
    assert counted("PIP", DAY, Asked(date(2026, 1, 27), date(2026, 1, 27))).running is Running.PAUSED
    late = counted("PIP", DAY, Asked(date(2026, 1, 28), date(2026, 1, 28)))
    assert (late.running, late.due) == (Running.RUNS, date(2026, 2, 3))
    told_late = counted("INF", DAY, Asked(date(2026, 1, 27), date(2026, 1, 28)))
    assert told_late.running is Running.RUNS


def test_with_no_day_left_the_answer_is_owed_on_the_day_after_completion() -> None:
    found = counted("INF", DAY, Asked(date(2026, 1, 27), date(2026, 1, 27)), Completed(date(2026, 2, 6)))
    assert found.due == date(2026, 2, 9)
    assert found.limit(LimitKind.EXTENSION_CEILING) == CALENDAR.add_working(date(2026, 2, 6), 11)


def test_more_time_is_given_once_and_only_before_the_month_ends() -> None:
    asked = Asked(date(2026, 1, 20), date(2026, 1, 21))
    more = counted("PIP", DAY, asked, MoreTime(date(2026, 2, 23)), MoreTime(date(2026, 3, 2)))
    assert more.limit(LimitKind.COMPLETE) == date(2026, 3, 24)  # two months end on a Saturday, and Monday is a holiday
    assert keys(more)[-1] == "more_time_refused"
    late = counted("PIP", DAY, asked, MoreTime(date(2026, 2, 24)))
    assert late.limit(LimitKind.COMPLETE) == date(2026, 2, 23)


def test_nobody_completes_it_and_the_withdrawal_may_be_declared_the_day_after() -> None:
    asked = Asked(date(2026, 1, 20), date(2026, 1, 21))
    assert "withdrawal" not in keys(counted("PIP", DAY, asked, today=date(2026, 2, 23)))
    assert keys(counted("PIP", DAY, asked, today=date(2026, 2, 24)))[-1] == "withdrawal"
    declared = counted("PIP", DAY, asked, Withdrawn(date(2026, 2, 25), tacit=True))
    assert (declared.running, declared.ended) == (Running.STOPPED, date(2026, 2, 25))


def test_what_is_obscure_goes_back_for_ten_working_days() -> None:
    back = counted("PIP", DAY, Returned(date(2026, 1, 15), date(2026, 1, 15)), today=date(2026, 2, 1))
    assert back.limit(LimitKind.COMPLETE) == date(2026, 1, 29)
    assert back.steps[-1].norm == "Ley 1755 de 2015, art. 19"


def test_a_whole_transfer_stops_the_clock_and_a_part_does_not() -> None:
    whole = counted("PIP", DAY, Transferred(date(2026, 1, 20)))
    assert (whole.running, whole.due) == (Running.STOPPED, None)
    assert "transferred_late" not in keys(whole)
    assert keys(counted("PIP", DAY, Transferred(date(2026, 1, 21))))[-1] == "transferred_late"
    part = counted("PIP", DAY, Transferred(date(2026, 1, 20), whole=False))
    assert (part.running, part.due) == (Running.RUNS, date(2026, 2, 3))


def test_documents_that_nobody_answers_are_granted_and_copies_are_due_in_three_days() -> None:
    assert "granted" not in keys(counted("DOC", DAY, today=date(2026, 1, 27)))
    found = counted("DOC", DAY, today=date(2026, 1, 28))
    assert (keys(found)[-1], found.steps[-1].facts["copies"]) == ("granted", "2026-01-30")
    assert "granted" not in keys(counted("DOC", DAY, Answered(date(2026, 1, 27)), today=date(2026, 1, 28)))
    assert "granted" not in keys(counted("PIP", DAY, today=date(2026, 6, 1)))


def test_a_suspension_of_terms_counts_none_of_its_days() -> None:
    found = counted("PIP", DAY, Suspended(date(2026, 1, 19), date(2026, 1, 23), "Resolución 7"))
    assert found.due == date(2026, 2, 10)
    assert sum(step.facts.get("name") == "Resolución 7" for step in found.steps) == 5


def test_a_suspension_that_became_known_after_the_end_moves_nothing() -> None:
    late = Suspended(date(2026, 1, 19), date(2026, 1, 23), "Resolución 7", known=date(2026, 2, 20))
    found = counted("PIP", DAY, late, Answered(date(2026, 2, 5)))
    assert (found.last_due, found.in_time) == (date(2026, 2, 3), False)
    assert counted("PIP", DAY, late).due == date(2026, 2, 10)


@pytest.mark.parametrize(("on", "in_time"), [(date(2026, 2, 3), True), (date(2026, 2, 4), False)])
def test_an_answer_is_in_time_until_the_last_day(on: date, in_time: bool) -> None:
    found = counted("PIP", DAY, Answered(on), Notified(date(2026, 2, 6)))
    assert (found.in_time, found.running, found.notified) == (in_time, Running.STOPPED, date(2026, 2, 6))


def test_an_answer_while_the_person_is_awaited_is_in_time() -> None:
    asked = Asked(date(2026, 1, 20), date(2026, 1, 21))
    assert counted("PIP", DAY, asked, Answered(date(2026, 2, 20))).in_time is True


def test_after_the_end_nothing_moves() -> None:
    found = counted("PIP", DAY, Annulled(date(2026, 1, 14)), Extended(date(2026, 1, 15), date(2026, 2, 20)))
    assert (found.last_due, keys(found)[-1]) == (date(2026, 2, 3), "after_the_end")


def test_the_other_readings_of_the_law_are_a_matter_of_data() -> None:
    procedure = replace(LAW.procedure, ceiling_is_total=False, resumes_remaining=False)
    law = replace(LAW, procedure=procedure)
    petition = Petition("PIP", filing_on(DAY, CALENDAR))
    events = (Asked(date(2026, 1, 20), date(2026, 1, 21)), Completed(date(2026, 2, 3)))
    found = clock(petition, events, law=law, calendar=CALENDAR)
    assert found.due == CALENDAR.add_working(date(2026, 2, 3), 15)
    whole = clock(petition, (), law=law, calendar=CALENDAR)
    assert whole.limit(LimitKind.EXTENSION_CEILING) == CALENDAR.add_working(DAY, 45)


OFFSETS = st.integers(0, 60).map(lambda days: DAY + timedelta(days=days))
PAIRS = st.tuples(OFFSETS, OFFSETS).map(sorted)
EVENTS = st.one_of(
    OFFSETS.map(Completed), OFFSETS.map(MoreTime), OFFSETS.map(lambda day: Transferred(day, whole=False)),
    PAIRS.map(lambda pair: Extended(*pair)), PAIRS.map(lambda pair: Asked(*pair)), PAIRS.map(lambda pair: Returned(*pair)),
)  # fmt: skip


@given(st.sampled_from(["PIP", "INF", "CON", "HDR"]), st.lists(EVENTS, max_size=6))
def test_whatever_happens_the_due_date_is_a_working_day_between_the_first_one_and_the_ceiling(
    kind: str, events: list
) -> None:
    found = counted(kind, DAY, *events)
    assert (found.due is None) == (found.running is Running.PAUSED)
    if found.due is not None and found.first_due is not None:
        ceiling = found.limit(LimitKind.EXTENSION_CEILING)
        assert CALENDAR.is_working(found.due)
        assert ceiling is not None
        assert found.first_due <= found.due <= ceiling
        assert found.length >= (found.term.days if found.term else 0)
    assert all(step.norm and step.message % step.facts for step in found.steps)
