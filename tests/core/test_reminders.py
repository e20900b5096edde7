"""What the core lays on the shelves of agendas and checks."""

from datetime import timedelta

import pytest

import town
from probidad.core.models import Appointment, Membership, OrgUnit, RecordedConflict
from probidad.core.offers import agendas, checks
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
TODAY = town.TODAY


def alerts(key: str, entity_id: int) -> list[dict[str, object]]:
    return [dict(alert.facts) for alert in checks[key].alerts(entity_id, TODAY)]


def test_stand_ins_and_stays_that_end_soon_are_owed_by_the_administrator() -> None:
    here, there = town.entity(), town.entity()
    unit = town.unit(here)
    person = town.person(here)
    town.appointed(person, town.post(unit), kind=Appointment.Kind.STAND_IN, ends=TODAY + timedelta(days=10))
    town.appointed(person, town.post(unit), kind=Appointment.Kind.STAND_IN, ends=TODAY + timedelta(days=99))
    town.appointed(town.person(there), town.post(town.unit(there)), kind="stand_in", ends=TODAY)
    Membership.objects.filter(user=person).update(ends=TODAY + timedelta(days=30))
    (due,) = agendas["core.stand_ins"].dues(here.pk, TODAY)
    assert (due.due, due.roles) == (TODAY + timedelta(days=10), {"administrator"})
    (stay,) = agendas["core.stays"].dues(here.pk, TODAY)
    assert stay.title == person.name


def test_posts_without_anybody_people_without_role_and_conflicts_are_told() -> None:
    here, there = town.entity(), town.entity()
    town.post(town.unit(here))
    town.post(town.unit(there))
    town.person(here)
    town.person(here, Role.READER)
    both = town.person(here, Role.PLANNING, Role.INTERNAL_CONTROL)
    RecordedConflict.objects.create(
        membership=Membership.objects.get(user=both), first="planning", second="internal_control", reason="x", act="y"
    )
    for key in ("core.vacant_posts", "core.without_role", "core.conflicts"):
        assert alerts(key, here.pk) == [{"count": 1}], key


def test_a_unit_that_ended_with_people_in_it_is_told() -> None:
    here = town.entity()
    unit = town.unit(here, "Obras")
    town.person(here, Role.OWNER, unit=unit)
    assert alerts("core.ended_units", here.pk) == []
    OrgUnit.objects.filter(pk=unit.pk).update(valid_until=TODAY)
    assert alerts("core.ended_units", here.pk) == [{"name": "Obras", "count": 1}]


def test_an_entity_in_order_has_nothing_told() -> None:
    here = town.entity()
    for check in checks:
        if check.key.startswith("core."):
            assert list(check.alerts(here.pk, TODAY)) == []
