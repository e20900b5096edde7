"""Filling an empty database with rows from elsewhere, and comparing what arrived with what was sent."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from probidad.core import durable
from probidad.core.archive import box, schema
from probidad.core.archive.rows import digest_of
from probidad.core.archive.tables import Table, applied, state_of, tables_of

Bring = Callable[[BaseDatabaseWrapper, tuple[Table, ...]], None]


@dataclass(frozen=True, slots=True)
class Compared:
    """A table or a folder: how many rows or files, the digest that was sent and the one that arrived."""

    name: str
    count: int
    sent: str
    arrived: str

    @property
    def equal(self) -> bool:
        """Whether nothing changed on the way."""
        return self.sent == self.arrived


class DiffersError(Exception):
    """What arrived is not what was sent; nothing was kept."""

    def __init__(self, compared: list[Compared]) -> None:
        super().__init__(", ".join(row.name for row in compared if not row.equal))
        self.compared = compared


@contextmanager
def filled(
    target: Mapping[str, Any],
    wanted: frozenset[tuple[str, str]],
    bring: Bring,
    sent: Callable[[], list[box.TableFacts]],
) -> Iterator[list[Compared]]:
    """Fill the empty database ``target``: its tables as the migrations ``wanted`` leave them, the rows by ``bring``, and
    afterwards the migrations that the program has beyond them. The block gets the comparison with ``sent()`` and does
    what is left; when it ends, the database is there, and when it fails, nothing of it is.

    Raises ``RefusalError`` when somebody has worked there, ``DiffersError`` when what arrived is not equal.
    """
    tables = tables_of(state_of(wanted))
    if not str(target["ENGINE"]).endswith("sqlite"):
        with schema.reached_as(DEFAULT_DB_ALIAS, target) as connection, transaction.atomic():
            schema.refuse_filled(connection, tables_of(_now()))
            schema.drop_all(connection, tables_of(_now()))
            yield _fill(connection, wanted, tables, bring, sent)
            connection.check_constraints()
        return
    final = Path(str(target["NAME"]))
    if final.exists():
        with schema.reached_as(DEFAULT_DB_ALIAS, target) as connection:
            schema.refuse_filled(connection, tables_of(_now()))
    for left in final.parent.glob(f".{final.name}-*"):  # of one that was killed
        left.unlink()
    fresh = final.with_name(f".{final.name}-{secrets.token_hex(6)}")
    try:
        with schema.reached_as(DEFAULT_DB_ALIAS, {**target, "NAME": str(fresh)}) as connection:
            fresh.touch(mode=0o600)
            compared = _fill(connection, wanted, tables, bring, sent)
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        yield compared
        for ending in ("-wal", "-shm"):
            final.with_name(final.name + ending).unlink(missing_ok=True)
        fresh.replace(final)
        durable.force(final.parent)
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            fresh.with_name(fresh.name + ending).unlink(missing_ok=True)


def _now() -> Any:
    """The tables of this program."""
    loader = MigrationLoader(None)
    return loader.project_state()


def _fill(
    connection: BaseDatabaseWrapper,
    wanted: frozenset[tuple[str, str]],
    tables: tuple[Table, ...],
    bring: Bring,
    sent: Callable[[], list[box.TableFacts]],
) -> list[Compared]:
    schema.build(connection, wanted)
    with transaction.atomic():
        with schema.unguarded(connection, tables):
            schema.empty_seeded(connection, tables)
            bring(connection, tables)
        facts = {table.name: table for table in sent()}
        schema.set_counters(connection, tables, {name: table.last for name, table in facts.items()})
        compared = []
        for table in tables:
            digest = digest_of(connection, table)
            expected = facts[table.name]
            equal_count = digest.rows == expected.rows
            compared.append(
                Compared(table.name, digest.rows, expected.sha256, digest.sha256 if equal_count else f"{digest.rows}")
            )
        if not all(row.equal for row in compared):
            raise DiffersError(compared)
    if applied(connection) != frozenset(_now_applied()):
        call_command("migrate", interactive=False, verbosity=0)
    return compared


def _now_applied() -> set[tuple[str, str]]:
    loader = MigrationLoader(None)
    return set(loader.disk_migrations or ())
