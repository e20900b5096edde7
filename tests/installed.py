"""Commands as a person gives them, on a data folder of their own; a server that is started and stopped."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

RUN = [sys.executable, "-c", "from probidad.faces.cli.entry import run; run()"]
KEY = "only-for-tests-0123456789-0123456789-0123456789-01"


def settings(folder: Path, **other: str) -> dict[str, str]:
    """The environment of a trial: none of the settings of who runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PROBIDAD_")}
    given = {"DATA": str(folder), "SECRET_KEY": KEY, "HTTPS": "no", **other}
    return {**kept, **{f"PROBIDAD_{name}": value for name, value in given.items()}}


def probidad(folder: Path, *arguments: str, **other: str) -> subprocess.CompletedProcess[str]:
    """Give a command and wait for its end."""
    done = subprocess.run(
        [*RUN, *arguments], capture_output=True, text=True, timeout=120, env=settings(folder, **other)
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(port: int, path: str = "/") -> tuple[int, dict[str, str], str]:
    """Status, headers and text of a page."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()
    finally:
        connection.close()


def ready(port: int, within: float = 60) -> None:
    """Wait until somebody answers."""
    end = time.monotonic() + within
    while True:
        try:
            ask(port)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


@contextmanager
def serving(folder: Path, *arguments: str, **other: str) -> Iterator[tuple[subprocess.Popen[str], int, Path]]:
    """A server, its port and its log."""
    port = free_port()
    log = folder.with_suffix(".log")
    with log.open("w") as handle:
        server = subprocess.Popen(
            [*RUN, "servir", "--puerto", str(port), *arguments],
            stdout=handle, stderr=subprocess.STDOUT, text=True, env=settings(folder, **other),
        )  # fmt: skip
    try:
        ready(port)
        yield server, port, log
    finally:
        if server.poll() is None:
            server.terminate()
        server.wait(timeout=20)
