"""Registers the core and loads what the offices lay on the shelves and say about access."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    """The floor below every office."""

    name = "probidad.core"
    label = "core"

    def ready(self) -> None:
        autodiscover_modules("policies", "offers", "navigation")
