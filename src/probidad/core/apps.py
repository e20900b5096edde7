"""Registers the core. What lies on its shelves is laid at the start."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, register

from probidad.core.shelf import POLICIES, lay


class CoreConfig(AppConfig):
    """The floor below every office."""

    name = "probidad.core"
    label = "core"

    def ready(self) -> None:
        register(_sources, "offers")
        lay(POLICIES)


def _sources(app_configs: Sequence[Any] | None = None, **more: object) -> list[CheckMessage]:
    """The check of the shelf of indicators; its registers are loaded only by who runs the checks."""
    checks = import_module("probidad.core.offer_checks")
    found: list[CheckMessage] = checks.sources_agree_with_the_catalogue(app_configs, **more)
    return found
