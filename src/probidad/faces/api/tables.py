"""A dataset as it goes out: what is asked for is checked, narrowed in the database, and told as a grid."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext

from probidad.core.lists import Column, Kind
from probidad.core.offers import Dataset
from probidad.core.pages import said
from probidad.core.problems import Fault
from probidad.documents.renderers.grid import Grid, GridColumn, GridKind
from probidad.documents.renderers.labels import LEVEL_WORDS, SEVERITY_WORDS
from probidad.rules.finding import Severity
from probidad.rules.language import fold

_KINDS = {kind: GridKind(kind.value) for kind in Kind if kind.value in set(GridKind)}


class Refused(ValueError):
    """What was asked is not valid; ``faults`` say why, in the reader's language."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*(fault.detail for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Asked:
    """What a program asks of a dataset, as it wrote it; None where it asked nothing."""

    search: str | None = None
    sort: str | None = None
    columns: str | None = None


@dataclass(frozen=True, slots=True)
class Paged:
    """One page of anything."""

    rows: list[Any]
    found: int
    page: int
    pages: int
    limit: int


def columns_of(dataset: Dataset, asked: Asked) -> tuple[Column, ...]:
    """The columns asked for, in the order asked; all of them when nothing was. Raises :class:`Refused`."""
    if asked.columns is None:
        return dataset.columns
    known = {column.key: column for column in dataset.columns}
    keys = asked.columns.split(",")
    unknown = [key for key in keys if key not in known]
    if unknown or len(set(keys)) < len(keys):
        raise Refused(Fault("columns", _choose(known, ", ".join(unknown) or asked.columns)))
    return tuple(known[key] for key in keys)


def rows_of(dataset: Dataset, entity_id: int | None, asked: Asked) -> QuerySet[Model]:
    """The public rows asked for, sorted so that pages never overlap. Raises :class:`Refused`."""
    queryset = dataset.rows(entity_id)
    if asked.search is not None:
        if not dataset.searched:
            raise Refused(Fault("search", gettext("This dataset cannot be searched.")))
        for word in fold(asked.search).split():
            condition = Q()
            for name in dataset.searched:
                condition |= Q(**{f"{name}__contains": word})
            queryset = queryset.filter(condition)
    return queryset.order_by(*_order(dataset, asked.sort), "pk")


def _order(dataset: Dataset, sort: str | None) -> tuple[str, ...]:
    if sort is None:
        return dataset.order
    sortable = {column.key: column for column in dataset.columns if column.order}
    key = sort.removeprefix("-")
    if key not in sortable:
        raise Refused(Fault("sort", _choose(sortable, key)))
    return tuple(_turned(name) if sort.startswith("-") else name for name in sortable[key].order)


def _turned(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"


def _choose(known: Iterable[str], got: str) -> str:
    return gettext("There is no %(got)s. Choose among: %(known)s.") % {
        "got": got,
        "known": ", ".join(known) or gettext("none"),
    }


def paged(queryset: QuerySet[Any], page: int, limit: int) -> Paged:
    """The page ``page``; one beyond the last has no rows."""
    pages = Paginator(queryset, limit)
    rows = list(pages.page(page).object_list) if page <= pages.num_pages else []
    return Paged(rows=rows, found=pages.count, page=page, pages=pages.num_pages, limit=limit)


def grid(dataset: Dataset, columns: tuple[Column, ...], rows: Iterable[Model]) -> Grid:
    """The rows as values of our kinds; words of ours are said in the reader's language."""
    heads = tuple(GridColumn(c.key, c.label, grid_kind(c)) for c in columns)
    return Grid(title=said(dataset.label), columns=heads, rows=_values(columns, rows))


def grid_kind(column: Column) -> GridKind:
    """How a column goes out: words, levels and severities are texts."""
    return _KINDS.get(column.kind, GridKind.TEXT)


def _values(columns: tuple[Column, ...], rows: Iterable[Model]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        yield tuple(_told(column.kind, column.value(row)) for column in columns)


def _told(kind: Kind, value: Any) -> Any:
    if value is None or kind in _KINDS:
        return value
    if kind is Kind.LEVEL:
        return said(LEVEL_WORDS[str(value)]) if value else None
    if kind is Kind.SEVERITY:
        return said(SEVERITY_WORDS[Severity(value)])
    return said(str(value))
