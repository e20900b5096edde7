"""A program of the tests: rounds of the scheduled work on a database of its own, killed half-way or run by two at once.

``python tick_rounds.py FOLDER KILLED PAIRS`` writes what came of it as JSON. Each round is another working day with new
things due, so that each has its own work. Mail is written to files in FOLDER instead of a server.
"""

import contextlib
import json
import os
import random
import re
import signal
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

import town  # noqa: E402
from probidad.core.actions.upkeep import run_all  # noqa: E402
from probidad.core.chores import chores  # noqa: E402
from probidad.core.models import Notice, OutboxMessage  # noqa: E402
from probidad.core.offers import Agenda, Due, agendas  # noqa: E402
from probidad.core.queries.workdays import calendar_of  # noqa: E402
from probidad.rules.separation import Role  # noqa: E402

PEOPLE = 5
LATER = timedelta(minutes=30)  # beyond every lease


def owed(_entity: int, today: date) -> list[Due]:
    """Something new each day."""
    roles = frozenset({Role.PLANNING.value})
    return [Due(f"trial.{today.isoformat()}", "Informe", today + timedelta(days=1), "/mesa/", roles=roles)]


def start(now: datetime, work: Callable[[datetime], object]) -> int:
    """The work in a process of its own."""
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        with contextlib.suppress(BaseException):
            work(now)
        os._exit(0)
    return pid


def tick(now: datetime) -> None:
    """What the command does."""
    list(run_all(now))


def without_leases(now: datetime) -> None:
    """Every chore, although another process does it at this very moment."""
    for chore in chores:
        chore.run(now)


def days(count: int) -> list[datetime]:
    """Working days from tomorrow, at eight."""
    calendar, day, found = calendar_of(None), timezone.localdate(), []
    while len(found) < count:
        day = calendar.add_working(day, 1)
        found.append(timezone.make_aware(datetime.combine(day, datetime.min.time().replace(hour=8))))
    return found


def main(folder: Path, killed: int, pairs: int) -> None:
    call_command("migrate", verbosity=0)
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", str(folder)
    agendas.lay(Agenda("trial.owed", "Prueba", owed))
    here = town.entity()
    for _number in range(PEOPLE):
        town.person(here, Role.PLANNING)
    turns = days(1 + killed + pairs)
    began = time.monotonic()
    os.waitpid(start(turns[0], tick), 0)
    whole = time.monotonic() - began
    cut = 0
    for now in turns[1 : 1 + killed]:
        pid = start(now, tick)
        time.sleep(random.uniform(0.0, whole))
        os.kill(pid, signal.SIGKILL)
        cut += os.WIFSIGNALED(os.waitpid(pid, 0)[1])
        os.waitpid(start(now + LATER, tick), 0)
    for now in turns[1 + killed :]:
        for pid in [start(now, without_leases) for _process in range(2)]:
            os.waitpid(pid, 0)
    marks = re.findall(r"Message-ID: (<[^>]+>)", "".join(path.read_text() for path in folder.glob("*.log")))
    notices = list(Notice.objects.values_list("person_id", "key"))
    mails = list(OutboxMessage.objects.order_by("pk").values_list("key", "message_id", "state"))
    told = {
        "expected": PEOPLE * len(turns),
        "cut": cut,
        "notices": len(notices),
        "digests": len(mails),
        "sent": sum(state == "sent" for _key, _id, state in mails),
        "delivered": len(marks),
        "different": len(set(marks)),
        "ours": set(marks) == {mark for _key, mark, _state in mails},
        "whole": round(whole, 3),
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
