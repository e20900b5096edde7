"""Files that must outlive a process killed, or a machine cut off, at any instant."""

import os
import secrets
from pathlib import Path


def force(folder: Path) -> None:
    """Write what a folder lists to the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Write a file whole or not at all, in place of one that may be there. Raises ``OSError``; nothing is left then."""
    fresh = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        fresh.rename(path)
        force(path.parent)
    finally:
        fresh.unlink(missing_ok=True)
