"""All the entities: the first page that anybody sees, so it loads little."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from probidad.core.queries.public_entities import public_entities
from probidad.faces.portal.answers import fresh, html
from probidad.faces.portal.links import PAGE_KEY
from probidad.faces.portal.places import place_of, searched_place
from probidad.rules.language import fold

PER_PAGE = 50
SEARCH, EVERY = "q", "todas"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The entities of this installation; straight to the only one when nothing is asked."""
    asked = request.GET.get(SEARCH, "").strip()[:200]
    rows = list(public_entities().defer("created"))
    if len(rows) == 1 and not asked and EVERY not in request.GET:
        return HttpResponseRedirect(reverse("portal:entity", kwargs={"entity": rows[0].slug}))
    wanted = fold(asked).split()
    named = [(row, place_of(row.divipola, row.country)) for row in rows]
    if wanted:
        named = [entry for entry in named if _holds(wanted, f"{entry[0].name} {searched_place(entry[0].divipola)}")]
    page = Paginator(named, PER_PAGE).get_page(request.GET.get(PAGE_KEY, "1"))
    told = {"rows": page, "asked": asked, "found": len(named), "total": len(rows)}
    return fresh(request, html(request, "portal/home.html", told))


def _holds(wanted: list[str], text: str) -> bool:
    folded = fold(text)
    return all(word in folded for word in wanted)
