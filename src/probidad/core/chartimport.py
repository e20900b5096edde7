"""A new organisation chart from a spreadsheet, whole and from one day: the change of a term of government.

What is in the chart today and not in the file ends, with its posts; what is only in the file begins; what has the same
code and another name or place changes; the rest stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from probidad.core.access import Actor, entity_of
from probidad.core.actions.units import replace_chart
from probidad.core.imports import Change, Said, import_kinds
from probidad.core.models import ImportRun, OrgUnit
from probidad.core.queries.units import chart, taken_along
from probidad.core.rowimports import RowFault, RowPlan, row_import
from probidad.documents.rowimport import Expected, ExpectedKind, RowRead
from probidad.rules.finding import gettext_noop as _
from probidad.rules.orgchart import ChartFault, UnitChange, UnitFacts, chart_faults, difference

EXPECTED = (
    Expected("code", _("Code"), synonyms=("Código", "Código de dependencia"), required=True, unique=True,
             maximum_length=30),
    Expected("name", _("Name"), synonyms=("Nombre", "Dependencia", "Nombre de la dependencia"), required=True,
             maximum_length=200),
    Expected("parent", _("Code of the unit above"), synonyms=("Código superior", "Depende de", "Superior"),
             maximum_length=30),
    Expected("from", _("From the day"), synonyms=("Desde", "Vigente desde", "Fecha"), kind=ExpectedKind.DAY,
             required=True),
    Expected("act", _("Act"), synonyms=("Acto", "Acto administrativo", "Decreto"), maximum_length=200),
)  # fmt: skip
NO_PARENT = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: no row of the file has the code «%(text)s». Add that unit, or "
    "leave the cell empty for a unit at the top."
)
CIRCLE = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: the unit would be above itself. Write the code of a unit that "
    "is not below it."
)
REPEATED = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: another row has the code «%(text)s». Leave one of them."
)
OTHER_DAY = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: the chart begins on one day and this row has another than the "
    "first row. Write the same day in every row."
)
LATER = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: some units begin after that day, so the chart of that day is "
    "not the last one. Write a later day."
)
_FAULTS = {
    ChartFault.NO_PARENT: ("parent", NO_PARENT),
    ChartFault.CIRCLE: ("parent", CIRCLE),
    ChartFault.REPEATED: ("code", REPEATED),
}
_CHANGES = {UnitChange.BEGINS: Change.NEW, UnitChange.CHANGES: Change.CHANGED, UnitChange.STAYS: Change.SAME}


@dataclass(frozen=True, slots=True)
class NewChart:
    """The chart that the file asks for."""

    units: tuple[UnitFacts, ...]
    on: date
    act: str


def plan(actor: Actor, rows: Sequence[RowRead]) -> RowPlan:
    """Compare the chart of the file with the one that holds on its day."""
    if not rows:
        return RowPlan({})
    units = tuple(_facts(row) for row in rows)
    first = rows[0].values["from"]
    if not isinstance(first, date):
        raise TypeError("days are read as days")
    faults = [RowFault(row.number, "from", OTHER_DAY) for row in rows if row.values["from"] != first]
    for index, fault in chart_faults(units):
        faults.append(RowFault(rows[index].number, *_FAULTS[fault]))
    entity_id = entity_of(actor)
    if OrgUnit.objects.filter(entity_id=entity_id, valid_from__gt=first).exists():
        faults.append(RowFault(rows[0].number, "from", LATER))
    if faults:
        return RowPlan({}, tuple(faults))
    now = chart(entity_id, first)
    found = difference(now.facts(), units)
    known = {unit.code: unit for unit in now.units.values()}
    changes = {row.number: _CHANGES[found.changes[unit.code]] for row, unit in zip(rows, units, strict=True)}
    before = {
        (row.number, "name"): known[unit.code].name
        for row, unit in zip(rows, units, strict=True)
        if unit.code in known and known[unit.code].name != unit.name
    }
    act = next((str(row.values["act"]) for row in rows if row.values.get("act")), "")
    ended = [known[code] for code in found.having(UnitChange.ENDS)]
    effects = tuple(Said(_("The unit %(code)s, %(name)s, ends."), {"code": u.code, "name": u.name}) for u in ended)
    posts, people = taken_along(now, ended, first)
    if posts:
        effects += (Said(_("Posts that end with their unit: %(count)s."), {"count": posts}),)
    if people:
        effects += (Said(_("People who stay without a unit in force: %(count)s. They are told in the checks of the desk."),
                         {"count": people}),)  # fmt: skip
    return RowPlan(changes, (), effects, before, NewChart(units, first, act))


def apply(actor: Actor, planned: RowPlan, _run: ImportRun) -> Mapping[str, int | str]:
    """Replace the chart."""
    asked: NewChart = planned.work
    changes = replace_chart(actor, units=asked.units, on=asked.on, act=asked.act)
    return {"ended": len(changes.having(UnitChange.ENDS)), "on": asked.on.isoformat()}


def _facts(row: RowRead) -> UnitFacts:
    return UnitFacts(str(row.values["code"]), str(row.values["name"]), str(row.values.get("parent") or ""))


import_kinds.lay(
    row_import(
        key="core.chart",
        label=_("Organisation chart from a day"),
        verb="unit.edit",
        expected=EXPECTED,
        plan=plan,
        apply=apply,
        help=_(
            "The whole chart that begins on a day. Units that are not in the file end on that day, with their posts."
        ),
        told={"ended": _("Ended: %(count)s"), "on": _("Chart from the day %(count)s")},
        result=lambda summary: (
            f"{reverse('core:units')}?el={summary['on']}" if summary.get("on") else reverse("core:units")
        ),
    )
)
