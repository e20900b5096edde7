"""Something done to many rows: a page that says what will change, then the action, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from probidad.core.access import Actor
from probidad.core.cells import cell
from probidad.core.lists import Bulk, Listing, select
from probidad.core.pages import page, said, words
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

ACTION, ROW, ROWS, ALL, STEP, CONFIRM = "accion", "fila", "filas", "todas", "paso", "confirmar"
MOST = 5_000  # rows of one action
NAMED = 20  # rows named on the summary
NO_ACTION = _("Choose what to do with the rows.")
NO_ROWS = _("Choose at least one row, or all those that match.")
TOO_MANY = _(
    "%(count)s rows were chosen and an action takes %(most)s at most. Narrow the list with filters. Nothing was changed."
)
GONE = _("Some of the chosen rows changed or are no longer in the list. Nothing was changed: choose again.")
DONE = _("Done in %(count)s rows.")


@dataclass(frozen=True, slots=True)
class Summary:
    """What is about to be done."""

    bulk: Bulk
    count: int
    named: tuple[str, ...]
    ids: str
    effects: tuple[str, ...]

    @property
    def more(self) -> int:
        """How many rows are not named."""
        return self.count - len(self.named)


def bulk_page(
    request: HttpRequest, actor: Actor, queryset: QuerySet[Any], listing: Listing, bulk: tuple[Bulk, ...]
) -> HttpResponse:
    """The summary of what was chosen; confirmed, the action. What the actor may not do is not there."""
    if not bulk:
        raise Http404("nothing is done to many rows of this list")
    wanted = request.POST.get(ACTION, "")
    if not wanted:
        return _back(request, NO_ACTION)
    chosen = next((entry for entry in bulk if entry.key == wanted), None)
    if chosen is None:
        raise Http404("no such action")
    confirmed = request.POST.get(STEP) == CONFIRM
    ids = _confirmed_ids(request) if confirmed else _chosen_ids(request, queryset, listing)
    if not ids:
        return _back(request, NO_ROWS)
    if len(ids) > MOST:
        return _back(request, TOO_MANY, count=words().whole(len(ids)), most=words().whole(MOST))
    rows = queryset.filter(pk__in=ids).order_by(*listing.order, "pk")
    if rows.count() != len(ids):
        return _back(request, GONE)
    return _asked(request, actor, rows, listing, chosen, ids, confirmed=confirmed)


def _asked(
    request: HttpRequest,
    actor: Actor,
    rows: QuerySet[Any],
    listing: Listing,
    chosen: Bulk,
    ids: Sequence[int],
    *,
    confirmed: bool,
) -> HttpResponse:
    form = chosen.form(actor, request.POST if confirmed else None) if chosen.form else None
    refusal: RefusalError | None = None
    count = words().whole(len(ids))
    if confirmed and (form is None or form.is_valid()):
        try:
            chosen.run(actor, ids=list(ids), **(form.cleaned_data if form else {}))
        except RefusalError as refused:
            refusal = refused
        else:
            messages.success(request, said(chosen.done or DONE, {"count": count}))
            return _see_other(request.get_full_path())
    name = listing.columns[0]
    summary = Summary(
        bulk=chosen,
        count=len(ids),
        named=tuple(cell(name, row, words()).text for row in rows[:NAMED]),
        ids=",".join(map(str, ids)),
        effects=tuple(said(effect, {"count": count}) for effect in chosen.effects),
    )
    context = {"summary": summary, "form": form, "refusal": refusal, "back": request.get_full_path()}
    return page(request, "core/confirm.html", context, status=422 if confirmed else 200)


def _chosen_ids(request: HttpRequest, queryset: QuerySet[Any], listing: Listing) -> list[int]:
    """Those ticked, or all that the address asks for."""
    if request.POST.get(ALL):
        rows = select(queryset, listing, request.GET).rows
        return list(rows.values_list("pk", flat=True)[: MOST + 1])
    return _numbers(request.POST.getlist(ROW))


def _confirmed_ids(request: HttpRequest) -> list[int]:
    return _numbers(request.POST.get(ROWS, "").split(","))


def _numbers(texts: Sequence[str]) -> list[int]:
    """Identifiers, each once; what is none, or too long for one, stands for a row that is not there."""
    found = [int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0 for text in texts if text]
    return list(dict.fromkeys(found))


def _back(request: HttpRequest, message: str, **facts: str) -> HttpResponse:
    messages.error(request, said(message, facts))
    return _see_other(request.get_full_path())


def _see_other(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response
