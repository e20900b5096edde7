"""The portal's first page."""

from django.http import HttpRequest, HttpResponse

from probidad.core.pages import page


def home(request: HttpRequest) -> HttpResponse:
    """The entities of this installation."""
    return page(request, "portal/home.html")
