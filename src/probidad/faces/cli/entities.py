"""Commands on entities and people: making an entity, listing them, a link for who lost theirs."""

import sys

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from probidad.core.actions import invitations, people
from probidad.core.actions.account import forget_lost_second_step
from probidad.core.actions.entities import EntityFacts, create_entity
from probidad.core.actions.installation import first_start
from probidad.core.queries.installation import listed_entities, person_id
from probidad.documents.refusal import RefusalError
from probidad.documents.words import Words
from probidad.faces.cli.commanding import command_actor, entity_named
from probidad.rules.finding import gettext_noop as _
from probidad.rules.separation import Role


def create(words: Words, facts: dict[str, str], *, fictitious: bool, email: str, name: str) -> int:
    """An entity and its first administrator, whose link is shown."""
    checked(email)
    entity, invited = create_entity(
        command_actor(None), facts=EntityFacts(**facts), fictitious=fictitious,
        administrator_email=email, administrator_name=name or email,
    )  # fmt: skip
    told = {"name": entity.name, "slug": entity.slug}
    sys.stdout.write(words(_("%(name)s was created, with the address %(slug)s."), told) + "\n")
    _say_link(words, email, invited.link)
    return 0


def listing(words: Words) -> int:
    """Each entity on a line: its address and its name."""
    fictitious = words(_("fictitious"))
    for entity in listed_entities():
        mark = f" ({fictitious})" if entity.fictitious else ""
        sys.stdout.write(f"{entity.slug}\t{entity.name}{mark}\n")
    return 0


def invite(words: Words, *, slug: str, email: str, name: str) -> int:
    """A new link for who has an account; with an entity, a new administrator of it; where nobody is yet, the account of
    who runs the installation. The trail keeps all three."""
    checked(email)
    first = None if slug else first_start(email=email, name=name or email)
    if first:
        _say_link(words, email, first)
        return 0
    known = person_id(email)
    if known is None and not slug:
        raise RefusalError(
            _("Nobody has an account with the address %(email)s."),
            remedy=_("Name the entity that they will administer with --entidad, and their name with --nombre."),
            facts={"email": email},
        )
    if slug:
        actor = command_actor(entity_named(slug))
        today = timezone.localdate()
        invited = people.invite(actor, email=email, name=name or email, starts=today, roles_wanted={Role.ADMINISTRATOR})
        _say_link(words, email, invited.link)
    elif known is not None:
        _say_link(words, email, invitations.reissue(user_id=known))
    return 0


def second_step(words: Words, *, email: str) -> int:
    """The second step of a person is forgotten and their sessions end; at the next sign-in they set it up anew."""
    checked(email)
    if person_id(email) is None:
        raise RefusalError(
            _("Nobody has an account with the address %(email)s."),
            remedy=_("Check how it is written."),
            facts={"email": email},
        )
    forget_lost_second_step(email=email.strip())
    sys.stdout.write(
        words(
            _("%(email)s has no second step any more and has to set it up again where it is obligatory."),
            {"email": email},
        )
        + "\n"
    )
    return 0


def checked(email: str) -> None:
    """Raise ``RefusalError`` for what is not an address of mail."""
    try:
        validate_email(email)
    except ValidationError:
        raise RefusalError(
            _("«%(email)s» is not an address of mail."),
            remedy=_("Write it as name@domain."),
            facts={"email": email},
        ) from None


def _say_link(words: Words, email: str, path: str) -> None:
    if not path:
        sys.stdout.write(words(_("%(email)s signs in already and keeps their password."), {"email": email}) + "\n")
        return
    sys.stdout.write(words(_("With this link, used once, %(email)s sets a password:"), {"email": email}) + "\n")
    sys.stdout.write(site() + path + "\n")


def site() -> str:
    """Where people reach the site, as far as the settings tell."""
    if settings.HTTPS:
        return f"https://{settings.ALLOWED_HOSTS[0]}"
    host, port = settings.BIND
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
