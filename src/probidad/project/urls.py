"""Addresses: the desk for who works, the portal for everybody, the API for programs. The portal is on line before the
pages of the others are read from disk."""

from django.urls import URLPattern, URLResolver, include, path

from probidad.core.lateviews import LateViews
from probidad.project.later import Later

calendars = LateViews("probidad.core.views.calendars")
urlpatterns: list[URLPattern | URLResolver] = [
    Later("mesa/", "probidad.faces.desk.urls", "desk"),
    Later("mesa/", "probidad.core.urls", "core"),
    Later("mesa/", "probidad.plans.urls", "plans"),
    path("cuenta/", include("probidad.core.account_urls")),
    Later("preferencias/", "probidad.core.preference_urls", "preferences"),
    Later("api/", "probidad.faces.api.urls", "api"),
    path("calendario/<str:secret>.ics", calendars.feed, name="calendar_feed"),
    path("", include("probidad.faces.portal.urls")),
]
handler400 = "probidad.core.views.errors.bad_request"
handler403 = "probidad.core.views.errors.absent"
handler404 = "probidad.core.views.errors.absent"
handler500 = "probidad.core.views.errors.broken"
