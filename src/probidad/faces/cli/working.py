"""The worker: tasks of the queue one by one, chores every ten minutes, and a sign of life for ``probidad doctor``."""

import logging
import signal
import time
from datetime import datetime
from uuid import uuid4

from django.core.cache import caches
from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from probidad.core.actions.upkeep import run_all

HEARTBEAT = "probidad.worker"
BEAT_EVERY = 30.0  # seconds
CHORES_EVERY = 600.0
POLL_EVERY = 1.0
LONGEST_WAIT = 30.0
_STOPS = {signal.SIGTERM, signal.SIGINT}
_log = logging.getLogger("probidad.tareas")


def work() -> None:
    """Work until SIGTERM, which is heeded between two tasks."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
    logging.getLogger("django_tasks_db").setLevel(logging.WARNING)  # it tells of every look at an empty queue
    name = f"probidad-{uuid4().hex[:12]}"
    beat_due = chores_due = 0.0
    wait = POLL_EVERY
    while signal.sigtimedwait(_STOPS, 0) is None:
        try:
            close_old_connections()
            if time.monotonic() >= beat_due:
                beat(timezone.now())
                beat_due = time.monotonic() + BEAT_EVERY
            if time.monotonic() >= chores_due:
                for outcome in run_all(timezone.now()):
                    if outcome.settled:
                        _log.info("%s: %s", outcome.chore.key, outcome.settled)
                chores_due = time.monotonic() + CHORES_EVERY
            if one_task(name):
                continue
            wait = POLL_EVERY
        except (DatabaseError, InterfaceError) as error:
            wait = min(LONGEST_WAIT, wait * 2)
            _log.warning("the database does not answer (%s); looking again in %.0f s", type(error).__name__, wait)
            connections.close_all()
        if signal.sigtimedwait(_STOPS, wait) is not None:
            return


def one_task(name: str) -> bool:
    """Take one task of the queue and run it; False when none waits."""
    worker = Worker(
        queue_names=["*"], interval=POLL_EVERY, batch=True, backend_name="default", startup_delay=False, max_tasks=1,
        worker_id=name, excluded_queue_names=[],
    )  # fmt: skip
    worker.run()
    return bool(worker._run_tasks)


def beat(now: datetime) -> None:
    """Leave a sign of life."""
    caches["default"].set(HEARTBEAT, now.isoformat(), timeout=None)


def last_beat() -> datetime | None:
    """The last sign of life of a worker, None when there never was one."""
    text = caches["default"].get(HEARTBEAT)
    return datetime.fromisoformat(text) if text else None
