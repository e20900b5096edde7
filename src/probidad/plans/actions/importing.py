"""The import of a follow-up: a file becomes a plan, its activities and a follow-up with its findings, or nothing does.

An entity gets only what its document says. What another document already brought is used again: the plan by framework
and year, a component by its name, an activity by its words (see :func:`probidad.plans.queries.documents.known`).
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from django.core.exceptions import PermissionDenied

from probidad.core import trail
from probidad.core.access import Actor, require
from probidad.core.imports import ImportKind, Preview, PreviewCell, PreviewRow, Said, import_kinds
from probidad.core.models import Entity, ImportRun
from probidad.documents.refusal import RefusalError
from probidad.documents.renderers.labels import STATE_WORDS
from probidad.documents.report import Activity, Quantity, Report
from probidad.documents.words import FIELD_LABELS
from probidad.plans.actions import pressing
from probidad.plans.actions.storing import store
from probidad.plans.models import Plan
from probidad.plans.queries import documents
from probidad.plans.queries.documents import Known, Understood
from probidad.rules.compliance import round_half_up
from probidad.rules.finding import gettext_noop as _

KEY = "plans.followup"
_HEADS = (
    _("No."), FIELD_LABELS["component"], FIELD_LABELS["action"], FIELD_LABELS["target"], FIELD_LABELS["value"],
    FIELD_LABELS["declared"], _("Read as"), _("Computed"), _("State"), _("Findings"),
)  # fmt: skip


def preview(actor: Actor, path: Path, choices: Mapping[str, str]) -> Preview:
    """What a file would bring. Raises :class:`RefusalError` for one that cannot be read."""
    require(actor, "followup.import")
    entity = _entity(actor)
    read = documents.understood(path, file=path.name, entity=entity, choices=choices)
    faults = tuple(_faults(read, entity, choices))
    complete = read.report.cut_off is not None and documents.year_of(read.report) is not None
    known = documents.known(entity.pk, read) if complete else None
    return Preview(
        heads=_HEADS,
        rows=tuple(_row(a, read.report, known) for a in read.report.activities),
        faults=faults,
        inferred=tuple(_inferred(read)),
        effects=tuple(_effects(read, known)),
    )


def apply(actor: Actor, run: ImportRun, path: Path) -> Mapping[str, int | str]:
    """Keep the follow-up; runs inside the transaction of the import.

    Raises :class:`RefusalError` for what the preview tells as a fault. Whoever does the same at the same time waits,
    and then finds it done.
    """
    require(actor, "followup.import")
    entity = _entity(actor)
    read = documents.understood(path, file=run.file, entity=entity, choices=run.choices)
    for fault in _faults(read, entity, run.choices):
        raise RefusalError(
            fault.message,
            remedy=_("Start the import again and answer what its preview asks."),
            facts={name: str(value) for name, value in fault.facts.items()},
        )
    plan = _plan(actor, entity, read.report)
    known = documents.known(entity.pk, read)
    if known.same is not None:
        return {"followup": known.same.pk, "unchanged": 1}
    followup = store(plan, run, read, known)
    trail.record(
        actor, "followup.imported", followup, cut_off=str(followup.cut_off), file=run.file, sha256=followup.sha256,
        digest=followup.digest, activities=followup.activities, findings=followup.finding_count,
    )  # fmt: skip
    pressing.press.enqueue(followup.pk)
    return {
        "followup": followup.pk,
        "activities": followup.activities,
        "new_activities": len(known.new),
        "findings": followup.finding_count,
    }


def _entity(actor: Actor) -> Entity:
    if actor.entity_id is None:
        raise PermissionDenied("a follow-up is imported in an entity")
    return Entity.objects.get(pk=actor.entity_id)


def _plan(actor: Actor, entity: Entity, report: Report) -> Plan:
    plan, made = Plan.objects.get_or_create(
        entity=entity,
        framework=report.framework.key,
        year=documents.placed(report)[0],
        defaults={"name": documents.plan_name(report), "framework_version": report.framework.version},
    )
    if made:
        trail.record(actor, "plan.created", plan, year=plan.year, framework=plan.framework)
    return Plan.objects.select_for_update().get(pk=plan.pk)


def _faults(read: Understood, entity: Entity, choices: Mapping[str, str]) -> Iterator[Said]:
    if documents.year_of(read.report) is None:
        yield Said(_("The document does not say its year. Write it in «Year of the plan»."))
    if read.report.cut_off is None:
        yield Said(_("The document does not say its cut-off. Write it in «Cut-off»."))
    if not documents.is_of(read.named, entity) and not documents.confirmed(choices):
        yield Said(
            _("The document is of «%(named)s» and you import it for «%(entity)s». If they are the same entity, say so in «The document is of this entity»."),
            {"named": read.named, "entity": entity.name},
        )  # fmt: skip


def _inferred(read: Understood) -> Iterator[Said]:
    if not read.named:
        yield Said(_("The document names no entity: it is taken as yours."))
    unused = [remark for remark in read.report.remarks if remark.stage == "problem"]
    for remark in (*unused, *(remark for remark in read.report.remarks if remark.stage != "problem")):
        yield Said(remark.message, remark.facts)


def _effects(read: Understood, known: Known | None) -> Iterator[Said]:
    report = read.report
    if known is None:
        return
    if known.same is not None:
        yield Said(
            _("Nothing changes: this follow-up is already there since %(when)s."),
            {"when": known.same.created.date().isoformat(), "followup": known.same.pk},
        )
        return
    facts = {"name": documents.plan_name(report), "year": documents.year_of(report)}
    if known.plan is None:
        yield Said(_("A new plan: %(name)s, %(year)s."), facts)
    else:
        yield Said(_("A further follow-up of a plan that is there: %(name)s, %(year)s."), facts)
    yield Said(
        _("«%(title)s», of %(entity)s, with its cut-off on %(cut_off)s."),
        {"title": report.title, "entity": report.entity, "cut_off": str(report.cut_off)},
    )
    yield Said(
        _("%(rows)s activities in %(parts)s components, with %(found)s findings."),
        {"rows": len(report.activities), "parts": sum(not part.proposed for part in report.components),
         "found": len(report.entries)},
    )  # fmt: skip
    yield from _totals(report)
    yield from _compared(known)


def _totals(report: Report) -> Iterator[Said]:
    printed = report.printed.number if report.printed else None
    if printed is not None:
        yield Said(_("Total that the document prints: %(printed)s."), {"printed": round_half_up(printed)})
    if report.declared.value is not None:
        yield Said(_("Declared by its rows: %(declared)s."), {"declared": round_half_up(report.declared.value)})
    if report.computed.value is not None:
        yield Said(_("Computed again: %(computed)s."), {"computed": round_half_up(report.computed.value)})
    else:
        yield Said(_("It gives no value and target from which to compute."))


def _compared(known: Known) -> Iterator[Said]:
    if known.plan is None:
        return
    yield Said(
        _("%(kept)s activities are those of the plan; %(new)s are new in it."),
        {"kept": len(known.activities), "new": len(known.new)},
    )
    if known.reworded:
        yield Said(
            _("These have other words than the plan gives to their number, so they are kept as other activities: %(rows)s."),
            {"rows": ", ".join(map(str, known.reworded))},
        )  # fmt: skip
    if known.absent:
        yield Said(
            _("These were in the last follow-up and are not in this document: %(rows)s."),
            {"rows": ", ".join(map(str, sorted(known.absent)))},
        )
    if not known.newest:
        yield Said(
            _("The plan has a follow-up with a later cut-off: the texts of its activities stay as that one says.")
        )


def _row(a: Activity, report: Report, known: Known | None) -> PreviewRow:
    filled = {cell.field for cell in a.cells if cell.note}
    name = next((part.name for part in report.components if part.key == a.component), "")
    cells = (
        PreviewCell(str(a.number)),
        PreviewCell(name, inferred="component" in filled),
        PreviewCell(a.action, inferred="action" in filled),
        _quoted(a.target, "target" in filled),
        _quoted(a.value, "value" in filled),
        _quoted(a.declared_cell, "declared" in filled),
        PreviewCell(_shown(a.declared), inferred=bool(a.declared_cell.inferred)),
        PreviewCell(_shown(a.computed), inferred=bool(a.value.inferred or a.target.inferred)),
        PreviewCell(STATE_WORDS[a.state]),
        PreviewCell(str(len(report.entries_of(a.number)))),
    )
    change = ""
    if known is not None:
        change = _("the same") if known.same else _("new") if a.number in known.new else _("further reading")
    return PreviewRow(a.row, cells, change)


def _quoted(quantity: Quantity, filled: bool) -> PreviewCell:
    return PreviewCell(quantity.text, inferred=filled or bool(quantity.inferred))


def _shown(value: Fraction | None) -> str:
    return round_half_up(value) if value is not None else ""


import_kinds.lay(
    ImportKind(
        key=KEY,
        label=_("Follow-up of a plan"),
        verb="followup.import",
        preview=preview,
        apply=apply,
        choices=(
            (documents.SHEET, _("Sheet of the matrix")),
            (documents.CUT_OFF, _("Cut-off")),
            (documents.YEAR, _("Year of the plan")),
            (documents.FRAMEWORK, _("Framework")),
            (documents.AGGREGATION, _("Way to add activities up")),
            (documents.CONFIRMED, _("The document is of this entity")),
        ),
    )
)
