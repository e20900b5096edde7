"""What fills the addresses and the forms of the account pages."""

from collections.abc import Callable

from allauth.usersessions.models import UserSession

import town
from access.world import Sample, World
from probidad.core.actions import invitations
from probidad.rules.separation import Role

_NEW = "otra-frase-larga-y-buena"


def _invitation(world: World, _place: str) -> Sample:
    who = town.person(world.here, Role.READER)
    path = invitations.invite(town.acting(world.here, Role.ADMINISTRATOR), user_id=who.pk)
    return Sample({"secret": path.rstrip("/").rsplit("/", 1)[1]}, {"password": _NEW, "again": _NEW})


def _session(world: World, place: str) -> Sample:
    who = town.person(world.entity_at(place), Role.READER)
    made = UserSession.objects.create(user=who, ip="203.0.113.7", session_key=f"{who.pk:032}", user_agent="")
    return Sample({"pk": made.pk})


SAMPLES: dict[str, Callable[[World, str], Sample]] = {
    "account_invitation": _invitation,
    "account_change_password": lambda _world, _place: Sample(
        data={"present": town.PASSWORD, "password": _NEW, "again": _NEW}
    ),
    "account_login": lambda _world, _place: Sample(data={"login": "nadie@muestra.example", "password": "x"}),
    "account_reauthenticate": lambda _world, _place: Sample(data={"password": town.PASSWORD}),
    "usersessions_end": _session,
}
