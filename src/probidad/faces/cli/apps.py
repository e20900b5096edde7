"""Registers the commands that need the database."""

from django.apps import AppConfig


class CliConfig(AppConfig):
    """The command line."""

    name = "probidad.faces.cli"
    label = "cli"
