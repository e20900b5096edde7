"""Who owns an activity: planning assigns it to a unit, and the separation of functions is kept or set aside in writing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from probidad.core import trail
from probidad.core.access import Actor, require
from probidad.core.actions.evidence import follow_unit
from probidad.core.models import OrgUnit
from probidad.core.trail import Personal
from probidad.documents.publication import masked
from probidad.documents.refusal import RefusalError
from probidad.plans.models import Activity
from probidad.plans.queries.activities import activities
from probidad.plans.queries.units import roles_of_unit, units
from probidad.rules.finding import gettext_noop as _
from probidad.rules.separation import Role, Verdict, may_own

SHORTEST_REASON = 10
_INSIST = _(
    "Choose another unit for these activities: %(rows)s. If the entity insists, say in a sentence why: it is recorded and shown."
)


class AssignmentRefusedError(RefusalError):
    """The separation of functions does not allow it, or the entity may set it aside (``may_insist``) and gave no reason
    that can be recorded and shown."""

    def __init__(self, verdict: Verdict, numbers: tuple[int, ...]) -> None:
        remedy = _INSIST if verdict.may_insist else _("Choose another unit for these activities: %(rows)s.")
        super().__init__(verdict.reason, remedy=remedy, facts={"rows": ", ".join(map(str, numbers))})
        self.verdict, self.numbers = verdict, numbers


@dataclass(frozen=True, slots=True)
class Assigned:
    """What was done: how many activities changed their unit, and how many of them with a conflict on record."""

    changed: int
    conflicts: int


@transaction.atomic
def assign(
    actor: Actor,
    *,
    activity_ids: Collection[int],
    unit_id: int,
    insist_reason: str = "",
    evaluation: bool | None = None,
    today: date | None = None,
) -> Assigned:
    """Give activities to a unit, all of them or none.

    ``evaluation`` says whether they are evaluations of internal control; None leaves what they were. Internal control
    owns only the evaluations that the law gives it: anything else raises
    :class:`AssignmentRefusedError` unless ``insist_reason`` says why the entity insists. Raises ``LookupError`` when one
    of the activities or the unit is not of the actor's entity.
    """
    require(actor, "activity.assign")
    day = today or timezone.localdate()
    unit = units(actor, day).filter(pk=unit_id).first()
    rows = list(activities(actor).filter(pk__in=activity_ids).select_for_update(of=("self",)).order_by("pk"))
    if unit is None or len(rows) != len(set(activity_ids)):
        raise LookupError("an activity or the unit is not there")
    wanted = {row.pk: row.evaluation if evaluation is None else evaluation for row in rows}
    roles = roles_of_unit(unit, day)
    verdicts = {row.pk: _verdict(roles, evaluation=wanted[row.pk]) for row in rows}
    told = " ".join(insist_reason.split())
    _refuse(rows, verdicts, told)
    changed = [row for row in rows if _set(row, unit, wanted[row.pk], verdicts[row.pk], masked(told))]
    for row in changed:
        row.save(update_fields=["unit", "evaluation", "conflict", "insisted"])
        trail.record(
            actor, "activity.assigned", row, unit=unit.name, number=row.number, evaluation=row.evaluation,
            conflict=row.conflict, reason=Personal(row.insisted),
        )  # fmt: skip
    follow_unit("plans.activity", [row.pk for row in changed], unit.pk)
    return Assigned(len(changed), sum(bool(row.conflict) for row in changed))


def _set(row: Activity, unit: OrgUnit, evaluation: bool, verdict: Verdict, reason: str) -> bool:
    """Put the row as it will be; whether that changes anything."""
    before = (row.unit_id, row.evaluation, row.conflict, row.insisted)
    row.unit, row.evaluation = unit, evaluation
    row.conflict, row.insisted = ("", "") if verdict.allowed else (verdict.reason, reason)
    return before != (row.unit_id, row.evaluation, row.conflict, row.insisted)


def _verdict(roles: frozenset[Role], *, evaluation: bool) -> Verdict:
    """A unit is judged by internal control in it and by nothing else: who executes in it is for the unit to say."""
    held = frozenset({Role.INTERNAL_CONTROL}) if Role.INTERNAL_CONTROL in roles else frozenset({Role.OWNER})
    return may_own(held, evaluation=evaluation)


def _refuse(rows: list[Activity], verdicts: dict[int, Verdict], reason: str) -> None:
    for row in rows:
        verdict = verdicts[row.pk]
        if verdict.allowed:
            continue
        if not (verdict.may_insist and len(reason) >= SHORTEST_REASON):
            raise AssignmentRefusedError(verdict, tuple(r.number for r in rows if verdicts[r.pk] == verdict))
