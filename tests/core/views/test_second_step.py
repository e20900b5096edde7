"""The second step: who must have it, how it is set up, and that a code opens once."""

import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client

import town
from probidad.core.models import RoleGrant, TrailEntry, User
from probidad.core.queries.signin import unused_backup_codes
from probidad.rules.separation import Role
from signing import CODE, alert, entered, shown_code, signed_in

pytestmark = pytest.mark.django_db
SETUP = "/cuenta/segundo-paso/activar/"
CODES = "/cuenta/segundo-paso/respaldo/"


def secret_on(browser: Client) -> str:
    """The key that the page shows to be typed."""
    found = re.search(r'id="clave">([^<]+)<', browser.get(SETUP).content.decode())
    assert found
    return found[1].replace(" ", "")


def with_backup_codes(who: User) -> tuple[str, ...]:
    browser = town.client(who)
    browser.post(SETUP, {"code": shown_code(secret_on(browser))})
    return unused_backup_codes(who.pk)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.DENUNCIA_OFFICER])
def test_who_must_have_a_second_step_reaches_nothing_else_until_it_is_set_up(role: Role) -> None:
    browser = town.client()
    entered(browser, town.person(town.entity(), role, second_step=False))
    assert browser.get("/mesa/").headers["Location"] == SETUP
    assert browser.post("/mesa/entidad-activa/", {}).headers["Location"] == SETUP
    assert browser.get("/cuenta/sesiones/").status_code == 200
    assert browser.get("/", follow=True).status_code == 200
    browser.post(SETUP, {"code": shown_code(secret_on(browser))})
    assert browser.get("/mesa/").status_code == 200


def test_who_runs_the_installation_must_have_one_too() -> None:
    browser = town.client(town.person(operator=True, second_step=False))
    assert browser.get("/mesa/").headers["Location"] == SETUP


def test_a_role_gained_later_demands_it_on_the_next_request() -> None:
    who = town.person(town.entity(), Role.READER)
    browser = town.client(who)
    assert browser.get("/mesa/").status_code == 200
    RoleGrant.objects.create(membership=who.memberships.get(), role=Role.ADMINISTRATOR)
    assert browser.get("/mesa/").headers["Location"] == SETUP


def test_others_may_have_one_and_need_not() -> None:
    browser = town.client(town.person(town.entity(), Role.PLANNING))
    assert browser.get("/mesa/").status_code == 200
    browser.post(SETUP, {"code": shown_code(secret_on(browser))})
    assert "Activado" in browser.get("/cuenta/segundo-paso/").content.decode()


def test_setting_up_gives_ten_backup_codes_and_ends_the_sessions_without_a_code() -> None:
    who = town.person(town.entity(), Role.ADMINISTRATOR, second_step=False)
    other, browser = town.client(), town.client()
    entered(other, who)
    entered(browser, who)
    response = browser.post(SETUP, {"code": shown_code(secret_on(browser))}, follow=True)
    assert len(set(re.findall(r">(\d{8})</code>", response.content.decode()))) == 10
    assert other.get("/mesa/").status_code == 302
    assert not signed_in(other)
    assert TrailEntry.objects.filter(verb="second_step.activated", actor=who).count() == 1


def test_two_tabs_show_the_same_key() -> None:
    browser = town.client(town.person(town.entity(), Role.PLANNING))
    first, second = secret_on(browser), secret_on(browser)
    assert first == second
    assert browser.post(SETUP, {"code": shown_code(first)}).status_code == 303
    assert browser.post(SETUP, {"code": shown_code(first)}).headers["Location"] == "/cuenta/segundo-paso/"


def test_a_wrong_code_sets_nothing_up() -> None:
    who = town.person(town.entity(), Role.PLANNING)
    browser = town.client(who)
    secret_on(browser)
    response = browser.post(SETUP, {"code": "000000"})
    assert response.status_code == 422
    assert "reloj" in alert(response)
    assert not Authenticator.objects.filter(user=who).exists()


def test_what_opens_the_second_step_is_not_readable_in_the_database() -> None:
    who = town.person(town.entity(), Role.PLANNING)
    browser = town.client(who)
    secret = secret_on(browser)
    browser.post(SETUP, {"code": shown_code(secret)})
    kept = str(list(Authenticator.objects.filter(user=who).values_list("data", flat=True)))
    assert secret not in kept
    assert not any(code in kept for code in unused_backup_codes(who.pk))


def test_the_password_alone_does_not_sign_in() -> None:
    who = town.person(town.entity(), Role.ADMINISTRATOR)
    browser = town.client()
    assert entered(browser, who).headers["Location"] == CODE
    assert not signed_in(browser)
    assert browser.get("/mesa/").status_code == 302
    assert browser.get("/cuenta/sesiones/").status_code == 302
    assert browser.post(CODE, {"code": shown_code()}).headers["Location"] == "/mesa/"
    assert TrailEntry.objects.get(verb="person.signed_in").facts == {"method": "code"}


def test_the_code_page_alone_opens_nothing() -> None:
    town.person(town.entity(), Role.ADMINISTRATOR)
    assert town.client().post(CODE, {"code": shown_code()}).headers["Location"] == "/cuenta/entrar/"


def test_a_code_opens_once_even_within_its_time() -> None:
    who = town.person(town.entity(), Role.ADMINISTRATOR)
    shown = shown_code()
    first, second = town.client(), town.client()
    entered(first, who)
    first.post(CODE, {"code": shown})
    entered(second, who)
    response = second.post(CODE, {"code": shown})
    assert response.status_code == 422
    assert "no abre" in alert(response)
    assert not signed_in(second)


def test_a_backup_code_opens_once() -> None:
    who = town.person(town.entity(), Role.PLANNING)
    spare = with_backup_codes(who)[0]
    first, second = town.client(), town.client()
    entered(first, who)
    first.post(CODE, {"code": spare})
    assert signed_in(first)
    entered(second, who)
    assert second.post(CODE, {"code": spare}).status_code == 422
    assert len(unused_backup_codes(who.pk)) == 9


def test_codes_are_not_guessed_quickly_and_asking_again_for_the_password_changes_nothing() -> None:
    who = town.person(town.entity(), Role.ADMINISTRATOR)
    browser = town.client()
    statuses = []
    for _ in range(12):
        entered(browser, who)
        statuses.append(browser.post(CODE, {"code": "000000"}).status_code)
    assert 429 in statuses
    assert statuses[:6] == [422] * 6


def test_a_person_deactivated_between_the_two_steps_does_not_get_in() -> None:
    who = town.person(town.entity(), Role.ADMINISTRATOR)
    browser = town.client()
    entered(browser, who)
    User.objects.filter(pk=who.pk).update(is_active=False)
    browser.post(CODE, {"code": shown_code()})
    assert not signed_in(browser)


def test_where_it_is_obligatory_it_cannot_be_turned_off() -> None:
    who = town.person(town.entity(), Role.ADMINISTRATOR)
    browser = town.client(who)
    page = browser.get("/cuenta/segundo-paso/").content.decode()
    assert "/desactivar/" not in page
    browser.post("/cuenta/segundo-paso/desactivar/")
    assert Authenticator.objects.filter(user=who, type="totp").exists()


def test_who_need_not_have_it_turns_it_off() -> None:
    who = town.person(town.entity(), Role.PLANNING)
    with_backup_codes(who)
    browser = town.client(who)
    assert browser.get("/cuenta/segundo-paso/desactivar/").status_code == 200
    browser.post("/cuenta/segundo-paso/desactivar/")
    assert not Authenticator.objects.filter(user=who).exists()
    assert TrailEntry.objects.filter(verb="second_step.deactivated").count() == 1


def test_new_backup_codes_replace_the_earlier_ones() -> None:
    who = town.person(town.entity(), Role.PLANNING)
    before = with_backup_codes(who)
    town.client(who).post("/cuenta/segundo-paso/respaldo/nuevos/")
    assert not set(before) & set(unused_backup_codes(who.pk))


@pytest.mark.parametrize("path", [CODES, "/cuenta/segundo-paso/desactivar/"])
def test_what_is_delicate_asks_for_the_password_again(path: str) -> None:
    who = town.person(town.entity(), Role.PLANNING)
    with_backup_codes(who)
    with time_machine.travel("2026-01-13 10:00", tick=False) as clock:
        browser = town.client()
        entered(browser, who)
        browser.post(CODE, {"code": unused_backup_codes(who.pk)[0]})
        assert browser.get(path).status_code == 200
        clock.shift(6 * 60)
        asked = browser.get(path)
        assert asked.headers["Location"].startswith("/cuenta/confirmar/")
        assert browser.post(asked.headers["Location"], {"password": "equivocada"}).status_code == 422
        response = browser.post(asked.headers["Location"], {"password": town.PASSWORD})
        assert response.headers["Location"] == path
        assert browser.get(path).status_code == 200
