"""Which component of one framework follows which of another, so that a series of years does not break.

A component may leave the plan (trámites and citizen service go to the Plan de Acción since the programme of 2024): then
its series ends here and says where it goes on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from probidad.frameworks.loader import documents
from probidad.frameworks.registers import rows

BY_SUBJECT = "Correspondencia del producto por materia"  # what no norm says


@dataclass(frozen=True, slots=True)
class Follows:
    """What follows a component. ``to`` is empty where it leaves the plan; ``main`` is the one that a series goes on with."""

    to: str
    main: bool
    source: str
    mark: str


@cache
def mapping(country: str, old: str, new: str) -> Mapping[str, tuple[Follows, ...]]:
    """What follows each component of ``old`` in ``new``, the main one first. Raises ``LookupError`` for two frameworks
    between which nothing is written down."""
    found: dict[str, list[Follows]] = {}
    for row in rows(country, "component-mapping"):
        if (row["from_framework"], row["to_framework"]) == (old, new):
            told = Follows(row["to_component"], row["main"] == "yes", row["source"], row["mark"])
            found.setdefault(row["from_component"], []).append(told)
    if not found:
        found = _of_local(country, old, new)
    return {key: tuple(sorted(each, key=lambda follows: not follows.main)) for key, each in found.items()}


def _of_local(country: str, old: str, new: str) -> dict[str, list[Follows]]:
    """A local layout writes beside each component which one of the national frameworks it answers to."""
    document = documents(country).get(old)
    if document is None or document["family"] != "local" or new not in documents(country):
        raise LookupError(f"nothing says how {old!r} becomes {new!r}")
    field = "maps_to" if new == document["base"] else "ptep"
    if field == "ptep" and documents(country)[new].get("predecessor") != document["base"]:
        raise LookupError(f"nothing says how {old!r} becomes {new!r}")
    return {part["id"]: [Follows(part[field] or "", True, BY_SUBJECT, "K")] for part in document["components"]}


def follows(country: str, old: str, component: str, new: str) -> str:
    """The component of ``new`` with which the series of ``component`` goes on; empty where it leaves the plan.

    Raises ``LookupError`` for an unknown component or pair of frameworks.
    """
    return mapping(country, old, new)[component][0].to
