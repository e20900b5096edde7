"""What plans lay on the shelves: open data of what is published, what is owed, what the checks say, the score."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction

from django.urls import reverse

from probidad.core.lists import Column, Kind
from probidad.core.offers import (
    Agenda,
    Alert,
    Check,
    Dataset,
    Due,
    IndicatorSource,
    Measurement,
    Period,
    Unit,
    agendas,
    checks,
    datasets,
    indicator_sources,
)
from probidad.core.queries.subjects import path
from probidad.core.supportables import Supportable, supportables
from probidad.core.verbs import Subject, Verb, subjects, verbs
from probidad.documents.renderers.labels import RULE_TITLES, STATE_WORDS
from probidad.documents.words import Words
from probidad.plans.queries import owed, published, supported
from probidad.plans.queries import subjects as named
from probidad.plans.queries.figures import figure
from probidad.rules.compliance import State, round_half_up
from probidad.rules.finding import Severity
from probidad.rules.finding import gettext_noop as _
from probidad.rules.separation import Role

AHEAD = timedelta(days=60)  # a follow-up shows on the desk so long before its cut-off
_SPANISH = Words("es")  # open data quotes Spanish documents: the same bytes for every reader

_ENTITY = Column("entity", _("Entity"), lambda row: row.followup.entity.name, order=("followup__entity__name",))
_FOLLOWUP = Column("followup", _("Follow-up"), lambda row: row.followup.slug, order=("followup__slug",))
_YEAR = Column("year", _("Year"), lambda row: row.followup.plan.year, Kind.WHOLE, order=("followup__plan__year",))
_CUT_OFF = Column("cut_off", _("Cut-off"), lambda row: row.followup.cut_off, Kind.DAY, order=("followup__cut_off",))

datasets.lay(
    Dataset(
        key="plans.followups",
        label=_("Follow-ups of plans"),
        description=_("Each follow-up that is published, with its totals as printed, declared, computed and verified."),
        columns=(
            Column("entity", _("Entity"), lambda row: row.entity.name, order=("entity__name",)),
            Column("divipola", _("Code of the municipality or department"), lambda row: row.entity.divipola),
            Column("followup", _("Follow-up"), lambda row: row.slug, order=("slug",)),
            Column("plan", _("Plan"), lambda row: row.plan.name, order=("plan__name",)),
            Column("year", _("Year"), lambda row: row.plan.year, Kind.WHOLE, order=("plan__year",)),
            Column("framework", _("Framework"), lambda row: row.plan.framework),
            Column("cut_off", _("Cut-off"), lambda row: row.cut_off, Kind.DAY, order=("cut_off",)),
            Column("activities", _("Activities"), lambda row: row.activities, Kind.WHOLE, order=("activities",)),
            Column("findings", _("Findings"), lambda row: row.finding_count, Kind.WHOLE, order=("finding_count",)),
            Column("printed", _("Printed"), lambda row: figure(row.printed_exact), Kind.EXACT, order=("printed",)),
            Column("declared", _("Declared"), lambda row: figure(row.declared_exact), Kind.EXACT, order=("declared",)),
            Column("computed", _("Computed"), lambda row: figure(row.computed_exact), Kind.EXACT, order=("computed",)),
            Column("verified", _("Verified"), lambda row: figure(row.verified_exact), Kind.EXACT, order=("verified",)),
            Column("aggregation", _("Way to add activities up"), lambda row: row.aggregation),
            Column("published", _("On line since"), lambda row: row.public_since, Kind.MOMENT, order=("public_since",)),
            Column("file", _("File"), lambda row: row.file),
            Column("sha256", _("SHA-256 of the file"), lambda row: row.sha256),
            Column("digest", _("Digest of what is published"), lambda row: row.digest),
        ),
        rows=published.public_followups,
        order=("-cut_off", "pk"),
    )
)
datasets.lay(
    Dataset(
        key="plans.activities",
        label=_("Activities of plans"),
        description=_("Each activity in each follow-up that is published. Names of persons are masked."),
        columns=(
            _ENTITY, _FOLLOWUP, _YEAR, _CUT_OFF,
            Column("number", _("No."), lambda row: row.number, Kind.WHOLE, order=("number",)),
            Column("component", _("Component"), lambda row: row.activity.component.name, said=True),
            Column("action", _("Activity"), lambda row: row.activity.action, said=True, order=("activity__folded",)),
            Column("indicator", _("Indicator"), lambda row: row.activity.indicator, said=True),
            Column("target", _("Target"), lambda row: row.activity.target, said=True),
            Column("value", _("Value"), lambda row: row.value, said=True),
            Column("deadline", _("Deadline"), lambda row: row.activity.deadline, said=True),
            Column("responsible", _("Responsible"), lambda row: row.activity.responsible, said=True),
            Column("due", _("Falls due"), lambda row: row.due, Kind.DAY, order=("due",)),
            Column("state", _("State"), lambda row: STATE_WORDS[State(row.state)], Kind.WORD, order=("state",)),
            Column("declared", _("Declared"), lambda row: figure(row.declared_exact), Kind.EXACT, order=("declared",)),
            Column("computed", _("Computed"), lambda row: figure(row.computed_exact), Kind.EXACT, order=("computed",)),
            Column("verified", _("Verified"), lambda row: figure(row.verified_exact), Kind.EXACT, order=("verified",)),
            Column("level", _("Level"), lambda row: row.level, Kind.LEVEL, order=("computed",)),
            Column("findings", _("Findings"), lambda row: row.findings, Kind.WHOLE, order=("findings",)),
            Column("row", _("Row of the file"), lambda row: row.row, Kind.WHOLE),
        ),
        rows=published.public_readings,
        searched=("activity__folded",),
        order=("-followup__cut_off", "followup", "number"),
    )
)  # fmt: skip
datasets.lay(
    Dataset(
        key="plans.findings",
        label=_("Findings on follow-ups"),
        description=_("What the rules point at in each follow-up that is published. A finding asks for proof."),
        columns=(
            _ENTITY, _FOLLOWUP, _YEAR, _CUT_OFF,
            Column("key", _("Finding"), lambda row: row.key, order=("position",)),
            Column("rule", _("Rule"), lambda row: row.rule, order=("rule",)),
            Column("title", _("Title"), lambda row: RULE_TITLES.get(row.rule, row.rule), Kind.WORD),
            Column("severity", _("Severity"), lambda row: row.severity, Kind.SEVERITY, order=("weight",)),
            Column("nature", _("Nature"), lambda row: row.nature),
            Column("activity", _("Activity"), lambda row: row.activity.number if row.activity else None, Kind.WHOLE, order=("activity__number",)),
            Column("text", _("What it says"), lambda row: _SPANISH(row.message, row.facts)),
            Column("settle", _("What would settle it"), lambda row: _SPANISH(row.settle, row.facts)),
            Column("quote", _("Quote"), lambda row: row.quote, said=True),
            Column("cell", _("Cell"), lambda row: row.cell),
        ),
        rows=published.public_findings,
        searched=("folded",),
        order=("-followup__cut_off", "followup", "position"),
    )
)  # fmt: skip


def _activities_due(entity_id: int, today: date) -> Iterator[Due]:
    for reading in owed.unfulfilled(entity_id, today):
        activity = reading.activity
        if activity.unit_id is None or reading.due is None:
            continue
        yield Due(
            key=f"plans.activity-{activity.pk}",
            title=activity.action,
            due=reading.due,
            address=reverse("plans:activity", args=[activity.pk]),
            note=_("Activity %(number)s: «%(value)s» of «%(aim)s» at the last follow-up."),
            facts={"number": activity.number, "value": reading.value or "∅", "aim": activity.target or "∅"},
            units=frozenset({activity.unit_id}),
        )


def _followups_due(entity_id: int, today: date) -> Iterator[Due]:
    for plan, term in owed.missing_followups(entity_id, today):
        if term.cut_off - AHEAD > today:
            continue
        yield Due(
            key=f"plans.followup-{plan.pk}-{term.cut_off.isoformat()}",
            title=f"{plan.name} {plan.year}",
            due=term.publish_by,
            address=reverse("plans:plan", args=[plan.pk]),
            note=_("Publish the follow-up with its cut-off on %(cut_off)s."),
            facts={"cut_off": term.cut_off.isoformat()},
            roles=frozenset({Role.INTERNAL_CONTROL.value}),
        )


agendas.lay(Agenda("plans.activities", _("Activity"), _activities_due))
agendas.lay(Agenda("plans.followups", _("Follow-up"), _followups_due))


def _grave(entity_id: int, _today: date) -> Iterator[Alert]:
    last = owed.last_followup(entity_id)
    count = owed.grave_findings(last.pk) if last else 0
    if last and count:
        yield Alert(
            Severity.HIGH,
            _("Grave findings on the follow-up of %(cut_off)s: %(count)s."),
            {"cut_off": last.cut_off.isoformat(), "count": count},
            f"{reverse('plans:findings')}?seguimiento={last.pk}&gravedad={Severity.HIGH.value}",
        )


def _gap(entity_id: int, _today: date) -> Iterator[Alert]:
    last = owed.last_followup(entity_id)
    if last is None:
        return
    declared, computed = figure(last.printed_exact or last.declared_exact), figure(last.computed_exact)
    if declared is not None and computed is not None and declared > computed:
        yield Alert(
            Severity.MEDIUM,
            _("The follow-up of %(cut_off)s declares %(points)s points more than its own figures give."),
            {"cut_off": last.cut_off.isoformat(), "points": round_half_up(declared - computed)},
            reverse("plans:followup_score", args=[last.pk]),
        )


def _unassigned(entity_id: int, today: date) -> Iterator[Alert]:
    count = sum(reading.activity.unit_id is None for reading in owed.unfulfilled(entity_id, today))
    if count:
        yield Alert(
            Severity.MEDIUM,
            _("Activities still to be fulfilled that no unit answers for: %(count)s."),
            {"count": count},
            f"{reverse('plans:activities')}?unidad=ninguna&vigente=si",
        )


_REVIEWERS = frozenset({Role.PLANNING.value, Role.INTERNAL_CONTROL.value, Role.APPROVER.value})
checks.lay(Check("plans.findings", _("Findings on the plan"), _grave))
checks.lay(Check("plans.gap", _("Declared against computed"), _gap))
checks.lay(Check("plans.unassigned", _("Activities without unit"), _unassigned, roles=_REVIEWERS))


def _progress(entity_id: int, period: Period, as_of: date, filters: Mapping[str, str]) -> Measurement:
    score = owed.score(entity_id, period.start, min(period.end, as_of), filters)
    if score is None or not score.weight:
        return Measurement(None, None, None, score.rows if score else (), applicable=False)
    fulfilled = score.sum / 100
    return Measurement(fulfilled / score.weight * 100, fulfilled, Fraction(score.weight), score.rows)


indicator_sources.lay(
    IndicatorSource(
        key="plans.progress",
        label=_("Progress of the plan"),
        unit=Unit.PERCENT,
        formula=_(
            "Computed compliance of the activities, each capped at 100 %, divided by the activities expected at the cut-off: of the last follow-up whose cut-off is in the period and not after the day of the measurement."
        ),
        measure=_progress,
        version=1,
    )
)

supportables.lay(
    Supportable(
        "plans.activity", _("Activity"), supported.activity, supported.sought_activities, supported.published_activity
    )
)
supportables.lay(
    Supportable(
        "plans.followup", _("Follow-up"), supported.followup, supported.sought_followups, carries=False, proves=True
    )
)

for _key, _message in {
    "plan.created": _("made the plan of %(year)s"),
    "followup.imported": _("imported the follow-up of %(cut_off)s: %(activities)s activities, %(findings)s findings"),
    "followup.published": _("put the follow-up on line"),
    "followup.withdrawn": _("took the follow-up off line: %(reason)s"),
    "activity.assigned": _("assigned activity %(number)s to the unit %(unit)s"),
}.items():
    verbs.lay(Verb(_key, _message, public=_key in {"followup.published", "followup.withdrawn"}))

for _subject in (
    Subject("plans.plan", _("Plan"), named.plan_names, path("plans:plan")),
    Subject("plans.followup", _("Follow-up"), named.followup_names, path("plans:followup")),
    Subject("plans.activity", _("Activity"), named.activity_names, path("plans:activity")),
):
    subjects.lay(_subject)
