"""Makes the files of a follow-up in the background, once: what is pressed never changes.

The task is put in the queue in the transaction of the import, so it runs only if the import stays.
"""

import hashlib

from django.db import transaction
from django_tasks import task

from probidad.documents.refusal import RefusalError
from probidad.documents.renderers.press import pressed
from probidad.documents.words import LANGUAGES
from probidad.plans.models import FollowUp, PressedFile


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
