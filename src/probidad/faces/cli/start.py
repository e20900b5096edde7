"""Django made ready for a command, and what keeps a command from being done told in a sentence."""

import gc
import os
import sys
from importlib import import_module
from typing import Any

import django
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, InterfaceError

from probidad.documents.refusal import RefusalError
from probidad.documents.words import LANGUAGES, Words
from probidad.rules.finding import gettext_noop as _

SETTINGS = "probidad.project.settings"
REFUSED = 2


def words_of(language: str) -> Words:
    """Words of ``language``; Spanish when it is not known."""
    return Words(language if language in LANGUAGES else "es")


def start() -> None:
    """Read the settings and load the tables. Raises ``RefusalError`` for a setting that cannot be. What is loaded stays,
    so looking for garbage meanwhile finds none and costs a tenth of the start."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    gc.disable()
    try:
        django.setup()
    finally:
        gc.enable()


def call(module: str, function: str, language: str, *arguments: Any, **named: Any) -> int:
    """The exit code of ``function(words, …)``; 2 after a refusal, told on the error channel with what to do."""
    words = words_of(language)
    try:
        start()
        return int(getattr(import_module(module), function)(words, *arguments, **named))
    except RefusalError as error:
        told = error
    except PermissionDenied as denied:
        told = RefusalError(
            _("Commands may not do this: %(verb)s."),
            remedy=_("A person whose role allows it does it on the desk."),
            facts={"verb": str(denied)},
        )
    except (DatabaseError, InterfaceError) as error:
        told = RefusalError(
            _("The database refused: %(reason)s."),
            remedy=_("Run probidad doctor; when tables lack, probidad migrar."),
            facts={"reason": (str(error).strip() or type(error).__name__).splitlines()[0]},
        )
    sys.stderr.write(f"{words(told.message, told.facts)}\n{words(told.remedy, told.facts)}\n")
    return REFUSED
