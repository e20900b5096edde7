"""Triggers of the database that protect what must not change: which there must be, and which are not there.

Each application keeps its own beside its migrations (``*_guards.<engine>.sql``). On SQLite a migration that makes a
protected table anew takes its triggers away and must lay them again.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.utils import CursorWrapper
from django.db.migrations import RunPython

_NAME = re.compile(r"CREATE (?:OR REPLACE )?(TRIGGER|FUNCTION) (\w+)")
_TABLE = re.compile(r" ON (\w+)")


@dataclass(frozen=True, slots=True)
class Guard:
    """A trigger, or on PostgreSQL a function that triggers call, as it was laid."""

    name: str
    statement: str
    table: str  # empty for a function


def expected() -> tuple[Guard, ...]:
    """Those of every application for the engine in use, in the order in which they are laid."""
    folders = [Path(config.path) / "migrations" for config in apps.get_app_configs()]
    paths = [path for folder in folders for path in sorted(folder.glob(f"*_guards.{connection.vendor}.sql"))]
    return tuple(guard for path in paths for guard in _in_file(path))


def laid_by(migration: str, name: str) -> RunPython:
    """The operation of a migration that lays the guards in ``name.<engine>.sql`` beside it, and takes them away when it
    is undone. ``migration`` is its ``__file__``."""

    def guards_for(editor: BaseDatabaseSchemaEditor) -> tuple[Guard, ...]:
        return _in_file(Path(migration).with_name(f"{name}.{editor.connection.vendor}.sql"))

    def lay_them(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        with editor.connection.cursor() as cursor:
            for guard in guards_for(editor):
                cursor.execute(guard.statement)

    def drop_them(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        with editor.connection.cursor() as cursor:
            for guard in guards_for(editor):
                _drop(cursor, guard, editor.connection.vendor)

    return RunPython(lay_them, drop_them)


def missing() -> tuple[str, ...]:
    """Names of those that are not there as they were laid."""
    there = _on_sqlite() if connection.vendor == "sqlite" else _on_postgresql()
    return tuple(guard.name for guard in expected() if there.get(guard.name) != _core(guard.statement))


@contextmanager
def lifted() -> Iterator[None]:
    """Without them, for who brings a whole ledger into an empty place or empties the database of a test. They lie
    again afterwards, whatever happened."""
    with connection.cursor() as cursor:
        for guard in expected():
            _drop(cursor, guard, connection.vendor)
    try:
        yield
    finally:
        lay()


def lay() -> None:
    """Lay all of them anew."""
    with transaction.atomic(), connection.cursor() as cursor:
        for guard in expected():
            _drop(cursor, guard, connection.vendor)
            cursor.execute(guard.statement)


def _drop(cursor: CursorWrapper, guard: Guard, vendor: str) -> None:
    """Take a trigger away; a function stays, for triggers that are not ours to know of."""
    if guard.table:
        on = f" ON {guard.table}" if vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}{on}")  # names of ours: they take no parameter


def _in_file(path: Path) -> tuple[Guard, ...]:
    return tuple(_guard(part.strip()) for part in path.read_text(encoding="utf-8").split("\n;;\n"))


def _guard(statement: str) -> Guard:
    found = _NAME.match(statement)
    if found is None:
        raise ValueError(f"no guard: {statement[:60]!r}")
    table = _TABLE.search(statement)
    return Guard(found[2], statement, table[1] if table and found[1] == "TRIGGER" else "")


def _core(statement: str) -> str:
    """What two wordings of a guard have in common on this engine: on PostgreSQL the body of a function, and of a
    trigger that it holds without condition."""
    if connection.vendor == "sqlite":
        return " ".join(statement.split())
    return " ".join(statement.split("$$")[1].split()) if "$$" in statement else _when(statement)


def _when(statement: str) -> str:
    """Table, moment and function of a trigger, in the words of PostgreSQL."""
    return " ".join(statement.replace("CREATE TRIGGER", "").split())


def _on_sqlite() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {name: " ".join(sql.split()) for name, sql in cursor.fetchall()}


def _on_postgresql() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.proname, p.prosrc FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
            "WHERE n.nspname = current_schema()"
        )
        found = {name: " ".join(source.split()) for name, source in cursor.fetchall()}
        cursor.execute(
            "SELECT t.tgname, pg_get_triggerdef(t.oid, true) FROM pg_trigger t WHERE NOT t.tgisinternal AND t.tgenabled = 'O'"
        )
        for name, definition in cursor.fetchall():
            plain = definition.replace("CREATE TRIGGER", "").replace(" FOR EACH STATEMENT", "")
            found[name] = " ".join(plain.split()).replace("public.", "").replace("DELETE OR UPDATE", "UPDATE OR DELETE")
    return found
