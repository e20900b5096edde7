"""Makes the files of a follow-up in the background, once: what is pressed never changes.

The task is put in the queue in the transaction of the import, so it runs only if the import stays.
"""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from probidad.core.chores import Chore, chores
from probidad.documents.refusal import RefusalError
from probidad.documents.renderers.press import pressed
from probidad.documents.words import LANGUAGES
from probidad.plans.models import FollowUp, PressedFile
from probidad.rules.finding import gettext_noop as _

MOST_TRIES = 5  # of one follow-up: what fails so often is looked at by a person
REST = timedelta(minutes=15)  # between two tries


@task
def press(followup_id: int) -> int:
    """Press what is missing of a follow-up and tell how many files were made. Doing it again makes none."""
    return press_now(followup_id)


def press_now(followup_id: int) -> int:
    """The same, for commands: without a queue. A follow-up that the press refuses keeps the reason, for its pages."""
    made = 0
    for language in LANGUAGES:
        if PressedFile.objects.filter(followup_id=followup_id, language=language).exists():
            continue
        frozen = bytes(FollowUp.objects.values_list("published", flat=True).get(pk=followup_id))
        try:
            files = pressed(frozen, language)
        except RefusalError as refusal:
            FollowUp.objects.filter(pk=followup_id).update(press_fault=refusal.message)
            return made
        with transaction.atomic():
            kept = PressedFile.objects.bulk_create(
                [
                    PressedFile(
                        followup_id=followup_id,
                        language=language,
                        key=key,
                        name=file.name,
                        media_type=file.media_type,
                        content=file.content,
                        sha256=hashlib.sha256(file.content).hexdigest(),
                        size=len(file.content),
                    )
                    for key, file in files.items()
                ],
                ignore_conflicts=True,  # two workers at once: the same bytes
            )
            FollowUp.objects.filter(pk=followup_id).exclude(press_fault="").update(press_fault="")
        made += len(kept)
    return made


def take_up_missing(now: datetime) -> int:
    """Put follow-ups whose files lack in the queue again: their task failed, or was lost. Not those that the press
    refused, whose fault stands on their page, and not those that were tried too often. Gives how many wait again."""
    lacking = (
        FollowUp.objects.filter(withdrawn__isnull=True, press_fault="")
        .annotate(languages=Count("files__language", distinct=True))
        .filter(languages__lt=len(LANGUAGES))
    )
    return sum(_again(pk, now) for pk in list(lacking.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def _again(followup_id: int, now: datetime) -> int:
    """Enqueue one, unless it waits, runs, ended a moment ago or was tried too often. The follow-up is locked, so that of
    two runs at once the second sees what the first enqueued."""
    FollowUp.objects.select_for_update().only("pk").get(pk=followup_id)
    rows = DBTaskResult.objects.filter(task_path=press.module_path).only("status", "args_kwargs", "finished_at")
    tried = [row for row in rows if row.args_kwargs["args"][:1] == [followup_id]]
    waits = any(row.status in (TaskResultStatus.READY, TaskResultStatus.RUNNING) for row in tried)
    recent = any(row.finished_at and row.finished_at > now - REST for row in tried)
    if waits or recent or len(tried) >= MOST_TRIES:
        return 0
    press.enqueue(followup_id)
    return 1


chores.lay(Chore("plans.presses", _("Files of follow-ups that lack"), take_up_missing))
