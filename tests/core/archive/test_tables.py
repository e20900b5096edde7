"""What is carried: everything, unless it is named with a reason."""

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from probidad.core.archive.tables import SEEDED, TRANSIENT, state_of, tables_of
from probidad.documents.refusal import RefusalError


def everything() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


def test_every_table_is_carried_or_left_behind_for_a_reason() -> None:
    carried = {table.name for table in tables_of(state_of(everything()))}
    ours = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if not model._meta.proxy}
    assert carried | set(TRANSIENT) == ours | {"core_shared_cache"}
    assert not carried & set(TRANSIENT)
    assert carried >= SEEDED
    assert all(TRANSIENT.values())


def test_every_column_of_a_table_is_carried() -> None:
    tables = {table.name: table for table in tables_of(state_of(everything()))}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table in tables:
            columns = {column.name for column in tables[model._meta.db_table].columns}
            assert columns == {field.column for field in model._meta.local_concrete_fields}


def test_an_older_state_has_the_tables_that_it_had() -> None:
    older = frozenset(key for key in everything() if key[0] != "core" or key[1] < "0003")
    names = {table.name for table in tables_of(state_of(older))}
    assert "core_trailentry" in names
    with pytest.raises(RefusalError):
        state_of(older | {("core", "9999_from_the_future")})
