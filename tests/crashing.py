"""Kill -9 at random points, again and again, and look at what is left.

A scenario is a module of the tests (``crashes.evidence``) with three functions:

- ``prepare()`` makes what the rounds need; it runs once, in an installation of its own with all its tables. It should
  do the act once, so that what a process loads at its first is loaded before the rounds;
- ``work(acknowledge)`` does acts one after the other until it is killed and calls ``acknowledge(text)`` after each one,
  when a person would be told that it is done;
- ``check(acknowledged)`` gets what was acknowledged in the last round and raises ``AssertionError`` for what was lost
  or left half done.

A test calls :func:`crashed`, which starts one process that loads Django once and forks for each round. Rounds are 50 in
all, or ``PROBIDAD_CRASH_ROUNDS``; the seed is printed with every failure, so that its delays can be tried again.
"""

import contextlib
import json
import os
import random
import secrets
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from urllib.parse import quote

import django
from django.core.management import call_command
from django.db import connection, connections

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = int(os.environ.get("PROBIDAD_CRASH_ROUNDS", "50"))
LONGEST = 0.15  # seconds that a round may last before it is killed
FAILED = 3  # the child ended by itself, by a fault


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rounds came to. ``cut`` counts those that were killed before they acknowledged anything."""

    rounds: int
    acknowledged: int
    cut: int


def crashed(scenario: str, folder: Path, *, rounds: int = ROUNDS, longest: float = LONGEST) -> Outcome:
    """Run ``scenario`` in an installation of its own: the data in ``folder``, a database of the engine under test.

    Raises ``AssertionError`` with what the check said.
    """
    seed = secrets.randbelow(10**9)
    with database(folder) as url:
        done = subprocess.run(
            [sys.executable, "-m", "crashing", scenario, str(rounds), str(seed), str(longest)],
            capture_output=True, text=True, timeout=280, check=False, env=_environment(folder, url), cwd=ROOT,
        )  # fmt: skip
    assert done.returncode == 0, f"seed {seed}: {done.stdout[-2000:]}{done.stderr[-6000:]}"
    return Outcome(**json.loads(done.stdout.splitlines()[-1]))


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """The address of an empty database of the engine under test: a file in ``folder``, or one more on the server."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'crashes.sqlite3'}"
        return
    known = connection.settings_dict
    name = f"probidad_crash_{os.getpid()}_{secrets.token_hex(4)}"
    place = f"{known['HOST'] or '127.0.0.1'}:{known['PORT'] or 5432}"
    user = quote(known["USER"]) + (f":{quote(known['PASSWORD'])}" if known["PASSWORD"] else "")
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"postgres://{user}@{place}/{name}"
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _environment(folder: Path, url: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PROBIDAD_", "PYTEST_"))}
    ours = {
        "PROBIDAD_DATA": str(folder), "PROBIDAD_DATABASE_URL": url, "PROBIDAD_HTTPS": "no", "PROBIDAD_LOG": "error",
        "PROBIDAD_SECRET_KEY": "only-for-tests-" + "0123456789-" * 5, "DJANGO_SETTINGS_MODULE": "probidad.project.settings",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "tests"), *filter(None, sys.path))),
    }  # fmt: skip
    return kept | ours


def main(name: str, rounds: int, seed: int, longest: float) -> None:
    """The process of the rounds; prints the outcome as JSON."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    scenario = import_module(name)
    scenario.prepare()
    delays = random.Random(seed)
    count = cut = 0
    for _round in range(rounds):
        connections.close_all()  # a connection must not be shared with the child
        acknowledged = _killed(scenario.work, delays.uniform(0, longest))
        scenario.check(acknowledged)
        count += len(acknowledged)
        cut += not acknowledged
    print(json.dumps({"rounds": rounds, "acknowledged": count, "cut": cut}))


def _killed(work: Callable[[Callable[[str], None]], None], delay: float) -> list[str]:
    """What the child acknowledged before it was killed, ``delay`` seconds after it began."""
    reads, writes = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.close(reads)
        _child(work, writes)
    os.close(writes)
    with os.fdopen(reads, "rb") as answers:
        answers.readline()  # it has begun
        time.sleep(delay)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), "the work ended by itself: it has to go on until it is killed"
        whole, _cut, _rest = answers.read().rpartition(b"\n")
    return whole.decode().splitlines()


def _child(work: Callable[[Callable[[str], None]], None], writes: int) -> None:
    """Never returns."""
    try:
        os.write(writes, b"begun\n")
        work(lambda text: _tell(writes, text))
    except BaseException:  # noqa: BLE001 (whatever it is, the child must not go on as a second test)
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(FAILED)


def _tell(writes: int, text: str) -> None:
    line = text.encode() + b"\n"
    assert len(line) <= 512, "a longer line could be cut"  # at most PIPE_BUF, so that it is written whole
    os.write(writes, line)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
