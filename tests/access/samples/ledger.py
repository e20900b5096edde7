"""Ledgers and anchors for the access matrix: public, of either entity, and those of the installation."""

import town
from access.world import Sample, World
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


SAMPLES = {
    "portal:ledger": ledger,
    "portal:ledger_whole": ledger,
    "portal:anchor": anchor,
    "portal:own_anchor": own_anchor,
}
