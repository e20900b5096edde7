"""Ledgers and anchors for the access matrix: public, of either entity, and those of the installation."""

import town
from access.world import Sample, World
from core.ledger.books import entries, more
from probidad.core.access import system
from probidad.core.actions.anchors import anchor_now
from probidad.rules.separation import Role


def ledger(world: World, place: str) -> Sample:
    return Sample({"entity": world.entity_at(place).slug})


def anchor(world: World, place: str) -> Sample:
    made = anchor_now(town.acting(world.entity_at(place), Role.INTERNAL_CONTROL))
    return Sample({"entity": world.entity_at(place).slug, "number": made.number})


def own_anchor(_world: World, _place: str) -> Sample:
    return Sample({"number": anchor_now(system(None)).number})


def entry(world: World, place: str) -> Sample:
    """An entry far beyond those that the other entity has, so that its number alone opens nothing."""
    owner = world.entity_at(place)
    more(owner, town.acting(owner), 8 if place == "other" else 4)
    last = entries(owner)[-1]
    return Sample({"position": last.position}, {"reason": "Lo pidió su titular, radicado 2026-11."})


SAMPLES = {
    "core:trail_entry": entry,
    "core:trail_erase": entry,
    "portal:ledger": ledger,
    "portal:ledger_whole": ledger,
    "portal:anchor": anchor,
    "portal:own_anchor": own_anchor,
}
