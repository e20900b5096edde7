"""Kinds, orders and categories of public entity, and the terms of government after which org units change.

Codes are stored and never renamed; labels are English message identifiers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

from probidad.frameworks.registers import head
from probidad.rules.finding import gettext_noop

Value = TypeVar("Value")

# The register names these messages; they stand here so that the translators' tools find them.
MESSAGES = frozenset(
    (
        gettext_noop("National level"), gettext_noop("Departmental level"), gettext_noop("Municipal level"), gettext_noop("District level"),
        gettext_noop("Special category"), gettext_noop("First category"), gettext_noop("Second category"), gettext_noop("Third category"),
        gettext_noop("Fourth category"), gettext_noop("Fifth category"), gettext_noop("Sixth category"),
        gettext_noop("Mayor's office"), gettext_noop("Governor's office"), gettext_noop("Council"),
        gettext_noop("Departmental assembly"), gettext_noop("Municipal ombuds office"), gettext_noop("Comptroller"),
        gettext_noop("Public hospital"), gettext_noop("Public utility"), gettext_noop("Decentralised institute"),
        gettext_noop("State company"), gettext_noop("Public school"), gettext_noop("Public university"),
        gettext_noop("Regional environmental corporation"), gettext_noop("National body"),
        gettext_noop("Other public entity"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EntityOrder:
    """Level of the State to which an entity belongs (orden)."""

    code: str
    name_es: str
    message: str


@dataclass(frozen=True, slots=True)
class EntityCategory:
    """Category of a department, municipality or district (categoría). ``orders``: codes of those that may have it."""

    code: str
    name_es: str
    message: str
    orders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntityKind:
    """Kind of entity (naturaleza). ``orders``: codes of the orders in which such entities exist."""

    code: str
    name_es: str
    message: str
    orders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GovernmentTerm:
    """A term of government (período de gobierno), both days included."""

    since: date
    until: date
    source: str


def entity_orders(country: str = "co") -> tuple[EntityOrder, ...]:
    """Every order, from the nation down."""
    return tuple(_orders(country).values())


def entity_categories(country: str = "co", *, order: str | None = None) -> tuple[EntityCategory, ...]:
    """Every category from special to sixth, or those of one order; the national order has none."""
    return tuple(each for each in _categories(country).values() if _fits(each.orders, order, country))


def entity_kinds(country: str = "co", *, order: str | None = None) -> tuple[EntityKind, ...]:
    """Every kind of entity, or those of one order."""
    return tuple(each for each in _kinds(country).values() if _fits(each.orders, order, country))


def entity_order(code: str, country: str = "co") -> EntityOrder:
    """The order with this code. Raises ``LookupError`` when there is none."""
    return _found(_orders(country), code, "order")


def entity_category(code: str, country: str = "co") -> EntityCategory:
    """The category with this code. Raises ``LookupError`` when there is none."""
    return _found(_categories(country), code, "category")


def entity_kind(code: str, country: str = "co") -> EntityKind:
    """The kind of entity with this code. Raises ``LookupError`` when there is none."""
    return _found(_kinds(country), code, "kind")


def government_term(order: str, on: date, country: str = "co") -> GovernmentTerm:
    """The term of government that runs on a day for an order.

    Raises ``LookupError`` for an unknown order and for a day before the first term that the register knows.
    """
    wanted = entity_order(order, country).code
    for entry in head(country, "entities")["terms"]:
        if wanted not in entry["orders"]:
            continue
        first, years = date.fromisoformat(entry["first"]), int(entry["years"])
        if on < first:
            raise LookupError(
                f"terms of the {order} order are known from {first.isoformat()}, not for {on.isoformat()}"
            )
        elapsed = on.year - first.year - ((on.month, on.day) < (first.month, first.day))
        since = first.replace(year=first.year + elapsed // years * years)
        return GovernmentTerm(since, since.replace(year=since.year + years) - timedelta(days=1), entry["source"])
    raise LookupError(f"no term of government is known for the {order} order")


def _fits(orders: Iterable[str], order: str | None, country: str) -> bool:
    return order is None or entity_order(order, country).code in orders


def _found(table: Mapping[str, Value], code: str, what: str) -> Value:
    if code not in table:
        raise LookupError(f"no {what} of entity has the code {code!r}")
    return table[code]


@cache
def _orders(country: str) -> Mapping[str, EntityOrder]:
    return MappingProxyType({row["code"]: EntityOrder(**row) for row in head(country, "entities")["orders"]})


@cache
def _categories(country: str) -> Mapping[str, EntityCategory]:
    return MappingProxyType(
        {row["code"]: EntityCategory(**_tupled(row)) for row in head(country, "entities")["categories"]}
    )


@cache
def _kinds(country: str) -> Mapping[str, EntityKind]:
    return MappingProxyType({row["code"]: EntityKind(**_tupled(row)) for row in head(country, "entities")["kinds"]})


def _tupled(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "orders": tuple(row["orders"])}
