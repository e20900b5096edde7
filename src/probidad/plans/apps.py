"""Registers the plans."""

from django.apps import AppConfig
from django.utils.module_loading import import_string


class PlansConfig(AppConfig):
    """Plans and their follow-ups."""

    name = "probidad.plans"
    label = "plans"

    def ready(self) -> None:
        """Lay the kind of import, which is an action and so stands in no ``offers``."""
        import_string("probidad.plans.actions.importing.KEY")
