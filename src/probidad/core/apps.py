"""Registers the core and loads what the offices lay on the shelves and say about access."""

from importlib import import_module

from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import autodiscover_modules

from probidad.core.offer_checks import sources_agree_with_the_catalogue


class CoreConfig(AppConfig):
    """The floor below every office."""

    name = "probidad.core"
    label = "core"

    def ready(self) -> None:
        register(sources_agree_with_the_catalogue, "offers")
        autodiscover_modules("policies", "offers", "navigation")
        for name in ("reminders", "peopleimport", "chartimport"):  # what the core itself lays on the shelves
            import_module(f"probidad.core.{name}")
