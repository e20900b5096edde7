"""Failed tries slow down the account, the origin and the browser that made them, and nobody for ever."""

from datetime import UTC, datetime, timedelta

import pytest

from probidad.core.actions.slowdown import Try, code_paces, forgive, link_paces, password_paces, take
from probidad.core.models import SlowedTry, TrailEntry

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 13, 15, tzinfo=UTC)
STRANGER = Try(account="ana@muestra.example", origin="203.0.113.7")
USUAL = Try(account="ana@muestra.example", origin="198.51.100.2", browser="marca")


def failed(attempt: Try, times: int, now: datetime = NOW) -> datetime:
    """So many failures, each as soon as it may be made; when the last one was."""
    for _ in range(times):
        waits = take(password_paces(attempt), now=now)
        now += timedelta(seconds=waits)
        if waits:
            assert take(password_paces(attempt), now=now) == 0
    return now


def test_five_failures_cost_nothing_and_then_the_wait_grows_to_a_minute() -> None:
    now, waits = NOW, []
    for _ in range(14):
        seconds = take(password_paces(STRANGER), now=now)
        waits.append(seconds)
        if seconds:
            now += timedelta(seconds=seconds)
            take(password_paces(STRANGER), now=now)
    assert waits[:6] == [0] * 6
    assert waits[6:10] == [1, 2, 4, 8]
    assert max(waits) <= 60


def test_a_try_that_comes_too_early_is_not_counted() -> None:
    now = failed(STRANGER, 8)
    before = sorted(SlowedTry.objects.values_list("failures", flat=True))
    assert take(password_paces(STRANGER), now=now) > 0
    assert sorted(SlowedTry.objects.values_list("failures", flat=True)) == before


def test_an_attack_from_outside_does_not_slow_the_browser_that_the_person_uses() -> None:
    now = failed(STRANGER, 40)
    assert take(password_paces(STRANGER), now=now) > 0
    assert take(password_paces(USUAL), now=now) == 0


def test_a_new_browser_under_attack_waits_a_minute_at_most() -> None:
    now = failed(STRANGER, 200)
    elsewhere = Try(account=STRANGER.account, origin="192.0.2.99")
    assert 0 < take(password_paces(elsewhere), now=now) <= 60


def test_one_origin_that_tries_many_accounts_is_slowed_too() -> None:
    for number in range(21):
        assert take(password_paces(Try(f"p{number}@muestra.example", "203.0.113.7")), now=NOW) == 0
    assert take(password_paces(Try("otra@muestra.example", "203.0.113.7")), now=NOW) > 0
    assert take(password_paces(Try("otra@muestra.example", "203.0.113.8")), now=NOW) == 0


def test_success_forgives_the_account_and_gives_the_origin_one_try_back_only() -> None:
    for number in range(20):
        take(password_paces(Try(f"p{number}@muestra.example", "203.0.113.7")), now=NOW)
    own = Try("mia@muestra.example", "203.0.113.7")
    take(password_paces(own), now=NOW)
    forgive(password_paces(own))
    assert take(password_paces(Try("otra@muestra.example", "203.0.113.7")), now=NOW) == 0
    assert take(password_paces(Try("otra@muestra.example", "203.0.113.7")), now=NOW) > 0


def test_a_day_without_failures_forgets_them() -> None:
    now = failed(STRANGER, 30)
    assert take(password_paces(STRANGER), now=now + timedelta(days=1, seconds=1)) == 0
    assert set(SlowedTry.objects.values_list("failures", flat=True)) == {1}


def test_codes_are_slowed_to_one_in_a_quarter_of_an_hour() -> None:
    now, waits = NOW, [0]
    for _ in range(40):
        waits.append(take(code_paces(STRANGER), now=now))
        now += timedelta(seconds=waits[-1])
    assert max(waits) == 900
    assert waits[:6] == [0] * 6


def test_capitals_and_blanks_are_the_same_account() -> None:
    assert password_paces(STRANGER).keys() == password_paces(Try(" ANA@Muestra.example", "203.0.113.7")).keys()


def test_neither_account_nor_address_can_be_read_from_what_is_kept() -> None:
    take(password_paces(STRANGER) | link_paces(STRANGER), now=NOW)
    for key in SlowedTry.objects.values_list("key", flat=True):
        assert len(key) == 64
        assert "ana" not in key
        assert "203" not in key[:3]


def test_the_trail_says_once_that_a_series_is_slowed_and_names_nobody() -> None:
    failed(STRANGER, 15)
    entries = TrailEntry.objects.filter(verb="signin.slowed")
    assert entries.count() == 1
    entry = entries.get()
    assert (entry.entity_id, entry.actor_id) == (None, None)
    assert "ana" not in bytes(entry.body).decode()
    assert "203.0.113" not in bytes(entry.body).decode()
