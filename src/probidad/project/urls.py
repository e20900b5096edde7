"""Addresses: the desk for who works, the portal for everybody, the API for programs."""

from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern


def later(prefix: str, addresses: str, space: str) -> URLResolver:
    """As ``path(prefix, include(addresses))``, but loaded when somebody first goes there: the portal is on line before
    the pages of the desk are read from disk. ``space`` is the ``app_name`` of those addresses."""
    return URLResolver(RoutePattern(prefix), addresses, app_name=space, namespace=space)


urlpatterns: list[URLPattern | URLResolver] = [
    later("mesa/", "probidad.faces.desk.urls", "desk"),
    later("mesa/", "probidad.core.urls", "core"),
    later("mesa/", "probidad.plans.urls", "plans"),
    path("cuenta/", include("probidad.core.account_urls")),
    later("preferencias/", "probidad.core.preference_urls", "preferences"),
    later("api/", "probidad.faces.api.urls", "api"),
    path("", include("probidad.faces.portal.urls")),
]
handler400 = "probidad.core.views.errors.bad_request"
handler403 = "probidad.core.views.errors.absent"
handler404 = "probidad.core.views.errors.absent"
handler500 = "probidad.core.views.errors.broken"
