"""What must be in place before the server starts: tables, static files, and nobody else on the same data."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

STAMP = ".probidad"


def embedded() -> bool:
    """Whether the data lie in this machine's own file and not in a database server."""
    return connection.vendor == "sqlite"


def missing_migrations() -> list[str]:
    """Migrations that are on disk and not in the database. Names only: loading every one costs a fifth of the start."""
    on_disk = {
        (config.label, path.stem)
        for config in apps.get_app_configs()
        for path in (Path(config.path) / "migrations").glob("[!_]*.py")
    }
    applied = set(MigrationRecorder(connection).applied_migrations())
    return sorted(f"{label}.{name}" for label, name in on_disk - applied)


def lacking(missing: list[str]) -> RefusalError:
    """The refusal of what needs tables that are not there yet."""
    return RefusalError(
        _("The database lacks %(count)s migrations; the first is %(first)s."),
        remedy=_("Make a backup of it and then run: probidad migrar"),
        facts={"count": str(len(missing)), "first": missing[0]},
    )


def migrate() -> None:
    """Bring the tables up to date."""
    call_command("migrate", interactive=False, verbosity=0)


def static_is_stale() -> bool:
    """Whether the static files served are not those of this program."""
    stamp = Path(settings.STATIC_ROOT) / STAMP
    return not stamp.is_file() or stamp.read_text(encoding="ascii") != _static_digest()


def collect_static() -> None:
    """Copy the static files to where they are served from, compressed and named by their content. The stamp comes last,
    so that a copy that was cut short is made again."""
    call_command("collectstatic", interactive=False, verbosity=0)
    (Path(settings.STATIC_ROOT) / STAMP).write_text(_static_digest(), encoding="ascii")


def _static_digest() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def prepare(*, may_migrate: bool) -> None:
    """Tables and static files up to date. Raises ``RefusalError`` when migrations are missing and ``may_migrate`` is
    not given: on a database server an upgrade is a decision with a backup before it."""
    missing = missing_migrations()
    if missing and not may_migrate:
        raise lacking(missing)
    if missing:
        migrate()
    if static_is_stale():
        collect_static()


@contextmanager
def alone(folder: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold the data folder, so that a second server on the same SQLite file is refused with ``RefusalError``, and so is
    a restore or a transfer while any server runs. ``shared`` lets others hold it in the same way. The processes that
    this one starts hold it too."""
    with (folder / ".servir").open("a") as handle:
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RefusalError(
                _("Another server already uses the data of %(folder)s."),
                remedy=_("Stop it, or give this one a folder of its own with PROBIDAD_DATA."),
                facts={"folder": str(folder)},
            ) from None
        yield
