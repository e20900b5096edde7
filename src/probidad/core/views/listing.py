"""The page of a list: shown, taken away as a file, and what is done to many of its rows."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.text import slugify

from probidad.core.access import Actor, may
from probidad.core.cells import grid_column, grid_value
from probidad.core.lists import FORMAT, Bulk, Listing, Selected, listed, select
from probidad.core.pages import page, said, words
from probidad.core.views.bulk import bulk_page
from probidad.core.views.list_parts import Shown, address
from probidad.documents.renderers.grid import Grid, Value, grid_csv, grid_json
from probidad.documents.renderers.spreadsheets import grid_xlsx
from probidad.documents.words import Words
from probidad.rules.finding import gettext_noop as _

BATCH = 500  # rows read at once
SPREADSHEET_ROWS = 20_000  # an XLSX is made whole before it is sent
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
TOO_MANY = _(
    "The list has %(found)s rows and a spreadsheet file is made with %(most)s at most. Narrow it with filters, or take "
    "it as CSV, which has no limit."
)


def list_page(
    request: HttpRequest,
    actor: Actor,
    queryset: QuerySet[Any],
    listing: Listing,
    *,
    template: str = "core/list_page.html",
    context: Mapping[str, Any] | None = None,
) -> HttpResponseBase:
    """The list that the address asks for: its page, its part for htmx, or a file of exactly what is seen.

    ``queryset`` holds what the actor may see. A template of one's own has ``{% include "core/list.html" %}`` in a block
    ``list``. A POST is something done to many rows: first its summary, then, confirmed, the action.
    """
    bulk = tuple(entry for entry in listing.bulk if may(actor, entry.verb))
    if request.method == "POST":
        return bulk_page(request, actor, queryset, listing, bulk)
    wanted = request.GET.get(FORMAT, "")
    if wanted in TYPES:
        return _file(request, queryset, listing, wanted)
    return _list(request, queryset, listing, bulk, template, context or {})


def _list(
    request: HttpRequest,
    queryset: QuerySet[Any],
    listing: Listing,
    bulk: tuple[Bulk, ...],
    template: str,
    context: Mapping[str, Any],
) -> HttpResponse:
    shown = Shown(listed(request, queryset, listing, bulk=bulk), words(), request.path)
    return page(request, template, {**context, "listed": shown}, part="list")


def _file(request: HttpRequest, queryset: QuerySet[Any], listing: Listing, wanted: str) -> HttpResponseBase:
    selected = select(queryset, listing, request.GET)
    if wanted == "xlsx" and (found := selected.rows.count()) > SPREADSHEET_ROWS:
        most = words().whole(SPREADSHEET_ROWS)
        messages.error(request, said(TOO_MANY, {"found": words().whole(found), "most": most}))
        return HttpResponseRedirect(request.path + address(request.GET, **{FORMAT: None}))
    grid = Grid(
        said(listing.title), tuple(grid_column(column) for column in selected.columns), _rows(selected, words())
    )
    response: HttpResponseBase
    if wanted == "xlsx":
        response = HttpResponse(grid_xlsx(grid, words()), content_type=TYPES[wanted])
    else:
        pieces = grid_csv(grid, words()) if wanted == "csv" else grid_json(grid, words())
        response = StreamingHttpResponse(pieces, content_type=TYPES[wanted])
    name = f"{slugify(said(listing.title)) or 'lista'}-{timezone.localdate().isoformat()}.{wanted}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _rows(selected: Selected, words: Words) -> Iterator[tuple[Value, ...]]:
    """The values row by row. The language is put on for each batch only: a file is written after the request left."""
    rows = iter(selected.rows.iterator(chunk_size=BATCH))
    while True:
        with translation.override(words.language):
            batch = [
                tuple(grid_value(column, row, words) for column in selected.columns) for row in islice(rows, BATCH)
            ]
        if not batch:
            return
        yield from batch
