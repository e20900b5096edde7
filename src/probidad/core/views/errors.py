"""Pages for what is not there and for what broke. They tell nothing of the inside; programs get them as JSON."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from probidad.core.pages import page
from probidad.core.problems import ROOT, asked_language, problem

RETRY_AFTER = "30"  # seconds


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request could not be understood."""
    return _answer(request, 400)


def absent(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not there, or not for this reader: the same answer for both."""
    return _answer(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Something of ours failed; nothing half done stays, because every write is one transaction. A database that does
    not answer is told apart: the reader may try again in a moment."""
    if not database_is_away(sys.exc_info()[1]):
        return _answer(request, 500)
    response = _answer(request, 503)
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def database_is_away(error: BaseException | None) -> bool:
    """Whether ``error`` means that the database is down, locked or out of connections, and not that a table lacks
    (SQLite gives both the same type)."""
    return isinstance(error, InterfaceError | OperationalError) and "no such" not in str(error)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is missing or old."""
    return page(request, "core/error.html", {"code": 403}, status=403)


def _answer(request: HttpRequest, status: int) -> HttpResponse:
    if request.path.startswith(ROOT):
        with translation.override(asked_language(request)):
            return problem(request, status)
    return page(request, "core/error.html", {"code": status}, status=status)
