"""Addresses of the API. Each is named as its operation in :mod:`probidad.faces.api.service`."""

from django.urls import URLPattern, path

from probidad.faces.api.door import NOTHING, door
from probidad.faces.api.views import docs

app_name = "api"
# plain texts everywhere: what a parameter may hold is said, and refused in words, by the operation
ADDRESSES = (
    ("index", ""),
    ("entities", "entities"),
    ("entity", "entities/<str:slug>"),
    ("entity_followups", "entities/<str:slug>/followups"),
    ("followup", "followups/<str:entity>/<str:slug>"),
    ("document", "followups/<str:entity>/<str:slug>/document"),
    ("datasets", "datasets"),
    ("dataset", "datasets/<str:key>"),
    ("indicators", "indicators"),
    ("measurement", "indicators/<str:key>/measurement"),
    ("openapi", "openapi.json"),
)
urlpatterns: list[URLPattern] = [
    *(path(f"v1/{address}", door(name), name=name) for name, address in ADDRESSES),
    path("v1/docs", docs, name="docs"),
    path("<path:rest>", door(NOTHING), name=NOTHING),
    path("", door(NOTHING), name="root"),
]
