"""A dataset as it goes out: what is asked for is checked, narrowed in the database, and told as a grid."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Model, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext

from probidad.core.cells import grid_column, grid_value
from probidad.core.lists import Column
from probidad.core.offers import Dataset
from probidad.core.pages import said, words
from probidad.core.problems import Fault
from probidad.documents.renderers.grid import Grid, Value
from probidad.documents.words import Words
from probidad.rules.language import fold

BATCH = 500  # rows read at once


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
    """The rows as files have them, the same as those of any list; words of ours are said in the reader's language."""
    return Grid(
        title=said(dataset.label), columns=tuple(map(grid_column, columns)), rows=_values(columns, rows, words())
    )


def _values(columns: tuple[Column, ...], rows: Iterable[Model], words: Words) -> Iterator[tuple[Value, ...]]:
    """The language is put on for each batch: a file is written after the request left."""
    source = iter(rows)
    while True:
        with translation.override(words.language):
            batch = [tuple(grid_value(column, row, words) for column in columns) for row in islice(source, BATCH)]
        if not batch:
            return
        yield from batch
