"""Several programs run as one: a dead one starts again, all stop together."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from probidad.faces.cli.supervising import Program

SCRIPT = """
import os, signal, sys, time
from pathlib import Path
from probidad.faces.cli.supervising import Program, supervise
log = Path(sys.argv[1])

def note(text):
    with log.open("a") as handle:
        handle.write(text + "\\n")

def steady():
    note(f"steady {os.getpid()}")
    signal.signal(signal.SIGTERM, lambda *_: (note("steady stops"), sys.exit(0)))
    while True:
        time.sleep(0.05)

def deaf():
    note(f"deaf {os.getpid()}")
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        time.sleep(0.05)

def dies():
    note(f"dies {os.getpid()}")
    os._exit(3)

names = {"steady": steady, "deaf": deaf, "dies": dies}
sys.exit(supervise([Program(name, names[name]) for name in sys.argv[2:]]))
"""


def running(tmp_path: Path, *names: str) -> tuple[subprocess.Popen[bytes], Path]:
    log = tmp_path / "log"
    log.touch()
    return subprocess.Popen([sys.executable, "-c", SCRIPT, str(log), *names], stderr=subprocess.PIPE), log


def lines(log: Path, begins: str) -> list[str]:
    return [line for line in log.read_text().splitlines() if line.startswith(begins)]


def awaited(log: Path, begins: str, count: int = 1, within: float = 15) -> list[str]:
    end = time.monotonic() + within
    while time.monotonic() < end:
        found = lines(log, begins)
        if len(found) >= count:
            return found
        time.sleep(0.02)
    raise AssertionError(f"{begins!r} was not noted {count} times: {log.read_text()!r}")


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("with_signal", [signal.SIGTERM, signal.SIGINT])
def test_one_signal_stops_every_program(tmp_path: Path, with_signal: signal.Signals) -> None:
    parent, log = running(tmp_path, "steady", "steady")
    children = [int(line.split()[1]) for line in awaited(log, "steady ", 2)]
    parent.send_signal(with_signal)
    assert parent.wait(timeout=10) == 0
    assert len(lines(log, "steady stops")) == 2
    assert not any(alive(child) for child in children)


def test_a_program_that_died_starts_again_and_the_others_go_on(tmp_path: Path) -> None:
    parent, log = running(tmp_path, "steady")
    first = int(awaited(log, "steady ")[0].split()[1])
    os.kill(first, signal.SIGKILL)
    second = int(awaited(log, "steady ", 2)[1].split()[1])
    assert second != first
    parent.terminate()
    _out, errors = parent.communicate(timeout=10)
    assert parent.returncode == 0
    assert b"ended with -9" in errors


def test_a_program_that_does_not_heed_the_signal_is_killed(tmp_path: Path) -> None:
    parent, log = running(tmp_path, "deaf", "steady")
    child = int(awaited(log, "deaf")[0].split()[1])
    awaited(log, "steady ")
    began = time.monotonic()
    parent.terminate()
    assert parent.wait(timeout=20) == 0
    assert 7 < time.monotonic() - began < 15
    assert not alive(child)


def test_asked_twice_it_does_not_wait(tmp_path: Path) -> None:
    parent, log = running(tmp_path, "deaf")
    awaited(log, "deaf")
    began = time.monotonic()
    parent.terminate()
    time.sleep(0.3)
    parent.terminate()
    assert parent.wait(timeout=5) == 0
    assert time.monotonic() - began < 5


def test_when_the_parent_is_killed_no_child_stays(tmp_path: Path) -> None:
    parent, log = running(tmp_path, "steady")
    child = int(awaited(log, "steady ")[0].split()[1])
    parent.kill()
    parent.wait(timeout=5)
    awaited(log, "steady stops")
    end = time.monotonic() + 5
    while alive(child) and time.monotonic() < end:
        time.sleep(0.02)
    assert not alive(child)


def test_each_death_in_a_row_waits_twice_as_long_up_to_half_a_minute() -> None:
    waits = [Program("x", lambda: None, deaths=deaths).wait() for deaths in range(1, 8)]
    assert waits == [1, 2, 4, 8, 16, 30, 30]
