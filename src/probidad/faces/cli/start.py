"""Django made ready for a command; a setting that cannot be read is told in a sentence."""

import os

import django

from probidad.documents.words import LANGUAGES, Words

SETTINGS = "probidad.project.settings"


def words_of(language: str) -> Words:
    """Words of ``language``; Spanish when it is not known."""
    return Words(language if language in LANGUAGES else "es")


def start() -> None:
    """Read the settings and load the tables. Raises ``RefusalError`` for a setting that cannot be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()
