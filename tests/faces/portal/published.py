"""Follow-ups on line, as the entity would have published them."""

from pathlib import Path

import reports
import town
from plans import imported
from probidad.core.models import Entity
from probidad.plans.actions import followups, pressing
from probidad.plans.models import FollowUp
from probidad.rules.separation import Role


def sopo(*, pressed: bool = False) -> FollowUp:
    """Sopó's follow-up on line; with its files when they are asked for (it takes seconds)."""
    row = imported.online(imported.kept(imported.sopo_town(), reports.sopo(), year=2017, month=12))
    if pressed:
        pressing.press_now(row.pk)
    return row


def unpublished(here: Entity, folder: Path, *words: str, month: int = 4, **other: str) -> FollowUp:
    """A follow-up with an activity for each of these texts, that only the entity sees."""
    path = imported.matrix(folder, *((text, "2", "1", "50%") for text in words), **other)
    return imported.kept(here, reports.built(path), month=month)


def small(here: Entity, folder: Path, *words: str, month: int = 4, **other: str) -> FollowUp:
    """The same, on line."""
    return imported.online(unpublished(here, folder, *words, month=month, **other))


def withdrawn(followup: FollowUp, reason: str = "El documento estaba incompleto.") -> FollowUp:
    """Taken off line again."""
    return followups.withdraw(town.acting(followup.entity, Role.APPROVER), followup_id=followup.pk, reason=reason)


def base(row: FollowUp) -> str:
    """Its address."""
    return f"/entidad/{row.entity.slug}/{row.slug}/"
