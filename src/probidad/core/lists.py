"""Lists, everywhere the same: search, filters in the address, sort, pages, columns chosen.

A page describes its list once (:class:`Listing`) and gives a queryset that a query already narrowed to what the actor
may see. Addresses: ``?q=`` search, ``?orden=`` or ``?orden=-`` with the key of a column, ``?pagina=``,
``?columnas=`` (repeated), one parameter for each filter under its key, and ``?formato=`` to take the list away.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import Page, Paginator
from django.db.models import F, Model, OrderBy, Q, QuerySet
from django.http import HttpRequest, QueryDict

from probidad.rules.language import fold

PAGE = 50
LONGEST_SEARCH, MOST_WORDS = 200, 10
SEARCH, ORDER, PAGE_KEY, COLUMNS, FORMAT = "q", "orden", "pagina", "columnas", "formato"


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
    SEVERITY = "severity"  # one of rules.finding.Severity
    STATE = "state"  # a Mark, or a message identifier


FIGURES = frozenset({Kind.WHOLE, Kind.DECIMAL, Kind.PERCENT, Kind.EXACT})


class Tone(StrEnum):
    """What a state calls for: nothing, attention, mending; or it is done."""

    PLAIN = ""
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Mark:
    """A state: a message identifier with its facts, and its tone."""

    message: str
    tone: Tone = Tone.PLAIN
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``label`` is a message identifier; ``value`` reads it from a row; ``order`` names the fields that
    sort it (empty: not sortable); ``link`` gives the address of the row, on the column that names it. ``said`` marks
    text copied from an entity's document. The first column of a list names the row and is always shown."""

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
    """One value of a filter. ``label`` is a message identifier, or text of a record as it is."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter by choice. ``choices`` reads them for the queryset (one query at most); ``narrow`` gives the condition
    of a value, and is asked only for values among the choices."""

    key: str
    label: str
    choices: Callable[[QuerySet[Any]], Sequence[Choice]]
    narrow: Callable[[str], Q]


@dataclass(frozen=True, slots=True)
class Bulk:
    """Something done to many rows at once, after a summary.

    ``verb`` is checked before it is offered. ``run(actor, ids=[…], **answers)`` is one action: all or nothing; it may
    raise ``RefusalError``, which is said on the summary. ``form(actor, data)`` makes the form of what it needs besides
    the rows; its clean data are the answers. ``effects`` say what will change and ``done`` what changed: message
    identifiers with ``%(count)s``.
    """

    key: str
    label: str
    verb: str
    run: Callable[..., object]
    effects: tuple[str, ...] = ()
    done: str = ""
    form: Callable[[Any, Any], Any] | None = None


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
class FilterState:
    """A filter with its choices, and the one that the address chose (or None)."""

    filter: Filter
    choices: tuple[Choice, ...]
    chosen: Choice | None


@dataclass(frozen=True, slots=True)
class Selected:
    """The rows that an address asks for, of those that the actor sees; ``all`` are without search and filters."""

    rows: QuerySet[Any]
    all: QuerySet[Any]
    filters: tuple[FilterState, ...]
    search: str
    columns: tuple[Column, ...]
    sorted_by: str

    @property
    def narrowed(self) -> bool:
        """Whether search or filters leave anything out."""
        return bool(self.search) or any(state.chosen for state in self.filters)


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list, ready for the template."""

    listing: Listing
    selected: Selected
    page: Page[Any]
    found: int
    total: int
    query: QueryDict
    bulk: tuple[Bulk, ...] = ()


def select(queryset: QuerySet[Any], listing: Listing, query: QueryDict) -> Selected:
    """What the address asks for; what it asks and is not known is left aside."""
    search = " ".join(query.get(SEARCH, "").replace("\0", " ").split())[:LONGEST_SEARCH] if listing.searched else ""
    rows = queryset
    for word in fold(search).split()[:MOST_WORDS]:
        condition = Q()
        for name in listing.searched:
            condition |= Q(**{f"{name}__contains": word})
        rows = rows.filter(condition)
    states = tuple(_state(entry, queryset, query.get(entry.key, "")) for entry in listing.filters)
    for state in states:
        if state.chosen:
            rows = rows.filter(state.filter.narrow(state.chosen.value))
    asked = query.get(ORDER, "")
    column = next((c for c in listing.columns if c.order and c.key == asked.removeprefix("-")), None)
    names = _turned(column.order, down=asked.startswith("-")) if column else listing.order
    return Selected(
        rows=rows.order_by(*(_ordering(queryset.model, name) for name in names), "pk"),
        all=queryset,
        filters=states,
        search=search,
        columns=_columns(listing, query.getlist(COLUMNS)),
        sorted_by=asked if column else "",
    )


def _state(entry: Filter, queryset: QuerySet[Any], asked: str) -> FilterState:
    choices = tuple(entry.choices(queryset))
    return FilterState(entry, choices, next((choice for choice in choices if asked and choice.value == asked), None))


def _columns(listing: Listing, asked: Sequence[str]) -> tuple[Column, ...]:
    known = set(asked) & {column.key for column in listing.columns}
    first = listing.columns[0]
    return tuple(c for c in listing.columns if c is first or (c.key in known if known else c.shown))


def _turned(names: tuple[str, ...], *, down: bool) -> tuple[str, ...]:
    return tuple(_opposite(name) for name in names) if down else names


def _opposite(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"


def _ordering(model: type[Model], name: str) -> str | OrderBy:
    """Rows without a value come last both ways, on every engine."""
    plain = name.removeprefix("-")
    if not _may_be_empty(model, plain):
        return name
    return F(plain).desc(nulls_last=True) if name.startswith("-") else F(plain).asc(nulls_last=True)


def _may_be_empty(model: type[Model], path: str) -> bool:
    at: Any = model
    for part in path.split("__"):
        try:
            found: Any = at._meta.get_field(part) if part != "pk" else at._meta.pk
        except FieldDoesNotExist:
            return True  # an annotation
        if found.null:
            return True
        at = found.related_model or at
    return False


def listed(request: HttpRequest, queryset: QuerySet[Any], listing: Listing, *, bulk: tuple[Bulk, ...] = ()) -> Listed:
    """The page of the list that the address asks for; a page beyond the last gives the last."""
    query = request.GET
    selected = select(queryset, listing, query)
    pages = Paginator(selected.rows, listing.page)
    return Listed(
        listing=listing,
        selected=selected,
        page=pages.get_page(query.get(PAGE_KEY, "1")),
        found=pages.count,
        total=queryset.count() if selected.narrowed else pages.count,
        query=query,
        bulk=bulk,
    )
