"""Mail leaves once: refused, delayed, taken by two at once, or sent by a process that dies."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

import town
from core.mailserver import mail_server
from probidad.core.access import Actor
from probidad.core.actions import invitations, outbox
from probidad.core.mailing import Letter, written
from probidad.core.models import Entity, OutboxMessage, TrailEntry, User
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db


def laid(who: User, here: Entity | None = None, key: str = "muestra", **other: object) -> OutboxMessage:
    with transaction.atomic():
        outbox.put(
            key=key, person=who, entity_id=here.pk if here else None,
            mail=written(Letter("Año nuevo\r\nBcc: malo@muestra.example", ("Niñez y tilde: á",))), **other,
        )  # fmt: skip
    return OutboxMessage.objects.get(key=key)


@pytest.fixture
def who(settings: Settings) -> User:
    settings.MAIL = True
    return town.person(town.entity(), Role.READER)


def test_a_mail_is_delivered_once_with_a_subject_of_one_line(who: User, settings: Settings) -> None:
    with mail_server(settings) as server:
        row = laid(who)
        assert laid(who).pk == row.pk
        assert [outbox.send_waiting(timezone.now()) for _turn in range(3)] == [1, 0, 0]
    (taken,) = server.taken
    assert taken["Subject"] == "Año nuevo Bcc: malo@muestra.example"
    assert taken["Bcc"] is None
    assert taken["To"] == who.email
    assert taken["Message-ID"] == row.message_id
    assert taken["Auto-Submitted"] == "auto-generated"
    kinds = [part.get_content_type() for part in taken.walk()]
    assert "text/plain" in kinds
    assert "text/html" in kinds
    plain = taken.get_body(("plain",))
    assert plain is not None
    assert "Niñez y tilde: á" in plain.get_content()


def test_a_refusal_for_now_is_tried_again_later_under_the_same_identifier(who: User, settings: Settings) -> None:
    row, now = laid(who), timezone.now()
    with mail_server(settings) as server:
        server.answers += ["451 4.7.1 greylisted", "451 again"]
        assert outbox.send_waiting(now) == 0
        row.refresh_from_db()
        assert (row.state, row.tries, row.last_error) == ("waiting", 1, "smtp-451")
        assert outbox.send_waiting(now + timedelta(seconds=50)) == 0
        assert outbox.send_waiting(now + timedelta(minutes=2)) == 0
        assert outbox.send_waiting(now + timedelta(minutes=4)) == 0  # the second wait is longer
        assert outbox.send_waiting(now + timedelta(minutes=8)) == 1
    assert [taken["Message-ID"] for taken in server.taken] == [row.message_id]


def test_a_refusal_for_good_fails_at_once_and_the_administrator_may_try_again(who: User, settings: Settings) -> None:
    here = who.memberships.get().entity
    with mail_server(settings) as server:
        server.at_recipient.append("550 5.1.1 no such user")
        row = laid(who, here)
        outbox.send_waiting(timezone.now())
        row.refresh_from_db()
        assert (row.state, row.last_error, row.tries) == ("failed", "smtp-550", 1)
        with pytest.raises(PermissionDenied):
            outbox.retry(town.acting(here, Role.PLANNING), ids=[row.pk])
        assert outbox.retry(town.acting(town.entity(), Role.ADMINISTRATOR), ids=[row.pk]) == 0
        assert outbox.retry(town.acting(here, Role.ADMINISTRATOR), ids=[row.pk]) == 1
        assert outbox.send_waiting(timezone.now()) == 1
    assert len(server.taken) == 1
    assert TrailEntry.objects.filter(verb="mail.retried", subject_id=str(row.pk)).count() == 1


def test_a_server_that_never_answers_makes_it_fail_in_the_end_and_says_no_secret(who: User, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_HOST_PASSWORD = "127.0.0.1", 1, "muy-secreta"
    row, now = laid(who), timezone.now()
    for turn in range(len(outbox.WAITS) + 1):
        outbox.send_waiting(now + timedelta(days=2 * turn))
    row.refresh_from_db()
    assert (row.state, row.last_error, row.tries) == ("failed", "unreachable", len(outbox.WAITS) + 1)


def test_what_another_process_is_sending_is_left_to_it_until_its_lease_runs_out(who: User, settings: Settings) -> None:
    row, now = laid(who), timezone.now()
    OutboxMessage.objects.update(state="sending", lease="otro", leased_until=now + outbox.LEASE, tries=1)
    with mail_server(settings) as server:
        assert outbox.send_waiting(now) == 0
        assert outbox.send(row.pk, now=now) == ""
        # that process died: nobody knows whether the mail left, so it is sent under the same identifier
        assert outbox.send_waiting(now + outbox.LEASE) == 1
    assert [taken["Message-ID"] for taken in server.taken] == [row.message_id]


def test_mail_that_waits_when_mail_is_taken_away_is_given_up(who: User, settings: Settings) -> None:
    row = laid(who, secret=True)
    settings.MAIL = False
    outbox.send_waiting(timezone.now())
    row.refresh_from_db()
    assert (row.state, row.last_error, row.text) == ("unsent", "no-mail", "")


def test_mail_to_who_was_deactivated_or_with_a_link_that_expired_does_not_leave(who: User, settings: Settings) -> None:
    late = laid(who, key="tarde", secret=True, expires=timezone.now())
    row, now = laid(who), timezone.now()
    User.objects.filter(pk=who.pk).update(is_active=False)
    with mail_server(settings) as server:
        assert outbox.send_waiting(now) == 0
    assert server.taken == []
    row.refresh_from_db()
    late.refresh_from_db()
    assert (row.last_error, late.last_error, late.text, late.html) == ("left", "late", "", "")


def administrator(here: Entity) -> Actor:
    return town.acting(here, Role.ADMINISTRATOR)


def test_an_invitation_goes_by_mail_and_its_link_is_wiped_from_the_outbox_once_it_left(
    who: User, settings: Settings
) -> None:
    settings.SITE = "https://probidad.muestra.example"
    here = who.memberships.get().entity
    with mail_server(settings) as server:
        path = invitations.invite(administrator(here), user_id=who.pk)
        row = OutboxMessage.objects.get()
        assert path in row.text
        assert path not in str(row)
        outbox.send_waiting(timezone.now())
    plain = server.taken[0].get_body(("plain",))
    assert plain is not None
    assert f"https://probidad.muestra.example{path}" in plain.get_content()
    row.refresh_from_db()
    assert (row.state, row.text, row.html) == ("sent", "", "")
    secret = path.rstrip("/").rsplit("/", 1)[1]
    for entry in TrailEntry.objects.all():
        assert secret not in str(entry.facts)
        assert secret.encode() not in bytes(entry.body)


def test_a_link_that_could_not_be_delivered_is_wiped_and_not_tried_again(who: User, settings: Settings) -> None:
    here = who.memberships.get().entity
    with mail_server(settings) as server:
        server.at_recipient.append("550 no such user")
        invitations.invite(administrator(here), user_id=who.pk)
        outbox.send_waiting(timezone.now())
        row = OutboxMessage.objects.get()
        assert (row.state, row.text, row.html) == ("failed", "", "")
        assert outbox.retry(administrator(here), ids=[row.pk]) == 0


def test_the_identifier_of_a_message_hangs_on_its_key_alone_and_does_not_tell_it() -> None:
    assert outbox.message_id("digest.7") == outbox.message_id("digest.7") != outbox.message_id("digest.8")
    assert "digest" not in outbox.message_id("digest.7")


def test_a_mail_that_cannot_be_put_together_keeps_no_other_back(who: User, settings: Settings) -> None:
    broken, row = laid(who, key="rota"), laid(who)
    OutboxMessage.objects.filter(pk=broken.pk).update(subject="dos\nlíneas")
    with mail_server(settings) as server:
        assert outbox.send_waiting(timezone.now()) == 1
    broken.refresh_from_db()
    assert (broken.state, broken.tries) == ("waiting", 1)
    assert [taken["Message-ID"] for taken in server.taken] == [row.message_id]


def test_a_server_that_is_away_is_asked_once_in_a_run(who: User, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    for number in range(3):
        laid(who, key=f"m{number}")
    outbox.send_waiting(timezone.now())
    assert sorted(OutboxMessage.objects.values_list("tries", flat=True)) == [0, 0, 1]
