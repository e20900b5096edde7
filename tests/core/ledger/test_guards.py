"""The database itself refuses what changes the ledger or what is published."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

import town
from core.ledger.books import damages, entries, written
from plans import imported
from probidad.core import guards
from probidad.core.actions.anchors import anchor_now
from probidad.core.models import Anchor, TrailEntry, TrailHead, TrailSecret
from probidad.plans.models import FollowUp, PressedFile
from probidad.rules.ledger import Damage, Kind
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db


def refused(work: object) -> bool:
    """Whether the database refuses it; what it did is undone."""
    try:
        with transaction.atomic():
            work()  # type: ignore[operator]
            transaction.set_rollback(True)
    except IntegrityError:
        return True
    return False


def test_entries_heads_personal_values_and_anchors_are_neither_changed_nor_removed() -> None:
    here, _who = written(4)
    anchor_now(town.acting(here, Role.INTERNAL_CONTROL))
    last = entries(here)[-1]
    mine = TrailEntry.objects.filter(pk=last.pk)
    head = TrailHead.objects.filter(entity=here)
    again = TrailEntry(
        **{f.attname: getattr(last, f.attname) for f in TrailEntry._meta.concrete_fields if f.name != "id"}
    )
    works = {
        "verb": lambda: mine.update(verb="x.y"),
        "body": lambda: mine.update(body=b"{}"),
        "same": lambda: mine.update(verb=F("verb")),
        "delete": lambda: (TrailSecret.objects.all().delete(), mine.delete()),
        "insert": lambda: again.save(force_insert=True),
        "head back": lambda: head.update(position=2),
        "head on": lambda: head.update(position=F("position") + 1),
        "head hash": lambda: head.update(hash="0" * 64),
        "head gone": lambda: head._raw_delete(head.db),
        "secret": lambda: TrailSecret.objects.update(value='"x"'),
        "anchor": lambda: Anchor.objects.update(hash="0" * 64),
        "anchor gone": lambda: Anchor.objects.all().delete(),
    }
    assert [name for name, work in works.items() if not refused(work)] == []


def test_an_entry_that_skips_a_position_or_follows_another_hash_is_refused() -> None:
    here, _who = written(2)
    last = entries(here)[-1]

    def put(position: int, previous: str) -> None:
        TrailEntry.objects.create(
            head=last.head, entity=here, position=position, at=last.at, verb="x.y", subject_table="core.entity",
            subject_id="1", body=b"{}", previous=previous, hash="0" * 64,
        )  # fmt: skip

    assert refused(lambda: put(4, last.hash))
    assert refused(lambda: put(3, "0" * 64))
    assert not refused(lambda: put(3, last.hash))


def test_tables_are_not_emptied_at_once() -> None:
    if connection.vendor != "postgresql":  # SQLite has no TRUNCATE
        return
    written(1)

    def emptied() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("TRUNCATE core_trailentry CASCADE")

    assert refused(emptied)


def test_replacing_a_row_of_sqlite_by_inserting_it_again_is_refused() -> None:
    if connection.vendor != "sqlite":
        return
    here, _who = written(2)
    first = entries(here)[0]

    def replaced() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT OR REPLACE INTO core_trailentry SELECT * FROM core_trailentry WHERE id = %s", [first.pk]
            )

    assert refused(replaced)


def test_what_is_published_is_neither_edited_nor_removed() -> None:
    row = imported.online(imported.kept(town.entity()))
    mine = FollowUp.objects.filter(pk=row.pk)
    PressedFile.objects.create(
        followup=row,
        language="es",
        key="csv",
        name="a.csv",
        media_type="text/csv",
        content=b"x",
        sha256="0" * 64,
        size=1,
    )
    assert refused(lambda: mine.update(published=b"{}"))
    assert refused(lambda: mine.update(digest="0" * 64))
    assert refused(lambda: mine._raw_delete(mine.db))
    assert refused(lambda: PressedFile.objects.update(content=b"y"))
    assert not refused(lambda: mine.update(press_fault="x"))


def test_a_trigger_that_is_taken_away_or_made_toothless_is_named() -> None:
    here, _who = written(1)
    assert guards.missing() == ()
    name, table = "ledger_entry_follows", "core_trailentry"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
    assert Damage(Kind.GUARD, "", field=name) in damages(here)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"CREATE TRIGGER {name} AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION ledger_follow()"
            )
        else:
            cursor.execute(f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN 0 BEGIN SELECT 1; END")
    assert guards.missing() == (name,)
    guards.lay()
    assert guards.missing() == ()


def test_guards_that_were_lifted_lie_again_whatever_happened() -> None:
    def fails() -> None:
        with guards.lifted():
            raise ValueError("in between")

    with pytest.raises(ValueError, match="in between"):
        fails()
    assert guards.missing() == ()
