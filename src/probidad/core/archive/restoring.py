"""Restoring a backup into an empty place: read and checked to its end first, then put in whole or not at all."""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from probidad.core import durable
from probidad.core.archive import box, folders, schema
from probidad.core.archive.filling import Compared, DiffersError, filled
from probidad.core.archive.rows import load
from probidad.core.archive.sealing import Keys, damaged, unsealed
from probidad.core.archive.tables import Table, applied, state_of, tables_of
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

UNDERWAY = ".restaurando"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: what the backup says of itself, and the comparison of each table and folder with it."""

    manifest: box.Manifest
    compared: list[Compared]


def examine(path: Path, keys: Keys) -> box.Manifest:
    """Read a backup to its end and check every row and every file against its manifest; nothing is written.

    Raises ``RefusalError`` for one that is damaged, cut, foreign, closed with another key, or of a newer program.
    """
    with unsealed(path, keys) as plain:
        reader = box.BoxReader(plain)
        rows: dict[str, tuple[int, Any]] = {}
        listed: dict[str, tuple[int, str]] = {}
        found: dict[str, list[str]] = {}
        for part in reader.parts():
            if part.kind == "rows":
                count, digest = rows.get(part.name) or (0, sha256(_head(reader.beginning, part.name)))
                for line in part.content:
                    digest.update(line)
                rows[part.name] = (count + len(part.content), digest)
            elif part.kind == "file":
                size, digest_of_file = _copied(part.content, None)
                found.setdefault(part.name, []).append(box.list_line(part.path, size, digest_of_file))
            else:
                listed[part.name] = (part.content.count(b"\n"), sha256(part.content).hexdigest())
                if part.content != "".join(found.get(part.name, [])).encode():
                    raise damaged()
        manifest = reader.end
    if manifest is None or not _agrees(manifest, rows, listed):
        raise damaged()
    state_of(manifest.applied())
    return manifest


def _head(beginning: box.Manifest | None, table: str) -> bytes:
    for facts in beginning.tables if beginning else ():
        if facts.name == table:
            return box.columns_line(facts)
    raise damaged()


def _agrees(manifest: box.Manifest, rows: dict[str, tuple[int, Any]], listed: dict[str, tuple[int, str]]) -> bool:
    for table in manifest.tables:
        count, digest = rows.pop(table.name, None) or (0, sha256(box.columns_line(table)))
        if (count, digest.hexdigest()) != (table.rows, table.sha256):
            return False
    for folder in manifest.folders:
        if listed.pop(folder.name, None) != (folder.files, folder.sha256):
            return False
    return not rows and not listed and manifest.digest == box.whole_digest(manifest.tables, manifest.folders)


def restore(path: Path, keys: Keys) -> Restored:
    """Restore a backup into this installation, whose database and folders are empty.

    Raises ``RefusalError`` for what :func:`examine` refuses and for a place that is not empty, ``DiffersError`` when
    what arrived is not equal to what was kept. Nothing is left then.
    """
    manifest = examine(path, keys)
    try:
        return _restored(path, keys, manifest)
    except OSError as error:
        raise RefusalError(
            _("The files of the backup cannot be written: %(reason)s. Nothing was restored."),
            remedy=_("Make room on the disk and see that the folder of the data can be written; then try again."),
            facts={"reason": error.strerror or str(error)},
        ) from error


def _restored(path: Path, keys: Keys, manifest: box.Manifest) -> Restored:
    _finish_an_earlier_one()
    places = _empty_places(manifest)
    tables = tables_of(state_of(manifest.applied()))
    _same_columns(manifest, tables)
    with ExitStack() as leaving:
        fresh = {name: leaving.enter_context(_beside(place)) for name, place in places.items()}
        compared: list[Compared] = []

        def bring(connection: BaseDatabaseWrapper, tables: tuple[Table, ...]) -> None:
            _bring(path, keys, connection, {table.name: table for table in tables}, fresh)

        with filled(schema.described(), manifest.applied(), bring, lambda: manifest.tables) as of_tables:
            compared = [*of_tables, *_compared_folders(manifest, fresh)]
            if not all(row.equal for row in compared):
                raise DiffersError(compared)
            leaving.enter_context(_placed(fresh, places))
        (Path(settings.DATA) / UNDERWAY).unlink(missing_ok=True)
    return Restored(manifest, compared)


def _same_columns(manifest: box.Manifest, tables: tuple[Table, ...]) -> None:
    ours = {table.name: [[column.name, column.kind.value] for column in table.columns] for table in tables}
    theirs = {table.name: table.columns for table in manifest.tables}
    if ours != theirs:
        first = min(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))
        raise RefusalError(
            _("The backup holds the table %(table)s otherwise than this program makes it."),
            remedy=_("Restore it with the version of the program that made it."),
            facts={"table": first},
        )


def _empty_places(manifest: box.Manifest) -> dict[str, Path]:
    """Where each folder of the backup goes. Raises ``RefusalError`` when there are files already."""
    known = folders.folders()
    places = {}
    for folder in manifest.folders:
        if folder.name not in known:
            raise RefusalError(
                _("The backup holds the folder %(folder)s, which this program does not know."),
                remedy=_("Install the version that made the backup, or a newer one, and try again."),
                facts={"folder": folder.name},
            )
        place = known[folder.name]
        if place.is_dir() and any(path.is_file() for path in place.rglob("*")):
            raise RefusalError(
                _("The folder %(folder)s is not empty. Nothing was changed."),
                remedy=_("Give an empty PROBIDAD_DATA, or put those files elsewhere, and try again."),
                facts={"folder": str(place)},
            )
        if folder.files:
            places[folder.name] = place
    return places


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    """A folder beside the place, removed at the end if it is still there."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in place.parent.glob(f".{place.name}-restaurando-*"):
        shutil.rmtree(left, ignore_errors=True)
    fresh = place.with_name(f".{place.name}-restaurando-{secrets.token_hex(6)}")
    fresh.mkdir(mode=0o700)
    try:
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


@contextmanager
def _placed(fresh: dict[str, Path], places: dict[str, Path]) -> Iterator[None]:
    """The folders in their place, and out of it again if the database does not come after them. A note is left
    meanwhile, so that a restore that is killed here can be given again."""
    note = Path(settings.DATA) / UNDERWAY
    note.touch(mode=0o600)
    note.write_text("\n".join(map(str, places.values())), encoding="utf-8")
    done = []
    try:
        for name, folder in fresh.items():
            place = places[name]
            if place.is_dir():
                shutil.rmtree(place)  # it holds no file
            folder.rename(place)
            done.append(place)
            durable.force(place.parent)
        yield
    finally:
        if note.exists():
            for place in done:
                shutil.rmtree(place, ignore_errors=True)
            note.unlink()


def _finish_an_earlier_one() -> None:
    """Take away what a restore left that was killed between its files and its rows."""
    note = Path(settings.DATA) / UNDERWAY
    if not note.is_file():
        return
    with schema.reached_as("default", schema.described()) as connection:
        have = applied(connection)
        empty = not have or not schema.filled(connection, tables_of(state_of(have)))
    known = {str(path) for path in folders.folders().values()}
    for text in note.read_text(encoding="utf-8").splitlines() if empty else ():
        if text in known:
            shutil.rmtree(text, ignore_errors=True)
    note.unlink()


def _bring(
    path: Path, keys: Keys, connection: BaseDatabaseWrapper, tables: dict[str, Table], fresh: dict[str, Path]
) -> None:
    """The second reading of the file: rows into their tables, files beside their place."""
    with unsealed(path, keys) as plain:
        for part in box.BoxReader(plain).parts():
            if part.kind == "rows":
                try:
                    load(connection, tables[part.name], part.content)
                except (ValueError, TypeError, KeyError) as error:
                    raise _not_taken(part.name, error) from error
            elif part.kind == "file":
                target = fresh[part.name] / part.path
                target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                _copied(part.content, target, part.mode)
    for folder in fresh.values():
        for inner in (*(path for path in folder.rglob("*") if path.is_dir()), folder):
            durable.force(inner)


def _not_taken(table: str, error: Exception) -> RefusalError:
    return RefusalError(
        _("The database does not take a row of %(table)s: %(reason)s. Nothing was restored."),
        remedy=_("Report it with this message to who keeps the program; the backup stays as it is."),
        facts={"table": table, "reason": str(error).splitlines()[0] if str(error) else type(error).__name__},
    )


def _copied(content: Any, target: Path | None, mode: int = 0o600) -> tuple[int, str]:
    """Size and SHA-256 of a stream, written to ``target`` and forced to the disk when one is given."""
    digest, size = hashlib.sha256(), 0
    handle = None
    if target is not None:
        handle = os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    try:
        while chunk := content.read(folders.CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if handle:
                handle.write(chunk)
        if handle and target:
            handle.flush()
            os.fsync(handle.fileno())
            target.chmod(mode)
    finally:
        if handle:
            with suppress(OSError):
                handle.close()
    return size, digest.hexdigest()


def _compared_folders(manifest: box.Manifest, fresh: dict[str, Path]) -> list[Compared]:
    """The digest of each folder, from the files that lie there now."""
    compared = []
    for folder in manifest.folders:
        place, content, count = fresh.get(folder.name), "", 0
        if place is not None:
            for path in sorted(folders.files_in(place)):
                content += box.list_line(path, (place / path).stat().st_size, folders.sha256_of(place / path))
                count += 1
        compared.append(Compared(f"/{folder.name}", count, folder.sha256, sha256(content.encode()).hexdigest()))
    return compared
