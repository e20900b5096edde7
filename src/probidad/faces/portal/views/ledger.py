"""The ledger as everybody reads it: where it stood at each anchor, how to check it, and the ledger itself to take away."""

import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from probidad.core.anchoring import public_key
from probidad.core.queries.anchors import anchors_of, envelope_of, state_of, states_of
from probidad.core.queries.ledger_export import export
from probidad.core.queries.public_entities import public_entities
from probidad.documents.refusal import RefusalError
from probidad.faces.portal.answers import FRESH, fresh, html
from probidad.faces.portal.links import PAGE_KEY
from probidad.faces.portal.places import place_of
from probidad.faces.portal.words_of import TOLD
from probidad.rules.finding import gettext_noop as _

PER_PAGE = 30
OCCASIONS = {"publication": _("something was published"), "daily": _("the day's anchor"), "manual": _("made by hand")}
VERIFIER = "verify_ledger.py"


@require_safe
def ledgers(request: HttpRequest) -> HttpResponse:
    """The ledgers of this installation, and the anchors of the installation's own."""
    rows = Paginator(public_entities().defer("created"), PER_PAGE).get_page(request.GET.get(PAGE_KEY, "1"))
    states = states_of([row.pk for row in rows])
    told = {"books": [(row, states[row.pk]) for row in rows], "page": rows, **_anchors(request, None)}
    return fresh(request, html(request, "portal/ledgers.html", told))


@require_safe
def ledger(request: HttpRequest, entity: str) -> HttpResponse:
    """The ledger of an entity: its anchors, and how anybody checks it."""
    owner = _owner(entity)
    told = {
        "entity": owner,
        "territory": place_of(owner.divipola, owner.country),
        **TOLD,
        **_anchors(request, owner.pk),
    }
    return fresh(request, html(request, "portal/ledger.html", told))


@require_safe
def anchor(request: HttpRequest, number: int, entity: str = "") -> HttpResponse:
    """An anchor, as it is kept outside."""
    found = anchors_of(_owner(entity).pk if entity else None).filter(number=number).first()
    if found is None:
        raise Http404("no such anchor")
    name = f"ancla-{entity or 'instalacion'}-{number:06}.json"
    return _file(request, envelope_of(found), "application/json", name)


@require_safe
def whole(_request: HttpRequest, entity: str) -> StreamingHttpResponse:
    """The public ledger, written while it is sent."""
    name = f"libro-{entity}.jsonl"
    return StreamingHttpResponse(export(_owner(entity).pk), content_type="application/jsonl", headers={
        "Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-cache",
    })  # fmt: skip


@cache
def verifier_text() -> bytes:
    """The verifier of ledgers: one file, that shares no code with the program."""
    return (files("probidad.faces.portal") / "verify_ledger.txt").read_bytes()


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """The verifier, to take away."""
    return _file(request, verifier_text(), "text/x-python; charset=utf-8", VERIFIER)


def _owner(slug: str) -> Any:
    found = public_entities().filter(slug=slug).first()
    if found is None:
        raise Http404("no such entity")
    return found


def _anchors(request: HttpRequest, entity_id: int | None) -> dict[str, Any]:
    rows = anchors_of(entity_id)
    text = verifier_text()
    return {
        "anchors": Paginator(rows, PER_PAGE).get_page(request.GET.get(PAGE_KEY, "1")), "state": state_of(entity_id),
        "public_key": _key(), "occasions": OCCASIONS, "size": len(text), "sha256": hashlib.sha256(text).hexdigest(),
    }  # fmt: skip


def _key() -> str:
    """A key that cannot be read is a matter for who runs the installation, not for the reader."""
    try:
        return public_key()
    except RefusalError:
        return ""


def _file(request: HttpRequest, content: bytes, media_type: str, name: str) -> HttpResponse:
    etag = f'"{hashlib.sha256(content).hexdigest()}"'
    response = HttpResponse(content, content_type=media_type, headers={
        "Content-Disposition": f'attachment; filename="{name}"', "ETag": etag,
        "Cache-Control": f"public, max-age={FRESH}",
    })  # fmt: skip
    return get_conditional_response(request, etag=etag, response=response) or response
