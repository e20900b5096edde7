"""Evidence on its way in: what it supports, then a file, a link or a record; and new versions of a file."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from probidad.core.access import Actor, require
from probidad.core.acting import desk
from probidad.core.actions import evidence as actions
from probidad.core.forms.base import Form
from probidad.core.forms.evidence import FILE, LINK, RECORD, FileForm, LinkForm, RecordForm, VersionForm
from probidad.core.pages import page, said
from probidad.core.queries import evidence as queries
from probidad.core.supportables import found, sought, supportables
from probidad.core.uploads import too_big
from probidad.core.views.form_pages import FormPage, done, form_page, in_words
from probidad.rules.finding import gettext_noop as _

SUBJECT, KIND = "soporta", "clase"
TABS = {FILE: _("A file"), LINK: _("A link"), RECORD: _("A record of the program")}
MOST_RECORDS = 50


@desk
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Add evidence to the object that the address names; without one, choose it first."""
    require(actor, queries.ADD)
    asked = request.GET.get(SUBJECT, "")
    if not asked:
        words = request.GET.get("q", "")
        subjects = [(kind, each) for kind, each in sought(actor, words) if each.may_add]
        return page(request, "core/evidence_choose.html", {"asked": words, "found": subjects})
    table, _colon, key = asked.partition(":")
    supported = found(actor, table, key)
    if supported is None or not supported.may_add or not supportables[table].carries:
        raise Http404("no evidence is added there")
    kind = request.GET.get(KIND, FILE)
    form, run = _FORMS.get(kind, _file)(request, actor, (table, key))
    shown = FormPage(said(_("Add evidence")), said(_("Add it")), supported.address)
    context = {
        "supported": supported,
        "label": supportables[table].label,
        "tabs": [(key_, said(word), f"?{SUBJECT}={asked}&{KIND}={key_}", key_ == kind) for key_, word in TABS.items()],
        "kind": kind,
    }
    return form_page(request, form, shown, run, template="core/evidence_new.html", context=context)


Run = Callable[[Mapping[str, Any]], str | HttpResponse]


def _file(request: HttpRequest, actor: Actor, subject: tuple[str, str]) -> tuple[Form, Run]:
    posted = request.method == "POST"
    form = FileForm(
        request.POST if posted else None, request.FILES if posted else None, too_big=too_big(request) if posted else ""
    )

    def run(given: Mapping[str, Any]) -> str | HttpResponse:
        upload = given["file"]
        try:
            with actions.received(upload.name, upload.chunks()) as file:
                made = actions.add_file(actor, file, subject=subject, facts=_facts(given))
        except actions.TwinError as twin:
            told = {"twin": twin.evidence, "told": in_words(twin), "subject": ":".join(subject)}
            return page(request, "core/evidence_twin.html", told, status=422)
        return _added(request, made.pk)

    return form, run


def _link(request: HttpRequest, actor: Actor, subject: tuple[str, str]) -> tuple[Form, Run]:
    def run(given: Mapping[str, Any]) -> str:
        return _added(request, actions.add_link(actor, url=given["url"], subject=subject, facts=_facts(given)).pk)

    return LinkForm(request.POST if request.method == "POST" else None), run


def _record(request: HttpRequest, actor: Actor, subject: tuple[str, str]) -> tuple[Form, Run]:
    records = [
        (f"{kind.table}:{each.key}", each.name) for kind, each in sought(actor, "", proving=True, most=MOST_RECORDS)
    ]

    def run(given: Mapping[str, Any]) -> str:
        table, _colon, key = given["record"].partition(":")
        made = actions.add_record(actor, record=(table, key), subject=subject, facts=_facts(given))
        return _added(request, made.pk)

    return RecordForm(request.POST if request.method == "POST" else None, records=records), run


_FORMS: Mapping[str, Callable[[HttpRequest, Actor, tuple[str, str]], tuple[Form, Run]]] = {
    FILE: _file, LINK: _link, RECORD: _record,
}  # fmt: skip


@desk
def version(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """A new version of a file."""
    row = get_object_or_404(queries.evidence(actor).filter(kind="file"), pk=pk)
    if not queries.may_change(actor, row):
        raise Http404("not to be changed by this person")
    posted = request.method == "POST"
    form = VersionForm(
        request.POST if posted else None, request.FILES if posted else None, too_big=too_big(request) if posted else ""
    )

    def run(given: Mapping[str, Any]) -> str:
        upload = given["file"]
        with actions.received(upload.name, upload.chunks()) as file:
            made = actions.add_version(actor, file, evidence_id=pk, note=given["note"])
        done(request, _("Version %(number)s was added; the earlier ones stay."), {"number": made.number})
        return reverse("core:evidence", args=[pk])

    back = reverse("core:evidence", args=[pk])
    shown = FormPage(said(_("New version")), said(_("Add the version")), back, lead=row.title)
    return form_page(request, form, shown, run)


def _facts(given: Mapping[str, Any]) -> actions.Facts:
    return actions.Facts(given["title"], given["happened"], given["description"])


def _added(request: HttpRequest, pk: int) -> str:
    done(request, _("The evidence %(number)s was added."), {"number": pk})
    return reverse("core:evidence", args=[pk])
