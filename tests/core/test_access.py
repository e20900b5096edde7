"""Who sees and does what is said once for each table."""

import pytest
from django.core.exceptions import PermissionDenied

from probidad.core.access import Actor, Scope, may, policies, public, require, scope_of, system
from probidad.rules.separation import Role


def someone(*roles: Role) -> Actor:
    return Actor(user_id=1, entity_id=1, roles=frozenset(roles))


def test_the_widest_of_several_roles_holds() -> None:
    assert scope_of(someone(Role.READER), "core.person") is Scope.OWN
    assert scope_of(someone(Role.READER, Role.ADMINISTRATOR), "core.person") is Scope.ENTITY


def test_a_citizen_sees_only_what_is_published() -> None:
    assert scope_of(public(1), "core.entity") is Scope.PUBLIC
    assert scope_of(public(1), "core.person") is Scope.NONE


def test_a_table_or_a_verb_without_policy_is_an_error_and_not_a_permission() -> None:
    with pytest.raises(LookupError):
        scope_of(someone(Role.ADMINISTRATOR), "core.unknown")
    with pytest.raises(LookupError):
        may(someone(Role.ADMINISTRATOR), "unknown.do")


def test_what_a_role_may_not_do_is_denied() -> None:
    require(someone(Role.ADMINISTRATOR), "person.invite")
    with pytest.raises(PermissionDenied):
        require(someone(Role.INTERNAL_CONTROL), "person.invite")


def test_the_system_verifies_and_publishes_nothing() -> None:
    granted = {verb for policy in policies for verb, roles in policy.does.items() if Role.SYSTEM in roles}
    assert not any(word in verb for verb in granted for word in ("verify", "publish", "approve"))
    assert not may(system(1), "followup.publish")
