"""The database itself: another one for a while, its tables as given migrations make them, its guards and its counters."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from probidad.core.archive.tables import MIGRATIONS, SEEDED, TRANSIENT, Table, last_of
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

SNAPSHOT = "snapshot"


def described(alias: str = DEFAULT_DB_ALIAS) -> dict[str, Any]:
    """How a database is reached, as the settings describe it."""
    return dict(connections.settings[alias])


@contextmanager
def reached_as(alias: str, description: Mapping[str, Any]) -> Iterator[BaseDatabaseWrapper]:
    """Reach a database under ``alias`` for the length of the block. Under ``default`` all the program means that one,
    its migrations too."""
    before = connections.settings.get(alias)
    _forget(alias)
    connections.settings[alias] = connections.configure_settings({alias: dict(description), **_default(alias)})[alias]
    ContentType.objects.clear_cache()
    try:
        yield connections[alias]
    finally:
        _forget(alias)
        if before is None:
            del connections.settings[alias]
        else:
            connections.settings[alias] = before
        ContentType.objects.clear_cache()


def _default(alias: str) -> dict[str, Any]:
    return {} if alias == DEFAULT_DB_ALIAS else {DEFAULT_DB_ALIAS: connections.settings[DEFAULT_DB_ALIAS]}


def _forget(alias: str) -> None:
    if alias in connections.settings:
        connections[alias].close()
        del connections[alias]


@contextmanager
def snapshot(description: Mapping[str, Any]) -> Iterator[BaseDatabaseWrapper]:
    """A database as it is at this moment, however much is written meanwhile; nothing can be written through it."""
    options = dict(description.get("OPTIONS", {}))
    if description["ENGINE"].endswith("sqlite"):
        options["transaction_mode"] = "DEFERRED"  # reads wait for nobody and keep nobody waiting
    given = {**description, "OPTIONS": options, "CONN_MAX_AGE": 0}
    with reached_as(SNAPSHOT, given) as connection:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA query_only=ON")
        with transaction.atomic(using=SNAPSHOT), connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("SELECT COUNT(*) FROM sqlite_master")  # from here on, this is what is seen
            else:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield connection


def filled(connection: BaseDatabaseWrapper, tables: tuple[Table, ...]) -> list[str]:
    """Tables that hold rows although nobody has worked there yet."""
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        found = []
        for table in tables:
            if table.name in there and table.name not in SEEDED:
                cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table.name)} LIMIT 1")  # noqa: S608
                if cursor.fetchone():
                    found.append(table.name)
    return found


def drop_all(connection: BaseDatabaseWrapper, tables: tuple[Table, ...]) -> None:
    """Take empty tables of ours away, to make them as another version had them (a database server only)."""
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for name in sorted(there & ({table.name for table in tables} | set(TRANSIENT) | {MIGRATIONS})):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)} CASCADE")


def build(connection: BaseDatabaseWrapper, wanted: frozenset[tuple[str, str]]) -> None:
    """Make the tables as the migrations ``wanted`` leave them, in an empty database."""
    executor = MigrationExecutor(connection)
    executor.migrate(last_of(executor.loader, wanted))


def empty_seeded(connection: BaseDatabaseWrapper, tables: tuple[Table, ...]) -> None:
    """Remove what the migrations put into tables: the rows to come hold it already."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table.name)}")  # noqa: S608


@contextmanager
def unguarded(connection: BaseDatabaseWrapper, tables: tuple[Table, ...]) -> Iterator[None]:
    """Without the triggers that refuse to write history, which comes in here as it was. Afterwards every one of them is
    back. Raises ``RuntimeError`` if that were not so."""
    before = _guards(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in before:
                cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
        else:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # a migration may have asked for the contrary
            for table in tables:
                cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table.name)} DISABLE TRIGGER USER")
    yield
    connection.check_constraints()  # what is referred to must be there, before tables may be altered again
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for statement in before.values():
                cursor.execute(statement)
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in tables:
                cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table.name)} ENABLE TRIGGER USER")
    if _guards(connection) != before:
        raise RuntimeError("the triggers are not those that were there")


def _guards(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Each trigger with what makes it, and with whether it is heeded."""
    statement = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
        if connection.vendor == "sqlite"
        else "SELECT c.relname || '.' || t.tgname, t.tgenabled::text || pg_get_triggerdef(t.oid) FROM pg_trigger t"
        " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE NOT t.tgisinternal AND n.nspname = current_schema() ORDER BY 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return dict(cursor.fetchall())


def counters(connection: BaseDatabaseWrapper, tables: tuple[Table, ...]) -> dict[str, int]:
    """The last number that each table gave to a row, so that none is given twice, not even that of a removed row."""
    found: dict[str, int] = {}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE name = 'sqlite_sequence'")
            if cursor.fetchone():
                cursor.execute("SELECT name, seq FROM sqlite_sequence")
                found = {str(name): int(last) for name, last in cursor.fetchall()}
        else:
            for table in tables:
                cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [_quoted(connection, table), table.key.name])
                (sequence,) = cursor.fetchone()
                if sequence:
                    cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608 (named by the server)
                    last, called = cursor.fetchone()
                    found[table.name] = int(last) if called else 0
    return {table.name: found[table.name] for table in tables if found.get(table.name)}


def set_counters(connection: BaseDatabaseWrapper, tables: tuple[Table, ...], last: Mapping[str, int]) -> None:
    """Let each table go on after the greatest number that it ever gave."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for table in tables:
                if table.name in last:
                    cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
                    known: list[str | int] = [table.name, max(last[table.name], _greatest(connection, table))]
                    cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", known)
            return
        for statement in connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables]):
            cursor.execute(statement)
        for table in tables:
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [_quoted(connection, table), table.key.name])
            (sequence,) = cursor.fetchone()
            if sequence and last.get(table.name, 0) > _greatest(connection, table):
                cursor.execute("SELECT setval(%s::regclass, %s)", [sequence, last[table.name]])


def _quoted(connection: BaseDatabaseWrapper, table: Table) -> str:
    return str(connection.ops.quote_name(table.name))


def _greatest(connection: BaseDatabaseWrapper, table: Table) -> int:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT MAX({quote(table.key.name)}) FROM {quote(table.name)}")  # noqa: S608
        found = cursor.fetchone()[0]
    return int(found) if isinstance(found, int) else 0


def refuse_filled(connection: BaseDatabaseWrapper, tables: tuple[Table, ...]) -> None:
    """Raise ``RefusalError`` for a database in which somebody has worked already."""
    found = filled(connection, tables)
    if found:
        raise RefusalError(
            _("The database is not empty: there are rows in %(first)s. Nothing was changed."),
            remedy=_("Give an empty database with PROBIDAD_DATABASE_URL (or an empty PROBIDAD_DATA) and try again."),
            facts={"first": found[0]},
        )
