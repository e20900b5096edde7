"""What is due is done once, whatever how often it is asked for."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

import town
from probidad.core.actions import upkeep
from probidad.core.actions.invitations import mail_link
from probidad.core.models import ImportRun, TrailEntry

pytestmark = pytest.mark.django_db


def draft(days_ago: int) -> ImportRun:
    run = ImportRun.objects.create(
        entity=town.entity(), kind="core.people", file="gente.csv", sha256="0" * 64, size=3, content=b"abc"
    )
    ImportRun.objects.filter(pk=run.pk).update(created=timezone.now() - timedelta(days=days_ago))
    return run


def test_an_import_that_nobody_confirmed_in_a_month_is_discarded_with_its_bytes_and_in_the_trail() -> None:
    old, fresh = draft(31), draft(29)
    assert upkeep.discard_old_drafts(timezone.now()) == 1
    assert upkeep.discard_old_drafts(timezone.now()) == 0
    old.refresh_from_db()
    fresh.refresh_from_db()
    assert (old.state, bytes(old.content)) == (ImportRun.State.DISCARDED, b"")
    assert (fresh.state, bytes(fresh.content)) == (ImportRun.State.PREVIEWED, b"abc")
    entry = TrailEntry.objects.get(verb="import.discarded")
    assert (entry.subject_id, entry.actor_id) == (str(old.pk), None)


def test_sessions_whose_time_is_over_leave_the_database_and_the_others_stay() -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for seconds in (-60, 3600):
        session = store()
        session.set_expiry(seconds)
        session.save()
    assert upkeep.forget_ended_sessions(timezone.now()) == 1
    assert upkeep.forget_ended_sessions(timezone.now()) == 0
    assert store.get_model_class().objects.count() == 1


def test_a_task_whose_worker_died_waits_again_and_one_at_work_is_left_alone() -> None:
    now = timezone.now()
    for minutes in (61, 59):
        mail_link.enqueue(0, "http://localhost", "es")
        DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(
            status=TaskResultStatus.RUNNING, started_at=now - timedelta(minutes=minutes)
        )
    assert upkeep.take_up_lost_tasks(now) == 1
    assert DBTaskResult.objects.filter(status=TaskResultStatus.READY).count() == 1
    assert DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).count() == 1


def test_every_chore_on_the_shelf_is_done() -> None:
    done = {outcome.chore.key: outcome.failed for outcome in upkeep.run_all(timezone.now())}
    assert set(done) >= {"core.drafts", "core.sessions", "core.tasks"}
    assert not any(done.values())
