"""Sessions rest, last and end; a person sees their own and ends them."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

import town
from probidad.core.access import Actor
from probidad.core.actions import sessions
from probidad.core.models import RoleGrant, TrailEntry, User
from probidad.rules.separation import Role
from signing import CODE, entered, shown_code, signed_in

pytestmark = pytest.mark.django_db
START = "2026-01-13 10:00"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"
ADDRESS = "/cuenta/sesiones/"


def reading(role: Role = Role.READER) -> tuple[Client, User]:
    who = town.person(town.entity(), role)
    browser = town.client()
    entered(browser, who)
    if role in (Role.ADMINISTRATOR, Role.DENUNCIA_OFFICER):
        browser.post(CODE, {"code": shown_code()})
    return browser, who


@pytest.mark.parametrize(
    ("role", "minutes", "open_still"),
    [(Role.READER, 29, True), (Role.READER, 30, False), (Role.DENUNCIA_OFFICER, 14, True),
     (Role.DENUNCIA_OFFICER, 15, False)],
)  # fmt: skip
def test_a_session_that_rests_too_long_is_closed(role: Role, minutes: int, open_still: bool) -> None:
    with time_machine.travel(START, tick=False) as clock:
        browser, _who = reading(role)
        clock.shift(timedelta(minutes=minutes))
        response = browser.get("/mesa/?x=1")
        assert signed_in(browser) is open_still
        if not open_still:
            assert response.headers["Location"] == "/cuenta/entrar/?next=/mesa/%3Fx%3D1"
            assert "Su sesión se cerró" in browser.get(response.headers["Location"]).content.decode()


def test_use_keeps_a_session_open_for_twelve_hours_and_no_longer() -> None:
    with time_machine.travel(START, tick=False) as clock:
        browser, _who = reading()
        for _ in range(28):
            clock.shift(timedelta(minutes=25))
            assert browser.get("/mesa/").status_code == 200
        clock.shift(timedelta(minutes=20))
        assert browser.get("/mesa/").status_code == 302
        assert not signed_in(browser)


def test_a_form_sent_after_the_session_closed_changes_nothing() -> None:
    with time_machine.travel(START, tick=False) as clock:
        browser, who = reading()
        clock.shift(timedelta(hours=1))
        response = browser.post(f"{ADDRESS}cerrar/")
        assert response.headers["Location"] == "/cuenta/entrar/"
        assert not TrailEntry.objects.filter(verb="sessions.ended", actor=who).exists()


def test_a_closed_session_reads_what_is_public_as_anybody() -> None:
    with time_machine.travel(START, tick=False) as clock:
        browser, _who = reading()
        clock.shift(timedelta(hours=1))
        assert browser.get("/", follow=True).status_code == 200
        assert not signed_in(browser)


def test_the_role_of_denuncias_gained_later_shortens_the_rest_at_once() -> None:
    with time_machine.travel(START, tick=False) as clock:
        browser, who = reading()
        RoleGrant.objects.create(membership=who.memberships.get(), role=Role.DENUNCIA_OFFICER)
        clock.shift(timedelta(minutes=20))
        browser.get("/mesa/")
        assert not signed_in(browser)


def test_a_person_sees_where_they_are_signed_in_in_words() -> None:
    browser, who = reading()
    entered(town.client(), who, HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="203.0.113.7")
    page = browser.get(ADDRESS).content.decode()
    assert "Firefox" in page
    assert "203.0.113.7" in page
    assert "rv:127" not in page
    assert "Otro navegador" in page
    assert page.count("Esta</td>") + page.count("Esta\n</td>") == 1


def test_of_a_browser_nothing_but_its_family_is_kept() -> None:
    _browser, who = reading()
    entered(town.client(), who, HTTP_USER_AGENT=FIREFOX)
    assert set(who.usersession_set.values_list("user_agent", flat=True)) == {"", "Firefox"}


def test_a_person_ends_one_session_of_theirs() -> None:
    browser, who = reading()
    other = town.client()
    entered(other, who)
    pk = who.usersession_set.get(session_key=other.session.session_key).pk
    assert browser.post(f"{ADDRESS}{pk}/cerrar/").status_code == 303
    assert not signed_in(other)
    assert signed_in(browser)


def test_a_person_ends_all_the_others() -> None:
    browser, who = reading()
    others = [town.client(), town.client()]
    for other in others:
        entered(other, who)
    response = browser.post(f"{ADDRESS}cerrar/", follow=True)
    assert "Se cerraron 2 sesiones." in response.content.decode()
    assert [signed_in(other) for other in others] == [False, False]
    assert signed_in(browser)


def test_the_session_of_somebody_else_is_not_there() -> None:
    browser, _who = reading()
    _other, stranger = reading()
    pk = stranger.usersession_set.get().pk
    assert browser.post(f"{ADDRESS}{pk}/cerrar/").status_code == 404
    assert stranger.usersession_set.count() == 1


def test_ending_is_not_a_link() -> None:
    browser, who = reading()
    assert browser.get(f"{ADDRESS}{who.usersession_set.get().pk}/cerrar/").status_code == 405
    assert signed_in(browser)


def test_a_deactivated_person_is_out_at_the_next_request_and_their_sessions_end() -> None:
    browser, who = reading()
    User.objects.filter(pk=who.pk).update(is_active=False)
    assert browser.get("/mesa/").status_code == 302
    assert sessions.end_all(Actor(user_id=None, entity_id=None), user_id=who.pk) == 1
    assert not signed_in(browser)


def test_sessions_that_ended_by_themselves_are_forgotten() -> None:
    browser, who = reading()
    reading()
    browser.session.flush()
    assert sessions.forget_ended() == 1
    assert not who.usersession_set.exists()


def test_the_watch_over_a_session_costs_few_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    browser, _who = reading(Role.ADMINISTRATOR)
    with django_assert_max_num_queries(25):
        assert browser.get("/mesa/").status_code == 200
