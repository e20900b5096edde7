"""Refusals for programs: RFC 9457, in the reader's language, and nothing of the inside.

``type`` leads to the explanation on the page of the API. What one may not see is answered as what is not there.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext
from django.utils.translation.trans_real import parse_accept_lang_header

from probidad.rules.finding import gettext_noop as _

MEDIA_TYPE = "application/problem+json"
ROOT = "/api/"
LANGUAGE = "idioma"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of refusal: its anchor on the page of the API, its title and what it means (message identifiers)."""

    key: str
    status: int
    title: str
    meaning: str


KINDS = (
    Kind("bad-request", 400, _("The request could not be understood"), _("Check the address and the headers.")),
    Kind(
        "unknown-key",
        401,
        _("The key is not valid"),
        _("It is missing, expired, revoked or badly written. Ask the administrator of the entity for one."),
    ),
    Kind(
        "not-allowed",
        403,
        _("The key does not allow this"),
        _("The key serves, but without the permission that this needs."),
    ),
    Kind(
        "not-found",
        404,
        _("There is nothing at this address"),
        _("It never was there, it is not public, or it belongs to another entity."),
    ),
    Kind("wrong-method", 405, _("This address is only read"), _("The header Allow says which methods it takes.")),
    Kind(
        "invalid",
        422,
        _("Something in the request is not valid"),
        _("The list of errors names each parameter and what it expects."),
    ),
    Kind(
        "too-many",
        429,
        _("Too many requests"),
        _("The header Retry-After says in how many seconds to go on. Nothing was lost."),
    ),
    Kind("broken", 500, _("Something of ours failed"), _("Nothing was left half done. Try again later.")),
    Kind(
        "unavailable",
        503,
        _("The database does not answer"),
        _("Nothing was left half done. The header Retry-After says in how many seconds to try again."),
    ),
    Kind(
        "full", 507, _("The disk of the server is full"), _("Nothing was saved. Who runs the server has to make room.")
    ),
)
BY_STATUS = {kind.status: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one parameter; ``detail`` is in the reader's language."""

    field: str
    detail: str


def problem(
    request: HttpRequest,
    status: int,
    *,
    detail: str = "",
    errors: Iterable[Fault] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The answer for a refusal; without ``detail``, what its kind means."""
    kind = BY_STATUS[status]
    body: dict[str, object] = {
        "type": f"{ROOT}v1/docs#{kind.key}",
        "title": gettext(kind.title),
        "status": status,
        "detail": detail or gettext(kind.meaning),
        "instance": escape_uri_path(request.path),
    }
    faults = [{"field": fault.field, "detail": fault.detail} for fault in errors]
    if faults:
        body["errors"] = faults
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return HttpResponse(content, status=status, content_type=MEDIA_TYPE, headers=dict(headers or {}))


def asked_language(request: HttpRequest) -> str:
    """The language that a program asks for: ``?idioma``, else ``Accept-Language``, else that of the installation."""
    known = {code for code, _name in settings.LANGUAGES}
    asked = request.GET.get(LANGUAGE, "")
    if asked in known:
        return asked
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code.split("-")[0] in known:
            return code.split("-")[0]
    return settings.LANGUAGE_CODE
