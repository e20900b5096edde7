"""Registers the desk."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk."""

    name = "probidad.faces.desk"
    label = "desk"
