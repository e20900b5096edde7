"""Samples of the pages of notices, calendars, mail and non-working days."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count

from django.db import transaction

import town
from access.world import Sample, World
from probidad.core.actions import calendars, workdays
from probidad.core.actions.notices import notify
from probidad.core.models import Notice
from probidad.rules.separation import Role

_numbers = count(1)


def _notice(world: World, place: str) -> Sample:
    """A notice to the person of planning, here; elsewhere one to a planner of the other town."""
    who = town.person(world.there, Role.PLANNING) if place == "other" else world.people["planning"]
    key = f"muestra.{next(_numbers)}"
    with transaction.atomic():
        notify(
            entity_id=world.entity_at(place).pk, people=[who.pk], key=key, kind="work", title="Aviso reservado",
            address="/mesa/", attachment=("ancla.json", b"{}"),
        )  # fmt: skip
    return Sample({"pk": Notice.objects.get(key=key).pk})


def _feed(world: World, place: str) -> Sample:
    """``own`` opens; ``unit`` was revoked; ``other`` is of somebody who left."""
    who = town.person(world.here, Role.OWNER)
    actor = town.actor(who, world.here)
    path = calendars.make(actor)
    if place == "unit":
        calendars.revoke(actor)
    if place == "other":
        who.memberships.update(ends=town.SINCE)
    return Sample({"secret": path.rsplit("/", 1)[1].removesuffix(".ics")})


def _day(world: World, place: str) -> Sample:
    data = {
        "day": f"2026-03-{next(_numbers) % 28 + 1:02}", "kind": "holiday", "reason": "Día cívico", "act": "Decreto 045",
        "act_day": "2026-01-05",
    }  # fmt: skip
    if place == "none":
        return Sample({}, data)
    who = town.acting(world.entity_at(place), Role.ADMINISTRATOR)
    made = workdays.declare(
        who,
        workdays.FreeDayFacts(
            town.TODAY + timedelta(days=next(_numbers)), "holiday", "Día cívico", "Decreto 045", town.TODAY
        ),
    )
    return Sample({"pk": made.pk}, {"act": "Decreto 046", "reason": "Se corrigió"})


def _entity(world: World, place: str) -> Sample:
    return Sample({"entity": world.entity_at(place).slug})


SAMPLES: dict[str, Callable[[World, str], Sample]] = {
    "core:notice": _notice,
    "core:notice_open": _notice,
    "core:notice_attachment": _notice,
    "core:my_notices": lambda _world, _place: Sample(data={"mail": "weekly"}),
    "core:mail": lambda _world, _place: Sample(data={"accion": "reintentar", "fila": "0"}),
    "calendar_feed": _feed,
    "core:non_working_day": _day,
    "core:non_working_day_new": _day,
    "core:non_working_day_revoke": _day,
    "portal:non_working_days": _entity,
}
