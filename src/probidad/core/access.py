"""Who acts, what they see and what they may do. Each table has one policy, in the ``policies.py`` of its office.

Queries narrow rows by :func:`scope_of`; actions begin with :func:`require`. What one may not see or do is answered by
the pages as if it did not exist.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from django.core.exceptions import PermissionDenied

from probidad.core.shelf import POLICIES, Shelf
from probidad.rules.separation import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks. ``units`` are those of the person and everything below them; ``posts`` those that they fill today.

    A citizen has no user and no role; the system has no user and the role ``SYSTEM``, and verifies nothing.
    """

    user_id: int | None
    entity_id: int | None
    roles: frozenset[Role] = frozenset()
    units: frozenset[int] = frozenset()
    posts: frozenset[int] = frozenset()
    country: str = "co"
    operator: bool = False

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds any of the roles."""
        return not self.roles.isdisjoint(roles)


def entity_of(actor: Actor) -> int:
    """The entity in which the actor acts. Raises ``PermissionDenied`` for who belongs to none."""
    if actor.entity_id is None:
        raise PermissionDenied("no entity")
    return actor.entity_id


def public(entity_id: int | None) -> Actor:
    """A citizen who looks at one entity, or at all of them."""
    return Actor(user_id=None, entity_id=entity_id)


def system(entity_id: int | None) -> Actor:
    """The program itself: measures and imports on command, verifies nothing."""
    return Actor(user_id=None, entity_id=entity_id, roles=frozenset({Role.SYSTEM}))


class Scope(IntEnum):
    """How far a look reaches; the wider contains the narrower."""

    NONE = 0
    PUBLIC = 1  # what is published
    OWN = 2  # one's own rows
    UNIT = 3  # those of one's units
    ENTITY = 4


@dataclass(frozen=True, slots=True)
class Policy:
    """The policy of one table. ``sees`` by role; who is not named there sees ``citizen``. ``does`` maps each verb
    (``person.invite``) to the roles that may do it. ``reason`` says in a sentence why, for the page of permissions."""

    table: str
    label: str
    sees: Mapping[Role, Scope]
    citizen: Scope = Scope.NONE
    does: Mapping[str, frozenset[Role]] = field(default_factory=dict)
    reason: str = ""
    operator: bool = False  # whether who runs the installation sees and does it too


policies: Shelf[Policy] = Shelf("policies", lambda policy: policy.table, POLICIES)


def scope_of(actor: Actor, table: str) -> Scope:
    """How far ``actor`` sees in ``table``. Raises ``LookupError`` for a table without policy."""
    policy = policies[table]
    if policy.operator and actor.operator:
        return Scope.ENTITY
    return max((policy.sees.get(role, policy.citizen) for role in actor.roles), default=policy.citizen)


def may(actor: Actor, verb: str) -> bool:
    """Whether the roles of ``actor`` allow ``verb`` in their entity. Raises ``LookupError`` for an unknown verb."""
    for policy in policies:
        if verb in policy.does:
            return (policy.operator and actor.operator) or not actor.roles.isdisjoint(policy.does[verb])
    raise LookupError(f"no policy says who may do {verb!r}")


def require(actor: Actor, verb: str) -> None:
    """Raise ``PermissionDenied`` unless ``actor`` may do ``verb``."""
    if not may(actor, verb):
        raise PermissionDenied(verb)
