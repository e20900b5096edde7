"""Addresses of the portal: what everybody reads."""

from django.urls import path

from probidad.core.lateviews import LateViews
from probidad.faces.portal.views import home

app_name = "portal"
components = LateViews("probidad.faces.portal.views.components")
entities = LateViews("probidad.faces.portal.views.entities")
followups = LateViews("probidad.faces.portal.views.followups")
ledger = LateViews("probidad.faces.portal.views.ledger")
search = LateViews("probidad.faces.portal.views.search")
site = LateViews("probidad.faces.portal.views.site")
_FOLLOWUP = "entidad/<slug:entity>/<slug:followup>/"
urlpatterns = [
    path("", home.home, name="home"),
    path("entidad/<slug:entity>/", entities.entity, name="entity"),
    path("entidad/<slug:entity>/sitemap.xml", site.entity_sitemap, name="entity_sitemap"),
    path("entidad/<slug:entity>/evidencia/<int:pk>/", followups.evidence, name="evidence"),
    path("entidad/<slug:entity>/libro.jsonl", ledger.whole, name="ledger_whole"),
    path("entidad/<slug:entity>/libro/", ledger.ledger, name="ledger"),
    path("entidad/<slug:entity>/libro/ancla-<int:number>.json", ledger.anchor, name="anchor"),
    path("entidad/<slug:entity>/dias-no-habiles/", entities.non_working_days, name="non_working_days"),
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
    path("verificar/verify_ledger.py", ledger.verifier, name="ledger_verifier"),
    path("libro/", ledger.ledgers, name="ledgers"),
    path("libro/ancla-<int:number>.json", ledger.anchor, name="own_anchor"),
    path("accesibilidad/", site.accessibility, name="accessibility"),
    path("componentes/", components.components, name="components"),
    path("robots.txt", site.robots, name="robots"),
    path("sitemap.xml", site.sitemap, name="sitemap"),
]
