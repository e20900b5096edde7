"""Non-working days by act: who writes them down, and the calendar as it was known at each moment."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied

import town
from probidad.core.actions import workdays
from probidad.core.actions.workdays import FreeDayFacts
from probidad.core.models import Entity, NonWorkingDay, TrailEntry
from probidad.core.queries.workdays import calendar_of, public_days
from probidad.documents.refusal import RefusalError
from probidad.rules.separation import ASSIGNABLE, Role

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 10)  # a Tuesday
FIRST, SECOND = (datetime(2026, 1, day, 17, tzinfo=UTC) for day in (14, 21))


def facts(day: date = DAY, **other: object) -> FreeDayFacts:
    given = {"kind": "holiday", "reason": "Fiesta patronal", "act": "Decreto 045", "act_day": date(2026, 1, 13)}
    return FreeDayFacts(day, **{**given, **other})


def declared(here: Entity, day: date = DAY) -> NonWorkingDay:
    return workdays.declare(town.acting(here, Role.ADMINISTRATOR), facts(day))


def test_a_day_by_act_is_free_in_its_entity_and_in_no_other() -> None:
    here, there = town.entity(), town.entity()
    assert calendar_of(here.pk).is_working(DAY)
    declared(here)
    assert not calendar_of(here.pk).is_working(DAY)
    assert calendar_of(here.pk).name(DAY) == "Fiesta patronal"
    assert calendar_of(here.pk).add_working(date(2026, 2, 9), 1) == date(2026, 2, 11)
    assert calendar_of(there.pk).is_working(DAY)
    assert not calendar_of(here.pk).is_working(date(2026, 1, 12))  # national holidays hold all the same


def test_the_calendar_can_be_asked_as_it_was_known() -> None:
    here = town.entity()
    with time_machine.travel(FIRST, tick=False):
        row = declared(here)
    with time_machine.travel(SECOND, tick=False):
        workdays.revoke(town.acting(here, Role.ADMINISTRATOR), day_id=row.pk, act="Decreto 050", reason="Error")
    a_day = timedelta(days=1)
    working = {
        "before": calendar_of(here.pk, known_at=FIRST - a_day).is_working(DAY),
        "while": calendar_of(here.pk, known_at=FIRST + a_day).is_working(DAY),
        "after": calendar_of(here.pk, known_at=SECOND + a_day).is_working(DAY),
        "now": calendar_of(here.pk).is_working(DAY),
    }
    assert working == {"before": True, "while": False, "after": True, "now": True}


def test_the_same_day_twice_is_refused_until_the_first_is_revoked() -> None:
    here = town.entity()
    who = town.acting(here, Role.ADMINISTRATOR)
    row = declared(here)
    with pytest.raises(RefusalError, match="already"):
        workdays.declare(who, facts())
    workdays.revoke(who, day_id=row.pk, act="Decreto 050", reason="Error")
    with pytest.raises(RefusalError, match="already"):
        workdays.revoke(who, day_id=row.pk, act="Decreto 051", reason="Error")
    workdays.declare(who, facts(kind="suspension"))
    assert public_days(here.pk).count() == 1


def test_a_year_of_which_no_holidays_are_known_is_refused() -> None:
    with pytest.raises(RefusalError, match="years"):
        declared(town.entity(), date(2226, 2, 10))


@pytest.mark.parametrize("role", [role for role in ASSIGNABLE if role is not Role.ADMINISTRATOR])
def test_who_answers_within_a_term_does_not_move_it(role: Role) -> None:
    here = town.entity()
    row = declared(here)
    with pytest.raises(PermissionDenied):
        workdays.declare(town.acting(here, role), facts(date(2026, 2, 11)))
    with pytest.raises(PermissionDenied):
        workdays.revoke(town.acting(here, role), day_id=row.pk, act="x", reason="x")


def test_a_day_of_another_entity_is_not_there() -> None:
    row = declared(town.entity())
    with pytest.raises(ObjectDoesNotExist):
        workdays.revoke(town.acting(town.entity(), Role.ADMINISTRATOR), day_id=row.pk, act="x", reason="x")


def test_the_trail_tells_both_acts() -> None:
    here = town.entity()
    row = declared(here)
    workdays.revoke(town.acting(here, Role.ADMINISTRATOR), day_id=row.pk, act="Decreto 050", reason="Error")
    told = [(entry.verb, entry.facts["act"]) for entry in TrailEntry.objects.order_by("position")]
    assert told == [("nonworkingday.declared", "Decreto 045"), ("nonworkingday.revoked", "Decreto 050")]
