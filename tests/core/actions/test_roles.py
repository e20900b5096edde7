"""Roles: conflicts are refused or recorded, nobody gives them to themselves, an administrator always stays."""

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied

import town
from probidad.core.actions import roles
from probidad.core.models import Membership, RecordedConflict, RoleGrant, TrailEntry, User
from probidad.core.queries import roles as reads
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db


def member(who: User) -> Membership:
    return Membership.objects.get(user=who)


def test_roles_are_granted_and_withdrawn_and_the_next_request_knows() -> None:
    here = town.entity()
    who, person = town.acting(here, Role.ADMINISTRATOR), town.person(here, Role.READER)
    done = roles.change_roles(who, membership_id=member(person).pk, roles_wanted=[Role.PLANNING])
    assert (done.granted, done.withdrawn) == ({Role.PLANNING}, {Role.READER})
    assert town.actor(person).roles == {Role.PLANNING}
    assert RoleGrant.objects.get(role="reader").withdrawn is not None
    assert list(TrailEntry.objects.order_by("position").values_list("verb", flat=True)) == [
        "role.granted", "role.withdrawn",
    ]  # fmt: skip


def test_the_same_roles_again_change_nothing() -> None:
    here = town.entity()
    who, person = town.acting(here, Role.ADMINISTRATOR), town.person(here, Role.READER)
    assert roles.change_roles(who, membership_id=member(person).pk, roles_wanted=[Role.READER]).nothing
    assert not TrailEntry.objects.exists()


def test_a_conflict_is_refused_with_its_reason() -> None:
    here = town.entity()
    who, person = town.acting(here, Role.ADMINISTRATOR), town.person(here, Role.PLANNING)
    for reason, act in (("", ""), ("No hay más personal", ""), ("", "Acta 3")):
        with pytest.raises(roles.ConflictError) as refused:
            roles.change_roles(
                who, membership_id=member(person).pk, roles_wanted=[Role.PLANNING, Role.INTERNAL_CONTROL],
                reason=reason, act=act,
            )  # fmt: skip
        assert refused.value.conflicts[0].second is Role.INTERNAL_CONTROL
    assert town.actor(person).roles == {Role.PLANNING}


def test_an_entity_that_insists_with_reason_and_act_has_the_conflict_recorded_and_shown() -> None:
    here = town.entity()
    who, person = town.acting(here, Role.ADMINISTRATOR), town.person(here, Role.PLANNING)
    both = [Role.PLANNING, Role.INTERNAL_CONTROL]
    roles.change_roles(
        who, membership_id=member(person).pk, roles_wanted=both, reason="La planta tiene tres cargos", act="Acta 3"
    )
    (standing,) = reads.conflicts_of(person.pk, here.pk)
    assert (standing.first, standing.second, standing.act) == (Role.PLANNING, Role.INTERNAL_CONTROL, "Acta 3")
    assert roles.change_roles(who, membership_id=member(person).pk, roles_wanted=both).nothing
    added = roles.change_roles(who, membership_id=member(person).pk, roles_wanted=[*both, Role.READER])
    assert added.conflicts == ()
    roles.change_roles(who, membership_id=member(person).pk, roles_wanted=[Role.PLANNING])
    assert reads.conflicts_of(person.pk, here.pk) == ()
    assert RecordedConflict.objects.get().ended is not None


def test_nobody_gives_roles_to_themselves() -> None:
    here = town.entity()
    person = town.person(here, Role.ADMINISTRATOR)
    town.person(here, Role.ADMINISTRATOR)
    with pytest.raises(ValueError, match="themselves"):
        roles.change_roles(
            town.actor(person), membership_id=member(person).pk, roles_wanted=[Role.ADMINISTRATOR, Role.READER]
        )
    roles.change_roles(town.actor(person), membership_id=member(person).pk, roles_wanted=[])
    assert town.actor(person).roles == set()


def test_the_last_administrator_stays() -> None:
    here = town.entity()
    person = town.person(here, Role.ADMINISTRATOR)
    elsewhere = town.person(town.entity(), Role.ADMINISTRATOR)
    closed = town.person(here, Role.ADMINISTRATOR, is_active=False)
    assert elsewhere.is_active
    assert not closed.is_active
    with pytest.raises(ValueError, match="last administrator"):
        roles.change_roles(town.actor(person), membership_id=member(person).pk, roles_wanted=[])


def test_only_an_administrator_of_the_same_entity_changes_roles() -> None:
    here, there = town.entity(), town.entity()
    person = town.person(here, Role.READER)
    with pytest.raises(PermissionDenied):
        roles.change_roles(
            town.acting(here, Role.INTERNAL_CONTROL), membership_id=member(person).pk, roles_wanted=[Role.OWNER]
        )
    with pytest.raises(ObjectDoesNotExist):
        roles.change_roles(
            town.acting(there, Role.ADMINISTRATOR), membership_id=member(person).pk, roles_wanted=[Role.OWNER]
        )


def test_the_role_of_the_program_is_given_to_nobody() -> None:
    here = town.entity()
    person = town.person(here)
    with pytest.raises(ValueError, match="system"):
        roles.change_roles(
            town.acting(here, Role.ADMINISTRATOR), membership_id=member(person).pk, roles_wanted=[Role.SYSTEM]
        )
