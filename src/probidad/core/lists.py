"""Lists, everywhere the same: search, filters in the address, sort, pages, columns chosen.

A page describes its list once (:class:`Listing`) and gives a queryset that a query already narrowed to what the actor
may see. Addresses: ``?q=`` search, ``?orden=`` or ``?orden=-`` with the key of a column, ``?pagina=``,
``?columnas=`` (repeated), and one parameter for each filter under its key.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, QueryDict

from probidad.rules.language import fold

PAGE = 50
SEARCH, ORDER, PAGE_KEY, COLUMNS = "q", "orden", "pagina", "columnas"


class Kind(StrEnum):
    """How a value is shown and exported."""

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DAY = "day"
    MOMENT = "moment"
    YES_NO = "yes_no"
    EXACT = "exact"
    WORD = "word"  # a message identifier of ours: shown and exported in the reader's language
    LEVEL = "level"  # a level key of a framework, shown as a badge
    SEVERITY = "severity"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``label`` is a message identifier; ``value`` reads it from a row; ``order`` names the fields that
    sort it (empty: not sortable); ``link`` gives the address of the row, on the column that names it. ``said`` marks
    text copied from an entity's document."""

    key: str
    label: str
    value: Callable[[Any], object]
    kind: Kind = Kind.TEXT
    order: tuple[str, ...] = ()
    link: Callable[[Any], str] | None = None
    shown: bool = True
    said: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, with its label (already in the reader's language when it is text of a record)."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter by choice. ``choices`` reads them for the queryset; ``narrow`` gives the condition of a value."""

    key: str
    label: str
    choices: Callable[[QuerySet[Any]], Sequence[Choice]]
    narrow: Callable[[str], Q]


@dataclass(frozen=True, slots=True)
class Bulk:
    """Something done to many rows at once, after a summary. ``verb`` is checked before it is offered; ``run`` gets the
    actor and the chosen identifiers and is one action: all or nothing."""

    key: str
    label: str
    verb: str
    run: Callable[..., object]


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list is. ``searched`` names the folded text fields that the search looks into. Texts of the empty state
    are message identifiers: why it is empty, and the next step with its address."""

    key: str
    title: str
    columns: tuple[Column, ...]
    order: tuple[str, ...]
    filters: tuple[Filter, ...] = ()
    searched: tuple[str, ...] = ()
    bulk: tuple[Bulk, ...] = ()
    empty: str = ""
    empty_link: tuple[str, str] | None = None  # label, address
    page: int = PAGE


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list, ready for the template."""

    listing: Listing
    columns: tuple[Column, ...]
    rows: Page[Any]
    found: int
    total: int
    query: QueryDict
    search: str
    chosen: dict[str, str]
    sorted_by: str


def narrowed(queryset: QuerySet[Model], listing: Listing, query: QueryDict) -> QuerySet[Model]:
    """Searched, filtered and sorted as the address asks; what the address asks and is not known is left aside."""
    for word in fold(query.get(SEARCH, "")).split():
        if listing.searched:
            condition = Q()
            for name in listing.searched:
                condition |= Q(**{f"{name}__contains": word})
            queryset = queryset.filter(condition)
    for entry in listing.filters:
        value = query.get(entry.key, "")
        if value:
            queryset = queryset.filter(entry.narrow(value))
    return queryset.order_by(*_order(listing, query.get(ORDER, "")), "pk")


def _order(listing: Listing, asked: str) -> tuple[str, ...]:
    down = asked.startswith("-")
    for column in listing.columns:
        if column.order and column.key == asked.removeprefix("-"):
            return tuple(f"-{name}" if down else name for name in column.order)
    return listing.order


def listed(request: HttpRequest, queryset: QuerySet[Any], listing: Listing) -> Listed:
    """The page of the list that the address asks for; a page beyond the last gives the last."""
    query = request.GET
    rows = narrowed(queryset, listing, query)
    asked = query.getlist(COLUMNS)
    columns = tuple(c for c in listing.columns if (c.key in asked if asked else c.shown))
    pages = Paginator(rows, listing.page)
    return Listed(
        listing=listing,
        columns=columns or tuple(c for c in listing.columns if c.shown),
        rows=pages.get_page(query.get(PAGE_KEY, "1")),
        found=pages.count,
        total=queryset.count(),
        query=query,
        search=query.get(SEARCH, ""),
        chosen={entry.key: query[entry.key] for entry in listing.filters if query.get(entry.key)},
        sorted_by=query.get(ORDER, ""),
    )
