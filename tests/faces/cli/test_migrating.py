"""A migration that is killed can be run again and ends as if nothing had happened."""

import random
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from crashing import database
from installed import RUN, probidad, settings

SHORTEST, LONGEST, KILLS = 0.5, 1.6, 3  # seconds: the program alone takes half of one to start
_POSTGRESQL = """
SELECT 'column', table_name, column_name, data_type || is_nullable FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'index', tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
  WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'migration', app, name, '' FROM django_migrations
UNION ALL SELECT 'permission', codename, name, '' FROM auth_permission
"""
_SQLITE = """
SELECT type, tbl_name, name, sql FROM sqlite_master
UNION ALL SELECT 'migration', app, name, '' FROM django_migrations
UNION ALL SELECT 'permission', codename, name, '' FROM auth_permission
"""


def shape(url: str) -> list[tuple[str, ...]]:
    """Everything that migrations make."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            return sorted(map(repr, connection.execute(_SQLITE).fetchall()))
    with psycopg.connect(url.replace("postgres://", "postgresql://")) as connection:
        return sorted(map(repr, connection.execute(_POSTGRESQL).fetchall()))


@pytest.mark.django_db
def test_a_migration_killed_at_random_points_is_run_again_and_ends_as_one_that_was_not(tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(10**6)
    delays = random.Random(seed)
    killed = 0
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with database(tmp_path / "a") as url, database(tmp_path / "b") as calm:
        for _round in range(KILLS):
            with subprocess.Popen(
                [*RUN, "migrar"], env=settings(tmp_path / "a", DATABASE_URL=url), stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            ) as one:  # fmt: skip
                try:
                    one.wait(timeout=delays.uniform(SHORTEST, LONGEST))
                except subprocess.TimeoutExpired:
                    one.kill()
                    killed += 1
        assert killed, f"seed {seed}: it was over each time before it could be killed"
        done = probidad(tmp_path / "a", "migrar", DATABASE_URL=url)
        assert (done.returncode, done.stderr) == (0, ""), f"seed {seed}"
        assert probidad(tmp_path / "b", "migrar", DATABASE_URL=calm).returncode == 0
        assert shape(url) == shape(calm), f"seed {seed}"
