"""Pages for what is not there and for what broke. They tell nothing of the inside; programs get them as JSON."""

import errno
import logging
import sys

from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from probidad.core.pages import page
from probidad.core.problems import ROOT, asked_language, problem

RETRY_AFTER = {503: "30", 507: "300"}  # seconds
_FULL = {errno.ENOSPC, errno.EDQUOT}
_SQLITE_FULL, _POSTGRESQL_FULL = "database or disk is full", "53100"
_log = logging.getLogger("probidad.web")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request could not be understood. A session that could not be kept because the database went away looks like
    one that was deleted meanwhile; here they are told apart."""
    if isinstance(exception, SessionInterrupted):
        beneath: BaseException | None = exception
        while beneath is not None:
            if disk_is_full(beneath) or database_is_away(beneath):
                return _out_of_order(request, beneath)
            beneath = beneath.__cause__ or beneath.__context__
    return _answer(request, 400)


def absent(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not there, or not for this reader: the same answer for both."""
    return _answer(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Something of ours failed; nothing half done stays, because every write is one transaction. A database that does
    not answer and a disk that is full are told apart: the reader may try again, now or when there is room."""
    error = sys.exc_info()[1]
    if error is not None and (disk_is_full(error) or database_is_away(error)):
        return _out_of_order(request, error)
    return _answer(request, 500)


def _out_of_order(request: HttpRequest, error: BaseException) -> HttpResponse:
    """The answer for a full disk or a database that is away, and one line in the log."""
    status = 507 if disk_is_full(error) else 503
    response = _answer(request, status)
    cause = type(error).__name__  # what it says may hold addresses and values
    _log.error("%s %s answered %s: %s", request.method, request.path, status, cause)
    response._has_been_logged = True  # type: ignore[attr-defined]  # the framework would add all that it passed
    response.headers["Retry-After"] = RETRY_AFTER[status]
    return response


def database_is_away(error: BaseException | None) -> bool:
    """Whether ``error`` means that the database is down, locked or out of connections, and not that a table lacks
    (SQLite gives both the same type)."""
    return isinstance(error, InterfaceError | OperationalError) and "no such" not in str(error)


def disk_is_full(error: BaseException | None) -> bool:
    """Whether ``error`` means that there is no room left, for the database or for a file."""
    if isinstance(error, OSError):
        return error.errno in _FULL
    if not isinstance(error, OperationalError):
        return False
    return str(error) == _SQLITE_FULL or getattr(error.__cause__, "sqlstate", "") == _POSTGRESQL_FULL


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is missing or old."""
    return page(request, "core/error.html", {"code": 403}, status=403)


def _answer(request: HttpRequest, status: int) -> HttpResponse:
    if request.path.startswith(ROOT):
        with translation.override(asked_language(request)):
            return problem(request, status)
    return page(request, "core/error.html", {"code": status}, status=status)
