"""The worker takes tasks one by one and leaves a sign of life."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from probidad.core.actions.invitations import mail_link
from probidad.faces.cli.working import beat, last_beat, one_task


@pytest.mark.django_db(transaction=True)
def test_one_task_is_taken_at_a_time_until_none_waits() -> None:
    for _number in range(2):
        mail_link.enqueue(0, "http://localhost", "es")
    taken = [one_task("tests") for _turn in range(3)]
    assert taken == [True, True, False]
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {TaskResultStatus.SUCCESSFUL}


@pytest.mark.django_db
def test_the_last_sign_of_life_is_read_back_as_it_was_left() -> None:
    assert last_beat() is None
    now = timezone.now()
    beat(now - timedelta(minutes=1))
    beat(now)
    assert last_beat() == now
