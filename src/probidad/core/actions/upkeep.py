"""The chores of the core, and doing all that lie on the shelf."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import import_module
from secrets import token_hex

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from probidad.core import once
from probidad.core.access import system
from probidad.core.actions import anchors, ledger, outbox, reminding, sessions
from probidad.core.chores import Chore, Outcome, chores
from probidad.core.models import ChoreRun, ImportRun
from probidad.core.trail import record
from probidad.rules.finding import gettext_noop as _

DRAFT_DAYS = 30
LOST_AFTER = timedelta(hours=1)
LEASE = timedelta(minutes=5)
_log = logging.getLogger(__name__)


def run_all(now: datetime) -> Iterator[Outcome]:
    """Do every chore; one that fails does not keep the next from being done.

    A chore that another process does at this moment is left to it: each is taken by one conditional update, for as long
    as ``LEASE``. That spares work. That a chore has one effect is not owed to it: each chore sees to that by itself, so
    that a run may die anywhere and the next one may begin while it is still dying.
    """
    for chore in chores:
        try:
            lease = _take(chore.key, now)
        except DatabaseError:
            _log.exception("the chore %s could not be begun", chore.key)
            yield Outcome(chore, 0, failed=True)
            continue
        yield _run(chore, lease, now) if lease else Outcome(chore, 0, busy=True)


def _take(key: str, now: datetime) -> str:
    """The lease of a chore; empty when another process has it."""
    ChoreRun.objects.get_or_create(key=key)
    lease = token_hex(16)
    free = ChoreRun.objects.filter(Q(leased_until__isnull=True) | Q(leased_until__lte=now), key=key)
    return lease if free.update(lease=lease, leased_until=now + LEASE, started=now) else ""


def _run(chore: Chore, lease: str, now: datetime) -> Outcome:
    error, settled = "", 0
    try:
        settled = chore.run(now)
    except Exception as failure:  # noqa: BLE001 (a fault of one chore is told and must not keep the others from being done)
        _log.exception("the chore %s failed", chore.key)
        error = type(failure).__name__  # its text may hold anything
    mine = ChoreRun.objects.filter(key=chore.key, lease=lease)
    try:
        mine.update(
            lease="", leased_until=None, error=error, settled=settled, **({} if error else {"finished": timezone.now()})
        )
    except DatabaseError:  # the lease runs out by itself
        _log.exception("the end of the chore %s could not be noted", chore.key)
        error = error or "DatabaseError"
    return Outcome(chore, settled, failed=bool(error))


def label_of(key: str) -> str:
    """Message identifier of a chore; one that no office lays any more says its key."""
    return chores[key].label if key in chores else key


def discard_old_drafts(now: datetime) -> int:
    """Imports that nobody confirmed in thirty days are discarded and their bytes dropped, each with its trail entry."""
    before = now - timedelta(days=DRAFT_DAYS)
    drafts = ImportRun.objects.filter(state=ImportRun.State.PREVIEWED, created__lt=before).values_list("pk", flat=True)
    return sum(_discard(pk, now) for pk in list(drafts))


@transaction.atomic
def _discard(pk: int, now: datetime) -> int:
    draft = ImportRun.objects.select_for_update().filter(pk=pk, state=ImportRun.State.PREVIEWED).first()
    if draft is None:  # somebody settled it meanwhile
        return 0
    draft.state, draft.content, draft.settled = ImportRun.State.DISCARDED, b"", now
    draft.save(update_fields=["state", "content", "settled"])
    record(system(draft.entity_id), "import.discarded", draft, sha256=draft.sha256, days=DRAFT_DAYS)
    return 1


def forget_ended_sessions(_now: datetime) -> int:
    """Sessions whose time is over leave the database, and with them what the list of sessions says of them."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    ended = store.get_model_class().objects.filter(expire_date__lt=_now).count()
    store.clear_expired()
    sessions.forget_ended()
    return int(ended)


@transaction.atomic
def take_up_lost_tasks(now: datetime) -> int:
    """Tasks whose worker died with them wait again; every task may run twice."""
    lost = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=now - LOST_AFTER)
    return int(lost.update(status=TaskResultStatus.READY, started_at=None))


chores.lay(Chore("core.drafts", _("Imports that nobody confirmed"), discard_old_drafts))
chores.lay(Chore("core.sessions", _("Sessions that ended"), forget_ended_sessions))
chores.lay(Chore("core.tasks", _("Tasks whose worker died"), take_up_lost_tasks))
chores.lay(Chore("core.anchors", _("Anchors of the ledger"), anchors.tick))
chores.lay(Chore("core.ledger", _("Ledgers verified"), ledger.check))
chores.lay(Chore("core.once", _("Marks of work done long ago"), once.forget_old))
chores.lay(Chore("core.reminders", _("Reminders of what is owed"), reminding.remind))
chores.lay(Chore("core.digests", _("Daily and weekly mail"), reminding.send_digests))
chores.lay(Chore("core.outbox", _("Mail that waits"), outbox.send_waiting))
