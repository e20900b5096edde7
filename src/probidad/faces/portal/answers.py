"""How the portal answers: no session, no cookie, a mark for each text so that nobody fetches it twice.

The language and the colours come from cookies that only the page of preferences sets, so answers vary with them. The
colours are one attribute of the page: it is put in last, and pages are kept without it.
"""

import hashlib
import re
from collections.abc import Callable, Hashable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers

from probidad import __version__
from probidad.core.pages import page
from probidad.faces.portal.kept import PAGES, Kept

FRESH = 60  # seconds that a browser or a proxy may show a page without asking again
_ROOT = re.compile(rb'<html lang="[A-Za-z-]+"')
_HTML = "text/html; charset=utf-8"


def kept(
    request: HttpRequest,
    key: tuple[Hashable, ...],
    make: Callable[[], bytes | HttpResponse],
    *,
    lasting: Callable[[], bool] = lambda: True,
) -> HttpResponse:
    """The page under ``key``, made if nobody asked for it yet. ``key`` holds all that the page depends on but the
    language and the version of the program, which are added here. What is not ``lasting`` is made each time; an answer
    of another kind is passed on."""
    whole = (__version__, translation.get_language(), *key)
    found = PAGES.get(whole)
    if found is None:
        made = make()
        if isinstance(made, HttpResponse):
            return made
        found = _kept(made)
        if lasting():
            PAGES.put(whole, found)
    return sent(request, found)


def fresh(request: HttpRequest, body: bytes) -> HttpResponse:
    """A page made for this request."""
    return sent(request, _kept(body))


def html(request: HttpRequest, template: str, context: Mapping[str, Any]) -> bytes:
    """A page without the reader's colours."""
    theme = request.theme  # type: ignore[attr-defined]
    request.theme = ""  # type: ignore[attr-defined]
    try:
        return page(request, template, context).content
    finally:
        request.theme = theme  # type: ignore[attr-defined]


def sent(request: HttpRequest, found: Kept) -> HttpResponse:
    """The answer, or 304 when the reader has it already."""
    theme = getattr(request, "theme", "")
    body = found.body
    if theme:
        body = _ROOT.sub(lambda root: root[0] + f' data-bs-theme="{theme}"'.encode(), body, count=1)
    etag = f'"{found.digest}{theme}"'
    response = HttpResponse(body, content_type=_HTML, headers={"ETag": etag})
    patch_vary_headers(response, ("Cookie",))
    response.headers["Cache-Control"] = freshness(request)
    return get_conditional_response(request, etag=etag, response=response) or response


def freshness(request: HttpRequest) -> str:
    """Who signed in may get a cookie with any answer, so theirs is for them alone."""
    return "private, no-cache" if settings.SESSION_COOKIE_NAME in request.COOKIES else f"public, max-age={FRESH}"


def _kept(body: bytes) -> Kept:
    return Kept(body, hashlib.sha256(body).hexdigest()[:32])
