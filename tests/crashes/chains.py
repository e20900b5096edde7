"""What the scenarios of crashes look at: that the database is whole and that the chains hold."""

from django.db import connection

from probidad.core.models import TrailEntry, TrailHead
from probidad.core.trail import chained


def whole() -> None:
    """The file of SQLite has no damaged page and no row that refers to nothing."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchall() == [("ok",)]
            cursor.execute("PRAGMA foreign_key_check")
            assert cursor.fetchall() == []


def gapless() -> int:
    """Every chain is numbered without a gap, each entry follows the one before, and the head is at the last. The number
    of entries."""
    count = 0
    for head in TrailHead.objects.all():
        position, previous = 0, ""
        for entry in TrailEntry.objects.filter(head=head).order_by("position").iterator():
            position += 1
            assert (entry.position, entry.previous) == (position, previous), f"{head} breaks at {position}"
            assert entry.hash == chained(previous, bytes(entry.body)), f"{head} {position} has another hash"
            previous = entry.hash
        assert (head.position, head.hash) == (position, previous), f"{head} stands elsewhere"
        count += position
    return count
