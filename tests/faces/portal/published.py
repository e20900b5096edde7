"""Follow-ups on line, as the entity would have published them."""

from datetime import date
from pathlib import Path

import town
from plans import imported
from probidad.core.models import Entity
from probidad.plans.actions import followups, pressing
from probidad.plans.models import FollowUp
from probidad.rules.separation import Role

TODAY = date(2026, 1, 13)


def on_line(followup: FollowUp) -> FollowUp:
    """Published by internal control."""
    actor = town.acting(followup.entity, Role.INTERNAL_CONTROL)
    return followups.publish(actor, followup_id=followup.pk, today=TODAY)


def sopo(*, pressed: bool = False) -> FollowUp:
    """Sopó's follow-up on line; with its files when they are asked for (it takes seconds)."""
    row = on_line(imported.sopo())
    if pressed:
        pressing.press_now(row.pk)
    return row


def small(here: Entity, folder: Path, *words: str, name: str = "seguimiento.csv", **other: str) -> FollowUp:
    """A follow-up of a few activities with these words, on line."""
    return on_line(unpublished(here, folder, *words, name=name, **other))


def unpublished(here: Entity, folder: Path, *words: str, name: str = "seguimiento.csv", **other: str) -> FollowUp:
    """The same, that only the entity sees."""
    rows = [(text, "2", "1", "50%") for text in words]
    path = imported.matrix(folder, *rows, name=name, **other)
    return imported.applied(town.acting(here, Role.PLANNING), path, entity_confirmed="yes")


def withdrawn(followup: FollowUp, reason: str = "El documento estaba incompleto.") -> FollowUp:
    """Taken off line again."""
    return followups.withdraw(town.acting(followup.entity, Role.APPROVER), followup_id=followup.pk, reason=reason)
