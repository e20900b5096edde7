"""What runs: the worker, its queue, whether anybody can sign in, and whether the evidence is there."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from probidad.core.evidence_check import standing
from probidad.core.queries import upkeep
from probidad.core.queries.installation import anybody
from probidad.faces.cli.checkup.line import Line, State
from probidad.faces.cli.working import last_beat
from probidad.rules.finding import gettext_noop as _

SILENT_AFTER = timedelta(minutes=5)
WAITS_TOO_LONG = timedelta(minutes=10)


def running() -> Iterator[Line]:
    """Nothing is asked of tables that lack: the line of the migrations says so already."""
    try:
        yield from worker(timezone.now())
        yield from queue(timezone.now())
        yield from chores(timezone.now())
        yield from outgoing()
        yield from people()
        yield from evidence()
    except DatabaseError as error:
        facts = {"reason": str(error).strip().splitlines()[0]}
        message = _("The tables cannot be read: %(reason)s.")
        yield Line("running.tables", State.MEND, message, facts, _("Run: probidad migrar"))


def worker(now: datetime) -> Iterator[Line]:
    beat = last_beat()
    remedy = _("Start it: probidad servir, or probidad servir --solo tareas where the web runs apart.")
    busy = DBTaskResult.objects.running().exists()
    if beat is None:
        message = _("No worker ever ran: files are not made and nothing is cleared.")
        yield Line("running.worker", State.ADVICE, message, {}, remedy)
    elif now - beat > SILENT_AFTER and not busy:
        facts = {"minutes": str((now - beat) // timedelta(minutes=1))}
        message = _("The worker gave no sign of life for %(minutes)s minutes.")
        yield Line("running.worker", State.MEND, message, facts, remedy)
    else:
        yield Line("running.worker", State.GOOD, _("The worker is alive."))


def queue(now: datetime) -> Iterator[Line]:
    tasks = DBTaskResult.objects
    waiting = tasks.ready()
    late = waiting.filter(enqueued_at__lt=now - WAITS_TOO_LONG).count()
    failed = tasks.failed().count()
    facts = {"waiting": str(waiting.count()), "late": str(late), "failed": str(failed)}
    if late:
        message = _("%(late)s tasks have waited for more than ten minutes.")
        remedy = _("See that the worker runs; its log says what keeps it.")
        yield Line("running.queue", State.MEND, message, facts, remedy)
    elif failed:
        message = _("Tasks that failed: %(failed)s.")
        remedy = _("Look in the log for why; probidad tick tries again what can be done again.")
        yield Line("running.queue", State.ADVICE, message, facts, remedy)
    else:
        yield Line("running.queue", State.GOOD, _("Tasks waiting: %(waiting)s."), facts)


def chores(now: datetime) -> Iterator[Line]:
    """Whether the scheduled work is done: it fails silently otherwise, and nobody is reminded of anything."""
    found = upkeep.health()
    remedy = _("Start the worker, or let the system run every ten minutes: probidad tick")
    if found.last is None:
        yield Line("running.tick", State.ADVICE, _("The scheduled work was never done."), {}, remedy)
    elif found.stale(now):
        facts = {"minutes": str((now - found.last) // timedelta(minutes=1))}
        message = _("The scheduled work was last done %(minutes)s minutes ago.")
        yield Line("running.tick", State.MEND, message, facts, remedy)
    elif found.failing:
        remedy = _("Look in the log for why. It is tried again every ten minutes.")
        message = _("Scheduled work that failed last time: %(keys)s.")
        yield Line("running.tick", State.MEND, message, {"keys": ", ".join(found.failing)}, remedy)
    else:
        yield Line("running.tick", State.GOOD, _("The scheduled work is done."))


def outgoing() -> Iterator[Line]:
    """Mail that could not be sent."""
    counts = upkeep.mail_counts()
    failed, waiting = counts.get("failed", 0), counts.get("waiting", 0) + counts.get("sending", 0)
    if failed:
        message = _("Mail that could not be sent: %(failed)s.")
        remedy = _("The administrator of each entity sees why under «Mail that leaves» and sends it again there.")
        yield Line("running.outbox", State.ADVICE, message, {"failed": str(failed)}, remedy)
    else:
        yield Line("running.outbox", State.GOOD, _("Mail that waits: %(waiting)s."), {"waiting": str(waiting)})


def people() -> Iterator[Line]:
    if anybody():
        yield Line("running.people", State.GOOD, _("There are people who can sign in."))
    else:
        remedy = _("Run: probidad servir --correo ADDRESS --nombre NAME")
        yield Line("running.people", State.ADVICE, _("Nobody can sign in yet."), {}, remedy)


def evidence() -> Iterator[Line]:
    known = standing()
    facts = {"rows": str(known.rows), "absent": str(known.absent), "damaged": str(known.damaged)}
    if known.absent or known.damaged:
        message = _("Files of evidence that are absent or of another size: %(absent)s; damaged: %(damaged)s.")
        remedy = _("Run: probidad evidencia revisar --profundo")
        yield Line("running.evidence", State.MEND, message, facts, remedy)
    else:
        yield Line("running.evidence", State.GOOD, _("Files of evidence: %(rows)s, all there."), facts)
