"""The database: whether it answers, and whether it keeps what it is asked to keep."""

import sqlite3
from collections.abc import Iterator, Mapping

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from probidad.faces.cli.checkup.line import Line, State
from probidad.faces.cli.preparing import embedded, missing_migrations
from probidad.rules.finding import gettext_noop as _

AWAY = "database.away"  # the key of the line after which nothing more can be asked
PROMISED = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "secure_delete": "1", "trusted_schema": "0"}
LEAST_PATIENCE = 5000  # milliseconds that a write waits for another one
OLDEST_SQLITE = (3, 31)
OLDEST_POSTGRESQL = 140000


def storage() -> Iterator[Line]:
    """Whether it answers; then engine and tables."""
    try:
        connection.ensure_connection()
    except (DatabaseError, InterfaceError) as error:
        facts = {"reason": str(error).strip().splitlines()[0]}
        remedy = _("Start the database, or correct PROBIDAD_DATABASE_URL.")
        yield Line(AWAY, State.MEND, _("The database does not answer: %(reason)s."), facts, remedy)
        return
    if embedded():
        yield from pragmas()
        yield from whole()
    else:
        yield from server()
    yield from migrations()


def pragmas(promised: Mapping[str, str] = PROMISED) -> Iterator[Line]:
    """That SQLite keeps what was acknowledged, as the settings ask it to."""
    if not embedded():
        return
    version = sqlite3.sqlite_version_info
    wrong = []
    with connection.cursor() as cursor:
        for name, value in promised.items():  # a pragma takes no parameter; the names are ours
            cursor.execute(f"PRAGMA {name}")
            found = str(cursor.fetchone()[0]).lower()
            if found != value and not (name == "journal_mode" and found == "memory"):
                wrong.append(f"{name}={found}")
        cursor.execute("PRAGMA busy_timeout")
        patience = int(cursor.fetchone()[0])
    if patience < LEAST_PATIENCE:
        wrong.append(f"busy_timeout={patience}")
    if connection.settings_dict["OPTIONS"].get("transaction_mode") != "IMMEDIATE":
        wrong.append("transaction_mode")
    facts = {"wrong": ", ".join(wrong), "version": ".".join(map(str, version))}
    if wrong:
        message = _("SQLite did not take what it was asked for, so an acknowledged write could be lost: %(wrong)s.")
        remedy = _("Put PROBIDAD_DATA on a local disk (not on a network share) and take a current SQLite.")
        yield Line("database.pragmas", State.CRITICAL, message, facts, remedy)
    elif version < OLDEST_SQLITE:
        remedy = _("Take a Python with SQLite 3.31 or newer.")
        yield Line("database.pragmas", State.CRITICAL, _("SQLite %(version)s is too old."), facts, remedy)
    else:
        message = _("SQLite %(version)s writes to the disk before it acknowledges.")
        yield Line("database.pragmas", State.GOOD, message, facts)


def whole() -> Iterator[Line]:
    """That no page of the SQLite file is damaged."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")  # the framework has no words for it
        found = str(cursor.fetchone()[0])
    if found != "ok":
        remedy = _("Stop the server, keep a copy of the file and restore the last backup.")
        message = _("The database file is damaged: %(reason)s.")
        yield Line("database.whole", State.MEND, message, {"reason": found}, remedy)
    else:
        yield Line("database.whole", State.GOOD, _("The database file is whole."))


def server() -> Iterator[Line]:
    """Version, encoding and time zone of PostgreSQL."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num'), current_setting('server_version'), "
                       "current_setting('server_encoding'), current_setting('TimeZone'), "
                       "current_setting('synchronous_commit'), current_setting('fsync')")  # fmt: skip
        number, version, encoding, zone, commits, fsync = cursor.fetchone()
    facts = {"version": version, "encoding": encoding, "zone": zone, "commits": commits, "fsync": fsync}
    if int(number) < OLDEST_POSTGRESQL:
        remedy = _("Take PostgreSQL 14 or newer.")
        yield Line("database.server", State.MEND, _("PostgreSQL %(version)s is too old."), facts, remedy)
    elif encoding != "UTF8":
        remedy = _("Make the database again with ENCODING 'UTF8' and move the data there.")
        message = _("The database is written in %(encoding)s and would lose letters.")
        yield Line("database.server", State.MEND, message, facts, remedy)
    elif fsync == "off" or commits == "off":
        remedy = _("Set fsync and synchronous_commit to on in postgresql.conf.")
        message = _("PostgreSQL acknowledges before it writes (fsync %(fsync)s, synchronous_commit %(commits)s).")
        yield Line("database.server", State.MEND, message, facts, remedy)
    elif zone != "UTC" and settings.USE_TZ:
        remedy = _("Do not set a time zone for this connection.")
        yield Line("database.server", State.MEND, _("The connection keeps time in %(zone)s."), facts, remedy)
    else:
        yield Line("database.server", State.GOOD, _("PostgreSQL %(version)s, %(encoding)s, UTC."), facts)


def migrations() -> Iterator[Line]:
    missing = missing_migrations()
    if missing:
        facts = {"count": str(len(missing)), "first": missing[0]}
        remedy = _("Make a backup of it and then run: probidad migrar")
        message = _("The database lacks %(count)s migrations; the first is %(first)s.")
        yield Line("database.migrations", State.MEND, message, facts, remedy)
    else:
        yield Line("database.migrations", State.GOOD, _("The tables are those of this program."))
