"""The operations of the API. Reading only so far; a new dataset or indicator on the shelves needs no line here."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, Literal, TypeVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import URLPattern, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, AuthorizationError, HttpError, ValidationError
from ninja.security import HttpBearer

from probidad import __version__
from probidad.core.cells import grid_column
from probidad.core.keys import READ_PRIVATE
from probidad.core.offered import OfferKind, offered
from probidad.core.offers import Dataset, Period, datasets, indicator_sources
from probidad.core.pages import said, words
from probidad.core.problems import Fault, problem
from probidad.core.queries.public_entities import public_entities
from probidad.documents.renderers.grid import grid_csv, record
from probidad.documents.renderers.json_report import figure
from probidad.faces.api import followups
from probidad.faces.api import shapes as s
from probidad.faces.api.door import holder_of
from probidad.faces.api.openapi import ERRORS, told
from probidad.faces.api.tables import BATCH, Asked, Refused, columns_of, grid, paged, rows_of
from probidad.rules.finding import gettext_noop as _

PAGE, LIMIT = 1, 100
_View = TypeVar("_View", bound=Callable[..., Any])


class Key(HttpBearer):
    """A key that allows ``scope``. The door has already looked it up."""

    openapi_scheme = "bearer"
    openapi_bearerFormat = "prob_<prefix>_<secret>"

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Who holds the key. The framework refuses a request without one before it asks."""
        held = holder_of(request)
        if held is None:
            raise AuthenticationError
        if self.scope not in held.scopes:
            raise AuthorizationError
        return held


api = NinjaAPI(
    title="Probidad", version="1", openapi_url=None, docs_url=None, urls_namespace="api-v1",
    description=_("Open data of the anti-corruption plans of public entities, and measurements for who holds a key."),
)  # fmt: skip


def reads(name: str, path: str, summary: str, response: Any = None, scope: str = "") -> Callable[[_View], _View]:
    """An operation that reads. ``summary`` is a message identifier; its docstring goes into no document."""
    answers: dict[Any, Any] = {200: response, 304: None, frozenset(ERRORS): s.ProblemShape}
    return api.get(
        path, url_name=name, operation_id=name, summary=summary, description=" ", response=answers,
        auth=Key(scope) if scope else None, exclude_none=False,
    )  # fmt: skip


@reads("index", "/", _("Where to begin"), s.IndexShape)
def index(request: HttpRequest) -> Any:
    names = {
        "entities": _("Entities of this installation"),
        "datasets": _("Tables of open data"),
        "indicators": _("Catalogue of indicators and what is measured"),
        "openapi": _("This API for programs: OpenAPI 3.1"),
        "docs": _("This API for people"),
    }
    links = [{"name": name, "address": reverse(f"api:{name}"), "about": said(about)} for name, about in names.items()]
    return {"title": "Probidad", "version": "1", "program": __version__, "links": links}


@reads("entities", "/entities", _("Entities of this installation"), s.EntityPage)
def entities(
    request: HttpRequest,
    page: s.PageNumber = PAGE,
    limit: s.PageSize = LIMIT,
) -> Any:
    return _page(paged(public_entities(), page, limit), _entity)


@reads("entity", "/entities/{slug}", _("One entity"), s.EntityShape)
def entity(request: HttpRequest, slug: s.Slug) -> Any:
    return _entity(_found(slug))


@reads("entity_followups", "/entities/{slug}/followups", _("Published follow-ups of an entity"), s.FollowUpPage)
def entity_followups(
    request: HttpRequest,
    slug: s.Slug,
    page: s.PageNumber = PAGE,
    limit: s.PageSize = LIMIT,
) -> Any:
    rows = followups.published(_found(slug).pk)
    return _page(paged(rows, page, limit), followups.told)


@reads("followup", "/followups/{entity}/{slug}", _("What is known of a published follow-up"), s.FollowUpShape)
def followup(request: HttpRequest, entity: s.Slug, slug: s.Slug) -> Any:
    return followups.told(followups.one(entity, slug))


@reads(
    "document",
    "/followups/{entity}/{slug}/document",
    _("The published follow-up: the same bytes that were published, with their digest"),
    dict[str, Any],
)
def document(request: HttpRequest, entity: s.Slug, slug: s.Slug) -> Any:
    found = followups.one(entity, slug)
    response = HttpResponse(followups.document(found), content_type="application/json")
    response.headers["Content-Disposition"] = f'inline; filename="{entity}-{slug}.json"'
    response.headers["Repr-Digest"] = followups.representation_digest(response.content)
    return response


@reads("datasets", "/datasets", _("Tables of open data"), s.DatasetList)
def dataset_list(request: HttpRequest) -> Any:
    return {"rows": [_dataset(entry) for entry in datasets]}


@reads("dataset", "/datasets/{key}", _("Rows of a table, by pages or all of them as CSV"), s.DatasetPage)
def dataset(
    request: HttpRequest,
    key: s.Key,
    entity: s.Slug | None = None,
    search: s.Words | None = None,
    sort: s.Sort | None = None,
    columns: s.Keys | None = None,
    page: s.PageNumber = PAGE,
    limit: s.PageSize = LIMIT,
    format: Literal["json", "csv"] = "json",
) -> Any:
    source = datasets[key]
    asked = Asked(search=search, sort=sort, columns=columns)
    chosen = columns_of(source, asked)
    rows = rows_of(source, _found(entity).pk if entity else None, asked)
    if format == "csv":
        return _csv(key, grid(source, chosen, rows.iterator(chunk_size=BATCH)))
    found = paged(rows, page, limit)
    told_rows = grid(source, chosen, found.rows)
    following = None
    if page < found.pages:
        query = request.GET.copy()
        query["page"] = str(page + 1)
        following = f"{request.path}?{query.urlencode()}"
    return {
        **_paging(found), "dataset": _dataset(source), "next": following,
        "rows": [record(told_rows.columns, row) for row in told_rows.checked()],
    }  # fmt: skip


@reads("indicators", "/indicators", _("Catalogue of indicators and what is measured"), s.IndicatorList)
def indicators(request: HttpRequest) -> Any:
    kinds = (OfferKind.SOURCE, OfferKind.MISSING)
    return {
        "rows": [
            {
                "key": row.key, "code": row.code or None, "label": row.label, "unit": row.unit, "every": row.every,
                "direction": row.direction, "formula": row.detail or None, "laid": row.laid, "version": row.version,
                "measurement": reverse("api:measurement", kwargs={"key": row.key}) if row.laid else None,
            }
            for row in offered() if row.kind in kinds
        ]
    }  # fmt: skip


@reads(
    "measurement",
    "/indicators/{key}/measurement",
    _("Measure an indicator of the key's entity over a period"),
    s.MeasurementShape,
    scope=READ_PRIVATE,
)
def measurement(
    request: HttpRequest,
    key: s.Key,
    start: s.Day,
    end: s.Day,
    entity: s.Slug | None = None,
    as_of: s.Day | None = None,
) -> Any:
    held = holder_of(request)
    if held is None or held.actor.entity_id is None or (entity is not None and entity != held.entity_slug):
        raise LookupError("an entity that is not the key's")
    source = indicator_sources[key]
    today = timezone.localdate()
    day = as_of or today
    _check_days(start, end, day, today)
    reading = source.measure(held.actor.entity_id, Period(start, end), as_of=day, filters={})
    return {
        "indicator": key, "entity": held.entity_slug, "unit": source.unit, "version": source.version,
        "start": start, "end": end, "as_of": day, "applicable": reading.applicable,
        "value": figure(reading.value), "numerator": figure(reading.numerator),
        "denominator": figure(reading.denominator), "rows": list(reading.rows),
    }  # fmt: skip


@reads("openapi", "/openapi.json", _("This API for programs: OpenAPI 3.1"), dict[str, Any])
def openapi(request: HttpRequest) -> Any:
    return described(translation.get_language() or "es")


def _found(slug: str) -> Any:
    found = public_entities().filter(slug=slug).first()
    if found is None:
        raise LookupError(f"no public entity {slug!r}")
    return found


def _check_days(start: date, end: date, as_of: date, today: date) -> None:
    if end < start:
        raise Refused(Fault("end", gettext("It is before start.")))
    if as_of > today:
        raise Refused(Fault("as_of", gettext("It is in the future.")))


def _csv(key: str, rows: Any) -> StreamingHttpResponse:
    response = StreamingHttpResponse(grid_csv(rows, words()), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{key}.csv"'
    return response


def _paging(found: Any) -> dict[str, Any]:
    return {"found": found.found, "page": found.page, "pages": found.pages, "limit": found.limit}


def _page(found: Any, tell: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    return {**_paging(found), "rows": [tell(row) for row in found.rows]}


def _entity(row: Any) -> dict[str, Any]:
    names = ("slug", "name", "country", "kind", "order", "category", "divipola", "fictitious")
    return {
        **{name: getattr(row, name) for name in names},
        "followups": reverse("api:entity_followups", kwargs={"slug": row.slug}),
    }


def _dataset(entry: Dataset) -> dict[str, Any]:
    return {
        "key": entry.key, "label": said(entry.label), "description": said(entry.description),
        "searchable": bool(entry.searched), "address": reverse("api:dataset", kwargs={"key": entry.key}),
        "columns": [
            {"key": c.key, "label": said(c.label), "kind": grid_column(c).kind, "sorts": bool(c.order)} for c in entry.columns
        ],
    }  # fmt: skip


@cache
def _views() -> dict[str, Callable[..., HttpResponseBase]]:
    patterns = [entry for entry in api.urls[0] if isinstance(entry, URLPattern)]
    return {str(entry.name): entry.callback for entry in patterns}


@cache
def described(language: str) -> dict[str, Any]:
    """The OpenAPI document in ``language``."""
    with translation.override(language):
        return told(api.get_openapi_schema(path_prefix="/api/v1/"))


@cache
def query_names(name: str) -> frozenset[str]:
    """The parameters that the operation takes in the query."""
    for methods in described("en")["paths"].values():
        if methods["get"]["operationId"] == name:
            return frozenset(entry["name"] for entry in methods["get"]["parameters"] if entry["in"] == "query")
    raise LookupError(f"no operation {name!r}")


def call(name: str, request: HttpRequest, named: dict[str, str]) -> HttpResponseBase:
    """The answer of the operation ``name``."""
    return _views()[name](request, **named)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(request, 422, errors=[_fault(entry) for entry in error.errors])


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return problem(request, 422, errors=error.faults)


@api.exception_handler(LookupError)
def _missing(request: HttpRequest, _error: LookupError) -> HttpResponse:
    return problem(request, 404)


@api.exception_handler(Http404)
def _absent(request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem(request, 404)


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    headers = {"WWW-Authenticate": 'Bearer realm="probidad"'} if error.status_code == 401 else {}
    return problem(request, error.status_code, headers=headers)


_EXPECTED = {
    "missing": _("It is needed."),
    "literal_error": _("It is one of: %(expected)s."),
    "string_pattern_mismatch": _("It is not written as this parameter is: %(pattern)s."),
    "string_too_long": _("At most %(max_length)s characters."),
    "greater_than_equal": _("At least %(ge)s."),
    "less_than_equal": _("At most %(le)s."),
}
_WRITTEN = {
    "page": _("A whole number from 1."),
    "limit": _("A whole number from 1 to 500."),
    "start": _("A day that exists, as 2026-01-31."),
    "end": _("A day that exists, as 2026-01-31."),
    "as_of": _("A day that exists, as 2026-01-31."),
}


def _fault(entry: dict[str, Any]) -> Fault:
    field = str(entry["loc"][-1])
    message = _EXPECTED.get(entry["type"]) or _WRITTEN.get(field) or _("It is not valid.")
    return Fault(field, gettext(message) % entry.get("ctx", {}))
