"""Chores: what is due without anybody asking for it. ``probidad tick`` does them all (:mod:`probidad.core.actions.upkeep`).

A chore may run twice or die half-way and has one effect only. An office lays its chores in its ``offers.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from probidad.core.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Chore:
    """``run(now)`` does what is due at ``now``, in transactions of its own, and returns how many things it settled.
    ``label`` is a message identifier."""

    key: str
    label: str
    run: Callable[[datetime], int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a chore settled; ``failed`` when it could not be done, so that it is tried again next time; ``busy`` when
    another process is at it."""

    chore: Chore
    settled: int
    failed: bool = False
    busy: bool = False


chores: Shelf[Chore] = Shelf("chores", lambda chore: chore.key)
