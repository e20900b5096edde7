"""The last backup: when it was made, and whether all was in it."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from probidad.core.archive.backup import RECORD
from probidad.faces.cli.checkup.line import Line, State
from probidad.rules.finding import gettext_noop as _

FRESH = timedelta(days=2)
KEY = "running.backup"


def backups() -> Iterator[Line]:
    path = Path(settings.DATA) / RECORD
    make = _("Run: probidad respaldar, and let the machine do it every night (manual, Respaldo).")
    try:
        note = json.loads(path.read_text(encoding="utf-8"))
        made = datetime.fromisoformat(note["made"])
        lacking, file = int(note["lacking"]), str(note["file"])
    except FileNotFoundError:
        yield Line(KEY, State.ADVICE, _("No backup was ever made from here."), {}, make)
        return
    except (OSError, ValueError, KeyError, TypeError):
        yield Line(KEY, State.ADVICE, _("The note of the last backup cannot be read."), {}, make)
        return
    facts = {"file": file, "made": f"{timezone.localtime(made):%Y-%m-%d %H:%M}", "lacking": str(lacking)}
    if lacking:
        message = _("The last backup, of %(made)s, lacks %(lacking)s files that were damaged or gone.")
        remedy = _("Bring them back from an earlier backup; the command says which.")
        yield Line(KEY, State.MEND, message, facts, remedy)
    elif timezone.now() - made > FRESH:
        yield Line(KEY, State.ADVICE, _("The last backup is of %(made)s."), facts, make)
    else:
        yield Line(KEY, State.GOOD, _("The last backup is of %(made)s: %(file)s."), facts)
