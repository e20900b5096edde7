"""What is owed, narrowed to who asks."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

import town
from probidad.core.queries import agenda
from probidad.core.queries.agenda import Reach
from probidad.core.queries.workdays import calendar_of
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db


def test_who_consolidates_or_follows_up_looks_at_the_entity_and_owners_at_their_unit() -> None:
    here = town.entity()
    unit = town.unit(here)
    assert agenda.reaches(town.acting(here, Role.READER, unit=unit)) == (Reach.MINE,)
    assert agenda.reaches(town.acting(here, Role.OWNER, unit=unit)) == (Reach.MINE, Reach.UNIT)
    assert Reach.ENTITY in agenda.reaches(town.acting(here, Role.INTERNAL_CONTROL, unit=unit))


def test_a_reach_beyond_ones_own_is_denied_and_an_unknown_one_is_ones_own() -> None:
    who = town.acting(town.entity(), Role.READER)
    with pytest.raises(PermissionDenied):
        agenda.owed(who, town.TODAY, Reach.ENTITY)
    assert agenda.reach_of(who, "entity") is Reach.MINE
    assert agenda.reach_of(who, "' or 1=1") is Reach.MINE


def test_the_strip_begins_on_monday_and_names_the_holidays() -> None:
    days = agenda.strip((), date(2026, 1, 14), calendar_of(None))
    assert (days[0].day, len(days)) == (date(2026, 1, 12), 14)
    assert days[0].name
    assert not days[0].working
    assert [day.working for day in days[1:7]] == [True, True, True, True, False, False]
