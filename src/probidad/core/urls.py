"""Pages of the core on the desk."""

from django.urls import path

from probidad.core.views import frame

app_name = "core"
urlpatterns = [
    path("entidad-activa/", frame.choose_entity, name="choose_entity"),
]
