"""The scheduled work has one effect, killed anywhere or run by two processes at once."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

PROGRAM = Path(__file__).with_name("tick_rounds.py")
ROUNDS = int(os.environ.get("PROBIDAD_CRASH_ROUNDS", "12"))
PAIRS = 4


@pytest.fixture
def database(tmp_path: Path, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database of the engine under test."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'tick.sqlite3'}"
        return
    known = settings.DATABASES["default"]
    name = f"{known['NAME']}_tick_{os.getpid()}"
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
        who = known["USER"] + (f":{known['PASSWORD']}" if known["PASSWORD"] else "")
        yield f"postgres://{who}@{known['HOST']}:{known['PORT']}/{name}"
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.django_db
def test_killed_half_way_or_run_by_two_at_once_each_notice_and_each_digest_is_there_once(
    database: str, tmp_path: Path
) -> None:
    folder = tmp_path / "correo"
    folder.mkdir()
    given = {
        **os.environ, "PROBIDAD_DATABASE_URL": database, "PROBIDAD_DATA": str(tmp_path / "datos"),
        "PROBIDAD_MAIL_URL": "smtp://127.0.0.1:1", "DJANGO_SETTINGS_MODULE": "probidad.project.settings",
        "PROBIDAD_LOG": "error",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(folder), str(ROUNDS), str(PAIRS)],
        env=given, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    told = json.loads(done.stdout)
    print(told)
    assert told["cut"] > 0, "no round was killed"
    assert (told["notices"], told["digests"], told["sent"]) == (told["expected"],) * 3
    # a mail may leave twice where its process died between the server's yes and our note: under the same identifier
    assert told["different"] == told["expected"]
    assert told["ours"]
    assert told["delivered"] - told["different"] <= told["cut"]
