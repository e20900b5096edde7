"""The trail is written with its change and chained."""

import pytest
from django.db import transaction

import town
from probidad.core.models import TrailEntry
from probidad.core.trail import chained, record

pytestmark = pytest.mark.django_db


def test_entries_of_an_entity_are_chained_in_order() -> None:
    here = town.entity()
    who = town.acting(here)
    with transaction.atomic():
        first = record(who, "thing.made", here, name="uno")
        second = record(who, "thing.changed", here, name="dos")
    assert (first.position, second.position) == (1, 2)
    assert second.previous == first.hash
    assert second.hash == chained(first.hash, second.body)
    assert TrailEntry.objects.filter(entity=here).count() == 2


def test_two_entities_have_chains_of_their_own() -> None:
    one, other = town.entity(), town.entity()
    with transaction.atomic():
        record(town.acting(one), "thing.made", one)
        assert record(town.acting(other), "thing.made", other).position == 1


@pytest.mark.django_db(transaction=True)
def test_an_entry_without_a_transaction_is_refused() -> None:
    here = town.entity()
    who = town.acting(here)
    with pytest.raises(RuntimeError, match="transaction"):
        record(who, "thing.made", here)
    assert not TrailEntry.objects.exists()


def test_an_undone_action_leaves_no_entry() -> None:
    here = town.entity()
    who = town.acting(here)

    def fails() -> None:
        with transaction.atomic():
            record(who, "thing.made", here)
            raise ValueError("the action failed after its entry")

    with pytest.raises(ValueError, match="failed"):
        fails()
    assert not TrailEntry.objects.exists()
