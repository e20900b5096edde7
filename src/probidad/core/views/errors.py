"""Pages for what is not there and for what broke. They tell nothing of the inside."""

from django.http import HttpRequest, HttpResponse

from probidad.core.pages import page


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request could not be understood."""
    return page(request, "core/error.html", {"code": 400}, status=400)


def absent(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not there, or not for this reader: the same answer for both."""
    return page(request, "core/error.html", {"code": 404}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Something of ours failed; nothing half done stays, because every write is one transaction."""
    return page(request, "core/error.html", {"code": 500}, status=500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is missing or old."""
    return page(request, "core/error.html", {"code": 403}, status=403)
