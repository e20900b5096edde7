"""Pages of the core on the desk."""

from django.urls import URLPattern

app_name = "core"
urlpatterns: list[URLPattern] = []
