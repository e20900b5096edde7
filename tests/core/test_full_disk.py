"""A disk without room: the act is refused whole, the page names the cause, and nothing needs repair."""

import errno
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper

import town
from crashes import chains
from probidad.core.archive import backup, sealing
from probidad.core.models import Process, TrailEntry
from probidad.core.views.errors import disk_is_full
from probidad.documents.refusal import RefusalError
from probidad.rules.separation import Role

PROCESS = {"name": "Largo", "kind": "strategic", "begins": "2026-01-02", "objective": "x" * 60_000}


def _asked(cursor: CursorWrapper, pragma: str) -> int:
    cursor.execute(f"PRAGMA {pragma}")
    return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_an_act_for_which_the_database_has_no_room_is_refused_whole_and_can_be_done_later() -> None:
    here = town.entity()
    browser = town.client(town.person(here, Role.PLANNING))
    browser.raise_request_exception = False
    if connection.vendor == "postgresql":  # its own answer, as the server gives it when its disk is full
        with pytest.raises(OperationalError) as caught, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$")
        assert disk_is_full(caught.value)
        return
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE room (bytes BLOB)")
        while (free := _asked(cursor, "freelist_count")) > 2:  # room that earlier tests left inside the file
            cursor.execute("INSERT INTO room VALUES (zeroblob(%s))", [max(1, free // 2) * _asked(cursor, "page_size")])
        cursor.execute(f"PRAGMA max_page_count = {_asked(cursor, 'page_count')}")
        try:
            refused = browser.post("/mesa/procesos/nuevo/", {"code": "UNO", **PROCESS})
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")
            cursor.execute("DROP TABLE room")
    assert refused.status_code == 507
    assert refused.headers["Retry-After"]
    assert "<h1>" in refused.text
    assert not Process.objects.exists()
    assert not TrailEntry.objects.filter(verb="process.created").exists()
    assert browser.post("/mesa/procesos/nuevo/", {"code": "UNO", **PROCESS}).status_code == 302
    chains.whole()
    assert chains.gapless() == 1


def test_a_backup_for_which_there_is_no_room_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(plain: object) -> None:
        plain.write(b"x" * 100_000)  # type: ignore[attr-defined]
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backup, "_fill", full)
    with pytest.raises(RefusalError) as caught:
        backup.back_up(tmp_path / "uno.respaldo", sealing.Keys(recipients=(sealing.new_identity()[1],)))
    assert "disk is full" in caught.value.message
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_while_encrypted_bytes_are_written_is_told_as_such() -> None:
    class Narrow:
        room = 300_000

        def write(self, data: bytes) -> int:
            self.room -= len(data)
            if self.room < 0:
                raise OSError(errno.ENOSPC, "No space left on device")
            return len(data)

        def flush(self) -> None:
            """Nothing is held back."""

    keys = sealing.Keys(recipients=(sealing.new_identity()[1],))

    def pour() -> None:
        with sealing.sealed(Narrow(), keys) as plain:  # type: ignore[arg-type]
            for _piece in range(100):
                plain.write(b"x" * 65536)

    with pytest.raises(OSError, match="No space") as caught:
        pour()
    assert caught.value.errno == errno.ENOSPC
