"""Anchors are made once, whatever how often or how badly it is asked for, and go outside."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

import town
from core.ledger.books import attack, damages, kinds, more, outside, written
from plans import imported
from probidad.core import anchoring
from probidad.core.access import system
from probidad.core.actions import ledger
from probidad.core.actions.anchors import DAILY, PUBLICATION, anchor_now, file_of, tick
from probidad.core.models import Anchor, LedgerCheck, Notice, TrailEntry, TrailHead
from probidad.core.queries.anchors import envelope_of, place_of, state_of
from probidad.plans.actions.followups import publish, withdraw
from probidad.rules.ledger import Damage, Kind
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.ANCHORS, settings.LEDGER_KEY = tmp_path / "anclas", ""  # type: ignore[attr-defined]


def test_each_publication_and_each_withdrawal_is_anchored_with_its_own_entry() -> None:
    here = town.entity()
    control = town.acting(here, Role.INTERNAL_CONTROL)
    row = imported.kept(here)
    publish(control, followup_id=row.pk)
    place = place_of(here.pk, "followup.published", "plans.followup", row.pk)
    anchor = Anchor.objects.get(entity=here)
    assert place is not None
    assert (anchor.occasion, anchor.position, anchor.hash, place.anchor) == (PUBLICATION, place.position, place.hash, 1)
    withdraw(control, followup_id=row.pk, reason="La matriz era de otro municipio.")
    second = Anchor.objects.get(entity=here, number=2)
    assert json.loads(bytes(second.document))["previous"] == anchor.digest
    assert damages(here) == []


def test_a_daily_anchor_is_made_once_a_day_and_only_after_something_happened() -> None:
    here, who = written(3)
    now = timezone.now()
    assert tick(now) == 2  # its row, and the file, which in a test is written by the next run
    assert tick(now) == 0
    assert tick(now + timedelta(days=1)) == 0
    more(here, who, 1)
    assert tick(now + timedelta(days=1)) == 2
    assert [anchor.occasion for anchor in Anchor.objects.filter(entity=here)] == [DAILY, DAILY]


def test_a_run_that_died_before_its_file_is_made_good_and_a_file_is_never_written_again() -> None:
    _here, who = written(2)
    anchor = anchor_now(who, PUBLICATION)
    path = file_of(anchor)
    assert not path.exists()
    assert tick(timezone.now()) == 1
    assert path.read_bytes() == envelope_of(anchor)
    path.write_bytes(b"otro")
    assert tick(timezone.now()) == 0
    assert path.read_bytes() == b"otro"
    assert list(path.parent.glob(".*")) == []


def test_a_disk_that_refuses_keeps_nobody_from_publishing(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    (tmp_path / "lleno").write_bytes(b"")
    settings.ANCHORS = tmp_path / "lleno"  # type: ignore[attr-defined]
    here, who = written(2)
    anchor_now(who, PUBLICATION)
    assert tick(timezone.now()) == 0
    assert Anchor.objects.filter(entity=here).count() == 1


def test_the_folder_of_anchors_is_an_outside_place_by_itself() -> None:
    here, who = written(3)
    anchor_now(who, PUBLICATION)
    tick(timezone.now())
    with attack():
        Anchor.objects.all().delete()
    assert kinds(here) == {"anchor_missing"}


def test_an_anchor_covers_the_chain_of_the_installation_too() -> None:
    _here, who = written(2)
    town_made = TrailHead.objects.create(name="installation")
    document = json.loads(bytes(anchor_now(who, PUBLICATION).document))
    assert [chain["name"] for chain in document["chains"]][1:] == [town_made.name]


def test_internal_control_gets_the_anchor_and_what_it_got_can_be_read_again() -> None:
    here, who = written(2)
    control = town.person(here, Role.INTERNAL_CONTROL)
    town.person(here, Role.PLANNING)
    anchor = anchor_now(who, PUBLICATION)
    notice = Notice.objects.get(kind="ledger")
    assert notice.person == control
    assert notice.facts["hash"] == anchor.hash
    assert anchoring.read(bytes(notice.attachment)).digest == anchor.digest


def test_the_anchor_of_the_installation_goes_to_who_runs_it() -> None:
    operator = town.person(operator=True)
    TrailHead.objects.create(name="installation")
    anchor_now(system(None))
    assert Notice.objects.get(kind="ledger").person == operator


def test_a_signed_anchor_is_verified_and_a_forged_one_is_not(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    key = tmp_path / "llave.pem"
    public = anchoring.create_key(key)
    assert key.stat().st_mode & 0o777 == 0o600
    settings.LEDGER_KEY = str(key)  # type: ignore[attr-defined]
    here, who = written(2)
    kept = outside(anchor_now(who, PUBLICATION))
    assert kept.document.content["key"] == public
    assert kept.document.signed() is True
    assert damages(here, kept) == []
    forged = anchoring.Document(kept.document.content, kept.document.bytes, "A" * 86 + "==")
    assert Damage(Kind.SIGNATURE, here.slug, 1, field="x") in damages(here, ledger.Outside("x", forged))


def test_a_key_that_cannot_be_read_leaves_the_anchor_unsigned(settings: pytest.FixtureRequest) -> None:
    settings.LEDGER_KEY = "/no/hay/llave.pem"  # type: ignore[attr-defined]
    _here, who = written(2)
    assert anchor_now(who, PUBLICATION).signature == ""


def test_only_internal_control_anchors_by_hand() -> None:
    here, _who = written(1)
    with pytest.raises(PermissionDenied):
        anchor_now(town.acting(here, Role.ADMINISTRATOR))
    assert anchor_now(town.acting(here, Role.INTERNAL_CONTROL)).occasion == "manual"


def test_the_daily_verification_keeps_what_it_found_and_runs_once_a_day() -> None:
    here, _who = written(3)
    now = timezone.now()
    assert ledger.check(now) == 1
    assert ledger.check(now) == 0
    assert state_of(here.pk).check.damages == 0
    with attack():
        TrailEntry.objects.filter(entity=here, position=2).update(verb="entity.created")
    assert ledger.check(now + timedelta(days=1)) == 1
    kept = LedgerCheck.objects.get(head__entity=here)
    assert (kept.damages, kept.first[0]["kind"], kept.first[0]["position"]) == (1, "column", 2)


@pytest.mark.parametrize(
    "text", [b"", b"{}", b"[]", b'{"anchor": 3}', b"\xff", b'{"anchor":{"format":"x"},"digest":"","signature":""}']
)
def test_what_is_no_anchor_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        anchoring.read(text)
