"""What the offices offer each other, on one page: indicator sources, datasets, agendas and checks."""

from collections.abc import Callable, Iterator

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from probidad.core.access import Actor
from probidad.core.acting import desk
from probidad.core.lists import SEARCH
from probidad.core.offered import EVERY_LABELS, KIND_LABELS, UNIT_LABELS, Offered, OfferKind, offered, searched
from probidad.core.pages import page, said, words
from probidad.documents.renderers.grid import Grid, GridColumn, GridKind, Value, grid_csv, grid_json
from probidad.documents.renderers.spreadsheets import grid_xlsx
from probidad.rules.finding import gettext_noop as _

FORMAT = "formato"
COLUMNS = (
    GridColumn("kind", _("What it is")),
    GridColumn("key", _("Key")),
    GridColumn("code", _("Code")),
    GridColumn("label", _("Name")),
    GridColumn("office", _("Who lays it")),
    GridColumn("unit", _("Unit")),
    GridColumn("every", _("How often")),
    GridColumn("detail", _("Formula or content")),
    GridColumn("version", _("Version"), GridKind.WHOLE),
    GridColumn("columns", _("Columns")),
)
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_MAKERS: dict[str, Callable[..., Iterator[bytes]]] = {"csv": grid_csv, "json": grid_json}


@require_safe
@desk
def offers(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Everything on the shelves, searched, on the page or as a file."""
    everything = offered()
    search = request.GET.get(SEARCH, "")
    rows = searched(everything, search)
    wanted = request.GET.get(FORMAT, "")
    if wanted:
        return _file(rows, wanted)
    context = {
        "search": search, "found": len(rows), "total": len(everything),
        "indicators": [row for row in rows if row.kind in (OfferKind.SOURCE, OfferKind.MISSING)],
        "laid": sum(row.kind is OfferKind.SOURCE for row in everything),
        "groups": [
            (KIND_LABELS[kind], [row for row in rows if row.kind is kind], any(r.kind is kind for r in everything))
            for kind in (OfferKind.DATASET, OfferKind.AGENDA, OfferKind.CHECK)
        ],
        "units": UNIT_LABELS, "periods": EVERY_LABELS, "formats": tuple(_TYPES),
    }  # fmt: skip
    return page(request, "core/offers.html", context)


def _file(rows: tuple[Offered, ...], wanted: str) -> HttpResponseBase:
    if wanted not in _TYPES:
        raise Http404(f"no format {wanted!r}")
    table = Grid(title=said(_("What the offices offer")), columns=COLUMNS, rows=map(_row, rows))
    name = f"oferta-{timezone.localdate().isoformat()}.{wanted}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if wanted == "xlsx":
        return HttpResponse(grid_xlsx(table, words()), content_type=_TYPES[wanted], headers=headers)
    return StreamingHttpResponse(_MAKERS[wanted](table, words()), content_type=_TYPES[wanted], headers=headers)


def _row(row: Offered) -> tuple[Value, ...]:
    return (
        said(KIND_LABELS[row.kind]), row.key, row.code, row.label, row.office, said(UNIT_LABELS.get(row.unit, "")),
        said(EVERY_LABELS[row.every]) if row.every else None, row.detail, row.version, ", ".join(row.columns),
    )  # fmt: skip
