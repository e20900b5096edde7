"""Signing in tells nothing to who guesses, leads nowhere else, and begins a session of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest
import time_machine
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.models import Session
from django.test import Client

import town
from probidad.core.models import TrailEntry, User
from probidad.rules.separation import Role
from signing import CODE, LOGIN, alert, entered, shown_code, signed_in

pytestmark = pytest.mark.django_db
REFUSED = "El correo y la contraseña no corresponden, o la cuenta no está activa."


@contextmanager
def hashing() -> Iterator[list[str]]:
    """Counts what takes time: each use of the hasher, with its original behind it."""
    calls: list[str] = []
    encode, verify = Argon2PasswordHasher.encode, Argon2PasswordHasher.verify

    def encoded(self: Argon2PasswordHasher, *arguments: object) -> str:
        calls.append("encode")
        return encode(self, *arguments)

    def verified(self: Argon2PasswordHasher, *arguments: object) -> bool:
        calls.append("verify")
        return verify(self, *arguments)

    with patch.object(Argon2PasswordHasher, "encode", encoded), patch.object(Argon2PasswordHasher, "verify", verified):
        yield calls


def test_the_right_password_opens_the_desk() -> None:
    who = town.person(town.entity(), Role.READER)
    browser = town.client()
    response = entered(browser, who)
    assert (response.status_code, response.headers["Location"]) == (302, "/mesa/")
    assert signed_in(browser)
    entry = TrailEntry.objects.get(verb="person.signed_in")
    assert (entry.actor_id, entry.facts) == (who.pk, {"method": "password"})


def test_capitals_and_blanks_of_the_address_do_not_matter() -> None:
    who = town.person(town.entity(), Role.READER, email="ana@muestra.example")
    browser = town.client()
    entered(browser, "  ANA@muestra.example ")
    assert browser.session["_auth_user_id"] == str(who.pk)


def test_absent_inactive_invited_and_present_accounts_are_refused_alike() -> None:
    here = town.entity()
    inactive = town.person(here, Role.READER, is_active=False)
    invited = town.person(here, Role.READER)
    invited.set_unusable_password()
    invited.save()
    tried = {
        "wrong": (town.person(here, Role.READER).email, "no-es-la-contrasena"),
        "second step": (town.person(here, Role.ADMINISTRATOR).email, "no-es-la-contrasena"),
        "absent": ("nadie@muestra.example", town.PASSWORD),
        "inactive": (inactive.email, town.PASSWORD),
        "invited": (invited.email, town.PASSWORD),
    }
    told, cost = {}, {}
    for name, (email, password) in tried.items():
        with hashing() as calls:
            response = entered(town.client(), email, password)
        told[name] = (response.status_code, alert(response), response.content.decode().count(email))
        cost[name] = len(calls)
    assert len(set(told.values())) == 1, told
    assert told["absent"][0] == 422
    assert told["absent"][1].endswith(REFUSED)
    assert set(cost.values()) == {1}, cost


def test_absent_and_present_accounts_are_slowed_alike() -> None:
    present = town.person(town.entity(), Role.READER).email
    told = []
    for email, origin in ((present, "203.0.113.1"), ("nadie@muestra.example", "203.0.113.2")):
        browser = town.client()
        with time_machine.travel("2026-01-13 10:00", tick=False):
            answers = [entered(browser, email, "equivocada", REMOTE_ADDR=origin) for _ in range(8)]
        told.append([(one.status_code, alert(one)) for one in answers])
    assert told[0] == told[1]
    assert [status for status, _text in told[0]][:6] == [422] * 6
    assert 429 in [status for status, _text in told[0]]


def test_who_is_slowed_learns_how_long_to_wait_and_the_right_password_waits_too() -> None:
    who = town.person(town.entity(), Role.READER)
    browser = town.client()
    with time_machine.travel("2026-01-13 10:00", tick=False) as clock:
        for _ in range(6):
            entered(browser, who, "equivocada")
        response = entered(browser, who)
        assert (response.status_code, response.headers["Retry-After"]) == (429, "1")
        assert alert(response).endswith("Espere 1 segundo e intente de nuevo.")
        assert not signed_in(browser)
        clock.shift(1)
        entered(browser, who)
        assert signed_in(browser)


def test_forged_forwarding_headers_do_not_start_the_count_anew() -> None:
    for number in range(21):
        entered(town.client(), f"p{number}@muestra.example", "x", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
    response = entered(town.client(), "otra@muestra.example", "x", HTTP_X_FORWARDED_FOR="10.9.9.9")
    assert response.status_code == 429


def test_the_browser_that_a_person_uses_is_not_slowed_by_strangers() -> None:
    who = town.person(town.entity(), Role.READER)
    usual = town.client()
    entered(usual, who)
    usual.post("/cuenta/salir/")
    for _ in range(12):
        entered(town.client(), who, "equivocada", REMOTE_ADDR="203.0.113.9")
    assert entered(town.client(), who, REMOTE_ADDR="203.0.113.9").status_code == 429
    assert entered(usual, who, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_a_failed_form_keeps_the_address_and_forgets_the_password() -> None:
    page = entered(town.client(), "ana@muestra.example", "equivocada").content.decode()
    assert 'value="ana@muestra.example"' in page
    assert "equivocada" not in page


@pytest.mark.parametrize(
    "data",
    [{}, {"login": "", "password": ""}, {"login": "no es correo", "password": "x"}, {"login": "a@b.example"},
     {"login": "a\x00@b.example", "password": "x"}, {"login": "a@b.example", "password": "x" * 300},
     {"login": "á" * 200 + "@b.example", "password": "x"}],
)  # fmt: skip
def test_bad_input_is_answered_with_the_form(data: dict[str, str]) -> None:
    response = town.client().post(LOGIN, data)
    assert response.status_code == 422
    assert alert(response)


@pytest.mark.parametrize("following", ["/mesa/?x=1", "/cuenta/sesiones/"])
def test_after_signing_in_one_is_where_one_wanted_to_be(following: str) -> None:
    who = town.person(town.entity(), Role.READER)
    assert entered(town.client(), who, following=following).headers["Location"] == following


@pytest.mark.parametrize(
    "following",
    ["https://otro.example/", "//otro.example/", "/\\otro.example", "javascript:alert(1)", "http:otro.example",
     "https://localhost.otro.example", "///otro.example", "https://localhost@otro.example/", "\thttps://otro.example"],
)  # fmt: skip
def test_the_way_back_never_leaves_the_site(following: str) -> None:
    who = town.person(town.entity(), Role.READER)
    page = town.client().get(LOGIN, {"next": following}).content.decode()
    assert "otro.example" not in page.split("<main")[1]
    assert entered(town.client(), who, following=following).headers["Location"] == "/mesa/"


def test_the_way_back_survives_the_second_step() -> None:
    who = town.person(town.entity(), Role.ADMINISTRATOR)
    browser = town.client()
    entered(browser, who, following="/mesa/?x=1")
    response = browser.post(CODE, {"code": shown_code()})
    assert response.headers["Location"] == "/mesa/?x=1"


@pytest.mark.parametrize("path", [LOGIN, "/cuenta/salir/", "/cuenta/sesiones/cerrar/", "/cuenta/contrasena/"])
def test_a_form_without_its_token_is_refused(path: str) -> None:
    browser = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    assert browser.post(path, {"login": "a@b.example", "password": "x"}).status_code == 403


def test_the_session_gets_a_new_key_and_one_set_before_opens_nothing() -> None:
    who = town.person(town.entity(), Role.ADMINISTRATOR)
    browser = town.client()
    entered(browser, who)
    fixed = browser.cookies["probidad_sesion"].value
    browser.post(CODE, {"code": shown_code()})
    assert signed_in(browser)
    assert browser.cookies["probidad_sesion"].value != fixed
    stranger = town.client()
    stranger.cookies["probidad_sesion"] = fixed
    assert stranger.get("/mesa/").status_code == 302


def test_the_cookie_of_the_session_is_hidden_from_scripts_and_from_other_sites() -> None:
    browser = town.client()
    entered(browser, town.person(town.entity(), Role.READER))
    cookie = browser.cookies["probidad_sesion"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"], cookie["expires"]) == (True, "Lax", "", "")


def test_reading_what_is_public_begins_no_session_and_sets_no_cookie() -> None:
    browser = town.client()
    assert browser.get("/", follow=True).status_code == 200
    assert not browser.cookies
    assert not Session.objects.exists()


def test_there_is_no_way_to_sign_up() -> None:
    for path in ("/cuenta/signup/", "/cuenta/registro/", "/accounts/signup/", "/cuenta/email/", "/cuenta/"):
        assert town.client().get(path).status_code == 404
    entered(town.client(), "nadie@muestra.example")
    assert not User.objects.exists()


def test_a_page_asked_by_a_script_is_still_a_page() -> None:
    response = town.client().get(LOGIN, HTTP_X_REQUESTED_WITH="XMLHttpRequest", HTTP_ACCEPT="application/json")
    assert response.headers["Content-Type"].startswith("text/html")


def test_signing_out_is_not_a_link() -> None:
    browser = town.client()
    entered(browser, town.person(town.entity(), Role.READER))
    assert browser.get("/cuenta/salir/").status_code == 200
    assert signed_in(browser)
    browser.post("/cuenta/salir/")
    assert not signed_in(browser)
    assert TrailEntry.objects.filter(verb="person.signed_out").count() == 1


def test_who_belongs_to_no_entity_any_more_sees_their_account_and_no_desk() -> None:
    browser = town.client()
    response = entered(browser, town.person())
    assert response.headers["Location"] == "/cuenta/sesiones/"
    assert browser.get("/cuenta/sesiones/").status_code == 200
    assert browser.get("/mesa/").status_code == 404
