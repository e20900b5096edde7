"""How much one may ask in a minute: told on every answer, and not to be reset by what a client writes."""

import pytest

import town
from faces.api import world
from faces.api.world import ask
from probidad.faces.api import limits

pytestmark = pytest.mark.django_db
FEW = limits.Rate("open", 3, 2)


def test_each_answer_tells_what_is_left(monkeypatch) -> None:
    monkeypatch.setattr(limits, "OPEN", FEW)
    left = [ask("entities").headers["RateLimit-Remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]
    assert ask("entities").headers["RateLimit-Limit"] == "3"


def test_who_asks_too_much_is_told_when_to_return(monkeypatch) -> None:
    monkeypatch.setattr(limits, "OPEN", FEW)
    answers = [ask("entities") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[3].headers["Retry-After"]) <= 60
    assert answers[3].json()["title"] == "Too many requests"


def test_forged_headers_do_not_begin_a_new_count(monkeypatch) -> None:
    monkeypatch.setattr(limits, "OPEN", FEW)
    forged = ("X-Forwarded-For", "Forwarded", "X-Real-Ip", "Cf-Connecting-Ip")
    answers = [ask("entities", **{name: f"10.0.0.{n}"}) for n, name in enumerate(forged)]
    assert answers[3].status_code == 429


def test_a_key_has_a_count_of_its_own(monkeypatch) -> None:
    monkeypatch.setattr(limits, "OPEN", FEW)
    _key, token = world.key(town.entity())
    for _ in range(4):
        ask("entities")
    assert ask("entities").status_code == 429
    assert ask("entities", token).status_code == 200


def test_guessing_keys_is_slowed(monkeypatch) -> None:
    monkeypatch.setattr(limits, "WRONG_KEY", limits.Rate("wrong-key", 2, 1))
    answers = [ask("entities", f"prob_{n:010}_{'a' * 43}").status_code for n in range(4)]
    assert answers == [401, 401, 429, 429]
    assert ask("entities").status_code == 200


def test_processes_share_the_count_and_a_minute_ends_it() -> None:
    one, other = limits.Meter(), limits.Meter()
    rate = limits.Rate("open", 5, 2)
    now = 60_000.0
    allowed = [(one if n % 2 else other).take(rate, "a", now=now).allowed for n in range(8)]
    assert sum(allowed) == 5
    assert one.take(rate, "b", now=now).allowed
    assert one.take(rate, "a", now=now + 60).allowed


def test_the_cache_holds_no_address(monkeypatch) -> None:
    kept = []
    monkeypatch.setattr(limits.cache, "set", lambda key, *_more, **_named: kept.append(key))
    limits.Meter().take(limits.OPEN, "203.0.113.9")
    assert len(kept) == 1
    assert "203.0.113" not in kept[0]


def test_a_flood_of_other_origins_does_not_push_a_count_out() -> None:
    rate = limits.Rate("open", 1, 1)
    assert limits.Meter().take(rate, "a", now=60_000.0).allowed
    for number in range(400):
        limits.Meter().take(rate, f"other {number}", now=60_000.0)
    assert not limits.Meter().take(rate, "a", now=60_000.0).allowed
