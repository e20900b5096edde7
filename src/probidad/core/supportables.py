"""The shelf of what evidence may support, and of the records that may serve as evidence.

An office lays each kind of object once, in its ``offers.py``. What one may not see is not found; whether one may add
evidence to it is the office's own rule.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Model

from probidad.core.access import Actor
from probidad.core.shelf import Shelf
from probidad.documents.limits import MEGABYTE


@dataclass(frozen=True, slots=True)
class Supported:
    """An object as the actor sees it. ``row`` is what the trail names, ``name`` what people call it, ``unit`` the unit
    that answers for it, ``may_add`` whether the actor adds evidence to it and changes what there is."""

    row: Model
    name: str
    address: str
    unit: int | None
    may_add: bool

    @property
    def key(self) -> str:
        """Its identifier as text."""
        return str(self.row.pk)


def _nothing(_key: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Supportable:
    """A kind of object. ``table`` as in the trail; ``label`` is a message identifier. ``find`` gives one that the actor
    sees, None otherwise; ``search`` those that fit some words, the likeliest first, at most ``most``.

    ``published`` tells whether everybody may know of the object with a key: only then are public copies of its evidence
    reached. ``carries``: evidence may support it. ``proves``: one may be given as evidence of something else. ``most_files`` and ``most_bytes`` bound what one object holds.
    """

    table: str
    label: str
    find: Callable[[Actor, str], Supported | None]
    search: Callable[[Actor, str, int], Sequence[Supported]]
    published: Callable[[str], bool] = _nothing
    carries: bool = True
    proves: bool = False
    most_files: int = 200
    most_bytes: int = 2048 * MEGABYTE


supportables: Shelf[Supportable] = Shelf("supportables", lambda kind: kind.table)


def found(actor: Actor, table: str, key: str) -> Supported | None:
    """The object, None where there is none that the actor sees."""
    return supportables[table].find(actor, key) if table in supportables else None


def sought(
    actor: Actor, words: str, *, proving: bool = False, most: int = 20
) -> Sequence[tuple[Supportable, Supported]]:
    """Objects that fit the words: those that evidence may support, or with ``proving`` those that may prove."""
    kinds = [kind for kind in supportables if (kind.proves if proving else kind.carries)]
    return [(kind, each) for kind in kinds for each in kind.search(actor, words, most)][: most * 2]
