"""Non-working days from a spreadsheet: the days that an act sets for a year, brought at once."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone

from probidad.core.access import Actor, entity_of
from probidad.core.actions.workdays import DECLARE, FreeDayFacts, declare_all
from probidad.core.imports import Change, import_kinds
from probidad.core.models import ImportRun, NonWorkingDay
from probidad.core.queries.workdays import KIND_LABELS, in_range
from probidad.core.rowimports import RowFault, RowPlan, row_import
from probidad.documents.rowimport import Choice, Expected, ExpectedKind, RowRead
from probidad.rules.finding import gettext_noop as _

EXPECTED = (
    Expected("day", _("Day on which terms do not run"), synonyms=("Día", "Fecha", "Día no hábil"), kind=ExpectedKind.DAY,
             required=True, unique=True),
    Expected("kind", _("What it is"), synonyms=("Clase", "Tipo"), kind=ExpectedKind.CHOICE, required=True,
             choices=tuple(Choice(code, label) for code, label in KIND_LABELS.items())),
    Expected("reason", _("Reason"), synonyms=("Motivo", "Razón"), required=True, maximum_length=200),
    Expected("act", _("Act"), synonyms=("Acto", "Acto administrativo", "Decreto", "Resolución"), required=True,
             maximum_length=200),
    Expected("act_day", _("Date of the act"), synonyms=("Fecha del acto",), kind=ExpectedKind.DAY, required=True),
)  # fmt: skip
KNOWN = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: that day is written down already with another act or reason. "
    "Take the row out, or revoke the day first."
)
OUTSIDE = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: no holidays are known of that year. Check the year."
)
UNSIGNED = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: the act is not signed yet on that day. Write the date that "
    "it bears."
)


def plan(actor: Actor, rows: Sequence[RowRead]) -> RowPlan:
    """Compare the rows with the days that hold."""
    holding = NonWorkingDay.objects.filter(entity_id=entity_of(actor), revoked__isnull=True)
    known = {row.day: _facts_of(row) for row in holding}
    changes: dict[int, Change] = {}
    faults: list[RowFault] = []
    work: list[FreeDayFacts] = []
    for row in rows:
        facts = _facts(row)
        if not in_range(facts.day):
            faults.append(RowFault(row.number, "day", OUTSIDE))
        elif facts.act_day > timezone.localdate():
            faults.append(RowFault(row.number, "act_day", UNSIGNED))
        elif facts.day in known and known[facts.day] != facts:
            faults.append(RowFault(row.number, "day", KNOWN))
        else:
            changes[row.number] = Change.SAME if facts.day in known else Change.NEW
            if facts.day not in known:
                work.append(facts)
    return RowPlan(changes, tuple(faults), work=work)


def apply(actor: Actor, planned: RowPlan, _run: ImportRun) -> Mapping[str, int | str]:
    """Write them down."""
    declare_all(actor, planned.work)
    return {}


def _facts(row: RowRead) -> FreeDayFacts:
    day, act_day = row.values["day"], row.values["act_day"]
    if not isinstance(day, date) or not isinstance(act_day, date):
        raise TypeError("days are read as days")
    kind, reason, act = (str(row.values[key]).strip() for key in ("kind", "reason", "act"))
    return FreeDayFacts(day, kind, reason, act, act_day)


def _facts_of(row: NonWorkingDay) -> FreeDayFacts:
    return FreeDayFacts(row.day, row.kind, row.reason, row.act, row.act_day)


import_kinds.lay(
    row_import(
        key="core.non_working_days",
        label=_("Non-working days"),
        verb=DECLARE,
        expected=EXPECTED,
        plan=plan,
        apply=apply,
        help=_("Days that an act of the entity makes free, one row each. National holidays are known already."),
        result=lambda _summary: reverse("core:non_working_days"),
    )
)
