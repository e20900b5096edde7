"""Keys of the API on the desk: made by the administrator, shown once, kept as a digest, revoked."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

import town
from probidad.core.actions import keys
from probidad.core.keys import READ_PRIVATE, fresh, parsed
from probidad.core.models import ApiKey, TrailEntry
from probidad.core.queries import keys as queries
from probidad.rules.separation import ASSIGNABLE, Role

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 13)
LATER = date(2026, 7, 1)


def made(actor, name: str = "Tablero", **other):
    return keys.create(actor, **{"name": name, "scopes": [READ_PRIVATE], "until": LATER, "today": TODAY, **other})


def test_only_the_digest_is_kept_and_the_trail_tells_no_secret() -> None:
    administrator = town.acting(town.entity(), Role.ADMINISTRATOR)
    key, token = made(administrator)
    assert token.matches(key.secret_sha256)
    entry = TrailEntry.objects.get(verb="key.created")
    for kept in (str(ApiKey.objects.values().get()), str(entry.facts), bytes(entry.body).decode(), repr(token)):
        assert token.secret not in kept


def test_who_holds_the_key_is_found_by_it() -> None:
    here = town.entity()
    key, token = made(town.acting(here, Role.ADMINISTRATOR))
    holder = queries.holder(parsed(token.text), now=timezone.now().replace(year=2026, month=3))
    assert (holder.key_id, holder.actor.entity_id, holder.actor.user_id) == (key.pk, here.pk, None)
    assert holder.actor.roles == {Role.READER}


def test_it_serves_through_its_last_day_in_bogota() -> None:
    key, token = made(town.acting(town.entity(), Role.ADMINISTRATOR))
    end = timezone.localtime(key.expires)
    assert (end.date(), end.hour, end.minute) == (LATER + timedelta(days=1), 0, 0)
    queries.holder(token, now=key.expires - timedelta(seconds=1))
    with pytest.raises(LookupError):
        queries.holder(token, now=key.expires)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "  "}, {"scopes": ["write:everything"]}, {"until": TODAY - timedelta(days=1)},
        {"until": TODAY + timedelta(days=366)},
    ],
)  # fmt: skip
def test_a_key_without_name_with_unknown_scope_or_for_too_long_is_refused(wrong: dict) -> None:
    with pytest.raises(ValueError, match="a key needs"):
        made(town.acting(town.entity(), Role.ADMINISTRATOR), **wrong)
    assert not ApiKey.objects.exists()


def test_two_keys_that_serve_do_not_share_a_name() -> None:
    here = town.entity()
    administrator = town.acting(here, Role.ADMINISTRATOR)
    first, _token = made(administrator)
    with pytest.raises(keys.NameTaken):
        made(administrator, "TABLERO")
    made(town.acting(town.entity(), Role.ADMINISTRATOR))
    keys.revoke(administrator, key_id=first.pk)
    made(administrator)


@pytest.mark.parametrize("role", [role for role in ASSIGNABLE if role is not Role.ADMINISTRATOR])
def test_nobody_but_the_administrator_makes_or_sees_keys(role: Role) -> None:
    here = town.entity()
    key, _token = made(town.acting(here, Role.ADMINISTRATOR))
    other = town.acting(here, role)
    with pytest.raises(PermissionDenied):
        made(other, "Otro")
    with pytest.raises(PermissionDenied):
        keys.revoke(other, key_id=key.pk)
    assert not queries.keys(other).exists()


def test_a_key_of_another_entity_is_not_there() -> None:
    key, _token = made(town.acting(town.entity(), Role.ADMINISTRATOR))
    stranger = town.acting(town.entity(), Role.ADMINISTRATOR)
    with pytest.raises(LookupError):
        keys.revoke(stranger, key_id=key.pk)
    assert ApiKey.objects.get().revoked is None


def test_revoking_twice_is_one_act() -> None:
    administrator = town.acting(town.entity(), Role.ADMINISTRATOR)
    key, _token = made(administrator)
    first = keys.revoke(administrator, key_id=key.pk).revoked
    assert keys.revoke(administrator, key_id=key.pk).revoked == first
    assert TrailEntry.objects.filter(verb="key.revoked").count() == 1


@pytest.mark.parametrize(
    "text", ["", "prob_", "prob_zz_x", f"prob_{'a' * 10}_{'a' * 42}", f" prob_{'a' * 10}_{'b' * 43}"]
)
def test_a_text_that_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a key"):
        parsed(text)


def test_keys_are_never_the_same() -> None:
    assert len({fresh().text for _ in range(100)}) == 100


def test_the_administrator_makes_a_key_sees_it_once_and_revokes_it() -> None:
    here = town.entity()
    browser = town.client(town.person(here, Role.ADMINISTRATOR))
    assert "Ningún programa usa la API" in browser.get("/mesa/claves/").content.decode()
    until = timezone.localdate() + timedelta(days=30)
    answer = browser.post(
        "/mesa/claves/nueva/", {"name": "Tablero", "scopes": [READ_PRIVATE], "until": until.isoformat()}
    )
    assert answer.status_code == 201
    text = re.search(r"prob_[0-9a-f]{10}_[\w-]{43}", answer.content.decode())[0]
    assert answer.headers["Cache-Control"] == "no-store, private"
    key = ApiKey.objects.get()
    for path in ("/mesa/claves/", f"/mesa/claves/{key.pk}/"):
        page = browser.get(path).content.decode()
        assert "Tablero" in page
        assert key.prefix in page
        assert text.rpartition("_")[2] not in page
    asked = browser.get(f"/mesa/claves/{key.pk}/revocar/")
    assert asked.status_code == 200
    assert browser.post(f"/mesa/claves/{key.pk}/revocar/").status_code == 422
    assert ApiKey.objects.get().revoked is None
    assert browser.post(f"/mesa/claves/{key.pk}/revocar/", {"sure": "yes"}).status_code == 303
    assert ApiKey.objects.get().revoked is not None
    assert "revocada" in browser.get("/mesa/claves/").content.decode()


def test_the_same_form_sent_twice_makes_one_key_and_a_bad_one_loses_nothing() -> None:
    browser = town.client(town.person(town.entity(), Role.ADMINISTRATOR))
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    browser.post("/mesa/claves/nueva/", {"name": "Tablero", "until": until})
    again = browser.post("/mesa/claves/nueva/", {"name": "Tablero", "until": until})
    assert again.status_code == 422
    assert "Otra clave tiene este nombre" in again.content.decode()
    assert ApiKey.objects.count() == 1
    late = (timezone.localdate() + timedelta(days=400)).isoformat()
    answer = browser.post("/mesa/claves/nueva/", {"name": "Escrito aquí", "until": late})
    assert answer.status_code == 422
    assert "Escrito aquí" in answer.content.decode()
    assert 'href="#id_until"' in answer.content.decode()


def test_the_list_of_keys_asks_few_things(django_assert_max_num_queries) -> None:
    here = town.entity()
    administrator = town.acting(here, Role.ADMINISTRATOR)
    for number in range(60):
        made(administrator, f"Programa {number}")
    browser = town.client(town.person(here, Role.ADMINISTRATOR))
    with django_assert_max_num_queries(25):
        assert browser.get("/mesa/claves/?estado=serving").status_code == 200
