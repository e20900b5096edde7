"""The import of a follow-up: a file becomes a plan, its activities and a follow-up with its findings, or nothing does.

An entity gets only what its document says. What another document already brought is used again: the plan by framework
and year, a component by its name, an activity by its words (see :func:`probidad.plans.queries.documents.known`).
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from probidad.core import trail
from probidad.core.access import Actor, require
from probidad.core.imports import (
    ChoiceKind,
    ImportChoice,
    ImportKind,
    Preview,
    PreviewCell,
    PreviewRow,
    Said,
    import_kinds,
)
from probidad.core.lists import Choice
from probidad.core.models import Entity, ImportRun
from probidad.core.pages import said, words
from probidad.core.trail import Personal
from probidad.documents.refusal import RefusalError
from probidad.documents.renderers.labels import STATE_WORDS
from probidad.documents.report import Activity, Quantity, Report
from probidad.frameworks.loader import framework, plan_frameworks
from probidad.plans.actions import pressing
from probidad.plans.actions.storing import store
from probidad.plans.models import Plan
from probidad.plans.queries import documents
from probidad.plans.queries.documents import Known, Understood
from probidad.rules.compliance import round_half_up
from probidad.rules.finding import gettext_noop as _

KEY = "plans.followup"
_HEADS = (
    _("No."), _("Component"), _("Activity"), _("Target"), _("Value"), _("Declared"), _("Read as"), _("Computed"),
    _("State"), _("Findings"),
)  # fmt: skip
_ROWS_NAMED = 12  # of the rows in which the same was inferred


def read(actor: Actor, path: Path, choices: Mapping[str, str]) -> Understood:
    """The file understood, before any transaction. Raises :class:`RefusalError` for one that cannot be read."""
    require(actor, "followup.import")
    return documents.understood(path, entity=_entity(actor), choices=choices)


def preview(actor: Actor, source: Understood, choices: Mapping[str, str]) -> Preview:
    """What a file would bring."""
    require(actor, "followup.import")
    entity = _entity(actor)
    report = source.report
    complete = report.cut_off is not None and documents.year_of(report) is not None
    known = documents.known(entity.pk, source) if complete else None
    return Preview(
        heads=_HEADS,
        rows=tuple(_row(a, report, known) for a in report.activities),
        faults=tuple(_faults(source, entity, choices)),
        inferred=tuple(_inferred(source)),
        effects=tuple(_effects(source, known)),
        changes=0 if known and known.same else len(report.activities),
    )


def apply(actor: Actor, run: ImportRun, source: Understood) -> Mapping[str, int | str]:
    """Keep the follow-up; runs inside the transaction of the import.

    Raises :class:`RefusalError` for what the preview tells as a fault. Whoever does the same at the same time waits,
    and then finds it done.
    """
    require(actor, "followup.import")
    entity = _entity(actor)
    for fault in _faults(source, entity, run.choices):
        raise RefusalError(
            fault.message,
            remedy=_("Start the import again and answer what its preview asks."),
            facts={name: str(value) for name, value in fault.facts.items()},
        )
    plan = _plan(actor, entity, source.report)
    known = documents.known(entity.pk, source)
    if known.same is not None:
        return {"followup": known.same.pk, "unchanged": 1}
    followup = store(plan, run, source, known)
    trail.record(
        actor, "followup.imported", followup, cut_off=str(followup.cut_off), file=Personal(followup.file),
        sha256=followup.sha256, digest=followup.digest, activities=followup.activities,
        findings=followup.finding_count,
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


def _faults(source: Understood, entity: Entity, choices: Mapping[str, str]) -> Iterator[Said]:
    if documents.year_of(source.report) is None:
        yield Said(_("The document does not say its year. Write it in «Year of the plan»."))
    if source.report.cut_off is None:
        yield Said(_("The document does not say its cut-off. Write it in «Cut-off»."))
    if not documents.is_of(source.named, entity) and not documents.confirmed(choices):
        yield Said(
            _("The document is of «%(named)s» and you import it for «%(entity)s». If they are the same entity, say so in «The document is of this entity»."),
            {"named": source.named, "entity": entity.name},
        )  # fmt: skip


def _inferred(source: Understood) -> Iterator[Said]:
    if not source.named:
        yield Said(_("The document names no entity: it is taken as yours."))
    unused = [remark for remark in source.report.remarks if remark.stage == "problem"]
    rows: dict[str, list[int]] = {}
    for remark in (*unused, *(remark for remark in source.report.remarks if remark.stage != "problem")):
        rows.setdefault(said(remark.message, remark.facts), []).append(remark.row)
    for text, found in rows.items():
        told = [str(row) for row in sorted(set(found)) if row]
        shown = ", ".join(told[:_ROWS_NAMED]) + ("…" if len(told) > _ROWS_NAMED else "")
        yield (
            Said(_("%(text)s Rows: %(rows)s."), {"text": text, "rows": shown})
            if told
            else Said("%(text)s", {"text": text})
        )


def _effects(source: Understood, known: Known | None) -> Iterator[Said]:
    report = source.report
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
    return words().decimal(value) if value is not None else ""


def _frameworks(actor: Actor) -> list[Choice]:
    return [Choice(key, framework(actor.country, key).name_es) for key in plan_frameworks(actor.country)]


def _ways(_actor: Actor) -> list[Choice]:
    from probidad.documents.scenarios import LABELS  # noqa: PLC0415 (all the rules: only an import needs them)

    return [Choice(way.value, label) for way, label in LABELS.items()]


import_kinds.lay(
    ImportKind(
        key=KEY,
        label=_("Follow-up of a plan"),
        verb="followup.import",
        read=read,
        preview=preview,
        apply=apply,
        help=_(
            "The matrix of a follow-up as internal control published it. What it does not say can be settled here; what it says is never corrected."
        ),
        choices=(
            ImportChoice(documents.SHEET, _("Sheet of the matrix"), _("Only when the file has several.")),
            ImportChoice(documents.CUT_OFF, _("Cut-off"), _("Only when the document does not say it."), ChoiceKind.DAY),
            ImportChoice(documents.YEAR, _("Year of the plan"), _("Only when the document does not say it.")),
            ImportChoice(
                documents.FRAMEWORK,
                _("Framework"),
                _("Left open: the one that was in force at the cut-off."),
                ChoiceKind.ONE,
                _frameworks,
            ),
            ImportChoice(
                documents.AGGREGATION,
                _("Way to add activities up"),
                _("Left open: the mean of activities."),
                ChoiceKind.ONE,
                _ways,
            ),
            ImportChoice(
                documents.CONFIRMED,
                _("The document is of this entity"),
                _("Only when it names your entity in another way."),
                ChoiceKind.CHECK,
            ),
        ),
        told={
            "activities": _("Activities read: %(count)s."),
            "new_activities": _("New activities in the plan: %(count)s."),
            "findings": _("Findings: %(count)s."),
            "unchanged": _("Follow-ups that were already there, unchanged: %(count)s."),
        },
        result=lambda summary: reverse("plans:followup", args=[summary["followup"]]),
        keep_file=True,  # it is the document that every figure points into
    )
)
