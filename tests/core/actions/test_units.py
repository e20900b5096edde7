"""The organisation chart changes as a dated tree."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.utils import timezone

import town
from probidad.core.actions import units
from probidad.core.models import Appointment, OrgUnit, Post, TrailEntry
from probidad.core.queries import people
from probidad.core.queries import units as reads
from probidad.documents.refusal import RefusalError
from probidad.rules.orgchart import UnitChange, UnitFacts
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)
ACT = "Decreto 012 de 2026"


def named(actor, on: date) -> list[tuple[str, str, int]]:
    return [(node.unit.code, node.unit.name, node.depth) for node in reads.tree(actor, on)]


def test_a_unit_begins_below_another_and_the_trail_says_so() -> None:
    here = town.entity()
    who = town.acting(here, Role.ADMINISTRATOR)
    top = units.create_unit(who, code="100", name="Despacho", begins=DAY, act=ACT)
    below = units.create_unit(who, code="110", name="Secretaría General", begins=DAY, parent_id=top.pk)
    assert below.parent == top
    assert named(who, DAY) == [("100", "Despacho", 0), ("110", "Secretaría General", 1)]
    assert named(who, DAY - timedelta(days=1)) == []
    entry = TrailEntry.objects.get(verb="unit.created", subject_id=str(below.pk))
    assert entry.facts["parent"] == "100"


def test_a_reader_changes_no_chart_and_another_entity_is_not_there() -> None:
    here, there = town.entity(), town.entity()
    theirs = town.unit(there)
    with pytest.raises(PermissionDenied):
        units.create_unit(town.acting(here, Role.READER), code="1", name="x", begins=DAY)
    who = town.acting(here, Role.ADMINISTRATOR)
    with pytest.raises(ObjectDoesNotExist):
        units.end_unit(who, unit_id=theirs.pk, on=DAY)
    with pytest.raises(RefusalError, match="above does not exist"):
        units.create_unit(who, code="1", name="x", begins=DAY, parent_id=theirs.pk)
    assert not OrgUnit.objects.filter(entity=here).exists()


def test_a_code_is_of_one_unit_at_a_time_and_may_be_used_again_after_it() -> None:
    here = town.entity()
    who = town.acting(here, Role.ADMINISTRATOR)
    first = town.unit(here, code="100")
    with pytest.raises(RefusalError, match="code 100"):
        units.create_unit(who, code="100", name="Otra", begins=DAY)
    units.end_unit(who, unit_id=first.pk, on=DAY)
    again = units.create_unit(who, code="100", name="Otra", begins=DAY)
    assert again.origin is None


def test_a_rename_ends_the_row_and_begins_one_and_the_past_keeps_its_name() -> None:
    here = town.entity()
    who = town.acting(here, Role.ADMINISTRATOR)
    old = town.unit(here, "Secretaría General", code="110")
    child = town.unit(here, "Archivo", parent=old, code="111")
    post = town.post(old)
    member = town.person(here, Role.OWNER, unit=old)
    new = units.change_unit(who, unit_id=old.pk, name="Secretaría de Gobierno", parent_id=None, on=DAY, act=ACT)
    old.refresh_from_db()
    assert (old.valid_until, new.valid_from, new.origin) == (DAY, DAY, old)
    assert named(who, DAY - timedelta(days=1))[0] == ("110", "Secretaría General", 0)
    assert named(who, DAY) == [("110", "Secretaría de Gobierno", 0), ("111", "Archivo", 1)]
    post.refresh_from_db()
    assert post.unit == new
    acting = people.actor(member.pk, wanted=here.pk, today=town.TODAY)
    assert {old.pk, new.pk, child.pk} <= acting.units


def test_a_second_rename_goes_on_from_the_first_row() -> None:
    here = town.entity()
    who = town.acting(here, Role.ADMINISTRATOR)
    first = town.unit(here, "Uno", code="1")
    second = units.change_unit(who, unit_id=first.pk, name="Dos", parent_id=None, on=DAY, act=ACT)
    third = units.change_unit(who, unit_id=second.pk, name="Tres", parent_id=None, on=date(2026, 1, 5), act=ACT)
    assert third.origin == first
    assert [row.name for row in reads.life(third)] == ["Uno", "Dos", "Tres"]
    with pytest.raises(RefusalError, match="ended or was changed"):
        units.change_unit(who, unit_id=first.pk, name="Cuatro", parent_id=None, on=date(2026, 2, 1), act=ACT)


def test_a_change_on_the_day_on_which_a_unit_began_is_made_in_its_row() -> None:
    here = town.entity()
    who = town.acting(here, Role.ADMINISTRATOR)
    unit = units.create_unit(who, code="1", name="Uno", begins=DAY)
    changed = units.change_unit(who, unit_id=unit.pk, name="Dos", parent_id=None, on=DAY, act=ACT)
    assert (changed.pk, changed.name) == (unit.pk, "Dos")


def test_a_unit_cannot_come_below_itself() -> None:
    here = town.entity()
    who = town.acting(here, Role.ADMINISTRATOR)
    top = town.unit(here, "Arriba", code="1")
    below = town.unit(here, "Abajo", parent=town.unit(here, "Medio", parent=top, code="2"), code="3")
    with pytest.raises(RefusalError, match="above itself"):
        units.change_unit(who, unit_id=top.pk, name="Arriba", parent_id=below.pk, on=DAY, act=ACT)
    with pytest.raises(RefusalError, match="above itself"):
        units.change_unit(who, unit_id=top.pk, name="Arriba", parent_id=top.pk, on=DAY, act=ACT)


def test_a_correction_of_the_name_ends_nothing() -> None:
    here = town.entity()
    unit = town.unit(here, "Secretaria Generl", code="1")
    units.correct_unit(town.acting(here, Role.PLANNING), unit_id=unit.pk, name="Secretaría General")
    assert OrgUnit.objects.get(entity=here).name == "Secretaría General"
    assert TrailEntry.objects.get(verb="unit.corrected").facts["before"] == "Secretaria Generl"


def test_a_unit_with_posts_or_units_below_ends_only_with_all_of_them() -> None:
    here = town.entity()
    who = town.acting(here, Role.ADMINISTRATOR)
    top = town.unit(here, code="1")
    below = town.unit(here, parent=top, code="2")
    post = town.post(below)
    filled = town.appointed(town.person(here, unit=below), post)
    with pytest.raises(RefusalError, match="1 units below it and 1 posts"):
        units.end_unit(who, unit_id=top.pk, on=DAY)
    assert not OrgUnit.objects.filter(valid_until__isnull=False).exists()
    inside = units.end_unit(who, unit_id=top.pk, on=DAY, act=ACT, with_all=True)
    assert (inside.units, inside.posts, inside.people) == ((below,), (post,), 1)
    assert OrgUnit.objects.filter(entity=here, valid_until=DAY).count() == 2
    assert Post.objects.get().valid_until == DAY
    filled.refresh_from_db()
    assert filled.ends == DAY - timedelta(days=1)
    assert named(who, DAY) == []
    assert len(named(who, DAY - timedelta(days=1))) == 2
    assert [(unit.code, people) for unit, people in reads.ended_with_people(here.pk, DAY)] == [("2", 1)]


def test_a_unit_does_not_end_on_the_day_on_which_it_begins_nor_before() -> None:
    here = town.entity()
    who = town.acting(here, Role.ADMINISTRATOR)
    unit = units.create_unit(who, code="1", name="Uno", begins=DAY)
    for on in (DAY, DAY - timedelta(days=1)):
        with pytest.raises(RefusalError, match="begins"):
            units.end_unit(who, unit_id=unit.pk, on=on)


def test_a_post_that_begins_later_holds_the_end_of_its_unit_back_and_nothing_is_half_done() -> None:
    here = town.entity()
    who = town.acting(here, Role.ADMINISTRATOR)
    unit = town.unit(here, code="1")
    post = town.post(unit)
    Appointment.objects.create(user=town.person(here), post=post, kind="holder", starts=DAY)
    with pytest.raises(RefusalError, match="somebody begins"):
        units.end_unit(who, unit_id=unit.pk, on=DAY, with_all=True)
    unit.refresh_from_db()
    assert unit.valid_until is None


def test_a_new_chart_replaces_the_old_from_a_day_and_again_changes_nothing() -> None:
    here = town.entity()
    who = town.acting(here, Role.ADMINISTRATOR)
    top = town.unit(here, "Despacho", code="100")
    town.unit(here, "Secretaría General", parent=top, code="110")
    gone = town.unit(here, "Obras", parent=top, code="120")
    post = town.post(gone)
    chart = (
        UnitFacts("110", "Secretaría de Gobierno", "100"),
        UnitFacts("100", "Despacho"),
        UnitFacts("130", "Planeación", "110"),
    )
    changes = units.replace_chart(who, units=chart, on=DAY, act=ACT)
    assert changes.having(UnitChange.ENDS) == ("120",)
    assert named(who, DAY) == [
        ("100", "Despacho", 0), ("110", "Secretaría de Gobierno", 1), ("130", "Planeación", 2)
    ]  # fmt: skip
    assert len(named(who, DAY - timedelta(days=1))) == 3
    post.refresh_from_db()
    assert post.valid_until == DAY
    entries = TrailEntry.objects.count()
    assert set(units.replace_chart(who, units=chart, on=DAY, act=ACT).changes.values()) == {UnitChange.STAYS}
    assert TrailEntry.objects.count() == entries


def test_a_chart_with_faults_or_before_later_units_replaces_nothing() -> None:
    here = town.entity()
    who = town.acting(here, Role.ADMINISTRATOR)
    town.unit(here, code="1", valid_from=DAY + timedelta(days=9))
    with pytest.raises(RefusalError, match="begin after"):
        units.replace_chart(who, units=(UnitFacts("1", "Uno"),), on=DAY, act=ACT)
    with pytest.raises(ValueError, match="faults"):
        units.replace_chart(who, units=(UnitFacts("1", "Uno", "1"),), on=timezone.localdate(), act=ACT)


def test_a_unit_that_moved_away_is_no_longer_of_who_is_above_where_it_was() -> None:
    here = town.entity()
    who = town.acting(here, Role.ADMINISTRATOR)
    one, other = town.unit(here, code="1"), town.unit(here, code="2")
    moved = town.unit(here, parent=one, code="3")
    units.change_unit(who, unit_id=moved.pk, name=moved.name, parent_id=other.pk, on=DAY, act=ACT)
    assert people.units_below(here.pk, {one.pk}, DAY) == {one.pk}
    assert moved.pk in people.units_below(here.pk, {other.pk}, DAY)
    assert moved.pk in people.units_below(here.pk, {one.pk}, DAY - timedelta(days=1))
