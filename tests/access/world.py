"""The small world in which every route is tried by every role: two towns, two units in the first, one person a role."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import town
from probidad.core.models import Entity, OrgUnit, User
from probidad.rules.separation import ASSIGNABLE


@dataclass(frozen=True, slots=True)
class Sample:
    """What fills the address of a route (``kwargs``) and a complete enough form (``data``)."""

    kwargs: Mapping[str, Any] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class World:
    """``people`` holds one member of ``unit`` for each role; ``operator`` runs the installation and belongs nowhere."""

    here: Entity
    there: Entity
    unit: OrgUnit
    unit_beside: OrgUnit
    unit_there: OrgUnit
    people: Mapping[str, User]
    operator: User

    def unit_at(self, place: str) -> OrgUnit:
        """The unit that a place means: ``own`` (and ``none``), ``unit`` or ``other``."""
        return {"unit": self.unit_beside, "other": self.unit_there}.get(place, self.unit)

    def entity_at(self, place: str) -> Entity:
        """The entity that a place means."""
        return self.there if place == "other" else self.here


def world() -> World:
    """Make it."""
    here, there = town.entity("Aquí"), town.entity("Allá")
    unit = town.unit(here, "Propia")
    return World(
        here=here,
        there=there,
        unit=unit,
        unit_beside=town.unit(here, "Vecina"),
        unit_there=town.unit(there, "Ajena"),
        people={role.value: town.person(here, role, unit=unit, name=f"Con {role.value}") for role in ASSIGNABLE},
        operator=town.person(operator=True, name="Quien instala"),
    )
