"""Shelves in tests: what a test lays is taken away after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from probidad.core.shelf import Shelf


@contextmanager
def as_before(*shelves: Shelf[Any]) -> Iterator[None]:
    """The shelves afterwards hold what the offices laid, whoever looked at them first."""
    before = [dict(zip([shelf._key_of(thing) for thing in shelf], shelf, strict=True)) for shelf in shelves]
    yield
    for shelf, things in zip(shelves, before, strict=True):
        shelf._things = things
