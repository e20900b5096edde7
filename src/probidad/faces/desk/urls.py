"""Addresses of the desk."""

from django.urls import path

from probidad.faces.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("pendientes/", views.owed, name="owed"),
]
