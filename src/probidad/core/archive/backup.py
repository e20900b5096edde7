"""Making a backup while the site is in use: one moment of the database, then the files that its rows speak of."""

import errno
import json
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from probidad import __version__
from probidad.core import durable
from probidad.core.archive import box, folders, schema
from probidad.core.archive.rows import Digesting, lines
from probidad.core.archive.sealing import Keys, sealed
from probidad.core.archive.tables import TRANSIENT, Table, applied, state_of, tables_of, unknown_tables
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

RECORD = "ultimo-respaldo.json"
INSTALLATION = "instalacion"
UNFINISHED, DAY = "-a-medias-", 24 * 60 * 60
_FULL = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made: where, how big, the digest of the file, and what it says of itself."""

    path: Path
    size: int
    sha256: str
    manifest: box.Manifest


def back_up(target: Path, keys: Keys) -> Made:
    """Write a backup to ``target``, which must not exist. Either all of it is there at the end, or nothing.

    Raises ``RefusalError`` when it cannot be written. Rows whose file lacks or is damaged are named in the manifest.
    """
    if target.exists():
        raise RefusalError(
            _("%(file)s is there already, and a backup never replaces another."),
            remedy=_("Name another file, or a folder: the name is then made from the date."),
            facts={"file": str(target)},
        )
    _sweep(target.parent)
    fresh = target.with_name(f".{target.name}{UNFINISHED}{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as raw:
            out = _Counted(raw)
            with sealed(out, keys) as plain:  # type: ignore[arg-type]
                manifest = _fill(plain)
            raw.flush()
            os.fsync(raw.fileno())
        os.link(fresh, target)  # never over another file
        durable.force(target.parent)
    except OSError as error:
        raise _cannot_write(target, error) from error
    finally:
        fresh.unlink(missing_ok=True)
    made = Made(target, out.size, out.digest.hexdigest(), manifest)
    _remember(made)
    return made


def _sweep(folder: Path) -> None:
    """Remove what backups left that were killed a day ago or more."""
    for left in folder.glob(f".*{UNFINISHED}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > DAY:
                left.unlink()


def _cannot_write(target: Path, error: OSError) -> RefusalError:
    full = error.errno in _FULL
    return RefusalError(
        _("The disk is full: the backup was not made, and nothing of it was left.")
        if full
        else _("The backup cannot be written to %(file)s: %(reason)s."),
        remedy=_("Make room there or name another disk.")
        if full
        else _("Name a folder that exists and can be written."),
        facts={"file": str(target), "reason": error.strerror or str(error)},
    )


class _Counted:
    """Counts and digests what is written."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self.size, self.digest = out, 0, sha256()

    def write(self, data: bytes) -> int:
        self._out.write(data)
        self.size += len(data)
        self.digest.update(data)
        return len(data)

    def flush(self) -> None:
        self._out.flush()


def _fill(plain: BinaryIO) -> box.Manifest:
    writer = box.BoxWriter(plain)
    expected: dict[str, dict[str, str]] = {}
    with schema.snapshot(schema.described()) as connection:
        have = applied(connection)
        if not have:
            raise RefusalError(
                _("There is nothing to keep: the database has no tables yet."),
                remedy=_("Check PROBIDAD_DATA and PROBIDAD_DATABASE_URL."),
                facts={},
            )
        tables = tables_of(state_of(have))
        manifest = box.Manifest(
            format=box.FORMAT, program=__version__, made=timezone.now().astimezone(UTC).isoformat(timespec="seconds"),
            installation=installation(), engine=connection.vendor, migrations=[list(key) for key in sorted(have)],
            tables=[facts_of(table) for table in tables], left_out=dict(TRANSIENT),
            unknown=unknown_tables(connection, tables),
        )  # fmt: skip
        writer.document(box.BEGINNING, box.written(manifest))
        last = schema.counters(connection, tables)
        found = []
        for table in tables:
            digesting = Digesting(table)
            writer.rows(table.name, _passing(connection, table, digesting, expected))
            digest = digesting.digest()
            counted = replace(facts_of(table), rows=digest.rows, sha256=digest.sha256, last=last.get(table.name, 0))
            found.append(counted)
    lacking: list[str] = []
    kept = [_folder(writer, name, path, expected.get(name), lacking) for name, path in folders.folders().items()]
    manifest = replace(manifest, tables=found, folders=kept, lacking=lacking, digest=box.whole_digest(found, kept))
    writer.document(box.END, box.written(manifest))
    writer.close()
    return manifest


def facts_of(table: Table) -> box.TableFacts:
    """A table with its columns, not counted yet."""
    return box.TableFacts(table.name, [[column.name, column.kind.value] for column in table.columns])


def _passing(
    connection: BaseDatabaseWrapper, table: Table, digesting: Digesting, expected: dict[str, dict[str, str]]
) -> Iterator[bytes]:
    """The lines of a table, digested; the files that they speak of are noted."""
    columns = [column.name for column in table.columns]
    speaks = [known for known in folders.FILE_COLUMNS if known.table == table.name]
    for known in speaks:
        expected.setdefault(known.folder, {})
    for line in lines(connection, table):
        digesting.add(line)
        for known in speaks:
            cells = json.loads(line)
            stored = cells[columns.index(known.name)]
            if stored:
                expected[known.folder][known.place(stored)] = cells[columns.index(known.sha256)]
        yield line


def _folder(
    writer: box.BoxWriter, name: str, folder: Path, expected: dict[str, str] | None, lacking: list[str]
) -> box.FolderFacts:
    """Put the files of a folder in: those that rows speak of where rows do, else all."""
    listed: list[str] = []
    total = 0
    for path in sorted(expected) if expected is not None else folders.files_in(folder):
        place = folder / path
        try:
            with place.open("rb") as handle:
                size, mode = box.file_parts(place)
                reading = _Digested(handle)
                writer.file(name, path, reading, size, mode)  # type: ignore[arg-type]
        except FileNotFoundError:
            lacking.append(f"{name}/{path}")
            continue
        digest = reading.digest.hexdigest()
        if expected is not None and digest != expected[path]:
            lacking.append(f"{name}/{path}")
        listed.append(box.list_line(path, size, digest))
        total += size
    content = "".join(listed).encode()
    writer.document(f"listas/{name}.tsv", content)
    return box.FolderFacts(name, len(listed), total, sha256(content).hexdigest())


class _Digested:
    def __init__(self, handle: BinaryIO) -> None:
        self._handle, self.digest = handle, sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._handle.read(size)
        self.digest.update(data)
        return data


def installation() -> str:
    """A name of this installation, made once, that tells nothing of it."""
    path = Path(settings.DATA) / INSTALLATION
    if not path.exists():
        with (
            suppress(FileExistsError),
            os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new,
        ):
            new.write(secrets.token_hex(16))
    return path.read_text(encoding="ascii").strip()


def _remember(made: Made) -> None:
    """Leave a note of the last backup, for the check-up; it tells where and when and no more."""
    note = {
        "made": made.manifest.made,
        "file": str(made.path),
        "sha256": made.sha256,
        "lacking": len(made.manifest.lacking),
    }
    path = Path(settings.DATA) / RECORD
    fresh = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")
    fresh.replace(path)
