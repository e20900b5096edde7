"""Where the bytes of evidence lie: files under random names, outside every folder that is served.

A file is written beside its place, forced to disk, renamed and its folder forced to disk; only then may its row be
committed. So a process that dies at any instant leaves no row without its file; at most a file without row, which
``probidad evidencia revisar`` finds. A file is never written again: its digest is checked at each reading.
"""

import errno
import hashlib
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from probidad.core import durable
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

CHUNK = 1024 * 1024
WAITING = "en-camino"  # folder of what is being written
_STORED = re.compile(r"[0-9a-f]{32}")
_FULL = {errno.ENOSPC, errno.EDQUOT}


class DamagedError(Exception):
    """A stored file that is not there or is not what was stored. ``found`` is its digest now, empty when it is absent."""

    def __init__(self, stored: str, found: str) -> None:
        super().__init__(f"stored file {stored} is {'damaged' if found else 'absent'}")
        self.stored, self.found = stored, found


@dataclass(frozen=True, slots=True)
class Staged:
    """A file on its way in: written and forced to disk beside its place."""

    path: Path
    stored: str
    size: int
    sha256: str


def folder() -> Path:
    """The folder of the evidence, made when it is missing, for its owner only."""
    path = Path(settings.EVIDENCE)
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def place(stored: str) -> Path:
    """Where a stored file lies. Raises ``ValueError`` for a name that the vault never gave."""
    if not _STORED.fullmatch(stored):
        raise ValueError(f"no stored name: {stored!r}")
    return Path(settings.EVIDENCE) / stored[:2] / stored


@contextmanager
def staged(chunks: Iterable[bytes]) -> Iterator[Staged]:
    """Write bytes beside their place. What is not kept by :func:`keep` when the block ends is removed.

    Raises ``RefusalError`` when the disk is full; nothing is left then.
    """
    waiting = folder() / WAITING
    waiting.mkdir(mode=0o700, exist_ok=True)
    stored = secrets.token_hex(16)
    path = waiting / stored
    try:
        with told_when_full():
            size, sha256 = _written(path, chunks)
        yield Staged(path, stored, size, sha256)
    finally:
        path.unlink(missing_ok=True)


def _written(path: Path, chunks: Iterable[bytes]) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb", buffering=0) as handle:
        for chunk in chunks:
            _write(handle, chunk)
            digest.update(chunk)
            size += len(chunk)
        os.fsync(handle.fileno())
    return size, digest.hexdigest()


def _write(handle: BinaryIO, chunk: bytes) -> None:
    rest = memoryview(chunk)
    while rest:
        rest = rest[handle.write(rest) :]


def keep(file: Staged) -> None:
    """Put a staged file in its place for good. Called last in the transaction of its row, just before the commit."""
    target = place(file.stored)
    with told_when_full():
        target.parent.mkdir(mode=0o700, exist_ok=True)
        durable.force(target.parent.parent)  # also of a folder that another process has just made and not yet forced
        file.path.rename(target)
        durable.force(target.parent)


@contextmanager
def told_when_full() -> Iterator[None]:
    """A full disk as a refusal in words."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise RefusalError(
            _("The disk of the server is full: nothing was stored."),
            remedy=_("Tell who runs the installation; once there is room, attach the file again."),
            facts={},
        ) from error


@contextmanager
def opened(stored: str, sha256: str) -> Iterator[BinaryIO]:
    """A stored file, at its beginning, after its digest was checked. Raises :class:`DamagedError`."""
    with checked(stored, sha256) as handle:
        yield handle


def checked(stored: str, sha256: str) -> BinaryIO:
    """The same; the caller closes it."""
    try:
        handle = place(stored).open("rb")
    except FileNotFoundError:
        raise DamagedError(stored, "") from None
    try:
        found = digest_of(handle)
        if found != sha256:
            raise DamagedError(stored, found)
        handle.seek(0)
    except BaseException:
        handle.close()
        raise
    return handle


def digest_of(handle: BinaryIO) -> str:
    """SHA-256 of what is left of a file."""
    digest = hashlib.sha256()
    while chunk := handle.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def size_of(stored: str) -> int | None:
    """How many bytes a stored file has; None when it is not there."""
    with suppress(FileNotFoundError):
        return place(stored).stat().st_size
    return None


def lying() -> Iterator[tuple[str, Path, float]]:
    """Every file that lies in the folder: its stored name (empty for one that the vault never wrote or that is still on
    its way), its path and when it was last written."""
    root = Path(settings.EVIDENCE)
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        if path.is_dir() and not path.is_symlink():
            continue
        ours = _STORED.fullmatch(path.name) and path.parent == root / path.name[:2] and not path.is_symlink()
        with suppress(FileNotFoundError):
            yield path.name if ours else "", path, path.lstat().st_mtime


def remove(path: Path) -> None:
    """Remove a file that lies in the folder and that no row knows. Raises ``ValueError`` for one outside it."""
    if Path(settings.EVIDENCE).resolve() not in (path.parent.resolve(), *path.parent.resolve().parents):
        raise ValueError(f"{path} is not in the folder of the evidence")
    path.unlink(missing_ok=True)
