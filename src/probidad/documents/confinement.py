"""Work given to a child process: little memory, little time, no network, no file written, no process started.

Only this module knows how a child is started and bounded; what it does is another module's ``main``, which reads its
task on the standard input and answers on the standard output. Nothing that a child says is ever executed.
"""

import contextlib
import ctypes
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

LAST_WORDS = 400  # bytes of what a child said before it died, for whoever looks after the machine
NEW_NETWORK, NEW_USER = 0x40000000, 0x10000000  # flags of unshare(2)


@dataclass(frozen=True, slots=True)
class Bounds:
    """``memory`` in bytes, ``cpu`` and ``wall`` in seconds. ``reserving`` is for a library that reserves far more
    addresses than it uses (V8): its memory is counted when it becomes writable, not when it is reserved."""

    memory: int
    cpu: int
    wall: float
    reserving: bool = False


class ChildDied(Exception):
    """The child ended without an answer, or took longer than it may."""


def answered(child: str, task: bytes, wall: float) -> bytes:
    """What ``main`` of the module named ``child`` answers to ``task`` within ``wall`` seconds.

    Raises :class:`ChildDied` when it gives no answer.
    """
    command = [
        sys.executable,
        "-I",
        "-c",
        f"import sys; sys.path[:0] = {_roots()!r}; from {child} import main; main()",
    ]
    try:
        done = subprocess.run(  # noqa: S603 (our own interpreter, no shell)
            command, input=task, capture_output=True, timeout=wall, check=False, env=_environment()
        )
    except subprocess.TimeoutExpired:
        raise ChildDied(f"no answer within {wall} s") from None
    if done.returncode != 0:
        raise ChildDied(f"ended with {done.returncode}: {done.stderr[-LAST_WORDS:].decode(errors='replace')}")
    return done.stdout


def _roots() -> list[str]:
    """Where the child finds this package and its libraries: isolated mode forgets the caller's path."""
    return [entry for entry in sys.path if entry]


def _environment() -> dict[str, str]:
    kept = ("LANG", "LC_ALL", "TZ", "SYSTEMROOT", "LD_LIBRARY_PATH")
    return {key: os.environ[key] for key in kept if key in os.environ}


def confine(bounds: Bounds) -> None:
    """Bound memory, processor, files and processes of this process, and take the network away from it."""
    kind = resource.RLIMIT_DATA if bounds.reserving else resource.RLIMIT_AS
    resource.setrlimit(kind, (bounds.memory, bounds.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.cpu, bounds.cpu + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):  # refused in some containers; the audit hook holds anyway
        ctypes.CDLL(None).unshare(NEW_USER | NEW_NETWORK)
    sys.addaudithook(_no_network)


def _no_network(event: str, _arguments: Sequence[object]) -> None:
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")):
        _forbid(event)


def _forbid(event: str) -> NoReturn:
    raise PermissionError(f"{event} is not allowed in a confined process")
