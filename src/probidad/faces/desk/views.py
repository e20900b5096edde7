"""The desk: what falls due and what the checks say."""

from django.http import HttpRequest, HttpResponse

from probidad.core.access import Actor
from probidad.core.acting import desk
from probidad.core.pages import page


@desk
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the person owes."""
    return page(request, "desk/home.html", {"actor": actor, "desk": None})
