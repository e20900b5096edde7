"""A shelf: typed things by key, each laid once, found by whoever needs one.

Whoever first looks at any shelf makes every office lay what it has: a page that needs no shelf does not pay for them.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from threading import RLock
from typing import Generic, TypeVar

from django.utils.module_loading import autodiscover_modules

POLICIES = ("policies",)
OFFERS = ("offers", "navigation", "actions.importing")  # of each office
CORE = ("reminders", "peopleimport", "chartimport", "dayimport")  # what the core itself lays
_Thing = TypeVar("_Thing")
_laying = RLock()
_laid: set[tuple[str, ...]] = set()


def lay(modules: tuple[str, ...]) -> None:
    """Load those modules of every office. Called again, or by the offices while they lay, it does nothing."""
    with _laying:  # another thread waits until all is there
        if modules in _laid:
            return
        _laid.add(modules)
        try:
            autodiscover_modules(*modules)
            if modules is OFFERS:
                for name in CORE:
                    import_module(f"probidad.core.{name}")
        except BaseException:
            _laid.discard(modules)
            raise


class Shelf(Generic[_Thing]):
    """Things by key, in the order in which they were laid. ``key_of`` reads a thing's key: ``module.thing``;
    ``modules`` are those of each office in which it is laid."""

    def __init__(self, name: str, key_of: Callable[[_Thing], str], modules: tuple[str, ...] = OFFERS) -> None:
        self.name = name
        self._modules = modules
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
        lay(self._modules)
        if key not in self._things:
            raise LookupError(f"nothing lies under {key!r} on the shelf {self.name}")
        return self._things[key]

    def __contains__(self, key: str) -> bool:
        lay(self._modules)
        return key in self._things

    def __iter__(self) -> Iterator[_Thing]:
        lay(self._modules)
        return iter(self._things.values())

    def __len__(self) -> int:
        lay(self._modules)
        return len(self._things)
