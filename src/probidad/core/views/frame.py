"""What the frame of every page changes: the entity where one works, the language and the colours."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from probidad.core.access import Actor
from probidad.core.acting import ENTITY, desk
from probidad.core.middleware import THEME_COOKIE, THEMES
from probidad.core.pages import page
from probidad.core.queries import people

YEAR = 365 * 24 * 60 * 60
NEXT = "next"


def back_to(request: HttpRequest) -> str:
    """Where the form or the link asks to go back to, when that is a place of this site; else the first page."""
    wanted = request.POST.get(NEXT) or request.GET.get(NEXT, "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "/"


@require_POST
@desk
def choose_entity(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Work from now on in another of one's entities; one that the person does not belong to is not there."""
    wanted = request.POST.get("entity", "")
    own = people.memberships_on(actor.user_id or 0, timezone.localdate())
    chosen = next((entry.entity for entry in own if str(entry.entity_id) == wanted), None)
    if chosen is None:
        raise Http404("no membership there")
    request.session[ENTITY] = chosen.pk
    messages.success(request, _("You now work in %(entity)s.") % {"entity": chosen.name})
    return _see_other(settings.LOGIN_REDIRECT_URL)


@require_GET
def preferences(request: HttpRequest) -> HttpResponse:
    """The page where a reader of the portal chooses language and colours."""
    return page(request, "core/preferences.html", {"back": back_to(request)})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language in this browser; an unknown one changes nothing."""
    wanted = request.POST.get("language", "")
    response = _see_other(back_to(request))
    if wanted in {code for code, _name in settings.LANGUAGES}:
        _keep(response, settings.LANGUAGE_COOKIE_NAME, wanted)
    return response


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the colours in this browser, or forget them to follow the system."""
    wanted = request.POST.get("theme", "")
    response = _see_other(back_to(request))
    if wanted in THEMES:
        _keep(response, THEME_COOKIE, wanted)
    elif not wanted:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, secure=settings.HTTPS, httponly=True, samesite="Lax")


def _see_other(address: str) -> HttpResponse:
    response = HttpResponseRedirect(resolve_url(address))
    response.status_code = 303
    return response
