"""The life of an object in words, as far as one may see."""

from datetime import date

import pytest

import town
from probidad.core import verbs
from probidad.core.access import policies
from probidad.core.actions import posts, roles, units
from probidad.core.models import Membership
from probidad.core.queries.timeline import entries, subject_address, subject_name, timeline
from probidad.core.verb_labels import verb_labels
from probidad.documents.words import Words
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)


def test_the_life_of_a_unit_goes_over_all_its_rows_the_latest_first() -> None:
    here = town.entity()
    who = town.acting(here, Role.ADMINISTRATOR)
    first = units.create_unit(who, code="1", name="Uno", begins=date(2025, 1, 1))
    second = units.change_unit(who, unit_id=first.pk, name="Dos", parent_id=None, on=DAY, act="Decreto 1")
    events = timeline(who, "core.orgunit", first.pk, second.pk)
    assert [event.verb for event in events] == ["unit.changed", "unit.created"]
    assert "«Uno»" in events[0].text
    assert "1 de enero de 2026" in events[0].text
    assert "Decreto 1" in events[0].text


def test_a_role_is_told_in_words_and_not_by_its_code() -> None:
    assert Words("en")("x") == "x"
    assert "Internal control" in verbs.told(Words("en"), "role.granted", {"role": "internal_control"})
    assert verbs.told(Words("en"), "unit.ended", {}) == "ended the unit — on —. Act: —"
    assert verbs.told(Words("en"), "thing.unheard", {"a": 1}) == "thing.unheard"


def test_who_sees_only_what_they_did_sees_only_that_and_nothing_of_another_entity() -> None:
    here, there = town.entity(), town.entity()
    boss, planner = town.acting(here, Role.ADMINISTRATOR), town.acting(here, Role.PLANNING)
    unit = units.create_unit(planner, code="1", name="Uno", begins=DAY)
    units.correct_unit(boss, unit_id=unit.pk, name="Dos")
    units.create_unit(town.acting(there, Role.PLANNING), code="1", name="Ajena", begins=DAY)
    assert [event.verb for event in timeline(planner, "core.orgunit", unit.pk)] == ["unit.created"]
    assert entries(boss).count() == 2
    assert entries(town.actor(town.person(operator=True))).count() == 0


def test_entries_come_with_the_names_of_their_objects_in_few_queries(django_assert_max_num_queries) -> None:
    here = town.entity()
    who = town.acting(here, Role.ADMINISTRATOR)
    unit = town.unit(here)
    for number in range(6):
        post = posts.create_post(who, unit_id=unit.pk, code=f"P{number}", name=f"Cargo {number}", begins=DAY)
    person = town.person(here, name="Ana Pardo")
    member = Membership.objects.get(user=person)
    roles.change_roles(who, membership_id=member.pk, roles_wanted=[Role.READER])
    with django_assert_max_num_queries(3):
        rows = list(entries(who))
    assert (subject_name(rows[0]), subject_address(rows[0])) == ("Ana Pardo", f"/mesa/personas/{member.pk}/")
    assert subject_name(rows[1]) == post.name
    with django_assert_max_num_queries(3):
        assert next(subject_name(row) for row in entries(who).iterator()) == "Ana Pardo"


def test_every_verb_of_a_policy_has_words() -> None:
    missing = [verb for policy in policies for verb in policy.does if verb not in verb_labels]
    assert missing == []
