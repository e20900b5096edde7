"""Writes an understood follow-up into its tables. Figures are copied from the report and never computed again."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from probidad.core.models import ImportRun
from probidad.documents.frozen_report import freeze
from probidad.documents.report import Activity as ActivityOfReport
from probidad.documents.report import Entry, Report
from probidad.documents.words import Words
from probidad.plans.models import (
    Activity,
    Component,
    ComponentReading,
    FindingRecord,
    FollowUp,
    Plan,
    Reading,
)
from probidad.plans.queries.documents import Known, Understood, placed, wording
from probidad.plans.queries.figures import exact, sortable
from probidad.rules.compliance import capped, level
from probidad.rules.finding import Severity
from probidad.rules.language import fold

BATCH = 500  # rows written at once
_WEIGHT = {severity: n for n, severity in enumerate(Severity)}


def store(plan: Plan, run: ImportRun | None, read: Understood, known: Known) -> FollowUp:
    """Write the follow-up, its activities, readings and findings; runs inside the transaction of the import."""
    report = read.masked
    followup = _followup(plan, run, read)
    parts = _components(plan, followup, report)
    activities = _activities(plan, report, known, parts)
    readings = _readings(followup, report, activities)
    _findings(followup, report, activities)
    if known.newest:
        plan.latest = followup
        plan.save(update_fields=["latest"])
        for reading in readings:
            activities[reading.number].latest = reading
        Activity.objects.bulk_update(activities.values(), ["latest"], batch_size=BATCH)
    else:
        _point_the_new(readings, activities)
    return followup


def _point_the_new(readings: Sequence[Reading], activities: Mapping[int, Activity]) -> None:
    """An older follow-up than the plan's last: only activities that no other follow-up brings point at it."""
    fresh = []
    for reading in readings:
        activity = activities[reading.number]
        if activity.latest_id is None:
            activity.latest = reading
            fresh.append(activity)
    Activity.objects.bulk_update(fresh, ["latest"], batch_size=BATCH)


def _followup(plan: Plan, run: ImportRun | None, read: Understood) -> FollowUp:
    report = read.masked
    printed = report.printed.number if report.printed else None
    return FollowUp.objects.create(
        entity_id=plan.entity_id,
        plan=plan,
        slug=_address(plan, report),
        title=report.title,
        cut_off=placed(report)[1],
        file=report.source.file,
        sha256=report.source.sha256,
        imported_by=run,
        frozen=freeze(read.report),
        published=freeze(report),
        digest=read.digest,
        content=read.content,
        program_version=report.program_version,
        rules_version=report.rules_version,
        aggregation=report.computed.aggregation.value,
        activities=len(report.activities),
        finding_count=len(report.entries),
        printed_exact=exact(printed),
        printed=sortable(printed),
        declared_exact=exact(report.declared.value),
        declared=sortable(report.declared.value),
        computed_exact=exact(report.computed.value),
        computed=sortable(report.computed.value),
        level=_level(report.computed.value, report),
        verified_exact=exact(report.verified.value),
        verified=sortable(report.verified.value),
    )


def _address(plan: Plan, report: Report) -> str:
    """``2017-12-30``; with ``-2`` and so on when the entity already has one of that cut-off."""
    base = str(report.cut_off)
    taken = set(FollowUp.objects.filter(entity_id=plan.entity_id, slug__startswith=base).values_list("slug", flat=True))
    number = 1
    while (slug := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return slug


def _components(plan: Plan, followup: FollowUp, report: Report) -> dict[str, Component]:
    """The components as printed, by their key in the report; a name that the plan already has is the same one."""
    there = {part.folded: part for part in plan.components.all()}
    numbers = {part.number for part in there.values()}
    found: dict[str, Component] = {}
    for part in report.components:
        if part.proposed:
            continue
        folded = fold(part.name)
        if folded not in there:
            number = part.number if part.number not in numbers else max(numbers) + 1
            numbers.add(number)
            there[folded] = Component.objects.create(
                plan=plan, number=number, name=part.name, official=part.official, folded=folded
            )
        found[part.key] = there[folded]
        value = part.computed.value
        ComponentReading.objects.create(
            followup=followup,
            component=there[folded],
            key=part.key,
            activities=len(part.activities),
            declared_exact=exact(part.declared.value),
            declared=sortable(part.declared.value),
            computed_exact=exact(value),
            computed=sortable(value),
            level=_level(value, report),
        )
    return found


def _activities(plan: Plan, report: Report, known: Known, parts: Mapping[str, Component]) -> dict[int, Activity]:
    rows = Activity.objects.in_bulk(list(known.activities.values()))
    found = {number: rows[pk] for number, pk in known.activities.items()}
    fresh = []
    for told in report.activities:
        row = found.get(told.number)
        if row is None:
            row = found[told.number] = Activity(plan=plan, number=told.number, wording=wording(told))
            fresh.append(row)
        elif not known.newest:
            continue  # an older document says nothing of the plan as it stands
        row.component = parts[told.component]
        row.action, row.indicator, row.target = told.action, told.indicator, told.target.text
        row.deadline, row.responsible = told.deadline, told.responsible
        row.folded = fold(" ".join((str(row.number), told.action, told.indicator, told.responsible)))
    Activity.objects.bulk_create(fresh, batch_size=BATCH)
    if known.newest:
        kept = [row for number, row in found.items() if number in known.activities]
        Activity.objects.bulk_update(
            kept, ["component", "action", "indicator", "target", "deadline", "responsible", "folded"], batch_size=BATCH
        )
    return found


def _readings(followup: FollowUp, report: Report, activities: Mapping[int, Activity]) -> list[Reading]:
    counts: dict[int, int] = {}
    for entry in report.entries:
        counts[entry.finding.subject] = counts.get(entry.finding.subject, 0) + 1
    return Reading.objects.bulk_create(
        [_reading(followup, report, a, activities[a.number], counts.get(a.number, 0)) for a in report.activities],
        batch_size=BATCH,
    )


def _reading(followup: FollowUp, report: Report, a: ActivityOfReport, activity: Activity, findings: int) -> Reading:
    return Reading(
        followup=followup,
        activity=activity,
        number=a.number,
        row=a.row,
        state=a.state.value,
        due=max(a.due, default=None),
        value=a.value.text,
        declared_exact=exact(a.declared),
        declared=sortable(a.declared),
        computed_exact=exact(a.computed),
        computed=sortable(a.computed),
        verified_exact=exact(a.verified),
        verified=sortable(a.verified),
        level=_level(a.computed, report),
        findings=findings,
    )


def _findings(followup: FollowUp, report: Report, activities: Mapping[int, Activity]) -> None:
    spanish = Words("es")
    FindingRecord.objects.bulk_create(
        [_finding(followup, n, entry, activities, spanish) for n, entry in enumerate(report.entries, 1)],
        batch_size=BATCH,
    )


def _finding(
    followup: FollowUp, position: int, entry: Entry, activities: Mapping[int, Activity], spanish: Words
) -> FindingRecord:
    finding = entry.finding
    quote = next((quote for quote in entry.quotes if quote.text), None)
    text = spanish(finding.message, finding.facts)
    return FindingRecord(
        followup=followup,
        activity=activities.get(finding.subject),
        position=position,
        key=entry.key,
        rule=finding.rule,
        severity=finding.severity.value,
        weight=_WEIGHT[finding.severity],
        nature=finding.nature.value,
        message=finding.message,
        settle=finding.settle,
        facts=dict(finding.facts),
        quote=quote.text if quote else "",
        cell=quote.place.cell if quote and quote.place else "",
        folded=fold(f"{entry.key} {text} {quote.text if quote else ''}"),
    )


def _level(value: Fraction | None, report: Report) -> str:
    return level(capped(value), report.bands) if value is not None and report.bands else ""
