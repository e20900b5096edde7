"""Personal data stand beside the ledger and can be erased without breaking it."""

import pytest
from django.core.exceptions import PermissionDenied

import town
from core.ledger.books import damages, entries, written
from probidad.core.actions.ledger import erase
from probidad.core.models import TrailEntry, TrailSecret
from probidad.core.queries import timeline
from probidad.documents.refusal import RefusalError
from probidad.rules.ledger import commitment
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
REASON = "Lo pidió su titular, radicado 2026-11."


def test_the_bytes_hold_a_salted_commitment_and_never_the_value() -> None:
    here, _who = written(2)
    entry = entries(here)[1]
    kept = TrailSecret.objects.get(entry=entry)
    assert b"Ana Ruiz" not in bytes(entry.body)
    assert len(bytes(kept.salt)) == 32
    assert entry.commitments == {"act": commitment(bytes(kept.salt), kept.value.encode())}
    assert timeline.shown(entry)["act"] == "Resolución 1 de Ana Ruiz"


def test_the_same_value_gives_another_commitment_each_time() -> None:
    here, _who = written(4)
    TrailSecret.objects.filter(entry__entity=here)
    first, second = (entry.commitments["act"] for entry in entries(here)[1::2])
    assert first != second


def test_an_erased_value_is_gone_the_ledger_stays_valid_and_says_who_erased_it() -> None:
    here, _who = written(4)
    administrator = town.acting(here, Role.ADMINISTRATOR)
    assert erase(administrator, position=2, reason=REASON) == ("act",)
    assert not TrailSecret.objects.filter(value__contains="Resolución 1").exists()
    assert damages(here) == []
    told = TrailEntry.objects.get(entity=here, verb="personal.erased")
    assert told.facts == {"entry": 2, "keys": ["act"]}
    assert told.actor_id == administrator.user_id
    shown = timeline.shown(entries(here)[1])
    assert "Ana Ruiz" not in str(shown)
    assert shown["act"].value == "erased"


def test_the_entry_that_tells_of_an_erasure_can_be_erased_itself() -> None:
    here, _who = written(4)
    administrator = town.acting(here, Role.ADMINISTRATOR)
    erase(administrator, position=2, reason=REASON)
    erase(administrator, position=5, reason="El motivo nombraba a la persona.")
    assert damages(here) == []


def test_erasing_needs_the_right_a_reason_and_something_to_erase() -> None:
    here, _who = written(2)
    other = town.entity()
    administrator = town.acting(here, Role.ADMINISTRATOR)
    with pytest.raises(PermissionDenied):
        erase(town.acting(here, Role.INTERNAL_CONTROL), position=2, reason=REASON)
    for position, reason in ((2, "porque"), (1, REASON)):
        with pytest.raises(RefusalError):
            erase(administrator, position=position, reason=reason)
    with pytest.raises(TrailEntry.DoesNotExist):
        erase(town.acting(other, Role.ADMINISTRATOR), position=2, reason=REASON)
    assert len(entries(here)) == 2


def test_a_short_salt_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        commitment(b"x" * 15, b"1")
