"""Who lost their telephone gets in again through who answers for their account, and through nobody else."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied

import town
from probidad.core.access import Actor
from probidad.core.actions import account
from probidad.core.models import Membership, TrailEntry, User
from probidad.rules.separation import Role
from signing import entered

pytestmark = pytest.mark.django_db


def test_the_administrator_takes_the_second_step_off_and_the_role_demands_a_new_one() -> None:
    here = town.entity()
    who = town.person(here, Role.DENUNCIA_OFFICER)
    acting = town.acting(here, Role.ADMINISTRATOR)
    account.forget_second_step(acting, user_id=who.pk)
    browser = town.client()
    entered(browser, who)
    assert browser.get("/mesa/").headers["Location"] == "/cuenta/segundo-paso/activar/"
    assert TrailEntry.objects.get(verb="second_step.forgotten").actor_id == acting.user_id


def test_nobody_takes_it_off_a_person_of_another_entity_or_of_several() -> None:
    here, there = town.entity(), town.entity()
    stranger, both = town.person(there, Role.ADMINISTRATOR), town.person(there, Role.ADMINISTRATOR)
    Membership.objects.create(user=both, entity=here, starts=town.SINCE)
    acting = town.acting(here, Role.ADMINISTRATOR)
    with pytest.raises(User.DoesNotExist):
        account.forget_second_step(acting, user_id=stranger.pk)
    with pytest.raises(PermissionDenied):
        account.forget_second_step(acting, user_id=both.pk)
    assert Authenticator.objects.filter(user__in=(stranger, both)).count() == 2


def test_only_the_administrator_takes_it_off() -> None:
    here = town.entity()
    who = town.person(here, Role.DENUNCIA_OFFICER)
    with pytest.raises(PermissionDenied):
        account.forget_second_step(town.acting(here, Role.PLANNING), user_id=who.pk)


def test_where_a_role_demands_it_the_action_too_refuses_to_turn_it_off() -> None:
    who = town.person(town.entity(), Role.ADMINISTRATOR)
    with pytest.raises(PermissionDenied):
        account.deactivate_second_step(town.actor(who))
    assert Authenticator.objects.filter(user=who).exists()


def test_nobody_changes_an_account_without_being_signed_in() -> None:
    with pytest.raises(PermissionDenied):
        account.change_password(Actor(user_id=None, entity_id=None), password="x", session_key="")
