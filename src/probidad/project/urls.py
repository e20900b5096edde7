"""Addresses: the desk for who works, the portal for everybody, the API for programs."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("mesa/", include("probidad.faces.desk.urls")),
    path("mesa/", include("probidad.core.urls")),
    path("mesa/", include("probidad.plans.urls")),
    path("cuenta/", include("probidad.core.account_urls")),
    path("preferencias/", include("probidad.core.preference_urls")),
    path("api/", include("probidad.faces.api.urls")),
    path("", include("probidad.faces.portal.urls")),
]
handler400 = "probidad.core.views.errors.bad_request"
handler403 = "probidad.core.views.errors.absent"
handler404 = "probidad.core.views.errors.absent"
handler500 = "probidad.core.views.errors.broken"
