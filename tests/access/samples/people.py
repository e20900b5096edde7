"""Samples of the pages of entities, units, posts, processes and people."""

from itertools import count

import town
from access.world import Sample, World
from probidad.core.models import Membership, Process
from probidad.rules.separation import Role

_numbers = count(1)


def _entity(world: World, place: str) -> Sample:
    data = {
        "name": f"Alcaldía {next(_numbers)}", "order": "municipal", "kind": "mayoralty", "category": "sixth",
        "divipola": "25758", "fictitious": "sample", "administrator_name": "Primera",
        "administrator_email": f"primera{next(_numbers)}@muestra.example", "govco_bar": "on", "public": "on",
    }  # fmt: skip
    return Sample({} if place == "none" else {"pk": world.entity_at(place).pk}, data)


def _unit_new(world: World, _place: str) -> Sample:
    return Sample({}, {"code": f"N{next(_numbers)}", "name": "Nueva", "parent": world.unit.pk, "begins": "2026-01-01"})


def _unit(world: World, place: str) -> Sample:
    unit = town.unit(world.entity_at(place), "Hija", parent=world.unit_at(place))
    data = {"mode": "change", "name": "Otra", "parent": "", "on": "2026-01-02", "act": "Decreto 1 de 2026"}
    return Sample({"pk": unit.pk}, data)


def _post(world: World, place: str) -> Sample:
    post = town.post(world.unit_at(place))
    member = town.person(world.entity_at(place), unit=world.unit_at(place))
    data = {
        "name": "Otro", "unit": world.unit_at(place).pk, "on": "2026-01-02", "starts": "2026-01-02",
        "person": Membership.objects.get(user=member).pk, "kind": "holder",
    }  # fmt: skip
    return Sample({"pk": post.pk}, data)


def _post_new(world: World, _place: str) -> Sample:
    data = {"code": f"N{next(_numbers)}", "name": "Nuevo", "unit": world.unit.pk, "begins": "2026-01-01"}
    return Sample({}, data)


def _appointment(world: World, place: str) -> Sample:
    post = town.post(world.unit_at(place))
    made = town.appointed(town.person(world.entity_at(place), unit=world.unit_at(place)), post)
    return Sample({"pk": post.pk, "appointment": made.pk}, {"ends": "2026-01-02"})


def _process(world: World, place: str) -> Sample:
    data = {"code": f"N{next(_numbers)}", "name": "Otro", "kind": "support", "begins": "2026-01-01", "on": "2026-01-02"}
    if place == "none":
        return Sample({}, data)
    made = Process.objects.create(
        entity=world.entity_at(place), code=f"P{next(_numbers)}", name="Proceso", folded="proceso", kind="support",
        owner=town.post(world.unit_at(place)), valid_from=town.SINCE,
    )  # fmt: skip
    return Sample({"pk": made.pk}, data)


def _invite(world: World, _place: str) -> Sample:
    data = {
        "name": "Nueva persona", "email": f"nueva{next(_numbers)}@muestra.example", "unit": world.unit.pk,
        "starts": "2026-01-02", "roles": ["reader"],
    }  # fmt: skip
    return Sample({}, data)


def _person(world: World, place: str) -> Sample:
    """A person other than the one who asks, with a role."""
    someone = town.person(world.entity_at(place), Role.READER, unit=world.unit_at(place))
    data = {"unit": world.unit_at(place).pk, "roles": ["owner"], "last_day": "2026-01-02", "ends": ""}
    return Sample({"pk": Membership.objects.get(user=someone).pk}, data)


SAMPLES = {
    "core:entity_new": _entity, "core:entity": _entity, "core:entity_change": _entity, "core:unit_new": _unit_new,
    "core:unit": _unit, "core:unit_change": _unit, "core:unit_end": _unit, "core:post_new": _post_new,
    "core:post": _post, "core:post_change": _post, "core:post_end": _post, "core:appoint": _post,
    "core:appointment_end": _appointment, "core:process_new": _process, "core:process": _process,
    "core:process_change": _process, "core:process_end": _process, "core:person_invite": _invite,
    "core:person": _person, "core:person_move": _person, "core:person_leave": _person, "core:person_roles": _person,
    "core:person_link": _person,
    "core:person_second_step": _person,
}  # fmt: skip
