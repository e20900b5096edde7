"""The trail on the desk: how the ledger stands, one entry, and erasing its personal data."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

import town
from core.ledger.books import attack, change, damages, entries, more
from probidad.core.actions import ledger
from probidad.core.actions.anchors import tick
from probidad.core.models import Entity, TrailSecret
from probidad.core.offers import checks
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
REASON = "Lo pidió su titular, radicado 2026-11."


@pytest.fixture(autouse=True)
def _folder(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.ANCHORS = tmp_path / "anclas"  # type: ignore[attr-defined]


@pytest.fixture
def here() -> Entity:
    made = town.entity()
    more(made, town.acting(made), 4)
    return made


def test_the_trail_says_how_the_ledger_stands_and_names_damage(here: Entity) -> None:
    browser = town.client(town.person(here, Role.INTERNAL_CONTROL))
    assert ledger.check(timezone.now()) == 1
    assert "«verb»" not in browser.get("/mesa/bitacora/").content.decode()
    with attack():
        change(entries(here)[1], verb="entity.created")
    assert ledger.check(timezone.now() + timedelta(days=1)) == 1
    page = browser.get("/mesa/bitacora/").content.decode()
    assert "«verb»" in page


def test_internal_control_is_warned_of_damage_and_of_entries_without_anchor(here: Entity) -> None:
    check = checks["core.ledger"]
    today = timezone.localdate()
    assert Role.INTERNAL_CONTROL.value in check.roles
    assert list(check.alerts(here.pk, today)) == []
    (late,) = check.alerts(here.pk, today + timedelta(days=2))
    assert "anchor" in late.message
    tick(timezone.now())
    assert list(check.alerts(here.pk, today + timedelta(days=2))) == []
    with attack():
        change(entries(here)[1], verb="entity.created")
    ledger.check(timezone.now())
    (damaged,) = check.alerts(here.pk, today)
    assert damaged.facts["count"] == 1


def test_an_entry_shows_the_bytes_that_were_hashed_and_its_personal_value(here: Entity) -> None:
    page = town.client(town.person(here, Role.INTERNAL_CONTROL)).get("/mesa/bitacora/2/").content.decode()
    assert entries(here)[1].hash in page
    assert "/borrar/" not in page


def test_personal_data_are_erased_with_a_reason_and_never_twice(here: Entity) -> None:
    browser = town.client(town.person(here, Role.ADMINISTRATOR))
    assert browser.post("/mesa/bitacora/2/borrar/", {"reason": "no"}).status_code == 422
    assert TrailSecret.objects.filter(entry__position=2).exists()
    assert browser.post("/mesa/bitacora/2/borrar/", {"reason": REASON}).status_code == 302
    assert not TrailSecret.objects.filter(entry__position=2).exists()
    assert browser.get("/mesa/bitacora/2/borrar/").status_code == 404
    assert browser.get("/mesa/bitacora/1/borrar/").status_code == 404  # it holds none
    assert damages(here) == []
