"""Reminders and digests: to who owes it, once, in their language, and only on working days."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

import town
from probidad.core.actions import notices, outbox, reminding, workdays
from probidad.core.models import DoneOnce, Membership, Notice, OutboxMessage
from probidad.core.offers import Agenda, Due, DueState, agendas
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
WEDNESDAY = date(2026, 1, 14)


def at(day: date, hour: int = 8) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time().replace(hour=hour)))


@contextmanager
def owing(*dues: Due) -> Iterator[None]:
    """These are owed, by any entity, while it lasts."""
    agendas.lay(Agenda("trial.owed", "Prueba", lambda _entity, _today: dues))
    try:
        yield
    finally:
        agendas._things.pop("trial.owed")


def due(key: str, day: date, **other: object) -> Due:
    given = {"roles": frozenset({Role.PLANNING.value}), "address": "/mesa/planes/", "title": f"Informe {key}"}
    return Due(key=f"trial.{key}", due=day, **{**given, **other})


def test_who_owes_something_is_reminded_once_at_each_stage_and_nobody_else_is() -> None:
    here = town.entity()
    planner, _reader = town.person(here, Role.PLANNING), town.person(here, Role.READER)
    with owing(due("a", date(2026, 1, 21)), due("far", date(2026, 6, 1))):
        assert reminding.remind(at(WEDNESDAY)) == 1  # 5 working days
        assert reminding.remind(at(WEDNESDAY, 15)) == 0
        assert reminding.remind(at(WEDNESDAY + timedelta(days=1))) == 0  # the same stage
        assert reminding.remind(at(date(2026, 1, 20))) == 1
        assert reminding.remind(at(date(2026, 1, 22))) == 1
    rows = Notice.objects.order_by("pk")
    assert {row.person_id for row in rows} == {planner.pk}
    assert [row.key.rsplit(".", 1)[1] for row in rows] == ["before5", "before1", "after1"]
    assert {row.address for row in rows} == {"/mesa/planes/"}


def test_a_reminder_that_died_half_way_is_laid_whole_by_the_next_run(monkeypatch: pytest.MonkeyPatch) -> None:
    here = town.entity()
    for _number in range(3):
        town.person(here, Role.PLANNING)
    real, calls = notices.notify, []

    def dies(**named: object) -> int:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(**named)

    with owing(due("a", date(2026, 1, 21))):
        monkeypatch.setattr(notices, "notify", dies)
        with pytest.raises(KeyboardInterrupt):
            reminding.remind(at(WEDNESDAY))
        assert not Notice.objects.exists()
        assert not DoneOnce.objects.exists()
        assert reminding.remind(at(WEDNESDAY)) == 3


def test_the_digest_comes_once_a_working_day_after_the_hour_with_dues_and_new_notices(settings: Settings) -> None:
    settings.MAIL, settings.SITE = True, "https://probidad.muestra.example"
    here = town.entity()
    who = town.person(here, Role.PLANNING)
    with owing(
        due("late", date(2026, 1, 8)),
        due("back", date(2026, 3, 1), state=DueState.RETURNED),
        due("soon", date(2026, 1, 15), title="Plan <b>nuevo</b>"),
        due("far", date(2026, 6, 1)),
    ):
        notify(here.pk, who.pk, "uno")
        assert reminding.send_digests(at(WEDNESDAY, 6)) == 0
        assert [reminding.send_digests(at(WEDNESDAY, hour)) for hour in (7, 8, 20)] == [1, 0, 0]
        notify(here.pk, who.pk, "dos")
        assert reminding.send_digests(at(WEDNESDAY, 21)) == 0
        assert reminding.send_digests(at(date(2026, 1, 17))) == 0  # a Saturday
        assert reminding.send_digests(at(WEDNESDAY + timedelta(days=1))) == 1
    outbox.send_waiting(timezone.now())
    first, second = mail.outbox
    assert "14 de enero de 2026" in first.subject
    for told in ("Informe late", "Informe back", "Plan <b>nuevo</b>", "https://probidad.muestra.example/mesa/planes/"):
        assert told in first.body
    assert "Informe far" not in first.body
    html = str(first.alternatives[0].content)
    assert "&lt;b&gt;nuevo" in html
    assert "<b>" not in html
    assert "Aviso uno" in first.body
    assert "Aviso uno" not in second.body
    assert "Aviso dos" in second.body


def notify(entity_id: int, person_id: int, name: str) -> None:
    notices.notify(entity_id=entity_id, people=[person_id], key=f"n.{name}", kind="work", title=f"Aviso {name}")


def test_a_digest_is_in_the_language_of_its_person_and_names_the_entities_of_who_has_two(settings: Settings) -> None:
    settings.MAIL = True
    here, there = town.entity("Aquí"), town.entity("Allá")
    who = town.person(here, Role.PLANNING, language="en")
    with owing(due("a", WEDNESDAY)):
        Membership.objects.create(user=who, entity=there, starts=town.SINCE)
        assert reminding.send_digests(at(WEDNESDAY)) == 1
    outbox.send_waiting(timezone.now())
    assert "Due: 14 January 2026." in mail.outbox[0].body
    assert "TODAY · AQUÍ" in mail.outbox[0].body
    assert "ALLÁ" not in mail.outbox[0].body  # nothing is owed there by who has no role there


@pytest.mark.parametrize(("wish", "mails"), [("none", 0), ("at_once", 0), ("daily", 3), ("weekly", 1)])
def test_each_gets_digests_as_often_as_they_wish(wish: str, mails: int, settings: Settings) -> None:
    settings.MAIL = True
    here = town.entity()
    notices.choose_mail(town.acting(here, Role.PLANNING), mail=wish)
    with owing(due("a", date(2026, 1, 8))):
        for days in range(3):
            reminding.send_digests(at(WEDNESDAY + timedelta(days=days)))
    assert OutboxMessage.objects.count() == mails


def test_there_is_no_digest_without_anything_to_tell_without_mail_or_for_who_left(settings: Settings) -> None:
    here = town.entity()
    left = town.person(here, Role.PLANNING)
    Membership.objects.filter(user=left).update(ends=town.SINCE)
    town.person(here, Role.READER)
    with owing(due("a", WEDNESDAY)):
        settings.MAIL = False
        town.person(here, Role.PLANNING)
        assert reminding.send_digests(at(WEDNESDAY)) == 0
        settings.MAIL = True
        assert reminding.send_digests(at(WEDNESDAY)) == 1


def test_no_digest_comes_on_a_day_that_an_act_of_the_entity_makes_free(settings: Settings) -> None:
    settings.MAIL = True
    here = town.entity()
    town.person(here, Role.PLANNING)
    with time_machine.travel(at(WEDNESDAY - timedelta(days=5)), tick=False):
        workdays.declare(
            town.acting(here, Role.ADMINISTRATOR),
            workdays.FreeDayFacts(WEDNESDAY, "holiday", "Fiesta patronal", "Decreto 1", date(2026, 1, 2)),
        )
    with owing(due("a", date(2026, 1, 8))):
        assert reminding.send_digests(at(WEDNESDAY)) == 0
        assert reminding.send_digests(at(WEDNESDAY + timedelta(days=1))) == 1


def test_a_digest_that_could_not_be_written_leaves_no_mark_and_no_notice_as_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MAIL = True
    here = town.entity()
    who = town.person(here, Role.PLANNING)
    notify(here.pk, who.pk, "uno")

    def dies(**_named: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(outbox, "put", dies)
        with pytest.raises(KeyboardInterrupt):
            reminding.send_digests(at(WEDNESDAY))
    assert Notice.objects.get().told is None
    assert reminding.send_digests(at(WEDNESDAY)) == 1
    assert Notice.objects.get().told is not None
