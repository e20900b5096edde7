"""People are invited, change unit and leave; what they owe stays with their posts."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.utils import timezone

import town
from probidad.core.actions import people
from probidad.core.actions.people import Successor
from probidad.core.models import Appointment, Membership, TrailEntry, User
from probidad.core.queries import posts, roles
from probidad.documents.refusal import RefusalError
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db


def member(who: User) -> Membership:
    return Membership.objects.get(user=who)


def today() -> date:
    return timezone.localdate()


def test_an_invitation_makes_the_account_the_stay_the_roles_and_a_link() -> None:
    here = town.entity()
    who, unit = town.acting(here, Role.ADMINISTRATOR), town.unit(here)
    invited = people.invite(
        who, email="Ana.Pardo@Muestra.example ", name="Ana Pardo", starts=today(), unit_id=unit.pk,
        roles_wanted=[Role.OWNER],
    )  # fmt: skip
    user = invited.membership.user
    assert (user.email, user.has_usable_password(), invited.membership.unit) == (
        "ana.pardo@muestra.example",
        False,
        unit,
    )
    assert roles.roles_of(invited.membership.pk) == {Role.OWNER}
    assert invited.link.startswith("/cuenta/")
    told = [str(entry.facts) for entry in TrailEntry.objects.all()]
    assert not any("ana" in text.lower() for text in told)
    assert not any(invited.link.rstrip("/").rsplit("/", 1)[-1] in text for text in told)


def test_who_belongs_elsewhere_keeps_one_account_and_no_link_opens_it() -> None:
    here, there = town.entity(), town.entity()
    known = town.person(there, Role.READER, name="Nombre de allá")
    who = town.acting(here, Role.ADMINISTRATOR)
    invited = people.invite(who, email=known.email.upper(), name="Otro nombre", starts=today())
    assert invited.membership.user == known
    assert invited.membership.user.name == "Nombre de allá"
    assert invited.link == ""
    with pytest.raises(RefusalError, match="No link"):
        people.new_link(who, membership_id=invited.membership.pk)


def test_who_was_invited_elsewhere_and_set_no_password_yet_gets_no_link_from_here() -> None:
    here, there = town.entity(), town.entity()
    first = people.invite(town.acting(there, Role.ADMINISTRATOR), email="a@muestra.example", name="A", starts=today())
    second = people.invite(town.acting(here, Role.ADMINISTRATOR), email="a@muestra.example", name="A", starts=today())
    assert first.link
    assert second.link == ""


def test_a_new_link_is_made_for_an_account_of_this_entity_only() -> None:
    here = town.entity()
    who, person = town.acting(here, Role.ADMINISTRATOR), town.person(here)
    assert people.new_link(who, membership_id=member(person).pk).startswith("/cuenta/")
    operator = town.person(here, operator=True)
    with pytest.raises(RefusalError, match="No link"):
        people.new_link(who, membership_id=member(operator).pk)


def test_who_belongs_already_and_whose_account_is_closed_are_not_invited() -> None:
    here = town.entity()
    who, person = town.acting(here, Role.ADMINISTRATOR), town.person(here)
    with pytest.raises(RefusalError, match="belongs to the entity"):
        people.invite(who, email=person.email, name="x", starts=today())
    closed = town.person(is_active=False)
    with pytest.raises(RefusalError, match="closed"):
        people.invite(who, email=closed.email, name="x", starts=today())


def test_a_conflict_of_roles_leaves_no_account_behind() -> None:
    here = town.entity()
    with pytest.raises(RefusalError, match="should not hold"):
        people.invite(
            town.acting(here, Role.ADMINISTRATOR), email="b@muestra.example", name="B", starts=today(),
            roles_wanted=[Role.OWNER, Role.INTERNAL_CONTROL],
        )  # fmt: skip
    assert not User.objects.filter(email="b@muestra.example").exists()


def test_internal_control_invites_nobody_and_a_unit_of_another_entity_is_not_there() -> None:
    here, there = town.entity(), town.entity()
    with pytest.raises(PermissionDenied):
        people.invite(town.acting(here, Role.INTERNAL_CONTROL), email="c@muestra.example", name="C", starts=today())
    with pytest.raises(RefusalError, match="unit does not exist"):
        people.invite(
            town.acting(here, Role.ADMINISTRATOR), email="c@muestra.example", name="C", starts=today(),
            unit_id=town.unit(there).pk,
        )  # fmt: skip


def test_a_person_changes_unit_and_another_entity_cannot_do_it() -> None:
    here, there = town.entity(), town.entity()
    person, to = town.person(here), town.unit(here)
    people.move(town.acting(here, Role.ADMINISTRATOR), membership_id=member(person).pk, unit_id=to.pk, ends=None)
    assert member(person).unit == to
    with pytest.raises(ObjectDoesNotExist):
        people.move(town.acting(there, Role.ADMINISTRATOR), membership_id=member(person).pk, unit_id=None, ends=None)


def test_a_leaver_ends_stay_roles_and_posts_and_what_is_left_is_told_by_post() -> None:
    here = town.entity()
    who, person = town.acting(here, Role.ADMINISTRATOR), town.person(here, Role.OWNER)
    unit = town.unit(here)
    lonely, covered = town.post(unit), town.post(unit)
    town.appointed(person, lonely)
    town.appointed(person, covered)
    last = today() - timedelta(days=1)
    stand_in = town.person(here)
    left = people.leave(
        who, membership_id=member(person).pk, last_day=last, act="Acta 1",
        successors={covered.pk: Successor(member(stand_in).pk, today() + timedelta(days=90), "Resolución 9")},
    )  # fmt: skip
    assert left.vacant == (lonely,)
    assert member(person).ends == last
    assert roles.roles_of(member(person).pk) == set()
    assert [entry.name for entry in posts.holders(here.pk, today())[covered.pk]] == [stand_in.name]
    assert {entry.ends for entry in Appointment.objects.filter(user=person)} == {last}
    with pytest.raises(PermissionDenied):
        town.actor(person, here, today())


def test_a_leaver_of_a_later_day_works_until_then_and_at_once_means_now() -> None:
    here = town.entity()
    who, person, other = (
        town.acting(here, Role.ADMINISTRATOR),
        town.person(here, Role.OWNER),
        town.person(here, Role.OWNER),
    )
    later = today() + timedelta(days=10)
    people.leave(who, membership_id=member(person).pk, last_day=later)
    assert town.actor(person, here, today()).roles == {Role.OWNER}
    people.leave(who, membership_id=member(other).pk, last_day=later, at_once=True)
    assert town.actor(other, here, today()).roles == set()


def test_the_last_administrator_does_not_leave_nor_who_would_stay_less_long() -> None:
    here = town.entity()
    person = town.person(here, Role.ADMINISTRATOR)
    other = town.person(here, Role.ADMINISTRATOR)
    soon = today() + timedelta(days=5)
    Membership.objects.filter(user=other).update(ends=soon)
    with pytest.raises(RefusalError, match="last administrator"):
        people.leave(town.actor(person, here, today()), membership_id=member(person).pk, last_day=soon)
    people.leave(town.actor(person, here, today()), membership_id=member(person).pk, last_day=today())


def test_a_last_day_before_the_stay_began_is_refused_and_nothing_is_half_done() -> None:
    here = town.entity()
    who, person = town.acting(here, Role.ADMINISTRATOR), town.person(here, Role.OWNER)
    with pytest.raises(RefusalError, match="not within"):
        people.leave(who, membership_id=member(person).pk, last_day=date(2020, 1, 1))
    assert member(person).ends is None
    assert not TrailEntry.objects.exists()
