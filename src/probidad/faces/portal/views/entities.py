"""The page of an entity."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from probidad.core.pages import words
from probidad.core.queries.public_entities import public_entities
from probidad.core.queries.workdays import KIND_LABELS, public_days
from probidad.documents.renderers.pages import Pages
from probidad.faces.portal.answers import fresh, html
from probidad.faces.portal.links import links_of
from probidad.faces.portal.places import place_of
from probidad.faces.portal.words_of import TOLD
from probidad.plans.queries.published import public_followups, public_report


@require_safe
def entity(request: HttpRequest, entity: str) -> HttpResponse:
    """What one entity published: its follow-ups, the latest first and with its figures."""
    found = public_entities().filter(slug=entity).first()
    if found is None:
        raise Http404("no such entity")
    rows = list(public_followups(found.pk))
    told = {"entity": found, "territory": place_of(found.divipola, found.country), "rows": rows, "latest": None}
    told["free_days"] = public_days(found.pk).exists()
    told |= TOLD
    if rows:
        latest, speaks = rows[0], words()
        pages = Pages(public_report(latest.pk), speaks)
        links = links_of(found.slug, latest.slug, speaks.language, {})
        told |= {**pages.helpers(), **pages.common(), "links": links, "latest": latest}
    return fresh(request, html(request, "portal/entity.html", told))


@require_safe
def non_working_days(request: HttpRequest, entity: str) -> HttpResponse:
    """The days on which terms do not run in an entity, by its own acts."""
    found = public_entities().filter(slug=entity).first()
    if found is None:
        raise Http404("no such entity")
    told = {"entity": found, "rows": list(public_days(found.pk)), "kinds": KIND_LABELS}
    return fresh(request, html(request, "portal/non_working_days.html", told))
