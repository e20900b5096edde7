"""Who owns an activity: planning assigns it to a unit, and the separation of functions is kept or set aside in writing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from probidad.core import trail
from probidad.core.access import Actor, require
from probidad.core.models import OrgUnit
from probidad.documents.publication import masked
from probidad.plans.models import Activity
from probidad.plans.queries.activities import activities
from probidad.plans.queries.units import roles_of_unit, units
from probidad.rules.separation import Role, Verdict, may_own

SHORTEST_REASON = 10


class AssignmentRefusedError(ValueError):
    """The separation of functions does not allow it. ``may_insist`` tells that the entity may set it aside, with a
    reason that is recorded and shown; ``numbers`` are the activities in question."""

    def __init__(self, reason: str, *, may_insist: bool, source: str, numbers: tuple[int, ...]) -> None:
        super().__init__(reason)
        self.reason, self.may_insist, self.source, self.numbers = reason, may_insist, source, numbers


@dataclass(frozen=True, slots=True)
class Assigned:
    """What was done: how many activities changed their unit, and how many of them with a conflict on record."""

    changed: int
    conflicts: int


@transaction.atomic
def assign(
    actor: Actor, *, activity_ids: Collection[int], unit_id: int, insist_reason: str = "", today: date | None = None
) -> Assigned:
    """Give activities to a unit, all of them or none.

    Internal control owns only the evaluations that the law gives it: anything else raises
    :class:`AssignmentRefusedError` unless ``insist_reason`` says why the entity insists. Raises ``LookupError`` when one
    of the activities or the unit is not of the actor's entity.
    """
    require(actor, "activity.assign")
    day = today or timezone.localdate()
    unit = units(actor, day).filter(pk=unit_id).first()
    rows = list(activities(actor).filter(pk__in=activity_ids).select_for_update(of=("self",)).order_by("pk"))
    if unit is None or len(rows) != len(set(activity_ids)):
        raise LookupError("an activity or the unit is not there")
    roles = roles_of_unit(unit, day)
    verdicts = {row.pk: _verdict(roles, evaluation=row.evaluation) for row in rows}
    _refuse(rows, verdicts, insist_reason)
    changed = [row for row in rows if _changes(row, unit, verdicts[row.pk], insist_reason)]
    for row in changed:
        verdict = verdicts[row.pk]
        row.unit, row.conflict = unit, "" if verdict.allowed else verdict.reason
        row.insisted = "" if verdict.allowed else masked(" ".join(insist_reason.split()))
        row.save(update_fields=["unit", "conflict", "insisted"])
        trail.record(
            actor, "activity.assigned", row, unit=unit.name, number=row.number, conflict=row.conflict,
            reason=row.insisted,
        )  # fmt: skip
    return Assigned(len(changed), sum(bool(row.conflict) for row in changed))


@transaction.atomic
def mark_evaluation(actor: Actor, *, activity_id: int, evaluation: bool) -> Activity:
    """Say whether an activity is an evaluation that the law gives to internal control.

    Raises :class:`AssignmentRefusedError` when its unit could not own it then: it is assigned anew first.
    """
    require(actor, "activity.assign")
    row: Activity = activities(actor).select_for_update(of=("self",)).get(pk=activity_id)
    if row.evaluation == evaluation:
        return row
    if row.unit is not None:
        verdict = _verdict(roles_of_unit(row.unit, timezone.localdate()), evaluation=evaluation)
        if not verdict.allowed:
            raise AssignmentRefusedError(verdict.reason, may_insist=False, source=verdict.source, numbers=(row.number,))
        row.conflict = row.insisted = ""
    row.evaluation = evaluation
    row.save(update_fields=["evaluation", "conflict", "insisted"])
    trail.record(actor, "activity.evaluation_marked", row, number=row.number, evaluation=evaluation)
    return row


def _verdict(roles: frozenset[Role], *, evaluation: bool) -> Verdict:
    """A unit is judged by internal control in it and by nothing else: who executes in it is for the unit to say."""
    held = frozenset({Role.INTERNAL_CONTROL}) if Role.INTERNAL_CONTROL in roles else frozenset({Role.OWNER})
    return may_own(held, evaluation=evaluation)


def _refuse(rows: list[Activity], verdicts: dict[int, Verdict], insist_reason: str) -> None:
    for row in rows:
        verdict = verdicts[row.pk]
        if verdict.allowed:
            continue
        insists = verdict.may_insist and len(" ".join(insist_reason.split())) >= SHORTEST_REASON
        if not insists:
            numbers = tuple(r.number for r in rows if verdicts[r.pk] == verdict)
            raise AssignmentRefusedError(
                verdict.reason, may_insist=verdict.may_insist, source=verdict.source, numbers=numbers
            )


def _changes(row: Activity, unit: OrgUnit, verdict: Verdict, insist_reason: str) -> bool:
    told = masked(" ".join(insist_reason.split()))
    return row.unit_id != unit.pk or (not verdict.allowed and row.insisted != told)
