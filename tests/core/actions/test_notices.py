"""A notice is laid once, to who may get it, in the transaction of what it tells."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

import town
from probidad.core.actions import notices, outbox
from probidad.core.models import Membership, Notice, OutboxMessage, TrailEntry, User
from probidad.core.noticewords import words_of
from probidad.core.queries import notices as queries
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db


def told(entity_id: int | None, *people: User, key: str = "muestra.uno", **other: object) -> int:
    given = {"kind": "work", "title": "Falls due soon: %(what)s", "facts": {"what": "Plan"}, "address": "/mesa/"}
    with transaction.atomic():
        return notices.notify(entity_id=entity_id, people=[who.pk for who in people], key=key, **{**given, **other})


def test_the_same_key_gives_a_person_one_notice_however_often_it_is_laid() -> None:
    here = town.entity()
    who, other = town.person(here), town.person(here)
    assert told(here.pk, who) == 1
    assert told(here.pk, who, other) == 1
    assert told(here.pk, who, other, title="Otro título") == 0
    assert Notice.objects.filter(person=who).get().title == "Falls due soon: %(what)s"


@pytest.mark.django_db(transaction=True)
def test_a_notice_outside_a_transaction_is_refused_and_one_of_an_undone_change_is_gone(
    settings: Settings,
) -> None:
    settings.MAIL = True
    here = town.entity()
    who = town.person(here)
    with pytest.raises(RuntimeError):
        notices.notify(entity_id=here.pk, people=[who.pk], key="x", kind="work", title="x")
    with transaction.atomic():
        notices.notify(entity_id=here.pk, people=[who.pk], key="x", kind="work", title="x", importance="duty")
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_only_active_members_of_the_entity_get_it_by_name_or_by_role() -> None:
    here, there = town.entity(), town.entity()
    controller, reader = town.person(here, Role.INTERNAL_CONTROL), town.person(here, Role.READER)
    left, asleep = town.person(here, Role.INTERNAL_CONTROL), town.person(here, Role.INTERNAL_CONTROL)
    stranger = town.person(there, Role.INTERNAL_CONTROL)
    Membership.objects.filter(user=left).update(ends=town.SINCE)
    User.objects.filter(pk=asleep.pk).update(is_active=False)
    count = told(here.pk, reader, left, asleep, stranger, roles=[Role.INTERNAL_CONTROL])
    assert count == 2
    assert {row.person_id for row in Notice.objects.all()} == {controller.pk, reader.pk}


def test_without_an_entity_the_operators_get_it() -> None:
    operator = town.person(operator=True)
    town.person(town.entity(), Role.ADMINISTRATOR)
    assert told(None) == 1
    assert Notice.objects.get().person_id == operator.pk


def test_nobody_sees_the_notices_of_another_person_or_of_another_entity() -> None:
    here, there = town.entity(), town.entity()
    who, colleague = town.person(here, Role.READER), town.person(here, Role.ADMINISTRATOR)
    Membership.objects.create(user=who, entity=there, starts=town.SINCE)
    told(here.pk, who)
    told(there.pk, who, key="muestra.dos")
    assert [row.key for row in queries.notices(town.actor(who, here))] == ["muestra.uno"]
    assert not queries.notices(town.actor(colleague, here)).exists()
    notices.mark_read(town.actor(colleague, here), ids=list(Notice.objects.values_list("pk", flat=True)))
    assert Notice.objects.filter(read__isnull=False).count() == 0
    assert notices.mark_read(town.actor(who, here)) == 1
    assert queries.unread(town.actor(who, there)) == 1


def test_a_notice_is_told_in_the_language_in_force_and_its_days_in_words() -> None:
    here = town.entity()
    told(here.pk, town.person(here), title="It falls due on %(day)s.", facts={"day": "2026-03-02"})
    assert "2 de marzo de 2026" in words_of(Notice.objects.get())[0]


@pytest.mark.parametrize(
    ("importance", "wish", "mails"),
    [
        ("normal", "daily", 0), ("normal", "at_once", 1), ("important", "daily", 1), ("important", "none", 0),
        ("duty", "none", 1),
    ],
)  # fmt: skip
def test_what_is_mailed_at_once_hangs_on_its_importance_and_on_the_persons_wish(
    importance: str, wish: str, mails: int, settings: Settings
) -> None:
    settings.MAIL = True
    here = town.entity()
    who = town.person(here)
    notices.choose_mail(town.actor(who, here), mail=wish)
    told(here.pk, who, importance=importance)
    told(here.pk, who, importance=importance)
    assert OutboxMessage.objects.count() == mails
    assert (Notice.objects.get().told is not None) == bool(mails)


def test_without_mail_a_notice_stays_inside_and_nothing_piles_up() -> None:
    here = town.entity()
    assert told(here.pk, town.person(here), importance="duty") == 1
    assert not OutboxMessage.objects.exists()


def test_a_mail_is_written_in_the_language_of_its_person_escaped_and_with_its_file(settings: Settings) -> None:
    settings.MAIL, settings.SITE = True, "https://probidad.muestra.example"
    here = town.entity()
    who = town.person(here, language="en")
    nasty = "Ñandú <script>alert(1)</script> & «niño»\r\nBcc: malo@muestra.example"
    told(here.pk, who, facts={"what": nasty}, importance="duty", attachment=("ancla.json", b"{}"))
    assert outbox.send_waiting(timezone.now()) == 1
    (sent,) = mail.outbox
    assert sent.subject.startswith("Falls due soon: Ñandú <script>")
    assert "\n" not in sent.subject
    assert sent.recipients() == [who.email]
    html = str(sent.alternatives[0].content)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert 'lang="en"' in html
    assert "https://probidad.muestra.example/mesa/" in sent.body
    assert sent.attachments[0].filename == "ancla.json"


def test_a_preference_is_told_by_the_trail_and_a_notice_is_not() -> None:
    here = town.entity()
    who = town.person(here)
    told(here.pk, who)
    notices.choose_mail(town.actor(who, here), mail="none")
    notices.choose_mail(town.actor(who, here), mail="none")
    assert [entry.verb for entry in TrailEntry.objects.all()] == ["notice.preferred"]


def test_an_attachment_that_is_too_large_is_refused() -> None:
    here = town.entity()
    with pytest.raises(ValueError, match="65536"):
        told(here.pk, town.person(here), attachment=("grande.json", b"x" * (64 * 1024 + 1)))


def test_old_mail_that_was_sent_is_forgotten_and_its_notice_stays(settings: Settings) -> None:
    settings.MAIL = True
    here = town.entity()
    told(here.pk, town.person(here), importance="duty")
    now = timezone.now()
    outbox.send_waiting(now)
    outbox.send_waiting(now + timedelta(days=91))
    assert not OutboxMessage.objects.exists()
    assert Notice.objects.exists()
