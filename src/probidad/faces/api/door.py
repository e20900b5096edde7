"""What every call of the API goes through: language, key, limit, and how it may be read from another site.

The work itself lies behind the door in :mod:`probidad.faces.api.service`, which is loaded at the first call: a process
that serves only pages does not pay for it. No cookie is read or set here; a key in ``Authorization`` is the only way in.
"""

import hashlib
from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt

from probidad.core.actions import keys as acts
from probidad.core.keys import KeyHolder, parsed
from probidad.core.origin import neighbourhood, origin
from probidad.core.problems import LANGUAGE, Fault, asked_language, problem
from probidad.core.queries import keys
from probidad.faces.api import limits

_EXPOSED = "Content-Disposition, ETag, Link, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After"
_ASKED = "Accept, Accept-Language, If-None-Match"
_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="probidad"'}
NOTHING = "nothing"  # name of the route that takes every other address


def door(name: str) -> Callable[..., HttpResponseBase]:
    """The view of the operation ``name``."""

    # Cookies open nothing here, so no other site can make a signed-in browser do anything: there is nothing to forge.
    @csrf_exempt
    def view(request: HttpRequest, **named: str) -> HttpResponseBase:
        language = asked_language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = _answer(request, name, named)
            response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language",))
        return _readable(request, response)

    return view


def holder_of(request: HttpRequest) -> KeyHolder | None:
    """Who acts with the key of this request."""
    held: KeyHolder | None = getattr(request, "probidad_key", None)
    return held


def _answer(request: HttpRequest, name: str, named: dict[str, str]) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})
    try:
        held = _held(request)
    except LookupError:
        standing = limits.meter.take(limits.WRONG_KEY, neighbourhood(origin(request)))
        status, headers = (401, _CHALLENGE) if standing.allowed else (429, standing.headers)
        return problem(request, status, headers=headers)
    request.probidad_key = held  # type: ignore[attr-defined]
    if held:
        standing = limits.meter.take(limits.KEY, str(held.key_id))
    else:
        standing = limits.meter.take(limits.OPEN, neighbourhood(origin(request)))
    response = _work(request, name, named) if standing.allowed else problem(request, 429)
    for header, value in standing.headers.items():
        response.headers[header] = value
    return response


def _held(request: HttpRequest) -> KeyHolder | None:
    """The holder of the key shown, None when none is. Raises ``LookupError`` for one that does not serve."""
    shown = request.headers.get("Authorization")
    if shown is None:
        return None
    scheme, _space, text = shown.partition(" ")
    try:
        token = parsed(text.strip()) if scheme.lower() == "bearer" else None
    except ValueError:
        token = None
    if token is None:
        raise LookupError("no key of ours")
    now = timezone.now()
    held = keys.holder(token, now=now)
    acts.used(held.key_id, now=now)
    return held


def _work(request: HttpRequest, name: str, named: dict[str, str]) -> HttpResponseBase:
    if name == NOTHING:
        return problem(request, 404)
    service: Any = import_module("probidad.faces.api.service")
    if request.method in {"GET", "HEAD"}:
        faults = _faults(request, service.query_names(name))
        if faults:
            return problem(request, 422, errors=faults)
    head = request.method == "HEAD"
    if head:
        request.method = "GET"
    response: HttpResponseBase = service.call(name, request, named)
    if isinstance(response, HttpResponseNotAllowed):
        return problem(request, 405, headers={"Allow": "GET, HEAD, OPTIONS"})
    if head:
        request.method = "HEAD"
    return _conditional(request, response)


def _faults(request: HttpRequest, known: frozenset[str]) -> list[Fault]:
    """A parameter that is unknown or repeated is told: left aside, it would give more than was asked for."""
    faults = []
    for name in request.GET:
        if name != LANGUAGE and name not in known:
            faults.append(Fault(name, gettext("This address takes no such parameter.")))
        elif len(request.GET.getlist(name)) > 1:
            faults.append(Fault(name, gettext("Write this parameter once.")))
    asked = request.GET.get(LANGUAGE)
    if asked is not None and asked not in {code for code, _name in settings.LANGUAGES}:
        faults.append(Fault(LANGUAGE, gettext("It is es or en.")))
    return faults


def _conditional(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """304 for who already has these bytes. What is sent in pieces has no tag."""
    if response.status_code != 200 or response.streaming or not isinstance(response, HttpResponse):
        return response
    if "ETag" not in response.headers:
        response.headers["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()}"'
    answered = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    return answered or response


def _readable(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Public data may be read by a page of any site, without credentials; what a key gives is for its holder alone."""
    if "Authorization" in request.headers:
        response.headers["Cache-Control"] = "no-store, private"
        return response
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = _EXPOSED
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers.setdefault("Cache-Control", "public, max-age=60" if response.status_code == 200 else "no-store")
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = _ASKED
        response.headers["Access-Control-Max-Age"] = "86400"
    return response
