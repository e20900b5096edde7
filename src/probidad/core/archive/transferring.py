"""From one database to another, SQLite to PostgreSQL or back: the same rows, proved by the same digests."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from probidad.core.archive import box, schema
from probidad.core.archive.backup import facts_of
from probidad.core.archive.filling import Compared, filled
from probidad.core.archive.rows import Digesting, lines, load
from probidad.core.archive.tables import Table, applied, state_of, tables_of
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _


def transfer(target: Mapping[str, Any]) -> list[Compared]:
    """Copy every row of the database of this installation into the empty one at ``target``. The source is only read.

    Raises ``RefusalError`` when the target is not empty or is the source, ``DiffersError`` when what arrived differs.
    """
    source = schema.described()
    if _place(source) == _place(target):
        raise RefusalError(
            _("That is the database of this installation itself."), remedy=_("Name another, empty one."), facts={}
        )
    with schema.snapshot(source) as reading:
        have = applied(reading)
        found: list[box.TableFacts] = []

        def bring(connection: BaseDatabaseWrapper, tables: tuple[Table, ...]) -> None:
            last = schema.counters(reading, tables)
            for table in tables_of(state_of(have)):
                digesting = Digesting(table)
                load(connection, table, _passing(reading, table, digesting))
                digest = digesting.digest()
                counted = replace(facts_of(table), rows=digest.rows, sha256=digest.sha256)
                found.append(replace(counted, last=last.get(table.name, 0)))

        with filled(target, have, bring, lambda: found) as compared:
            return compared


def _passing(reading: BaseDatabaseWrapper, table: Table, digesting: Digesting) -> Any:
    for line in lines(reading, table):
        digesting.add(line)
        yield line


def _place(description: Mapping[str, Any]) -> tuple[str, ...]:
    if str(description["ENGINE"]).endswith("sqlite"):
        return (str(Path(str(description["NAME"])).resolve()),)
    return tuple(str(description.get(key) or "") for key in ("HOST", "PORT", "NAME"))
