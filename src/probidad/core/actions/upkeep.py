"""The chores of the core, and doing all that lie on the shelf."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.db import DatabaseError, transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from probidad.core.access import system
from probidad.core.actions import anchors, ledger, sessions
from probidad.core.chores import Chore, Outcome, chores
from probidad.core.models import ImportRun
from probidad.core.trail import record
from probidad.rules.finding import gettext_noop as _

DRAFT_DAYS = 30
LOST_AFTER = timedelta(hours=1)
_log = logging.getLogger(__name__)


def run_all(now: datetime) -> Iterator[Outcome]:
    """Do every chore; one that fails does not keep the next from being done."""
    for chore in chores:
        try:
            yield Outcome(chore, chore.run(now))
        except DatabaseError:
            _log.exception("the chore %s failed", chore.key)
            yield Outcome(chore, 0, failed=True)


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
