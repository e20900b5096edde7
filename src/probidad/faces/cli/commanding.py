"""Who acts when a command is given: the program itself, at the hand of who runs the installation. It may do what the
policies grant to commands and to the operator; it verifies nothing and reads no case."""

from probidad.core.access import Actor
from probidad.core.queries.installation import entity_id
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _
from probidad.rules.separation import Role


def command_actor(entity: int | None) -> Actor:
    """The actor of a command, in an entity or in none."""
    return Actor(user_id=None, entity_id=entity, roles=frozenset({Role.SYSTEM}), operator=True)


def entity_named(slug: str) -> int:
    """The entity with that address on the portal. Raises ``RefusalError`` when there is none."""
    found = entity_id(slug)
    if found is None:
        raise RefusalError(
            _("No entity has the address «%(slug)s»."),
            remedy=_("List them with: probidad entidad lista"),
            facts={"slug": slug},
        )
    return found
