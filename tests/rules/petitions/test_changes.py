"""A free day that becomes known later."""

from datetime import date

from tests.rules.petitions.samples import CALENDAR, LAW

from probidad.rules.petitions.changes import LocalDay, Recount, calendar_known, recount, suspension
from probidad.rules.petitions.events import Answered, Event
from probidad.rules.petitions.filing import filing_on
from probidad.rules.petitions.outcome import Petition
from probidad.rules.workdays import calendar_of

FEAST = LocalDay(date(2026, 1, 23), "Resolución 5 de 2026", known=date(2026, 1, 20))
PETITION = Petition("PIP", filing_on(date(2026, 1, 13), CALENDAR))


def again(
    *events: Event,
    local: tuple[LocalDay, ...] = (FEAST,),
    before: date = date(2026, 1, 19),
    at: date = date(2026, 1, 20),
) -> Recount:
    return recount(PETITION, events, law=LAW, base=CALENDAR, local=local, known_before=before, at=at)


def test_it_moves_an_open_petition_and_both_days_are_told_with_the_act() -> None:
    found = again()
    assert (found.before.due, found.after.due, found.moved) == (date(2026, 2, 3), date(2026, 2, 4), True)
    assert found.acts == ("Resolución 5 de 2026",)
    assert any(step.facts.get("name") == "Resolución 5 de 2026" for step in found.after.steps)


def test_it_never_moves_a_closed_one_and_what_it_would_be_is_told() -> None:
    found = again(Answered(date(2026, 1, 19)))
    assert (found.closed, found.moved, found.after) == (True, False, found.before)
    assert (found.before.last_due, found.would_be) == (date(2026, 2, 3), date(2026, 2, 4))


def test_an_answer_that_was_late_stays_late_when_a_later_act_would_excuse_it() -> None:
    later = LocalDay(date(2026, 1, 23), "Resolución 9 de 2026", known=date(2026, 3, 2))
    found = again(Answered(date(2026, 2, 4)), local=(later,), before=date(2026, 3, 1), at=date(2026, 3, 2))
    assert (found.before.in_time, found.after.in_time) == (False, False)


def test_a_closed_one_keeps_what_was_known_when_it_closed_even_after_two_changes() -> None:
    second = LocalDay(date(2026, 1, 26), "Resolución 6 de 2026", known=date(2026, 1, 25))
    found = again(Answered(date(2026, 1, 22)), local=(FEAST, second), before=date(2026, 2, 1), at=date(2026, 2, 2))
    assert found.before.last_due == date(2026, 2, 4)  # the first act was known, the second was not


def test_an_act_that_is_taken_back_gives_the_day_back_to_open_petitions() -> None:
    revoked = LocalDay(FEAST.day, FEAST.act, known=FEAST.known, revoked=date(2026, 1, 22))
    found = again(local=(revoked,), before=date(2026, 1, 21), at=date(2026, 1, 22))
    assert (found.before.due, found.after.due) == (date(2026, 2, 4), date(2026, 2, 3))


def test_a_local_day_that_does_not_suspend_terms_is_worked_and_the_past_knows_only_its_own() -> None:
    service = LocalDay(date(2026, 1, 23), "Jornada continua", known=date(2026, 1, 1), suspends=False)
    assert calendar_known(CALENDAR, [service], date(2026, 2, 1)).is_working(service.day)
    assert calendar_known(CALENDAR, [FEAST], date(2026, 1, 19)).is_working(FEAST.day)
    assert not calendar_known(CALENDAR, [FEAST], date(2026, 1, 20)).is_working(FEAST.day)
    assert again(local=(service,)).moved is False


def test_a_suspension_for_everybody_moves_open_petitions_by_its_working_days() -> None:
    found = again(
        local=suspension(date(2026, 1, 22), date(2026, 1, 27), "Resolución 8 de 2026", known=date(2026, 1, 20))
    )
    assert (found.before.due, found.after.due) == (date(2026, 2, 3), date(2026, 2, 9))


def test_a_holiday_that_a_law_adds_moves_open_petitions_and_not_those_closed_before() -> None:
    holiday = date(2026, 7, 13)
    before = calendar_of([day for day in CALENDAR.free if day.day != holiday], first=CALENDAR.first, last=CALENDAR.last)
    petition = Petition("CON", filing_on(date(2026, 5, 29), CALENDAR))

    def found(*events: Event) -> Recount:
        return recount(petition, events, law=LAW, base=CALENDAR, base_before=before, local=(),
                       known_before=date(2026, 5, 31), at=date(2026, 6, 1))  # fmt: skip

    moved, kept = found(), found(Answered(date(2026, 5, 29)))
    assert (moved.before.due, moved.after.due) == (date(2026, 7, 15), date(2026, 7, 16))
    assert (kept.moved, kept.after.last_due, kept.would_be) == (False, date(2026, 7, 15), date(2026, 7, 16))
