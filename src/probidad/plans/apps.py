"""Registers the plans."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans and their follow-ups."""

    name = "probidad.plans"
    label = "plans"
