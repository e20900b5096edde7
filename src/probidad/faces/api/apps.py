"""Registers the api."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The api."""

    name = "probidad.faces.api"
    label = "api"
