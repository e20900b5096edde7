"""The activities of the entity's plans: the list, the page of each, and the unit that answers for it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from probidad.core.access import Actor, may, require
from probidad.core.acting import desk
from probidad.core.lists import Bulk, Choice, Column, Filter, Kind, Listing
from probidad.core.pages import page, said
from probidad.core.queries.evidence import sees, supporting
from probidad.core.queries.timeline import timeline
from probidad.core.views.listing import list_page
from probidad.documents.refusal import RefusalError
from probidad.documents.renderers.labels import LEVEL_WORDS, STATE_WORDS
from probidad.plans.actions.activities import assign as assign_action
from probidad.plans.forms.assigning import AssignForm, AssignOneForm
from probidad.plans.queries import activities as queries
from probidad.plans.queries.figures import figure
from probidad.plans.queries.supported import may_support
from probidad.plans.views.figures import shown
from probidad.plans.views.followups import pages_of
from probidad.rules.compliance import State
from probidad.rules.finding import gettext_noop as _

NO_UNIT = "ninguna"


def _plans(rows: QuerySet[Any]) -> Sequence[Choice]:
    found = rows.order_by("-plan__year", "plan__name").values_list("plan_id", "plan__name", "plan__year").distinct()
    return [Choice(str(pk), f"{name} {year}") for pk, name, year in found]


def _components(rows: QuerySet[Any]) -> Sequence[Choice]:
    found = (
        rows.order_by("-plan__year", "component__number")
        .values_list("component_id", "component__number", "component__name", "plan__year")
        .distinct()
    )
    return [Choice(str(pk), f"{year} · {number}. {name}") for pk, number, name, year in found]


def _units(rows: QuerySet[Any]) -> Sequence[Choice]:
    found = rows.filter(unit__isnull=False).order_by("unit__name").values_list("unit_id", "unit__name").distinct()
    return [Choice(NO_UNIT, _("(without unit)")), *(Choice(str(pk), name) for pk, name in found)]


def _assign(actor: Actor, *, ids: Sequence[int], unit: Any, insist_reason: str) -> object:
    return assign_action(actor, activity_ids=ids, unit_id=unit.pk, insist_reason=insist_reason)


ACTIVITIES = Listing(
    key="activities",
    title=_("Activities"),
    columns=(
        Column("action", _("Activity"), lambda row: row.action, said=True, order=("folded",),
               link=lambda row: reverse("plans:activity", args=[row.pk])),
        Column("number", _("No."), lambda row: row.number, Kind.WHOLE, order=("plan__year", "number")),
        Column("year", _("Year"), lambda row: str(row.plan.year), order=("plan__year",)),
        Column("component", _("Component"), lambda row: row.component.name, said=True, order=("component__number",)),
        Column("unit", _("Unit"), lambda row: row.unit.name if row.unit else "", order=("unit__name",)),
        Column("state", _("State"), lambda row: STATE_WORDS[State(row.latest.state)], Kind.WORD, order=("latest__state",)),
        Column("due", _("Falls due"), lambda row: row.latest.due, Kind.DAY, order=("latest__due",)),
        Column("declared", _("Declared"), lambda row: row.latest.declared, Kind.DECIMAL, order=("latest__declared",)),
        Column("computed", _("Computed"), lambda row: row.latest.computed, Kind.DECIMAL, order=("latest__computed",)),
        Column("level", _("Level"), lambda row: row.latest.level, Kind.LEVEL, order=("latest__computed",)),
        Column("findings", _("Findings"), lambda row: row.latest.findings, Kind.WHOLE, order=("latest__findings",)),
        Column("declared_exact", _("Declared, exact"), lambda row: figure(row.latest.declared_exact), Kind.EXACT, shown=False),
        Column("computed_exact", _("Computed, exact"), lambda row: figure(row.latest.computed_exact), Kind.EXACT, shown=False),
        Column("responsible", _("Responsible, as written"), lambda row: row.responsible, said=True, shown=False),
        Column("indicator", _("Indicator"), lambda row: row.indicator, said=True, shown=False),
        Column("target", _("Target"), lambda row: row.target, said=True, shown=False),
        Column("deadline", _("Deadline"), lambda row: row.deadline, said=True, shown=False),
        Column("evaluation", _("Evaluation of internal control"), lambda row: row.evaluation, Kind.YES_NO, shown=False),
        Column("conflict", _("Conflict on record"), lambda row: bool(row.conflict), Kind.YES_NO, shown=False),
    ),
    order=("-plan__year", "plan__framework", "number"),
    filters=(
        Filter("plan", _("Plan"), _plans, lambda value: Q(plan_id=value)),
        Filter("componente", _("Component"), _components, lambda value: Q(component_id=value)),
        Filter("unidad", _("Unit"), _units, lambda value: Q(unit__isnull=True) if value == NO_UNIT else Q(unit_id=value)),
        Filter("estado", _("State"), lambda _rows: [Choice(state.value, STATE_WORDS[state]) for state in State],
               lambda value: Q(latest__state=value)),
        Filter("nivel", _("Level"), lambda _rows: [Choice(key, word) for key, word in LEVEL_WORDS.items()],
               lambda value: Q(latest__level=value)),
        Filter("hallazgos", _("Findings"), lambda _rows: [Choice("con", _("with findings")), Choice("sin", _("without findings"))],
               lambda value: Q(latest__findings__gt=0) if value == "con" else Q(latest__findings=0)),
        Filter("vigente", _("In the last follow-up"), lambda _rows: [Choice("si", _("still in the plan")), Choice("no", _("no longer in the plan"))],
               lambda value: queries.in_last_followup() if value == "si" else ~queries.in_last_followup()),
    ),
    searched=("folded",),
    bulk=(
        Bulk("asignar", _("Assign to a unit"), "activity.assign", _assign, form=AssignForm,
             effects=(_("%(count)s activities get the unit that you choose. It will owe them on its desk."),),
             done=_("%(count)s activities are assigned.")),
    ),
    empty=_("Activities appear here when a follow-up of a plan is imported."),
)  # fmt: skip


@desk
def activities(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The activities of every plan of the entity."""
    return list_page(request, actor, queries.activities(actor), ACTIVITIES)


@desk
def activity(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """An activity in one follow-up, the last unless the address asks for another: figures, cells, findings; who answers
    for it; its readings one after the other."""
    row = get_object_or_404(queries.activities(actor), pk=pk)
    readings = list(queries.readings_of(actor, pk))
    asked = request.GET.get("seguimiento", "")
    chosen = next((each for each in readings if str(each.followup_id) == asked), readings[0] if readings else None)
    if chosen is None:
        raise Http404("an activity without reading")
    pages = pages_of(actor, chosen.followup_id)
    return page(
        request,
        "plans/activity.html",
        {
            "activity": row,
            "content": pages.activity(chosen.number),
            "chosen": chosen,
            "readings": [
                (each, shown(each.declared_exact), shown(each.computed_exact), said(STATE_WORDS[State(each.state)]))
                for each in readings
            ],
            "may_assign": may(actor, "activity.assign"),
            "events": timeline(actor, "plans.activity", pk),
            "evidence": list(supporting(actor, "plans.activity", str(pk))) if sees(actor) else None,
            "may_support": may_support(actor, row),
        },
    )


@desk
def assign(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Give one activity to a unit."""
    row = get_object_or_404(queries.activities(actor), pk=pk)
    require(actor, "activity.assign")
    first = {"unit": row.unit_id, "evaluation": row.evaluation, "insist_reason": row.insisted}
    form = AssignOneForm(actor, request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            assign_action(
                actor, activity_ids=[row.pk], unit_id=told["unit"].pk, insist_reason=told["insist_reason"],
                evaluation=told["evaluation"],
            )  # fmt: skip
        except RefusalError as refused:
            text = f"{said(refused.message, refused.facts)} {said(refused.remedy, refused.facts)}"
            form.add_error("insist_reason", text)
        else:
            messages.success(request, said(_("The activity is assigned.")))
            return HttpResponseRedirect(reverse("plans:activity", args=[row.pk]), status=303)
    context = {"activity": row, "form": form}
    return page(request, "plans/assign.html", context, status=422 if request.method == "POST" else 200)
