"""Registers the core and loads what the offices lay on the shelves and say about access."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    """The floor below every office."""

    name = "probidad.core"
    label = "core"

    def ready(self) -> None:
        autodiscover_modules("policies", "offers", "navigation")
        for name in ("reminders", "peopleimport", "chartimport"):  # what the core itself lays on the shelves
            import_module(f"probidad.core.{name}")
