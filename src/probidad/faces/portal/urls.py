"""Addresses of the portal: what everybody reads."""

from django.urls import path

from probidad.core.lateviews import LateViews
from probidad.faces.portal.views import home

app_name = "portal"
components = LateViews("probidad.faces.portal.views.components")
entities = LateViews("probidad.faces.portal.views.entities")
followups = LateViews("probidad.faces.portal.views.followups")
search = LateViews("probidad.faces.portal.views.search")
site = LateViews("probidad.faces.portal.views.site")
_FOLLOWUP = "entidad/<slug:entity>/<slug:followup>/"
urlpatterns = [
    path("", home.home, name="home"),
    path("entidad/<slug:entity>/", entities.entity, name="entity"),
    path("entidad/<slug:entity>/sitemap.xml", site.entity_sitemap, name="entity_sitemap"),
    path("entidad/<slug:entity>/evidencia/<int:pk>/", followups.evidence, name="evidence"),
    path(_FOLLOWUP, followups.followup, name="followup"),
    path(f"{_FOLLOWUP}plan/", followups.plan, name="plan"),
    path(f"{_FOLLOWUP}actividad/<int:number>/", followups.activity, name="activity"),
    path(f"{_FOLLOWUP}componente/<slug:key>/", followups.component, name="component"),
    path(f"{_FOLLOWUP}hallazgos/", followups.findings, name="findings"),
    path(f"{_FOLLOWUP}puntaje/", followups.score, name="score"),
    path(f"{_FOLLOWUP}archivo/<slug:language>/<str:name>", followups.download, name="download"),
    path("buscar/", search.search, name="search"),
    path("datos/", site.data, name="data"),
    path("verificar/", site.verify, name="verify"),
    path("verificar/verify_followup.py", site.verifier, name="verifier"),
    path("accesibilidad/", site.accessibility, name="accessibility"),
    path("componentes/", components.components, name="components"),
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", site.sitemap, name="sitemap"),
]
