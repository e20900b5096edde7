"""The calendar that a person's program reads: what they owe, and nothing for who has no right to it any more."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

import pytest
from django.core.cache import cache
from icalendar import Calendar

import town
from core.actions.test_reminding import due, owing
from probidad.core.actions import calendars
from probidad.core.logs import without_secrets
from probidad.core.models import CalendarFeed, Membership, TrailEntry, User
from probidad.core.views import calendars as views
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
NASTY = "Informe, con; comas\\ y «eñes»\r\nEND:VCALENDAR\r\nBEGIN:VEVENT\x07 " + "larguísimo " * 30


@pytest.fixture(autouse=True)
def fresh_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def owner() -> tuple[User, str]:
    here = town.entity()
    who = town.person(here, Role.PLANNING)
    return who, calendars.make(town.actor(who, here))


def test_it_tells_what_the_person_owes_as_whole_days_in_lines_that_any_program_reads() -> None:
    who, path = owner()
    with owing(
        due("a", date(2026, 3, 2), title=NASTY, note="It falls due on %(day)s.", facts={"day": "hoy"}),
        due("other", date(2026, 3, 3), roles=frozenset({Role.RECORDS.value})),
    ):
        response, again = town.client().get(path), town.client().get(path)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    lines = response.content.split(b"\r\n")
    assert b"\n" not in response.content.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert str(event["summary"]).startswith("Informe, con; comas\\ y «eñes»")
    assert event.decoded("dtstart") == date(2026, 3, 2)
    assert event.decoded("dtend") == date(2026, 3, 3)
    assert str(event["url"]).endswith("/mesa/planes/")
    assert who.memberships.get().entity.name in str(event["description"])
    assert not event.walk("VALARM")
    assert event["uid"] == Calendar.from_ical(again.content).walk("VEVENT")[0]["uid"]


def test_it_needs_no_cookie_sets_none_and_is_kept_and_indexed_by_nobody() -> None:
    _who, path = owner()
    response = town.client().get(path)
    assert response.status_code == 200
    assert not response.cookies
    assert response.headers["Cache-Control"] == "no-store, private"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_an_unknown_a_revoked_and_a_former_address_are_answered_alike() -> None:
    here = town.entity()
    who = town.person(here, Role.OWNER)
    actor = town.actor(who, here)
    renewed = calendars.make(actor)
    revoked = calendars.make(actor)
    assert calendars.revoke(actor)
    assert not calendars.revoke(actor)
    asleep, of_asleep = owner()
    User.objects.filter(pk=asleep.pk).update(is_active=False)
    left, of_left = owner()
    Membership.objects.filter(user=left).update(ends=town.SINCE)
    paths = (renewed, revoked, of_asleep, of_left, "/calendario/nada.ics")
    answers = [town.client().get(path) for path in paths]
    assert {response.status_code for response in answers} == {404}
    told = {response.content.replace(quote(path).encode(), b"") for response, path in zip(answers, paths, strict=True)}
    assert len(told) == 1


def test_only_the_digest_of_256_random_bits_is_kept_and_no_log_tells_the_address() -> None:
    _who, path = owner()
    secret = path.rsplit("/", 1)[1].removesuffix(".ics")
    assert len(secret) == 43
    assert secret not in CalendarFeed.objects.get().secret_sha256
    assert not any(
        secret in str(entry.facts) or secret.encode() in bytes(entry.body) for entry in TrailEntry.objects.all()
    )
    assert secret not in without_secrets(f'"GET {path} HTTP/1.1" 200')
    assert secret not in without_secrets(f"Not Found: {path}")


def test_the_trail_tells_that_an_address_was_made_and_revoked() -> None:
    here = town.entity()
    actor = town.actor(town.person(here, Role.OWNER), here)
    calendars.make(actor)
    calendars.make(actor)
    calendars.revoke(actor)
    assert list(TrailEntry.objects.order_by("position").values_list("verb", flat=True)) == [
        "calendar.made", "calendar.made", "calendar.revoked",
    ]  # fmt: skip
    assert CalendarFeed.objects.filter(revoked__isnull=True).count() == 0


def test_an_origin_that_asks_too_often_is_told_when_to_return(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "LIMIT", 3)
    statuses = [town.client().get("/calendario/nada.ics").status_code for _turn in range(5)]
    assert statuses == [404, 404, 404, 429, 429]


def test_it_speaks_the_language_of_its_person() -> None:
    here = town.entity()
    who = town.person(here, Role.PLANNING, language="en")
    path = calendars.make(town.actor(who, here))
    with owing(due("a", date(2026, 3, 2), note="It falls due on %(day)s.", facts={"day": "2"})):
        assert b"It falls due on 2." in town.client().get(path).content
