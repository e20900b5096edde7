"""Commands that keep an installation: ``tick``, ``migrar`` and ``gestionar``."""

import sys

from django.core.management import execute_from_command_line
from django.utils import timezone

from probidad.core.actions.upkeep import run_all
from probidad.documents.words import Words
from probidad.faces.cli.preparing import collect_static, lacking, migrate, missing_migrations, static_is_stale
from probidad.rules.finding import gettext_noop as _


def tick(words: Words) -> int:
    """Do what is due. Exit code 1 when a chore could not be done."""
    missing = missing_migrations()
    if missing:
        raise lacking(missing)
    failed = False
    for outcome in run_all(timezone.now()):
        failed = failed or outcome.failed
        told = words(_("failed")) if outcome.failed else words.whole(outcome.settled)
        if outcome.busy:
            told = words(_("another process is at it"))
        sys.stdout.write(f"{words(outcome.chore.label)}: {told}\n")
    return int(failed)


def bring_up_to_date(words: Words) -> int:
    """Tables and static files; says what was done."""
    missing = missing_migrations()
    migrate()  # also when none lacks: one that was killed after the last still owes what comes after the tables
    if static_is_stale():
        collect_static()
    sys.stdout.write(words(_("Migrations applied: %(count)s."), {"count": words.whole(len(missing))}) + "\n")
    return 0


def manage(arguments: list[str]) -> int:
    """Django's own commands, for who develops."""
    execute_from_command_line(["probidad gestionar", *arguments])
    return 0
