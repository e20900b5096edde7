"""Processes of the entity."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from probidad.core.access import Actor, entity_of, may, require
from probidad.core.acting import desk
from probidad.core.actions import processes as actions
from probidad.core.forms.choices import number
from probidad.core.forms.posts import EndForm
from probidad.core.forms.processes import ProcessForm
from probidad.core.labels import PROCESS_LABELS
from probidad.core.lists import Choice, Column, Filter, Kind, Listing
from probidad.core.pages import page, said
from probidad.core.queries import posts, processes, timeline
from probidad.core.views.form_pages import FormPage, done, form_page
from probidad.core.views.listing import list_page
from probidad.rules.finding import gettext_noop as _

IN_FORCE, ENDED = "vigente", "terminado"
STATES = (Choice(IN_FORCE, _("In force")), Choice(ENDED, _("Ended")))


def _state(value: str) -> Q:
    ended = Q(valid_until__isnull=False, valid_until__lte=timezone.localdate())
    return ended if value == ENDED else ~ended


LISTING = Listing(
    key="core.processes",
    title=_("Processes"),
    columns=(
        Column("proceso", _("Process"), lambda row: row.name, order=("folded",), link=lambda row: _address(row.pk)),
        Column("codigo", _("Code"), lambda row: row.code, order=("code",)),
        Column("tipo", _("Kind"), lambda row: PROCESS_LABELS[row.kind], Kind.WORD, order=("kind",)),
        Column("cargo", _("Post that owns it"), lambda row: row.owner.name if row.owner else "", order=("owner__folded",)),
        Column("desde", _("First day"), lambda row: row.valid_from, Kind.DAY, order=("valid_from",), shown=False),
        Column("hasta", _("First day without it"), lambda row: row.valid_until, Kind.DAY, order=("valid_until",)),
        Column("objetivo", _("Objective"), lambda row: row.objective, shown=False),
    ),
    order=("code",),
    filters=(
        Filter(
            "tipo", _("Kind"), lambda _rows: [Choice(code, label) for code, label in PROCESS_LABELS.items()],
            lambda value: Q(kind=value),
        ),
        Filter("estado", _("State"), lambda _rows: STATES, _state),
    ),
    searched=("folded",),
    empty=_("There are no processes yet."),
)  # fmt: skip


def _address(pk: int) -> str:
    return reverse("core:process", kwargs={"pk": pk})


@desk
def process_list(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The processes."""
    entity_of(actor)
    rows, context = processes.processes(actor), {"may_edit": may(actor, actions.VERB)}
    return list_page(request, actor, rows, LISTING, template="core/processes.html", context=context)


@desk
def process(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One process and its life."""
    row = get_object_or_404(processes.processes(actor), pk=pk)
    answering = posts.holders(entity_of(actor), timezone.localdate()).get(row.owner_id or 0, ())
    context = {
        "process": row,
        "kind": PROCESS_LABELS[row.kind],
        "answering": answering[0] if answering else None,
        "events": timeline.timeline(actor, "core.process", row.pk),
        "may_edit": may(actor, actions.VERB) and row.valid_until is None,
    }
    return page(request, "core/process.html", context)


@desk
def process_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new process."""
    require(actor, actions.VERB)
    today = timezone.localdate()
    form = ProcessForm(request.POST or None, posts=posts.choices(actor, today), initial={"begins": today})

    def run(given: Mapping[str, Any]) -> str:
        made = actions.create_process(
            actor, code=given["code"], name=given["name"], kind=given["kind"], begins=given["begins"],
            owner_id=number(given["owner"]), objective=given["objective"],
        )  # fmt: skip
        done(request, _("The process %(code)s was made."), {"code": made.code})
        return _address(made.pk)

    shown = FormPage(said(_("New process")), said(_("Make the process")), reverse("core:processes"))
    return form_page(request, form, shown, run)


@desk
def process_change(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Change a process."""
    require(actor, actions.VERB)
    today = timezone.localdate()
    row = get_object_or_404(processes.processes(actor), pk=pk)
    initial = {"name": row.name, "kind": row.kind, "owner": str(row.owner_id or ""), "objective": row.objective}
    form = ProcessForm(request.POST or None, posts=posts.choices(actor, today), existing=True, initial=initial)

    def run(given: Mapping[str, Any]) -> str:
        actions.edit_process(
            actor, process_id=pk, name=given["name"], kind=given["kind"], on=today, owner_id=number(given["owner"]),
            objective=given["objective"],
        )  # fmt: skip
        done(request, _("The process %(code)s was changed."), {"code": row.code})
        return _address(pk)

    title = said(_("Change the process %(code)s"), {"code": row.code})
    return form_page(request, form, FormPage(title, said(_("Save the change")), _address(pk)), run)


@desk
def process_end(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """End a process."""
    require(actor, actions.VERB)
    row = get_object_or_404(processes.processes(actor), pk=pk)
    form = EndForm(request.POST or None, initial={"on": timezone.localdate()})

    def run(given: Mapping[str, Any]) -> str:
        actions.end_process(actor, process_id=pk, on=given["on"], act=given["act"])
        done(request, _("The process %(code)s ends."), {"code": row.code})
        return _address(pk)

    title = said(_("End the process %(code)s, %(name)s"), {"code": row.code, "name": row.name})
    return form_page(request, form, FormPage(title, said(_("End the process")), _address(pk), final=True), run)
