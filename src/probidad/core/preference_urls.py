"""Language and colours, for every reader."""

from django.urls import path

from probidad.core.views import frame

app_name = "preferences"
urlpatterns = [
    path("", frame.preferences, name="choose"),
    path("idioma/", frame.language, name="language"),
    path("colores/", frame.theme, name="theme"),
]
