"""Which tables are carried: all those of the migrations that were applied, so that an older database reads as it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState
from django.db.models import Model

from probidad.core.archive.values import Kind, kind_of
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

# Left behind, each for its reason. Whatever is not named here is carried, also tables that come later.
TRANSIENT: Mapping[str, str] = {
    "core_shared_cache": _("Counts of limits and signs of life, which start again by themselves."),
    "django_session": _("Open sessions: after a restore everybody signs in again."),
    "usersessions_usersession": _("Open sessions: after a restore everybody signs in again."),
    "core_slowedtry": _("Failed tries of signing in, which are counted anew."),
}
SEEDED = frozenset({"django_content_type", "auth_permission"})  # filled while the tables are made
MIGRATIONS = "django_migrations"


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its name in the database."""

    name: str
    kind: Kind
    attribute: str
    nullable: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table and the model that stands for it in the state of its migrations; columns in the order of their names."""

    name: str
    model: type[Model]
    key: Column
    columns: tuple[Column, ...]


def applied(connection: BaseDatabaseWrapper) -> frozenset[tuple[str, str]]:
    """The migrations that a database has, as (app, name)."""
    return frozenset(MigrationRecorder(connection).applied_migrations())


def state_of(wanted: frozenset[tuple[str, str]]) -> ProjectState:
    """The tables as these migrations leave them. Raises ``RefusalError`` for migrations that this program lacks."""
    loader = MigrationLoader(None)
    return loader.project_state(last_of(loader, wanted), at_end=True)


def last_of(loader: MigrationLoader, wanted: frozenset[tuple[str, str]]) -> list[tuple[str, str]]:
    """The last one of each app. Raises ``RefusalError`` for migrations that this program lacks."""
    unknown = sorted(wanted - set(loader.disk_migrations or ()))
    if unknown:
        raise RefusalError(
            _("It comes from a newer version of the program: %(first)s is unknown here."),
            remedy=_("Install that version or a newer one and try again."),
            facts={"first": ".".join(unknown[0])},
        )
    known = wanted & set(loader.graph.nodes)
    return sorted(
        key
        for key in known
        if not any(child.key[0] == key[0] and child.key in known for child in loader.graph.node_map[key].children)
    )


def tables_of(state: ProjectState) -> tuple[Table, ...]:
    """Every table that is carried, in the order of their names."""
    found = {}
    for model in state.apps.get_models(include_auto_created=True, include_swapped=False):
        if model._meta.proxy or model._meta.db_table in TRANSIENT:
            continue
        found[model._meta.db_table] = _table(model)
    return tuple(found[name] for name in sorted(found))


def _table(model: type[Model]) -> Table:
    columns = sorted(
        (
            Column(str(field.column), kind_of(field), field.attname, bool(field.null))
            for field in model._meta.local_concrete_fields
        ),
        key=lambda column: column.name,
    )
    key = next((column for column in columns if column.name == model._meta.pk.column), None)
    if key is None:
        raise FieldDoesNotExist(f"{model._meta.db_table} has no key of its own")
    return Table(model._meta.db_table, model, key, tuple(columns))


def unknown_tables(connection: BaseDatabaseWrapper, carried: tuple[Table, ...]) -> list[str]:
    """Tables that lie in the database and that no migration of ours made."""
    known = {table.name for table in carried} | set(TRANSIENT) | {MIGRATIONS}
    return sorted(set(connection.introspection.table_names()) - known)


def state_field(table: Table, column: Column) -> Any:
    """The field of a column."""
    return next(field for field in table.model._meta.local_concrete_fields if field.column == column.name)
