"""A shelf: typed things by key, each laid once, found by whoever needs one."""

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

_Thing = TypeVar("_Thing")


class Shelf(Generic[_Thing]):
    """Things by key, in the order in which they were laid. ``key_of`` reads a thing's key: ``module.thing``."""

    def __init__(self, name: str, key_of: Callable[[_Thing], str]) -> None:
        self.name = name
        self._key_of = key_of
        self._things: dict[str, _Thing] = {}

    def lay(self, thing: _Thing) -> _Thing:
        """Raises ``ValueError`` when the key is taken or is not ``module.thing``."""
        key = self._key_of(thing)
        if key.count(".") != 1 or not all(key.split(".")):
            raise ValueError(f"a key of the shelf {self.name} reads module.thing, got {key!r}")
        if key in self._things:
            raise ValueError(f"{key!r} already lies on the shelf {self.name}")
        self._things[key] = thing
        return thing

    def __getitem__(self, key: str) -> _Thing:
        """Raises ``LookupError`` when nothing lies there."""
        if key not in self._things:
            raise LookupError(f"nothing lies under {key!r} on the shelf {self.name}")
        return self._things[key]

    def __contains__(self, key: str) -> bool:
        return key in self._things

    def __iter__(self) -> Iterator[_Thing]:
        return iter(self._things.values())

    def __len__(self) -> int:
        return len(self._things)
