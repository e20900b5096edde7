"""The file of a backup: a tar inside the encryption, so that it can be looked into without this program.

First ``inicio.json`` (format, version, migrations, tables), then ``tablas/<table>/<number>.jsonl.gz``,
``archivos/<folder>/<path>`` and ``listas/<folder>.tsv``, and ``manifiesto.json`` last: a file without it was cut.
"""

import gzip
import io
import json
import re
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from probidad.core.archive.folders import CHUNK, safe
from probidad.core.archive.sealing import damaged, foreign
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

FORMAT = 1
BEGINNING, END = "inicio.json", "manifiesto.json"
LEVEL = 6  # of compression
PIECE = 4 * 1024 * 1024  # bytes of rows that are gathered before they are written
LARGEST = 256 * 1024 * 1024  # of a piece or a manifest that is read into memory
_ROWS = re.compile(r"tablas/([a-z0-9_]+)/(\d{6})\.jsonl\.gz")
_FILE = re.compile(r"archivos/([a-z]+)/(.+)", re.DOTALL)
_LIST = re.compile(r"listas/([a-z]+)\.tsv")


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table as it was: its columns, its rows, their digest, the last number that it gave."""

    name: str
    columns: list[list[str]]
    rows: int = 0
    sha256: str = ""
    last: int = 0


@dataclass(frozen=True, slots=True)
class FolderFacts:
    """A folder as it was; the digest is that of the list of its files."""

    name: str
    files: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. ``lacking`` names files that rows speak of and that were not whole then."""

    format: int
    program: str
    made: str
    installation: str
    engine: str
    migrations: list[list[str]]
    tables: list[TableFacts]
    left_out: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    folders: list[FolderFacts] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    digest: str = ""

    def applied(self) -> frozenset[tuple[str, str]]:
        """The migrations as pairs."""
        return frozenset((app, name) for app, name in self.migrations)


def whole_digest(tables: list[TableFacts], folders: list[FolderFacts]) -> str:
    """One digest of all data: equal on two installations when every row and every file is."""
    rows = [f"{table.name} {table.rows} {table.sha256}" for table in tables]
    files = [f"/{folder.name} {folder.files} {folder.sha256}" for folder in folders if folder.files]
    return sha256("\n".join([*sorted(rows), *sorted(files)]).encode()).hexdigest()


def columns_line(table: TableFacts) -> bytes:
    """The line of the columns, with which the digest of a table begins."""
    return json.dumps(table.columns, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def list_line(path: str, size: int, digest: str) -> str:
    """A file in the list of its folder."""
    return f"{digest}\t{size}\t{json.dumps(path, ensure_ascii=False)}\n"


class BoxWriter:
    """Writes the parts of a backup one after the other."""

    def __init__(self, out: BinaryIO) -> None:
        self._tar = tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115 (closed by close)

    def document(self, name: str, content: bytes) -> None:
        self._add(name, io.BytesIO(content), len(content), 0o600)

    def rows(self, table: str, lines: Iterator[bytes]) -> None:
        """The lines of a table, a few megabytes at a time."""
        number, piece, size = 0, [], 0
        for line in lines:
            piece.append(line)
            size += len(line)
            if size >= PIECE:
                number += 1
                self._piece(table, number, piece)
                piece, size = [], 0
        if piece:
            self._piece(table, number + 1, piece)

    def _piece(self, table: str, number: int, lines: list[bytes]) -> None:
        self.document(f"tablas/{table}/{number:06}.jsonl.gz", gzip.compress(b"".join(lines), LEVEL, mtime=0))

    def file(self, folder: str, path: str, content: BinaryIO, size: int, mode: int) -> None:
        self._add(f"archivos/{folder}/{path}", content, size, mode & 0o700)

    def close(self) -> None:
        self._tar.close()

    def _add(self, name: str, content: BinaryIO, size: int, mode: int) -> None:
        facts = tarfile.TarInfo(name)
        facts.size, facts.mode = size, mode
        self._tar.addfile(facts, content)


@dataclass(frozen=True, slots=True)
class Part:
    """A part as it is read. ``rows`` of a table, a ``file`` of a folder, or the list of a folder."""

    kind: str
    name: str
    path: str = ""
    mode: int = 0o600
    content: Any = None


class BoxReader:
    """Reads them again, in the order of the file. Raises ``RefusalError`` for what is not as it was written."""

    def __init__(self, plain: BinaryIO) -> None:
        self._plain = plain
        self.beginning: Manifest | None = None
        self.end: Manifest | None = None

    def parts(self) -> Iterator[Part]:
        """Every part but the first and the last, which are kept in ``beginning`` and ``end``."""
        try:
            with tarfile.open(fileobj=self._plain, mode="r|") as tar:
                for facts in tar:
                    yield from self._part(tar, facts)
                    tar.members = []  # type: ignore[attr-defined]  # the library would keep them all
        except RefusalError:
            raise
        except (tarfile.TarError, EOFError, zlib.error, UnicodeError, ValueError, TypeError, KeyError):
            raise damaged() from None
        while self._plain.read(CHUNK):  # to the end, which says whether all of it was whole
            pass
        if self.beginning is None or self.end is None:
            raise damaged()

    def _part(self, tar: tarfile.TarFile, facts: tarfile.TarInfo) -> Iterator[Part]:
        content = tar.extractfile(facts) if facts.isreg() else None
        if content is None or self.end is not None:
            raise damaged()
        if self.beginning is None:
            self.beginning = _manifest(facts, content)
        elif facts.name == END:
            self.end = _manifest(facts, content)
        elif found := _ROWS.fullmatch(facts.name):
            yield Part("rows", found[1], content=_unpacked(_read(facts, content)).splitlines(keepends=True))
        elif (found := _FILE.fullmatch(facts.name)) and safe(found[2]):
            yield Part("file", found[1], found[2], facts.mode & 0o700, content)
        elif found := _LIST.fullmatch(facts.name):
            yield Part("list", found[1], content=_read(facts, content))
        else:
            raise damaged()


def _read(facts: tarfile.TarInfo, content: Any) -> bytes:
    if facts.size > LARGEST:
        raise damaged()
    data = bytes(content.read())
    if len(data) != facts.size:
        raise damaged()
    return data


def _unpacked(data: bytes) -> bytes:
    """Raises ``RefusalError`` for what unpacks to more than we would ever write, or is cut."""
    unpacking = zlib.decompressobj(wbits=31)
    found = unpacking.decompress(data, LARGEST)
    if not unpacking.eof or unpacking.unused_data:
        raise damaged()
    return found


def _manifest(facts: tarfile.TarInfo, content: Any) -> Manifest:
    if facts.name not in (BEGINNING, END):
        raise foreign()
    read = json.loads(_read(facts, content))
    if read["format"] != FORMAT:
        raise RefusalError(
            _("The backup has format %(format)s, which this version of the program does not know."),
            remedy=_("Install that version or a newer one and try again."),
            facts={"format": str(read["format"])},
        )
    read["tables"] = [TableFacts(**table) for table in read["tables"]]
    read["folders"] = [FolderFacts(**folder) for folder in read["folders"]]
    return Manifest(**read)


def written(manifest: Manifest) -> bytes:
    """A manifest as it is kept."""
    return json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()


def file_parts(path: Path) -> tuple[int, int]:
    """Size and mode of a file."""
    facts = path.stat()
    return facts.st_size, facts.st_mode
