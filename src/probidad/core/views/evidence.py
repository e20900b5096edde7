"""Evidence on the desk: the list, one with its versions and what it supports, what is taken back, public copies, quota."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from probidad.core import vault
from probidad.core.access import Actor, may, require
from probidad.core.acting import desk
from probidad.core.actions import evidence as actions
from probidad.core.actions import evidence_copies as copies
from probidad.core.evidence_answers import damaged, shown
from probidad.core.forms.base import Form
from probidad.core.forms.evidence import PublishForm, QuotaForm, ReasonForm, SupportForm
from probidad.core.lists import Choice, Column, Filter, Kind, Listing, Mark, Tone
from probidad.core.pages import page, said
from probidad.core.queries import evidence as queries
from probidad.core.queries.timeline import timeline
from probidad.core.supportables import sought, supportables
from probidad.core.views.form_pages import FormPage, done, form_page, in_words
from probidad.core.views.listing import list_page
from probidad.documents.limits import MEGABYTE
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

KINDS = {"file": _("file"), "link": _("link"), "record": _("record")}
GOOD, WITHDRAWN, DAMAGED = Mark(_("in force"), Tone.GOOD), Mark(_("taken back")), Mark(_("damaged"), Tone.BAD)
_STATES = {
    "vigente": (GOOD, Q(withdrawn__isnull=True)),
    "retirada": (WITHDRAWN, Q(withdrawn__isnull=False)),
    "danada": (DAMAGED, Q(latest__damaged__isnull=False, withdrawn__isnull=True)),
}  # fmt: skip


def state_of(row: Any) -> Mark:
    """How an evidence stands."""
    if row.withdrawn is not None:
        return WITHDRAWN
    return DAMAGED if row.latest and row.latest.damaged else GOOD


def _units(rows: QuerySet[Any]) -> list[Choice]:
    found = rows.filter(unit__isnull=False).order_by("unit__name").values_list("unit_id", "unit__name").distinct()
    return [Choice(str(pk), name) for pk, name in found]


def _tables(_rows: QuerySet[Any]) -> list[Choice]:
    return [Choice(kind.table, kind.label) for kind in supportables if kind.carries]


EVIDENCE = Listing(
    key="core.evidence",
    title=_("Evidence"),
    columns=(
        Column("title", _("Evidence"), lambda row: row.title, order=("folded",), said=True,
               link=lambda row: reverse("core:evidence", args=[row.pk])),
        Column("number", _("No."), lambda row: row.pk, Kind.WHOLE, order=("pk",)),
        Column("kind", _("Kind"), lambda row: KINDS[row.kind], Kind.WORD, order=("kind",)),
        Column("happened", _("Day of the fact"), lambda row: row.happened, Kind.DAY, order=("happened",)),
        Column("supports", _("What it supports"), lambda row: "; ".join(each.label for each in row.standing), said=True),
        Column("unit", _("Unit"), lambda row: row.unit.name if row.unit else "", order=("unit__name",)),
        Column("state", _("State"), state_of, Kind.STATE, order=("withdrawn",)),
        Column("created", _("Added"), lambda row: row.created, Kind.MOMENT, order=("created",)),
        Column("by", _("By"), lambda row: row.created_by.name if row.created_by else "", order=("created_by__name",), shown=False),
        Column("version", _("Version"), lambda row: row.latest.number, Kind.WHOLE, order=("latest__number",), shown=False),
        Column("file", _("File, link or record"), lambda row: str(row.latest), said=True, shown=False),
        Column("size", _("Bytes"), lambda row: row.latest.size, Kind.WHOLE, order=("latest__size",), shown=False),
        Column("sha256", _("Digest (SHA-256)"), lambda row: row.latest.sha256, shown=False),
    ),
    order=("-created",),
    filters=(
        Filter("clase", _("Kind"), lambda _rows: [Choice(key, word) for key, word in KINDS.items()], lambda value: Q(kind=value)),
        Filter("estado", _("State"), lambda _rows: [Choice(key, mark.message) for key, (mark, _q) in _STATES.items()],
               lambda value: _STATES[value][1]),
        Filter("unidad", _("Unit"), _units, lambda value: Q(unit_id=value)),
        Filter("soporta", _("What it supports"), _tables,
               lambda value: Q(pk__in=queries.supporting_kind(value))),
    ),
    searched=("folded",),
    empty=_("There is no evidence yet. Add it from the page of what it supports, for example an activity."),
)  # fmt: skip


@desk
def evidence_list(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The evidence that the actor may see."""
    if not queries.sees(actor):
        raise Http404("no evidence for this role")
    context = {"may_add": may(actor, queries.ADD), "meter": queries.meter_of(actor), "mb": MEGABYTE}
    return list_page(
        request, actor, queries.listed(actor), EVIDENCE, template="core/evidence_list.html", context=context
    )


@desk
def one(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One evidence: what it is, what it supports, its versions and its life."""
    row = get_object_or_404(queries.evidence(actor), pk=pk)
    versions: list[Any] = list(queries.versions(pk))
    context = {
        "evidence": row,
        "kind": KINDS[row.kind],
        "state": state_of(row),
        "versions": versions,
        "looks": range(1, shown(versions[0].name, versions[0].pages) + 1) if row.kind == "file" else (),
        "public": [(version, copy) for version in versions for copy in version.public],
        "supports": queries.subjects_of(actor, pk),
        "record": queries.record_of(actor, versions[0]),
        "may_change": queries.may_change(actor, row),
        "may_publish": may(actor, queries.PUBLISH) and row.kind == "file" and row.withdrawn is None,
        "events": timeline(actor, "core.evidence", pk),
    }
    return page(request, "core/evidence.html", context)


@desk
def support(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Say what else an evidence supports; it is looked for by words."""
    require(actor, queries.ADD)
    row = get_object_or_404(queries.evidence(actor).filter(withdrawn__isnull=True), pk=pk)
    words = request.GET.get("q", "")
    asked = request.POST.get("subject", "") if request.method == "POST" else ""
    held = {(each.subject_table, each.subject_id) for each, _subject in queries.subjects_of(actor, pk)}
    subjects = [
        (f"{kind.table}:{each.key}", each.name)
        for kind, each in sought(actor, words)
        if each.may_add and (kind.table, each.key) not in held
    ]
    if asked and asked not in dict(subjects):
        subjects.append((asked, asked))  # found with other words; the action looks whether it may be
    form = SupportForm(request.POST or None, subjects=subjects)

    def run(given: Mapping[str, Any]) -> str:
        table, _colon, key = given["subject"].partition(":")
        actions.add_support(actor, evidence_id=pk, subject=(table, key))
        done(request, _("The evidence supports one thing more."))
        return _address(pk)

    shown_page = FormPage(
        said(_("What else does it support?")), said(_("It also supports this")), _address(pk), lead=row.title
    )
    return form_page(
        request,
        form,
        shown_page,
        run,
        template="core/evidence_support.html",
        context={"asked": words, "found": subjects},
    )


@desk
def support_end(request: HttpRequest, actor: Actor, pk: int, support: int) -> HttpResponse:
    """Take back that it supports something."""
    row = _changeable(actor, pk)
    held = get_object_or_404(queries.supports(pk).filter(ended__isnull=True), pk=support)

    def run(given: Mapping[str, Any]) -> str:
        actions.end_support(actor, evidence_id=pk, support_id=support, reason=given["reason"])
        done(request, _("The evidence supports it no more."))
        return _address(pk)

    title = said(_("The evidence %(number)s does not support this"), {"number": row.pk})
    shown_page = FormPage(title, said(_("Take it back")), _address(pk), lead=held.label, final=True)
    return form_page(request, ReasonForm(request.POST or None), shown_page, run)


@desk
def withdraw(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Withdraw an evidence."""
    row = _changeable(actor, pk)

    def run(given: Mapping[str, Any]) -> str:
        actions.withdraw(actor, evidence_id=pk, reason=given["reason"])
        done(request, _("The evidence was withdrawn."))
        return _address(pk)

    effects = (
        said(_("It supports nothing any more; what it supported says so in its life.")),
        said(_("Its public copy, if it has one, leaves the portal.")),
        said(_("It stays here with its versions and your reason: nothing is deleted.")),
    )
    shown_page = FormPage(
        said(_("Withdraw the evidence")), said(_("Withdraw it")), _address(pk), row.title, effects, True
    )
    return form_page(request, ReasonForm(request.POST or None), shown_page, run)


@desk
def publish(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Put a public copy on line, after reading what it loses and what it cannot lose."""
    require(actor, queries.PUBLISH)
    form: Form = PublishForm(request.POST or None)

    def run(given: Mapping[str, Any]) -> str:
        copies.publish(actor, evidence_id=pk, seen=given["seen"])
        done(request, _("The public copy is on line, where what it supports is published."))
        return _address(pk)

    title, back = said(_("Put a public copy on line")), _address(pk)
    try:
        version, copy = copies.prepared(actor, evidence_id=pk)
    except ObjectDoesNotExist as absent:
        raise Http404("no such evidence") from absent
    except vault.DamagedError as damage:
        return damaged(request, queries.current(actor, pk), damage)
    except RefusalError as refusal:
        told = {"evidence": queries.evidence(actor).get(pk=pk), "refusal": in_words(refusal), "title": title}
        return page(request, "core/evidence_no_copy.html", told, status=422)
    digest = hashlib.sha256(copy.data).hexdigest()
    if request.method != "POST":
        form = PublishForm(initial={"seen": digest})
    told = {"version": version, "copy": copy, "digest": digest}
    return form_page(
        request,
        form,
        FormPage(title, title, back, final=True),
        run,
        template="core/evidence_publish.html",
        context=told,
    )


@desk
def unpublish(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Take the public copy off line."""
    require(actor, queries.PUBLISH)
    row = get_object_or_404(queries.evidence(actor), pk=pk)

    def run(given: Mapping[str, Any]) -> str:
        copies.unpublish(actor, evidence_id=pk, reason=given["reason"])
        done(request, _("The public copy is off line."))
        return _address(pk)

    effects = (said(_("Nobody can take it from the portal any more. What people took away stays with them.")),)
    title = said(_("Take the public copy off line"))
    return form_page(
        request, ReasonForm(request.POST or None), FormPage(title, title, _address(pk), row.title, effects, True), run
    )


@desk
def quota(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How much evidence the entity keeps and may keep."""
    require(actor, queries.QUOTA)
    meter = queries.meter_of(actor)
    form = QuotaForm(request.POST or None, initial={"megabytes": meter.quota // MEGABYTE})

    def run(given: Mapping[str, Any]) -> str:
        actions.set_quota(actor, megabytes=given["megabytes"])
        done(request, _("The quota was set."))
        return reverse("core:evidence_quota")

    shown_page = FormPage(said(_("Quota of evidence")), said(_("Set the quota")), reverse("desk:home"))
    return form_page(
        request, form, shown_page, run, template="core/evidence_quota.html", context={"meter": meter, "mb": MEGABYTE}
    )


def _changeable(actor: Actor, pk: int) -> Any:
    """Raises ``Http404`` for what the actor does not see or may not change."""
    row = get_object_or_404(queries.evidence(actor), pk=pk)
    if not queries.may_change(actor, row):
        raise Http404("not to be changed by this person")
    return row


def _address(pk: int) -> str:
    return reverse("core:evidence", args=[pk])
