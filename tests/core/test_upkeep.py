"""What is due is done once, whatever how often it is asked for."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

import town
from probidad.core import once
from probidad.core.actions import upkeep
from probidad.core.actions.invitations import mail_link
from probidad.core.chores import Chore, chores
from probidad.core.models import ChoreRun, ImportRun, TrailEntry
from probidad.core.queries import upkeep as queries

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


def test_a_chore_that_another_process_does_is_left_to_it_until_its_lease_runs_out() -> None:
    now = timezone.now()
    ChoreRun.objects.create(key="core.drafts", lease="otro", leased_until=now + upkeep.LEASE)
    done = {outcome.chore.key: outcome.busy for outcome in upkeep.run_all(now)}
    assert done["core.drafts"]
    assert not done["core.sessions"]
    assert not any(outcome.busy for outcome in upkeep.run_all(now + upkeep.LEASE))


def test_a_chore_that_fails_is_remembered_without_what_it_said_and_keeps_no_other_from_being_done() -> None:
    def fails(_now: object) -> int:
        raise ValueError("una clave que nadie debe leer")

    chores.lay(Chore("aaa.fails", "Falla", fails))
    try:
        outcomes = {outcome.chore.key: outcome.failed for outcome in upkeep.run_all(timezone.now())}
    finally:
        chores._things.pop("aaa.fails")
    assert [key for key, failed in outcomes.items() if failed] == ["aaa.fails"]
    row = ChoreRun.objects.get(key="aaa.fails")
    assert (row.error, row.finished, row.leased_until) == ("ValueError", None, None)
    good = ChoreRun.objects.get(key="core.drafts")
    assert good.finished is not None
    assert queries.health().failing == ("aaa.fails",)


def test_work_marked_as_done_once_is_not_done_again_and_old_marks_are_forgotten() -> None:
    now = timezone.now()
    assert [once.first("prueba.1", now=now) for _turn in range(2)] == [True, False]
    assert once.forget_old(now + timedelta(days=59)) == 0
    assert once.forget_old(now + timedelta(days=61)) == 1


def test_every_chore_on_the_shelf_is_done() -> None:
    done = {outcome.chore.key: outcome.failed for outcome in upkeep.run_all(timezone.now())}
    assert set(done) >= {
        "core.drafts", "core.sessions", "core.tasks", "core.reminders", "core.digests", "core.outbox", "plans.presses",
    }  # fmt: skip
    assert not any(done.values())
