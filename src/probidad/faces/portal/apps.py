"""Registers the portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The portal."""

    name = "probidad.faces.portal"
    label = "portal"
