"""``probidad servir`` as a person starts it: ready, safe, stopped, started again."""

import os
import re
import signal
import socket
import time
from pathlib import Path

import pytest

from installed import ask, free_port, probidad, ready, serving


def descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [found for child in children for found in (int(child), *descendants(int(child)))]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with its tables; tests that change it do so without minding each other."""
    folder = tmp_path_factory.mktemp("servir") / "datos"
    assert probidad(folder, "migrar").returncode == 0
    return folder


def test_the_first_start_makes_everything_and_gives_one_link_that_the_second_does_not(tmp_path: Path) -> None:
    folder = tmp_path / "datos"
    first = ("--correo", "ana@muestra.example", "--nombre", "Ana")
    with serving(folder, *first) as (server, port, log):
        status, headers, body = ask(port)
        assert (status, "<h1" in body, "Set-Cookie" in headers) == (200, True, False)
        link = re.search(r"http://127\.0\.0\.1:\d+(/cuenta/\S+)", log.read_text())
        assert link
        assert ask(port, link[1])[0] in (200, 302)
        end = time.monotonic() + 20
        while len(descendants(server.pid)) < 4 and time.monotonic() < end:
            time.sleep(0.05)
        assert len(descendants(server.pid)) == 4
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=10) == 0
    told = log.read_text()
    assert link[1] not in told.replace(link[0], "")
    assert "/cuenta/invitacion/…" in told
    with serving(folder, *first) as (_server, port, log):
        assert ask(port)[0] == 200
        assert "/cuenta/invitacion/" not in log.read_text()


def test_lines_of_access_hold_no_origin_and_no_query(prepared: Path) -> None:
    with serving(prepared, "--solo", "web") as (_server, port, log):
        ask(port, "/?q=nombre-de-persona")
        ask(port, "/nada%0A2026-01-01%20forged")
    lines = [line for line in log.read_text().splitlines() if "gunicorn.access" in line]
    assert any(re.search(r"GET / 200 \d+ \d+ms$", line) for line in lines)
    assert not any("nombre-de-persona" in line or "127.0.0.1" in line for line in lines)
    assert not [line for line in log.read_text().splitlines() if line.startswith("2026-01-01 forged")]


def test_a_busy_port_is_told_in_two_sentences(prepared: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = probidad(prepared, "servir", "--puerto", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 2
    assert str(taken) not in done.stderr


def test_a_second_server_on_the_same_data_is_refused(prepared: Path) -> None:
    with serving(prepared):
        done = probidad(prepared, "servir", "--puerto", str(free_port()))
    assert (done.returncode, str(prepared) in done.stderr) == (2, True)


@pytest.mark.parametrize(
    "unsafe",
    [
        {"SECRET_KEY": "short"},
        {"HOSTS": "*"},
        {"BIND": "0.0.0.0:8000"},
        {"WORKERS": "many"},
        {"DATABASE_URL": "mysql://h/d"},
    ],
)
def test_the_server_does_not_start_with_what_is_unsafe_or_cannot_be_read(
    prepared: Path, unsafe: dict[str, str]
) -> None:
    done = probidad(prepared, "servir", "--puerto", str(free_port()), **unsafe)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 2


def test_a_web_server_that_is_killed_starts_again_on_the_same_port(prepared: Path) -> None:
    with serving(prepared) as (server, port, log):
        children = [int(child) for child in Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()]
        for child in children:
            os.kill(child, signal.SIGKILL)
        ready(port)
        assert ask(port)[0] == 200
        assert log.read_text().count("starts again") >= 1


def test_a_part_that_is_not_known_is_refused(prepared: Path) -> None:
    done = probidad(prepared, "servir", "--solo", "todo")
    assert (done.returncode, "todo" in done.stderr) == (2, True)
