"""The folders of files that belong to the data, and which rows speak of which file."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.conf import settings

CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileColumns:
    """A table whose rows have a file: the columns of its name and of its SHA-256, and where it lies in the folder."""

    table: str
    name: str
    sha256: str
    folder: str
    place: Callable[[str], str]


def _in_two(stored: str) -> str:
    return f"{stored[:2]}/{stored}"


FILE_COLUMNS = (
    FileColumns("core_evidenceversion", "stored", "sha256", "evidencias", _in_two),
    FileColumns("core_evidencecopy", "stored", "sha256", "evidencias", _in_two),
)


def folders() -> dict[str, Path]:
    """Each folder of the data by its name in a backup."""
    return {name: Path(path) for name, path in settings.DATA_FOLDERS.items()}


def files_in(folder: Path) -> Iterator[str]:
    """Every file of a folder by its path inside it, in order. Links are not followed, and what is hidden (a file on its
    way) is left out."""
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not path.is_symlink() and not any(part.startswith(".") for part in inside.parts):
            yield inside.as_posix()


def safe(path: str) -> bool:
    """Whether a path stays inside its folder."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and "\\" not in path and not {"..", "."} & set(path.split("/"))


def sha256_of(path: Path) -> str:
    """SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while chunk := handle.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
