"""What a key opens: its entity, what its scopes allow, while it serves."""

from datetime import timedelta

import pytest
from django.utils import timezone

import town
from faces.api import world
from faces.api.world import COUNT, UNITS, ask
from probidad.core.actions import keys as acts
from probidad.core.models import ApiKey
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
PERIOD = "start=2024-01-01&end=2024-12-31"
MEASURE = f"indicators/{COUNT}/measurement?{PERIOD}"


def test_a_measurement_is_exact_and_names_its_rows() -> None:
    here = town.entity()
    first, second, third = (town.unit(here, name) for name in ("Secretaría", "Archivo", "Control"))
    town.unit(town.entity(), "Secretaría ajena")
    _key, token = world.private_key(here)
    body = ask(f"{MEASURE}&as_of=2025-01-01", token).json()
    assert body["value"] == {"numerator": 100, "denominator": 3, "text": "33.33"}
    assert (body["numerator"]["numerator"], body["denominator"]["numerator"]) == (1, 3)
    assert body["rows"] == [str(unit.pk) for unit in (first, second, third)]
    assert (body["entity"], body["version"], body["applicable"]) == (here.slug, 3, True)


def test_without_cases_it_does_not_apply_and_is_no_figure() -> None:
    _key, token = world.private_key(town.entity())
    body = ask(MEASURE, token).json()
    assert (body["applicable"], body["value"], body["rows"]) == (False, None, [])


def test_who_shows_no_key_is_asked_for_one() -> None:
    answer = ask(MEASURE)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_key_without_the_scope_is_told_so() -> None:
    _key, token = world.key(town.entity())
    assert ask(MEASURE, token).status_code == 403
    assert ask("entities", token).status_code == 200


def test_a_key_speaks_for_its_own_entity_only() -> None:
    here, there = town.entity(), town.entity()
    _key, token = world.private_key(here)
    assert ask(f"{MEASURE}&entity={here.slug}", token).status_code == 200
    assert ask(f"{MEASURE}&entity={there.slug}", token).status_code == 404
    assert ask(f"{MEASURE}&entity=ninguna", token).status_code == 404


def test_false_expired_revoked_and_unknown_keys_answer_alike() -> None:
    here = town.entity()
    made, token = world.private_key(here)
    late, late_token = world.private_key(here)
    ApiKey.objects.filter(pk=late.pk).update(expires=timezone.now() - timedelta(seconds=1))
    revoked, revoked_token = world.private_key(here)
    acts.revoke(town.acting(here, Role.ADMINISTRATOR), key_id=revoked.pk)
    false = token[:-1] + ("A" if token[-1] != "A" else "B")
    unknown = token.replace(made.prefix, "0000000000")
    answers = [ask("entities", text) for text in (late_token, revoked_token, false, unknown, "prob_x", "otra cosa")]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1
    assert ask("entities", token).status_code == 200


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "prob_0123456789_x"])
def test_a_header_that_is_no_key_of_ours_is_refused(header: str) -> None:
    assert ask("entities", Authorization=header).status_code == 401


def test_what_a_key_gives_is_kept_nowhere_and_read_by_no_other_site() -> None:
    _key, token = world.key(town.entity())
    answer = ask(f"datasets/{UNITS}", token)
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_use_is_noted_once_an_hour() -> None:
    key, token = world.key(town.entity())
    ask("entities", token)
    first = ApiKey.objects.get(pk=key.pk).last_used
    assert first is not None
    ask("entities", token)
    assert ApiKey.objects.get(pk=key.pk).last_used == first
    acts.used(key.pk, now=first + timedelta(hours=1))
    assert ApiKey.objects.get(pk=key.pk).last_used == first + timedelta(hours=1)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("start=0&end=2024-12-31", "start"), ("start=20240101&end=2024-12-31", "start"),
        ("start=2024-02-30&end=2024-12-31", "start"), ("start=2024-01-01", "end"),
        ("start=2024-01-02&end=2024-01-01", "end"), (f"{PERIOD}&as_of=2999-01-01", "as_of"),
        (f"{PERIOD}&as_of=1704067200", "as_of"),
    ],
)  # fmt: skip
def test_days_are_days_and_nothing_else(query: str, field: str) -> None:
    _key, token = world.private_key(town.entity())
    answer = ask(f"indicators/{COUNT}/measurement?{query}", token)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
