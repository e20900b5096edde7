"""Rows as lines: read in the order of their key, with flat memory, and put in again."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from itertools import islice
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Q
from django.db.models.functions import Collate

from probidad.core.archive.tables import Table, state_field
from probidad.core.archive.values import Cell, Kind, read, spelled

FETCHED, BATCH = 200, 200
BATCH_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Digest:
    """How many rows a table has, and the SHA-256 of its columns and lines."""

    rows: int
    sha256: str


class Digesting:
    """Counts and digests the lines of a table as they pass."""

    def __init__(self, table: Table) -> None:
        self._hash = sha256(head(table))
        self.rows = 0

    def add(self, line: bytes) -> None:
        self._hash.update(line)
        self.rows += 1

    def digest(self) -> Digest:
        return Digest(self.rows, self._hash.hexdigest())


def head(table: Table) -> bytes:
    """The line of the columns, with which the digest of a table begins."""
    return _line([[column.name, column.kind.value] for column in table.columns])


def lines(connection: BaseDatabaseWrapper, table: Table) -> Iterator[bytes]:
    """Each row as a JSON list on a line. Read inside a transaction, else the server would send all rows at once."""
    rows = table.model._base_manager.using(connection.alias)
    names = [column.attribute for column in table.columns]
    kinds = [column.kind for column in table.columns]
    unset = [
        (place, f"probidad_unset_{place}")
        for place, column in enumerate(table.columns)
        if column.kind is Kind.JSON and column.nullable
    ]
    marks = {mark: Q(**{f"{names[place]}__isnull": True}) for place, mark in unset}
    chosen = rows.annotate(**marks).order_by(_order(connection, table)).values_list(*names, *marks)
    width = len(names)
    for row in chosen.iterator(chunk_size=FETCHED):
        cells: list[Cell] = [spelled(kind, value) for kind, value in zip(kinds, row[:width], strict=True)]
        for (place, _mark), is_unset in zip(unset, row[width:], strict=True):
            if is_unset:
                cells[place] = None
        yield _line(cells)


def _order(connection: BaseDatabaseWrapper, table: Table) -> Any:
    if table.key.kind is Kind.TEXT and connection.vendor == "postgresql":
        return Collate(F(table.key.attribute), "C")
    return table.key.attribute


def _line(cells: list[Any]) -> bytes:
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def digest_of(connection: BaseDatabaseWrapper, table: Table) -> Digest:
    """Read all rows and digest them."""
    digesting = Digesting(table)
    for line in lines(connection, table):
        digesting.add(line)
    return digesting.digest()


def load(connection: BaseDatabaseWrapper, table: Table, given: Iterable[bytes]) -> None:
    """Put rows in as they are. Raises ``ValueError`` or ``TypeError`` for a line that is not of this table."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(column.name) for column in table.columns)
    places = ", ".join(_place(connection, column.kind) for column in table.columns)
    statement = f"INSERT INTO {quote(table.name)} ({names}) VALUES ({places})"  # noqa: S608 (names of our own tables)
    prepared = [_preparing(connection, table, place) for place in range(len(table.columns))]
    with connection.cursor() as cursor:
        for batch in _batches(given):
            cursor.executemany(statement, [_values(table, line, prepared) for line in batch])


def _place(connection: BaseDatabaseWrapper, kind: Kind) -> str:
    return "%s::jsonb" if kind is Kind.JSON and connection.vendor == "postgresql" else "%s"


def _batches(given: Iterable[bytes]) -> Iterator[list[bytes]]:
    rest = iter(given)
    while first := next(rest, None):
        batch, size = [first], len(first)
        while size < BATCH_BYTES and len(batch) < BATCH and (more := list(islice(rest, 1))):
            batch += more
            size += len(more[0])
        yield batch


def _values(table: Table, line: bytes, prepared: list[Any]) -> list[Any]:
    cells = json.loads(line)
    if not isinstance(cells, list) or len(cells) != len(table.columns):
        raise ValueError(f"a row of {table.name} has {len(table.columns)} cells")
    return [prepare(cell) for prepare, cell in zip(prepared, cells, strict=True)]


def _preparing(connection: BaseDatabaseWrapper, table: Table, place: int) -> Any:
    """From a cell to what the engine takes."""
    column = table.columns[place]
    kind, ops = column.kind, connection.ops
    field = state_field(table, column)
    embedded = connection.vendor == "sqlite"
    adapt: dict[Kind, Any] = {
        Kind.MOMENT: ops.adapt_datetimefield_value,
        Kind.DAY: ops.adapt_datefield_value,
        Kind.TIME: ops.adapt_timefield_value,
    }
    if kind is Kind.DECIMAL:
        adapt[kind] = lambda value: ops.adapt_decimalfield_value(value, field.max_digits, field.decimal_places)
    if embedded:
        adapt |= {Kind.UUID: lambda value: value.hex, Kind.SPAN: lambda value: value // timedelta(microseconds=1)}
    change = adapt.get(kind)

    def prepare(cell: Cell) -> Any:
        value = read(kind, cell)
        return value if value is None or change is None else change(value)

    return prepare
