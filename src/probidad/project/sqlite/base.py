"""The database engine: SQLite as Django speaks it, for ``trusted_schema=OFF``."""

from django.db.backends.sqlite3 import base

PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "secure_delete": "ON",
    "trusted_schema": "OFF",
}


class DatabaseWrapper(base.DatabaseWrapper):
    """A schema that cannot call functions refuses the check that Django puts on JSON columns (SQLite before 3.41 takes
    its JSON functions for unsafe), so that check is left out: the framework writes valid JSON by itself."""

    data_type_check_constraints = {  # noqa: RUF012 (as the framework declares it)
        kind: check for kind, check in base.DatabaseWrapper.data_type_check_constraints.items() if kind != "JSONField"
    }
