"""What the template of a list shows: addresses of its links, chips of its filters, cells of its rows."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from probidad.core.cells import Cell, cell
from probidad.core.lists import COLUMNS, FORMAT, ORDER, PAGE_KEY, SEARCH, Bulk, Column, Listed
from probidad.documents.words import Words
from probidad.rules.finding import gettext_noop as _

EXPORTS = (("csv", "CSV"), ("xlsx", "XLSX"), ("json", "JSON"))

SHOWN_SOME = _("Showing %(found)s of %(total)s")
SHOWN_PAGE = _("Rows %(first)s to %(last)s of %(found)s")
SHOWN_PAGE_OF = _("Rows %(first)s to %(last)s of %(found)s; %(total)s without filters")


def address(query: QueryDict, **changes: str | None) -> str:
    """``?…`` with the changes; None takes a parameter away. A change goes back to the first page."""
    changed = query.copy()
    for key in (PAGE_KEY, FORMAT):
        changed.pop(key, None)
    for key, value in changes.items():
        if value is None:
            changed.pop(key, None)
        else:
            changed[key] = value
    return f"?{changed.urlencode()}"


@dataclass(frozen=True, slots=True)
class Chip:
    """A search or filter that holds, and the address without it."""

    label: str
    value: str
    address: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column. ``sort`` is what its link sorts to next; ``order`` is a value of ``aria-sort`` or empty."""

    key: str
    label: str
    right: bool
    sort: str
    order: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its identifier, and its cells, the first of which names it."""

    pk: int
    cells: tuple[Cell, ...]


class Shown:
    """A list for its template."""

    def __init__(self, listed: Listed, words: Words, path: str) -> None:
        self.listed, self.words, self.path = listed, words, path
        self.listing, self.selected, self.page = listed.listing, listed.selected, listed.page
        self.found, self.total, self.search = listed.found, listed.total, listed.selected.search
        self.sorted_by = listed.selected.sorted_by
        self.bulk: tuple[Bulk, ...] = listed.bulk
        self.filters = listed.selected.filters
        self.narrowed = listed.selected.narrowed

    @property
    def lines(self) -> list[Line]:
        """The rows of this page."""
        return [
            Line(row.pk, tuple(cell(column, row, self.words) for column in self.selected.columns)) for row in self.page
        ]

    @property
    def heads(self) -> list[Head]:
        """The heads of the columns."""
        return [self._head(column) for column in self.selected.columns]

    def _head(self, column: Column) -> Head:
        sorting = {column.key: "ascending", f"-{column.key}": "descending"}.get(self.sorted_by, "")
        to = f"-{column.key}" if sorting == "ascending" else column.key
        sort = address(self.listed.query, **{ORDER: to}) if column.order else ""
        return Head(column.key, self.words(column.label), cell_is_right(column), sort, sorting)

    @property
    def chips(self) -> list[Chip]:
        """What narrows the list, each with the address that takes it away."""
        chips = []
        if self.search:
            chips.append(Chip(self.words(_("Search")), self.search, address(self.listed.query, **{SEARCH: None})))
        chips += [
            Chip(
                self.words(state.filter.label),
                self.words(state.chosen.label),
                address(self.listed.query, **{state.filter.key: None}),
            )
            for state in self.filters
            if state.chosen
        ]
        return chips

    @property
    def without(self) -> str:
        """The address without search and filters."""
        keys = [SEARCH, *(state.filter.key for state in self.filters)]
        return address(self.listed.query, **dict.fromkeys(keys))

    @property
    def here(self) -> str:
        """The address of what is shown, its page included."""
        return address(self.listed.query, **{PAGE_KEY: str(self.page.number)})

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form of filters keeps of the address: order and columns."""
        return [(key, value) for key in (ORDER, COLUMNS) for value in self.listed.query.getlist(key)]

    @property
    def kept_by_columns(self) -> list[tuple[str, str]]:
        """What the form of columns keeps of the address: search, filters and order."""
        keys = (SEARCH, *(state.filter.key for state in self.filters), ORDER)
        return [(key, value) for key in keys for value in self.listed.query.getlist(key) if value]

    @property
    def columns(self) -> list[tuple[Column, bool]]:
        """Every column that may be chosen, and whether it is shown."""
        return [(column, column in self.selected.columns) for column in self.listing.columns[1:]]

    @property
    def default_columns(self) -> str:
        """The address with the columns that are shown without choosing, empty when nothing was chosen."""
        return address(self.listed.query, **{COLUMNS: None}) if self.listed.query.getlist(COLUMNS) else ""

    @property
    def exports(self) -> list[tuple[str, str]]:
        """Name and address of each file that the list can be taken away in."""
        return [(name, address(self.listed.query, **{FORMAT: key})) for key, name in EXPORTS]

    @property
    def count_line(self) -> str:
        """How many rows are shown, of how many."""
        whole = self.words.whole
        facts: dict[str, Any] = {"found": whole(self.found), "total": whole(self.total)}
        if self.page.paginator.num_pages > 1:
            facts |= {"first": whole(self.page.start_index()), "last": whole(self.page.end_index())}
            return self.words(SHOWN_PAGE_OF if self.narrowed else SHOWN_PAGE, facts)
        if self.narrowed:
            return self.words(SHOWN_SOME, facts)
        return self.words.plural("%(count)s row", "%(count)s rows", self.found)

    def at_page(self, number: int) -> str:
        """The address of a page of the list."""
        return address(self.listed.query, **{PAGE_KEY: str(number)})

    @property
    def pages(self) -> list[int | str]:
        """Numbers of pages to link, with ``…`` where some are left out."""
        numbers = self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1)
        return [number if isinstance(number, int) else "…" for number in numbers]


def cell_is_right(column: Column) -> bool:
    """Whether its values are figures, which stand at the right."""
    return column.kind.value in ("whole", "decimal", "percent", "exact")
