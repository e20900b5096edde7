"""Whatever is done to the tables behind the program's back is found, and its place is named."""

import json
import random
from datetime import timedelta
from pathlib import Path

import pytest

from core.ledger.books import attack, change, damages, entries, hashed_again, kinds, more, outside, written
from probidad.core.actions.anchors import PUBLICATION, anchor_now
from probidad.core.models import Anchor, Entity, TrailEntry, TrailHead, TrailSecret
from probidad.rules.ledger import Damage, Kind, chained

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.ANCHORS = tmp_path / "anclas"  # type: ignore[attr-defined]


@pytest.fixture
def here() -> Entity:
    return written()[0]


def test_a_ledger_that_nobody_touched_has_no_damage(here: Entity) -> None:
    assert damages(here) == []


@pytest.mark.parametrize(
    ("column", "value", "named"),
    [
        ("verb", "entity.created", "verb"),
        ("subject_id", "999", "subject_id"),
        ("subject_table", "core.post", "subject_table"),
        ("actor_id", None, "actor"),
    ],
)
def test_an_edited_column_is_named_with_its_entry(here: Entity, column: str, value: object, named: str) -> None:
    row = entries(here)[3]
    with attack():
        change(row, **{column: value})
    assert damages(here) == [Damage(Kind.COLUMN, f"entity-{here.pk}", 4, field=named)]


def test_an_edited_moment_is_named(here: Entity) -> None:
    row = entries(here)[3]
    with attack():
        change(row, at=row.at + timedelta(microseconds=1))
    assert damages(here) == [Damage(Kind.COLUMN, f"entity-{here.pk}", 4, field="at")]


def test_an_entry_given_to_another_entity_is_named(here: Entity) -> None:
    other, _who = written(2)
    with attack():
        change(entries(here)[3], entity=other)
    assert damages(here) == [Damage(Kind.COLUMN, f"entity-{here.pk}", 4, field="entity")]


def test_edited_bytes_and_an_edited_hash_and_an_edited_link_are_told_apart(here: Entity) -> None:
    rows = entries(here)
    chain = f"entity-{here.pk}"
    with attack():
        change(rows[1], body=bytes(rows[1].body).replace(b'"number":1', b'"number":9'))
        change(rows[3], hash="0" * 64)
        change(rows[5], previous="0" * 64)
    assert damages(here) == [Damage(Kind.BODY, chain, 2), Damage(Kind.HASH, chain, 4), Damage(Kind.PREVIOUS, chain, 6)]


def test_edited_bytes_of_the_last_entry_are_found(here: Entity) -> None:
    row = entries(here)[-1]
    with attack():
        change(row, body=bytes(row.body).replace(b'"number":7', b'"number":9'))
    assert damages(here) == [Damage(Kind.BODY, f"entity-{here.pk}", 8)]


def test_deleted_entries_are_named_from_the_first_to_the_last(here: Entity) -> None:
    with attack():
        TrailSecret.objects.filter(entry__position__in=[4, 5]).delete()
        TrailEntry.objects.filter(entity=here, position__in=[4, 5]).delete()
    assert damages(here) == [Damage(Kind.MISSING, f"entity-{here.pk}", 4, 5)]


def test_a_deletion_hidden_by_numbering_anew_is_found(here: Entity) -> None:
    rows = entries(here)
    with attack():
        TrailEntry.objects.filter(pk=rows[4].pk).delete()
        for row in rows[5:]:
            change(row, position=row.position - 1)
        TrailHead.objects.filter(entity=here).update(position=7)
    assert damages(here)[0] == Damage(Kind.MOVED, f"entity-{here.pk}", 5, 6)


def test_two_entries_in_each_others_place_are_found(here: Entity) -> None:
    second, sixth = entries(here)[1], entries(here)[5]
    with attack():
        change(second, position=99)
        change(sixth, position=2)
        change(second, position=6)
    found = damages(here)
    assert Damage(Kind.MOVED, f"entity-{here.pk}", 2, 6) in found
    assert Damage(Kind.MOVED, f"entity-{here.pk}", 6, 2) in found


def test_an_inserted_entry_is_found(here: Entity) -> None:
    last = entries(here)[-1]
    with attack():
        body = bytes(last.body).replace(b'"position":8', b'"position":9')
        TrailEntry.objects.create(
            head=last.head, entity=here, position=9, at=last.at, actor=last.actor, verb=last.verb,
            subject_table=last.subject_table, subject_id=last.subject_id, body=body, previous=last.hash,
            hash=chained(last.hash, body),
        )  # fmt: skip
    assert Damage(Kind.HEAD, f"entity-{here.pk}", 9, 8) in damages(here)


def test_an_entry_written_anew_with_its_hash_does_not_lead_to_the_next(here: Entity) -> None:
    row = entries(here)[3]
    with attack():
        change(row, body=bytes(row.body).replace(b'"number":3', b'"number":9'))
        hashed_again(here, 4, 4, head=False)
    assert Damage(Kind.BROKEN, f"entity-{here.pk}", 5) in damages(here)


def test_a_cut_tail_is_found_against_the_head_and_when_the_head_was_moved_too_against_an_anchor() -> None:
    here, who = written()
    anchor = anchor_now(who, PUBLICATION)
    with attack():
        TrailSecret.objects.filter(entry__position__gte=6).delete()
        TrailEntry.objects.filter(entity=here, position__gte=6).delete()
    assert Damage(Kind.HEAD, f"entity-{here.pk}", 5, 8) in damages(here)
    with attack():
        TrailHead.objects.filter(entity=here).update(position=5, hash=entries(here)[-1].hash)
    assert [(found.kind, found.position, found.until) for found in damages(here)] == [(Kind.CUT, 6, 8)]
    with attack():
        Anchor.objects.all().delete()
    assert damages(here) == []  # nothing inside the database tells it any more
    assert {Kind.CUT, Kind.ANCHOR_MISSING} == {found.kind for found in damages(here, outside(anchor))}


def test_a_complete_rebuild_is_found_against_an_outside_anchor_that_says_between_which_entries() -> None:
    here, who = written(3)
    early = anchor_now(who, PUBLICATION)

    more(here, who, 5)
    late = anchor_now(who, PUBLICATION)
    row = entries(here)[4]
    with attack():
        change(row, body=bytes(row.body).replace(b'"number":1', b'"number":9'))
        hashed_again(here, 5)
        Anchor.objects.all().delete()
    assert damages(here) == []
    found = [each for each in damages(here, outside(early), outside(late)) if each.kind is Kind.REBUILT]
    assert [(each.position, each.until) for each in found] == [(4, 8)]


@pytest.mark.parametrize(
    "column", ["made", "occasion", "position", "hash", "document", "digest", "signature", "number"]
)
def test_an_edited_anchor_is_found(column: str) -> None:
    here, who = written(3)
    anchor = anchor_now(who, PUBLICATION)
    told = json.loads(bytes(anchor.document))
    values = {
        "made": anchor.made + timedelta(days=1), "occasion": "daily", "position": 2, "hash": "0" * 64,
        "document": json.dumps({**told, "number": 1, "previous": "x"}, sort_keys=True).encode(), "digest": "0" * 64,
        "signature": "AAAA", "number": 7,
    }  # fmt: skip
    with attack():
        Anchor.objects.filter(pk=anchor.pk).update(**{column: values[column]})
    assert kinds(here) & {"anchor", "anchor_missing", "signature"}


def test_a_removed_anchor_is_found_by_the_one_after_it() -> None:
    here, who = written(3)
    first = anchor_now(who, PUBLICATION)
    anchor_now(who, PUBLICATION)
    with attack():
        Anchor.objects.filter(pk=first.pk).delete()
    assert damages(here) == [Damage(Kind.ANCHOR_MISSING, here.slug, 1, 1)]


def test_an_edited_personal_value_and_one_that_nobody_said_to_erase_are_found(here: Entity) -> None:
    one, other = TrailSecret.objects.filter(entry__entity=here).order_by("entry__position")[:2]
    with attack():
        TrailSecret.objects.filter(pk=one.pk).update(value='"Resolución 1 de Otra Persona"')
        other.delete()
    chain = f"entity-{here.pk}"
    assert damages(here) == [
        Damage(Kind.SECRET, chain, 2, field="act"), Damage(Kind.SECRET_MISSING, chain, 4, field="act"),
    ]  # fmt: skip


def test_random_damage_of_any_kind_is_always_found() -> None:
    """Each round does one thing at a random place, with the hashes from there to a random place made to fit."""
    chance = random.Random(20260113)
    for _round in range(40):
        here, who = written(10)
        anchor = anchor_now(who, PUBLICATION)
        rows = entries(here)
        place = chance.randrange(len(rows))
        row = rows[place]
        with attack():
            deed = chance.choice(["edit", "delete", "swap", "shift", "verb", "flip"])
            if deed == "edit":
                change(row, body=bytes(row.body).replace(b'"fields":["name"]', b'"fields":["kind"]'))
            elif deed == "flip":
                spoilt = bytearray(bytes(row.body))
                spoilt[chance.randrange(len(spoilt))] ^= 1
                change(row, body=bytes(spoilt))
            elif deed == "delete":
                TrailSecret.objects.filter(entry=row).delete()
                row.delete()
            elif deed == "swap":
                other = rows[(place + 1 + chance.randrange(len(rows) - 1)) % len(rows)]
                change(row, body=bytes(other.body))
                change(other, body=bytes(row.body))
            elif deed == "shift":
                change(rows[-1], position=rows[-1].position + 1 + chance.randrange(5))
            else:
                change(row, verb="entity.created")
            if deed != "delete" and chance.random() < 0.5:
                hashed_again(here, row.position, chance.randrange(row.position, 11), head=chance.random() < 0.5)
        assert damages(here, outside(anchor)), (deed, place)
