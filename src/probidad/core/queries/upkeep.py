"""How the scheduled work goes: chores, the queue of tasks, mail. Of the whole installation and of no entity."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from probidad.core.access import Actor, Scope, scope_of
from probidad.core.models import ChoreRun
from probidad.core.queries import outbox

TABLE = "core.chorerun"
STALE_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Health:
    """When any chore was last done, and which ones failed last time (their keys)."""

    last: datetime | None
    failing: tuple[str, ...]

    def stale(self, now: datetime) -> bool:
        """Whether nothing was done for longer than an hour."""
        return self.last is not None and now - self.last > STALE_AFTER


def chore_runs(actor: Actor) -> QuerySet[ChoreRun]:
    """The last run of each chore."""
    rows = ChoreRun.objects.all()
    return rows if scope_of(actor, TABLE) >= Scope.ENTITY else rows.none()


def running(row: ChoreRun) -> bool:
    """Whether a process is at the chore."""
    return row.leased_until is not None and row.leased_until > timezone.now()


def health() -> Health:
    """How the chores stand."""
    last = ChoreRun.objects.aggregate(last=Max("finished"))["last"]
    return Health(last, tuple(ChoreRun.objects.exclude(error="").order_by("key").values_list("key", flat=True)))


def task_counts() -> Mapping[str, int]:
    """How many tasks of the queue there are in each state."""
    rows = DBTaskResult.objects.order_by().values("status").annotate(count=Count("pk"))
    return {str(row["status"]): int(row["count"]) for row in rows}


def mail_counts() -> Mapping[str, int]:
    """How many messages of the outbox there are in each state."""
    return outbox.counts()
