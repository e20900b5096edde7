"""The password: changed by its owner, set with a link, asked for by mail."""

import logging
import re
from io import StringIO

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

import town
from probidad.core.actions import invitations
from probidad.core.logs import OneLine
from probidad.core.models import Invitation, TrailEntry, User
from probidad.rules.separation import Role
from signing import CODE, alert, entered, shown_code, signed_in

pytestmark = pytest.mark.django_db
NEW = "otra-frase-larga-y-buena"
PASSWORD = "/cuenta/contrasena/"
FORGOTTEN = "/cuenta/contrasena/olvidada/"
WEAK = [
    ("corta", "12"),
    ("1234567890123", "común"),
    ("persona-muestra", "similar"),
    ("AnaMuestraPrueba", "similar"),
]


def invited(role: Role = Role.READER, **other: object) -> tuple[User, str]:
    here = town.entity()
    who = town.person(here, role, second_step=False, **other)
    who.set_unusable_password()
    who.save()
    return who, invitations.invite(town.acting(here, Role.ADMINISTRATOR), user_id=who.pk)


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one() -> None:
    who = town.person(town.entity(), Role.READER)
    browser, other = town.client(), town.client()
    entered(browser, who)
    entered(other, who)
    key = browser.session.session_key
    response = browser.post(PASSWORD, {"present": town.PASSWORD, "password": NEW, "again": NEW}, follow=True)
    assert "sus otras sesiones se cerraron" in response.content.decode()
    assert signed_in(browser)
    assert browser.session.session_key != key
    assert other.get("/mesa/").status_code == 302
    who.refresh_from_db()
    assert who.check_password(NEW)
    assert who.usersession_set.count() == 1
    assert TrailEntry.objects.filter(verb="password.changed", actor=who).count() == 1


def test_without_the_present_password_nothing_changes() -> None:
    who = town.person(town.entity(), Role.READER)
    response = town.client(who).post(PASSWORD, {"present": "equivocada", "password": NEW, "again": NEW})
    assert response.status_code == 422
    assert "Esta no es su contraseña." in alert(response)
    who.refresh_from_db()
    assert who.check_password(town.PASSWORD)


def test_the_present_password_is_not_guessed_quickly() -> None:
    browser = town.client(town.person(town.entity(), Role.READER))
    sent = {"present": "equivocada", "password": NEW, "again": NEW}
    assert 429 in [browser.post(PASSWORD, sent).status_code for _ in range(9)]


@pytest.mark.parametrize(("weak", "reason"), WEAK)
def test_a_weak_password_is_refused_with_its_reason(weak: str, reason: str) -> None:
    who, path = invited(email="persona.muestra@muestra.example", name="Ana Muestra Prueba")
    response = town.client().post(path, {"password": weak, "again": weak})
    assert response.status_code == 422
    assert reason in alert(response)
    who.refresh_from_db()
    assert not who.has_usable_password()


def test_two_different_passwords_are_refused() -> None:
    _who, path = invited()
    response = town.client().post(path, {"password": NEW, "again": NEW + "x"})
    assert "no son iguales" in alert(response)


def test_passwords_are_kept_with_argon2id() -> None:
    who, path = invited()
    town.client().post(path, {"password": NEW, "again": NEW})
    who.refresh_from_db()
    assert who.password.startswith("argon2$argon2id$")


def test_a_link_shows_whose_it_is_and_the_rules_and_signs_in() -> None:
    who, path = invited()
    browser = town.client()
    page = browser.get(path).content.decode()
    assert who.email in page
    assert "12" in page
    response = browser.post(path, {"password": NEW, "again": NEW})
    assert response.headers["Location"] == "/mesa/"
    assert signed_in(browser)
    assert [entry.facts for entry in TrailEntry.objects.filter(verb="person.signed_in")] == [{"method": "invitation"}]


def test_the_link_of_who_must_have_a_second_step_leads_to_it() -> None:
    _who, path = invited(Role.ADMINISTRATOR)
    browser = town.client()
    response = browser.post(path, {"password": NEW, "again": NEW}, follow=True)
    assert response.redirect_chain[-1][0] == "/cuenta/segundo-paso/activar/"


def test_a_link_does_not_pass_by_the_second_step() -> None:
    here = town.entity()
    who = town.person(here, Role.DENUNCIA_OFFICER)
    path = invitations.invite(town.acting(here, Role.ADMINISTRATOR), user_id=who.pk)
    browser = town.client()
    assert browser.post(path, {"password": NEW, "again": NEW}).headers["Location"] == CODE
    assert not signed_in(browser)
    browser.post(CODE, {"code": shown_code()})
    assert signed_in(browser)


def test_used_expired_withdrawn_and_unknown_links_are_answered_alike() -> None:
    _who, used = invited()
    town.client().post(used, {"password": NEW, "again": NEW})
    _who, expired = invited()
    Invitation.objects.filter(used=None).update(expires=timezone.now())
    _who, withdrawn = invited()
    Invitation.objects.filter(used=None, expires__gt=timezone.now()).update(revoked=timezone.now())
    pages = set()
    for path in (used, expired, withdrawn, "/cuenta/invitacion/nada/"):
        for response in (town.client().get(path), town.client().post(path, {"password": NEW, "again": NEW})):
            assert response.status_code == 404
            pages.add(response.content.decode())
    assert len(pages) == 1
    assert "Este enlace no abre nada" in pages.pop()


def test_a_link_in_the_browser_of_somebody_else_signs_in_the_invited_one() -> None:
    who, path = invited()
    browser = town.client(town.person(town.entity(), Role.READER))
    browser.post(path, {"password": NEW, "again": NEW})
    assert browser.session["_auth_user_id"] == str(who.pk)


def test_the_secret_of_a_link_reaches_no_other_page_and_no_log() -> None:
    _who, path = invited()
    secret = path.rstrip("/").rsplit("/", 1)[1]
    lines = StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(OneLine())
    logging.getLogger("django.request").addHandler(handler)
    try:
        browser = town.client()
        shown = browser.get(path)
        refused = browser.post(path, {"password": "corta", "again": "corta"})
        accepted = browser.post(path, {"password": NEW, "again": NEW})
        void = browser.get(path)
    finally:
        logging.getLogger("django.request").removeHandler(handler)
    for response in (shown, refused, accepted, void):
        assert response.headers["Referrer-Policy"] == "strict-origin"
        assert "no-store" in response.headers["Cache-Control"]
        links = re.findall(r'href="([^"]*)"', response.content.decode())
        assert not any(secret in link for link in links)
    assert "/cuenta/invitacion/…" in lines.getvalue()
    assert secret not in lines.getvalue()


def test_without_mail_the_page_says_whom_to_ask() -> None:
    page = town.client().get(FORGOTTEN).content.decode()
    assert "Pida al administrador de su entidad" in page
    assert "<form method" not in page.split("<main")[1]
    assert town.client().post(FORGOTTEN, {"email": "a@b.example"}).status_code == 200
    assert not mail.outbox


def test_asking_for_a_link_is_answered_alike_for_somebody_and_nobody(settings: Settings) -> None:
    settings.MAIL = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    who = town.person(town.entity(), Role.READER)
    inactive = town.person(town.entity(), Role.READER, is_active=False)
    answers = [town.client().post(FORGOTTEN, {"email": email}) for email in
               (who.email, "nadie@muestra.example", inactive.email)]  # fmt: skip
    assert len({(one.status_code, one.content) for one in answers}) == 1
    assert [message.to for message in mail.outbox] == [[who.email]]


def test_the_mail_brings_a_link_that_opens_once_and_for_an_hour(settings: Settings) -> None:
    settings.MAIL = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    who = town.person(town.entity(), Role.READER)
    town.client().post(FORGOTTEN, {"email": who.email.upper()})
    message = mail.outbox[0]
    assert message.subject == "Una contraseña nueva para probidad"
    found = re.search(r"http://localhost(/cuenta/invitacion/[^/\s]+/)", message.body)
    assert found
    assert found[0] in message.alternatives[0].content
    left = Invitation.objects.get().expires - timezone.now()
    assert 59 * 60 < left.total_seconds() <= 60 * 60
    assert town.client().post(found[1], {"password": NEW, "again": NEW}).headers["Location"] == "/mesa/"
    assert town.client().get(found[1]).status_code == 404


def test_asking_by_mail_spoils_no_invitation_and_is_slowed(settings: Settings) -> None:
    settings.MAIL = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    who, path = invited()
    statuses = [town.client().post(FORGOTTEN, {"email": who.email}).status_code for _ in range(8)]
    assert 429 in statuses
    assert len(mail.outbox) < 8
    assert town.client().get(path).status_code == 200
