"""Pages of the site itself: open data, how to check, accessibility, and what robots read."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from probidad.core.lists import Column
from probidad.core.offers import Dataset, datasets
from probidad.core.queries.public_entities import public_entities
from probidad.faces.portal.answers import FRESH, html, kept
from probidad.plans.queries.published import public_followups

VERIFIER = "verify_followup.py"
PAGES_OF_A_FOLLOWUP = ("", "plan/", "hallazgos/", "puntaje/")
MOST_ADDRESSES = 50_000  # of a site map, by its protocol


@dataclass(frozen=True, slots=True)
class Offered:
    """A set of data with the addresses where it is given."""

    key: str
    label: str
    description: str
    columns: tuple[Column, ...]
    addresses: tuple[tuple[str, str], ...]


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """The sets of data on the shelf."""
    return kept(request, (request.path,), lambda: html(request, "portal/data.html", {"datasets": tuple(_offered())}))


def _offered() -> Iterator[Offered]:
    for entry in datasets:
        yield Offered(entry.key, entry.label, entry.description, entry.columns, tuple(_addresses(entry)))


def _addresses(entry: Dataset) -> Iterator[tuple[str, str]]:
    """Where the API gives it, if this installation has the API there."""
    address = f"/api/v1/datasets/{entry.key}"
    try:
        resolve(address)
    except Resolver404:
        return
    for name in ("csv", "json"):
        yield name.upper(), f"{address}?format={name}"


@cache
def verifier_text() -> bytes:
    """The verifier: one file, that shares no code with the program."""
    return (files("probidad.faces.portal") / "verify_followup.txt").read_bytes()


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """How anybody computes the figures again."""
    text = verifier_text()
    told = {"size": len(text), "sha256": hashlib.sha256(text).hexdigest()}
    return kept(request, (request.path,), lambda: html(request, "portal/verify.html", told))


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """The verifier, to take away."""
    text = verifier_text()
    etag = f'"{hashlib.sha256(text).hexdigest()}"'
    response = HttpResponse(text, content_type="text/x-python; charset=utf-8", headers={
        "Content-Disposition": f'attachment; filename="{VERIFIER}"', "ETag": etag,
        "Cache-Control": f"public, max-age={FRESH}",
    })  # fmt: skip
    return get_conditional_response(request, etag=etag, response=response) or response


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What a reader can count on, what was tested, and what is kept of who reads."""
    return kept(request, (request.path,), lambda: html(request, "portal/accessibility.html", {}))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Robots read what is public; the desk and the accounts are not theirs."""
    lines = (
        "User-agent: *",
        "Disallow: /mesa/",
        "Disallow: /cuenta/",
        "Disallow: /preferencias/",
        "Disallow: /buscar/",
    )
    told = "\n".join((*lines, "", f"Sitemap: {request.build_absolute_uri(reverse('portal:sitemap'))}", ""))
    return _text(told, "text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """An index with the map of each entity."""
    slugs = public_entities().values_list("slug", flat=True)[:MOST_ADDRESSES]
    places = [reverse("portal:entity_sitemap", kwargs={"entity": slug}) for slug in slugs]
    return _map(request, "sitemapindex", "sitemap", places)


@require_safe
def entity_sitemap(request: HttpRequest, entity: str) -> HttpResponse:
    """The pages of an entity: its own and those of each follow-up on line."""
    found = public_entities().filter(slug=entity).first()
    if found is None:
        raise Http404("no such entity")
    places = [reverse("portal:entity", kwargs={"entity": entity})]
    for slug in public_followups(found.pk).values_list("slug", flat=True):
        base = reverse("portal:followup", kwargs={"entity": entity, "followup": slug})
        places += [base + name for name in PAGES_OF_A_FOLLOWUP]
    return _map(request, "urlset", "url", places[:MOST_ADDRESSES])


def _map(request: HttpRequest, root: str, entry: str, places: list[str]) -> HttpResponse:
    rows = "".join(f"<{entry}><loc>{escape(request.build_absolute_uri(place))}</loc></{entry}>\n" for place in places)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return _text(f'{head}<{root} xmlns="{space}">\n{rows}</{root}>\n', "application/xml; charset=utf-8")


def _text(text: str, media_type: str) -> HttpResponse:
    return HttpResponse(text, content_type=media_type, headers={"Cache-Control": f"public, max-age={FRESH}"})
