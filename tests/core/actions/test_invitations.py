"""Links open once, for a time, and only what the one who gave them answers for."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

import town
from probidad.core.access import Actor
from probidad.core.actions import invitations
from probidad.core.models import Entity, Invitation, Membership, TrailEntry, User
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
PASSWORD = "otra-frase-larga-y-buena"


def administrator(here: Entity) -> Actor:
    return town.acting(here, Role.ADMINISTRATOR)


def secret_of(path: str) -> str:
    return path.rstrip("/").rsplit("/", 1)[1]


def accepted(path: str, **other: object) -> User | None:
    now = other.get("now", timezone.now())
    return invitations.accept(secret=secret_of(path), password=PASSWORD, now=now)


def test_a_link_sets_the_password_once() -> None:
    here = town.entity()
    who = town.person(here, Role.READER)
    path = invitations.invite(administrator(here), user_id=who.pk)
    assert accepted(path) == who
    who.refresh_from_db()
    assert who.check_password(PASSWORD)
    assert accepted(path) is None


def test_only_a_digest_of_256_random_bits_is_kept() -> None:
    here = town.entity()
    who = town.person(here, Role.READER)
    path = invitations.invite(administrator(here), user_id=who.pk)
    kept = Invitation.objects.get()
    assert len(secret_of(path)) == 43
    assert secret_of(path) != kept.secret_sha256
    assert all(
        secret_of(path).encode() not in bytes(body) for body in TrailEntry.objects.values_list("body", flat=True)
    )


def test_a_link_expires_after_seven_days() -> None:
    here = town.entity()
    path = invitations.invite(administrator(here), user_id=town.person(here, Role.READER).pk)
    assert accepted(path, now=timezone.now() + timedelta(days=7, minutes=1)) is None
    assert accepted(path, now=timezone.now() + timedelta(days=6, hours=23)) is not None


def test_a_newer_link_withdraws_the_earlier_one() -> None:
    here = town.entity()
    who = town.person(here, Role.READER)
    first = invitations.invite(administrator(here), user_id=who.pk)
    second = invitations.invite(administrator(here), user_id=who.pk)
    assert accepted(first) is None
    assert accepted(second) == who


def test_a_link_of_who_was_deactivated_opens_nothing() -> None:
    here = town.entity()
    who = town.person(here, Role.READER)
    path = invitations.invite(administrator(here), user_id=who.pk)
    User.objects.filter(pk=who.pk).update(is_active=False)
    assert accepted(path) is None


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ADMINISTRATOR, Role.SYSTEM)])
def test_only_the_administrator_invites(role: Role) -> None:
    here = town.entity()
    who = town.person(here, Role.READER)
    with pytest.raises(PermissionDenied):
        invitations.invite(town.acting(here, role), user_id=who.pk)
    assert not Invitation.objects.exists()


def test_a_person_of_another_entity_is_not_there() -> None:
    who = town.person(town.entity(), Role.READER)
    with pytest.raises(User.DoesNotExist):
        invitations.invite(administrator(town.entity()), user_id=who.pk)


def test_who_left_the_entity_is_not_there_any_more() -> None:
    here = town.entity()
    who = town.person(here, Role.READER)
    Membership.objects.filter(user=who).update(ends=date(2025, 1, 1))
    with pytest.raises(User.DoesNotExist):
        invitations.invite(administrator(here), user_id=who.pk)


def test_an_administrator_cannot_take_over_the_account_of_who_works_elsewhere_too() -> None:
    here, there = town.entity(), town.entity()
    who = town.person(there, Role.ADMINISTRATOR)
    Membership.objects.create(user=who, entity=here, starts=town.SINCE)
    with pytest.raises(ValidationError, match="no solo aquí"):
        invitations.invite(administrator(here), user_id=who.pk)
    assert not Invitation.objects.exists()


def test_an_administrator_cannot_take_over_who_runs_the_installation() -> None:
    here = town.entity()
    who = town.person(here, operator=True)
    with pytest.raises(ValidationError):
        invitations.invite(administrator(here), user_id=who.pk)


def test_who_has_no_password_yet_is_invited_whatever_else_they_belong_to() -> None:
    here, there = town.entity(), town.entity()
    who = town.person(there, Role.READER)
    who.set_unusable_password()
    who.save()
    Membership.objects.create(user=who, entity=here, starts=town.SINCE)
    assert accepted(invitations.invite(administrator(here), user_id=who.pk)) == who


def test_the_trail_says_who_invited_and_that_it_was_accepted() -> None:
    here = town.entity()
    who = town.person(here, Role.READER)
    inviting = administrator(here)
    accepted(invitations.invite(inviting, user_id=who.pk))
    entries = TrailEntry.objects.filter(subject_table="core.user", subject_id=str(who.pk)).order_by("position")
    assert [(entry.verb, entry.actor_id) for entry in entries] == [
        ("person.invited", inviting.user_id), ("sessions.ended", who.pk), ("invitation.accepted", who.pk),
    ]  # fmt: skip


def test_who_runs_the_machine_gives_a_link_to_anybody() -> None:
    who = town.person(operator=True)
    assert accepted(invitations.reissue(user_id=who.pk)) == who
    assert TrailEntry.objects.filter(verb="person.invited", actor=None).exists()
