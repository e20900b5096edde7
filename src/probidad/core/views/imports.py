"""Pages of imports: the list, a new one, its preview, what it did."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from probidad.core.access import Actor, may
from probidad.core.acting import desk
from probidad.core.actions import imports as actions
from probidad.core.forms.imports import FileForm, SettleForm
from probidad.core.imports import ImportKind, Preview, import_kinds
from probidad.core.lists import Choice, Column, Filter, Kind, Listing, Mark, Tone
from probidad.core.pages import page, said, words
from probidad.core.queries import imports as queries
from probidad.core.uploads import too_big
from probidad.core.views.listing import list_page
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

ROWS = 50  # of a preview page
TOLD_FAULTS = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STATES = {
    "previewed": Mark(_("to be confirmed"), Tone.WARN),
    "applied": Mark(_("applied"), Tone.GOOD),
    "discarded": Mark(_("discarded")),
}
GONE_KIND = _("a kind of import of another version")


def _label(key: str) -> str:
    return import_kinds[key].label if key in import_kinds else GONE_KIND


def _kind_choices(rows: Any) -> list[Choice]:
    return [Choice(key, _label(key)) for key in rows.order_by("kind").values_list("kind", flat=True).distinct()]


IMPORTS = Listing(
    key="core.imports",
    title=_("Imports"),
    columns=(
        Column("file", _("File"), lambda run: run.file, order=("file",), link=lambda run: reverse("core:import", args=[run.pk])),
        Column("kind", _("Kind"), lambda run: _label(run.kind), kind=Kind.WORD, order=("kind",)),
        Column("state", _("State"), lambda run: STATES[run.state], kind=Kind.STATE, order=("state",)),
        Column("created", _("Brought"), lambda run: run.created, kind=Kind.MOMENT, order=("created",)),
        Column("by", _("By"), lambda run: run.created_by.name if run.created_by else "", order=("created_by__name",)),
        Column("settled", _("Settled"), lambda run: run.settled, kind=Kind.MOMENT, order=("settled",)),
        Column("settled_by", _("Settled by"), lambda run: run.settled_by.name if run.settled_by else "", shown=False),
        Column("size", _("Bytes"), lambda run: run.size, kind=Kind.WHOLE, order=("size",), shown=False),
        Column("sha256", _("Digest (SHA-256)"), lambda run: run.sha256, shown=False),
    ),
    order=("-created",),
    filters=(
        Filter("clase", _("Kind"), _kind_choices, lambda value: Q(kind=value)),
        Filter(
            "estado",
            _("State"),
            lambda _rows: [Choice(key, mark.message) for key, mark in STATES.items()],
            lambda value: Q(state=value),
        ),
    ),
    empty=_("No file has been imported yet. An import shows what it would change before anything is stored."),
)  # fmt: skip


@require_GET
@desk
def imports(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The imports of the entity, or one's own."""
    context = {"kinds": queries.kinds(actor)}
    return list_page(request, actor, queries.imports(actor), IMPORTS, template="core/imports.html", context=context)


@require_GET
@desk
def kinds(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Which kind of file to bring."""
    known = queries.kinds(actor)
    if not known:
        raise Http404("no kind of import for this role")
    if len(known) == 1:
        return HttpResponseRedirect(reverse("core:import_new", args=[known[0].key]))
    return page(request, "core/import_kinds.html", {"kinds": known})


@desk
def new(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    """Bring a file of this kind; what cannot be read is refused in words and nothing is kept."""
    chosen = actions.kind_of(actor, kind)
    if request.method != "POST":
        return page(request, "core/import_new.html", {"kind": chosen, "form": FileForm(actor, chosen)})
    form = FileForm(actor, chosen, request.POST, request.FILES)
    try:
        if name := too_big(request):
            actions.refuse_too_big(name)
        if form.is_valid():
            return _started(request, actor, chosen, form)
    except RefusalError as refused:
        text = f"{said(refused.message, refused.facts)} {said(refused.remedy, refused.facts)}"
        form.errors["file"] = form.error_class([text])
    return page(request, "core/import_new.html", {"kind": chosen, "form": form}, status=422)


def _started(request: HttpRequest, actor: Actor, kind: ImportKind, form: FileForm) -> HttpResponse:
    upload = form.cleaned_data["file"]
    actions.check_size(upload.name, upload.size)
    started = actions.start(actor, kind=kind.key, file=upload.name, content=upload.read(), choices=form.choices())
    if started.again:
        by = started.run.settled_by.name if started.run.settled_by else said(_("the program"))
        when = words().day(timezone.localdate(started.run.settled))
        told = _("Nothing changed: %(person)s already applied this same file on %(when)s, and all of it is still so.")
        messages.info(request, said(told, {"person": by, "when": when}))
    return _see_other(started.run.pk)


@require_GET
@desk
def template(_request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    """An empty spreadsheet of this kind, to fill in."""
    chosen = actions.kind_of(actor, kind)
    if chosen.template is None:
        raise Http404("this kind has no template")
    response = HttpResponse(chosen.template(actor), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="plantilla-{chosen.key.replace(".", "-")}.xlsx"'
    return response


@require_GET
@desk
def one(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """An import: its preview until it is settled, then what it did."""
    run = queries.imports(actor).filter(pk=pk).first()
    if run is None:
        raise Http404("no such import")
    if run.state == "previewed":
        kind = actions.kind_of(actor, run.kind)
        return _preview(request, actor, run, kind, SettleForm(actor, kind, initial=run.choices))
    known = run.kind in import_kinds
    done = import_kinds[run.kind] if known else None
    context = {
        "run": run,
        "state": STATES[run.state],
        "label": _label(run.kind),
        "told": actions.counted(done, run.summary) if done else (),
        "made": done.result(run.summary) if done and done.result and run.state == "applied" else "",
        "may_again": done is not None and may(actor, done.verb),
    }
    return page(request, "core/import_done.html", context)


@require_POST
@desk
def choose(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Settle the choices of a file anew and see its preview again."""
    run = queries.imports(actor).filter(pk=pk).first()
    if run is None:
        raise Http404("no such import")
    kind = actions.kind_of(actor, run.kind)
    form = SettleForm(actor, kind, request.POST)
    if not form.is_valid():
        return _preview(request, actor, run, kind, form, status=422)
    try:
        actions.choose(actor, run_id=pk, choices=form.choices())
    except RefusalError as refused:
        _say(request, refused)
    return _see_other(pk)


@require_POST
@desk
def apply(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Do what the file says; what the person saw must still be what is done."""
    try:
        run = actions.apply(actor, run_id=pk, seen=request.POST.get("visto", ""))
    except LookupError as absent:
        raise Http404(str(absent)) from absent
    except RefusalError as refused:
        _say(request, refused)
    else:
        messages.success(request, said(_("%(file)s was applied."), {"file": run.file}))
    return _see_other(pk)


@require_POST
@desk
def discard(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Leave a file aside."""
    try:
        run = actions.discard(actor, run_id=pk)
    except LookupError as absent:
        raise Http404(str(absent)) from absent
    except RefusalError as refused:
        _say(request, refused)
    else:
        messages.success(request, said(_("%(file)s was discarded; nothing was stored of it."), {"file": run.file}))
    return _see_other(pk)


def _preview(
    request: HttpRequest, actor: Actor, run: Any, kind: ImportKind, form: SettleForm, *, status: int = 200
) -> HttpResponse:
    look: Preview | None = None
    refusal: RefusalError | None = None
    try:
        look = actions.preview(actor, run_id=run.pk)
    except RefusalError as refused:
        refusal = refused
    only_faults = request.GET.get("ver") == "faltas"
    rows = look.rows if look else ()
    if only_faults:
        rows = tuple(row for row in rows if any(cell.fault for cell in row.cells))
    faults = look.all_faults if look else ()
    context = {
        "run": run,
        "kind": kind,
        "form": form,
        "look": look,
        "refusal": refusal,
        "rows": Paginator(rows, ROWS).get_page(request.GET.get("pagina", "1")),
        "only_faults": only_faults,
        "faults": faults[:TOLD_FAULTS],
        "more_faults": max(0, len(faults) - TOLD_FAULTS),
        "fault_count": len(faults),
        "query": "ver=faltas&" if only_faults else "",
    }
    return page(request, "core/import_preview.html", context, status=status)


def _say(request: HttpRequest, refused: RefusalError) -> None:
    facts = refused.facts
    messages.error(request, f"{said(refused.message, facts)} {said(refused.remedy, facts)}")


def _see_other(pk: int) -> HttpResponse:
    response = HttpResponseRedirect(reverse("core:import", args=[pk]))
    response.status_code = 303
    return response
