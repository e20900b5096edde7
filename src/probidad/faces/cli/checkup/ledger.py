"""The ledger: its triggers, its key, its anchors."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from probidad.core import anchoring, guards
from probidad.documents.refusal import RefusalError
from probidad.faces.cli.checkup.line import Line, State
from probidad.rules.finding import gettext_noop as _


def ledger() -> Iterator[Line]:
    yield triggers()
    yield key()
    yield folder()


def triggers() -> Line:
    missing = guards.missing()
    if missing:
        facts = {"first": missing[0], "count": str(len(missing))}
        message = _(
            "Triggers that protect the ledger are not there as they were laid: %(count)s, the first is %(first)s."
        )
        remedy = _("Verify first (probidad verificar --libro), then lay them again: probidad libro proteger")
        return Line("ledger.triggers", State.MEND, message, facts, remedy)
    return Line("ledger.triggers", State.GOOD, _("The database refuses to change or remove entries of the ledger."))


def key() -> Line:
    try:
        public = anchoring.public_key()
    except RefusalError as refusal:
        return Line("ledger.key", State.MEND, refusal.message, refusal.facts, refusal.remedy)
    if not public:
        remedy = _("Make a key with probidad llave-libro crear and set PROBIDAD_LEDGER_KEY.")
        return Line("ledger.key", State.ADVICE, _("Anchors of the ledger are not signed."), {}, remedy)
    return Line("ledger.key", State.GOOD, _("Anchors of the ledger are signed."))


def folder() -> Line:
    """Anchors beside the data fall with them; another device at least survives the loss of the first."""
    place = Path(settings.ANCHORS)
    there = next((path for path in (place, *place.parents) if path.exists()), place)
    if there.stat().st_dev == Path(settings.DATA).stat().st_dev:
        message = _("The folder of anchors is on the disk of the data: %(path)s.")
        remedy = _("Set PROBIDAD_ANCHORS to a folder on another disk or machine, and copy the anchors away.")
        return Line("ledger.folder", State.ADVICE, message, {"path": str(place)}, remedy)
    return Line("ledger.folder", State.GOOD, _("Anchors are kept apart from the data."))
