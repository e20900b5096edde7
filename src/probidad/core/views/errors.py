"""Pages for what is not there and for what broke. They tell nothing of the inside; programs get them as JSON."""

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from probidad.core.pages import page
from probidad.core.problems import ROOT, asked_language, problem


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request could not be understood."""
    return _answer(request, 400)


def absent(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not there, or not for this reader: the same answer for both."""
    return _answer(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Something of ours failed; nothing half done stays, because every write is one transaction."""
    return _answer(request, 500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is missing or old."""
    return page(request, "core/error.html", {"code": 403}, status=403)


def _answer(request: HttpRequest, status: int) -> HttpResponse:
    if request.path.startswith(ROOT):
        with translation.override(asked_language(request)):
            return problem(request, status)
    return page(request, "core/error.html", {"code": status}, status=status)
