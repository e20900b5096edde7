"""The files of a follow-up are made once, in the background, and only of what stayed."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

import reports
import town
from plans import imported
from probidad.core import guards
from probidad.documents.confinement import Bounds
from probidad.documents.renderers.downloads import DOWNLOADS
from probidad.documents.renderers.press import pressed
from probidad.plans.actions import pressing
from probidad.plans.models import FollowUp, PressedFile
from probidad.plans.queries import published
from probidad.plans.queries import reports as kept
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db


def test_every_file_is_pressed_in_both_languages_and_once() -> None:
    row = imported.online(imported.kept(town.entity()))
    assert pressing.press_now(row.pk) == 2 * (len(DOWNLOADS) + 1)
    assert pressing.press_now(row.pk) == 0
    for language in ("es", "en"):
        names = {file.key: file.name for file in published.pressed_files(row.pk, language)}
        assert names == DOWNLOADS
        assert len(published.public_charts(row.pk, language)) > 1
    found = published.pressed_file(row.pk, "es", DOWNLOADS["json"])
    assert hashlib.sha256(found.content).hexdigest() == found.sha256
    assert json.loads(found.content)["digest"]["value"] == row.digest


def test_files_of_what_is_not_on_line_are_for_nobody_outside() -> None:
    row = imported.kept(town.entity())
    PressedFile.objects.create(
        followup=row, language="es", key="csv", name="actividades.csv", media_type="text/csv", content=b"x",
        sha256="0" * 64, size=1,
    )  # fmt: skip
    with pytest.raises(PressedFile.DoesNotExist):
        published.pressed_file(row.pk, "es", "actividades.csv")
    assert not published.pressed_files(row.pk).exists()
    assert published.public_charts(row.pk, "es") == ()
    assert kept.file(row.pk, "es", "csv") is not None


def test_the_task_waits_in_the_queue_with_the_import_and_goes_with_it() -> None:
    actor = town.acting(imported.sopo_town(), Role.PLANNING)
    with transaction.atomic():
        imported.applied(actor, reports.SOPO)
        assert DBTaskResult.objects.count() == 1
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()
    row = imported.applied(actor, reports.SOPO)
    task = DBTaskResult.objects.get()
    assert task.task_path == "probidad.plans.actions.pressing.press"
    assert task.args_kwargs == {"args": [row.pk], "kwargs": {}}


def test_what_the_press_refuses_is_told_on_its_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    row = imported.kept(town.entity())
    narrow = Bounds(memory=1024 * 1024 * 1024, cpu=1, wall=0.01)
    monkeypatch.setattr(pressing, "pressed", lambda frozen, language: pressed(frozen, language, narrow))
    assert pressing.press_now(row.pk) == 0
    row.refresh_from_db()
    assert "could not be made" in row.press_fault
    monkeypatch.undo()
    assert pressing.press_now(row.pk) > 0
    row.refresh_from_db()
    assert row.press_fault == ""


def test_a_damaged_report_is_an_error_and_makes_no_file() -> None:
    row = imported.kept(town.entity())
    with guards.lifted():
        FollowUp.objects.filter(pk=row.pk).update(published=b"{}")
    with pytest.raises(ValueError, match="report"):
        pressing.press_now(row.pk)
    assert not PressedFile.objects.exists()


def test_files_that_lack_are_asked_for_again_until_it_failed_too_often() -> None:
    row = imported.kept(town.entity())
    now = timezone.now()
    assert pressing.take_up_missing(now) == 1
    assert pressing.take_up_missing(now) == 0  # it waits
    for turn in range(1, 10):
        later = now + turn * timedelta(hours=1)
        DBTaskResult.objects.update(status=TaskResultStatus.FAILED, finished_at=later)
        assert pressing.take_up_missing(later) == 0  # it failed a moment ago
        pressing.take_up_missing(later + pressing.REST)
    assert DBTaskResult.objects.count() == pressing.MOST_TRIES
    assert [task.args_kwargs["args"] for task in DBTaskResult.objects.all()] == [[row.pk]] * pressing.MOST_TRIES


def test_files_that_are_there_that_were_refused_or_whose_follow_up_was_withdrawn_are_not_asked_for() -> None:
    whole, refused, gone = (imported.kept(town.entity()) for _number in range(3))
    for language in ("es", "en"):
        PressedFile.objects.create(
            followup=whole, language=language, key="csv", name="a.csv", media_type="text/csv", content=b"x",
            sha256="0" * 64, size=1,
        )  # fmt: skip
    FollowUp.objects.filter(pk=refused.pk).update(press_fault="too large")
    FollowUp.objects.filter(pk=gone.pk).update(
        public_since=timezone.now(), withdrawn=timezone.now(), withdrawal="Error"
    )
    DBTaskResult.objects.all().delete()
    assert pressing.take_up_missing(timezone.now()) == 0
