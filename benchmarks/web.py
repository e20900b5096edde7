"""The server beside a bare project of the same framework on the same server, engine and flags."""

import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from benchmarks.line import Line
from probidad.documents.builder import build
from probidad.documents.limits import Limits
from probidad.documents.readers import read_workbook

HERE = Path(__file__).resolve().parent
BARE = HERE / "bare_site"
HELPDESK = HERE / "helpdesk_site"
OURS_PORT, BARE_PORT = 8741, 8742
WORKERS, THREADS, CONNECTIONS, SECONDS, WARM_UP = 2, 4, 8, 5, 300
EXAMPLE = "sopo-2017-seguimiento-2017-12-30.txt"
KEY = "only-for-benchmarks-0123456789-0123456789-0123456789"
# what may differ between two machines and not between ours and the peer: compiled modules are written for both
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True, slots=True)
class Site:
    """A server: how it is started, where, and the page that is asked for."""

    command: tuple[str, ...]
    environment: dict[str, str]
    port: int
    path: str
    folder: Path


def prepared(folder: Path) -> tuple[Site, Site]:
    """Ours with Sopó published and the peer with the same activities, both with their tables."""
    ours = {
        **ENVIRONMENT, "PROBIDAD_DATA": str(folder / "datos"), "PROBIDAD_HTTPS": "no", "PROBIDAD_SECRET_KEY": KEY,
        "PROBIDAD_WORKERS": str(WORKERS), "PROBIDAD_THREADS": str(THREADS),
    }  # fmt: skip
    program = str(Path(sys.executable).with_name("probidad"))
    for arguments in (("migrar",), ("ejemplo",), ("gestionar", "db_worker", "--batch")):
        subprocess.run([program, *arguments], check=True, capture_output=True, env=ours)
    bare = {**ENVIRONMENT, "BARE_DATABASE_URL": f"sqlite:///{folder / 'bare.sqlite3'}"}
    (folder / "sopo.json").write_text(json.dumps(_rows()), encoding="utf-8")
    for arguments in (("migrate",), ("loaddata", str(folder / "sopo.json"))):
        subprocess.run([sys.executable, "manage.py", *arguments], check=True, capture_output=True, env=bare, cwd=BARE)
    gunicorn = (
        sys.executable, "-m", "gunicorn", "--preload", "--workers", str(WORKERS), "--worker-class", "gthread",
        "--threads", str(THREADS), "--bind", f"127.0.0.1:{BARE_PORT}", "--no-control-socket",
        "--access-logfile", "-", "bare.wsgi",
    )  # fmt: skip
    serve = (program, "servir", "--puerto", str(OURS_PORT))
    return (
        Site(serve, ours, OURS_PORT, "/", folder),
        Site(gunicorn, bare, BARE_PORT, "/plan/", BARE),
    )


def _rows() -> list[dict[str, object]]:
    """The activities of Sopó as rows of the peer's table."""
    path = Path(str(files("probidad") / "examples" / EXAMPLE))
    report = build(read_workbook(path, Limits()))
    names = {component.key: component.name for component in report.components}
    rows = []
    for activity in report.activities:
        fields = {
            "number": activity.number, "component": names.get(activity.component, ""), "action": activity.action,
            "target": activity.target.text, "deadline": activity.deadline, "responsible": activity.responsible,
            "declared": activity.declared_cell.text, "observation": activity.observation,
        }  # fmt: skip
        rows.append({"model": "bare.activity", "fields": fields})
    return rows


@contextmanager
def running(site: Site, *more: str) -> Iterator[tuple[int, float]]:
    """The process and the seconds from the command to the first page."""
    begin = time.perf_counter()
    server = subprocess.Popen(
        [*site.command, *more], env=site.environment, cwd=site.folder, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(site, server)
        yield server.pid, time.perf_counter() - begin
    finally:
        server.terminate()
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:  # a signal that came before anybody listened for it
            server.kill()
            server.wait()


def _wait(site: Site, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            status = fetch(site, site.path)[0]
        except OSError:
            time.sleep(0.002)
            continue
        if status != 200:
            raise RuntimeError(f"{site.command[0]} answered {status}")
        return
    raise RuntimeError(f"{site.command[0]} ended with {server.returncode}")


def fetch(site: Site, path: str) -> tuple[int, str]:
    """Status and text of a page."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=20)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def plan_page(site: Site) -> str:
    """The address of Sopó's plan page, found as a reader finds it."""
    _status, body = fetch(site, "/entidad/sopo/")
    found = re.search(r'href="(/entidad/sopo/[^"/]+/)', body)
    if found is None:
        raise RuntimeError("the portal shows no follow-up of Sopó")
    return found[1] + "plan/"


def rate(site: Site, path: str) -> float:
    """Requests a second that wrk counts; any answer that is not 200 is an error."""
    told = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", f"http://127.0.0.1:{site.port}{path}"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    if "Non-2xx" in told:
        raise RuntimeError(told)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])  # type: ignore[index]


def memory(pid: int) -> float:
    """Proportional set size of a process and everything below it, in MiB."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    own = next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1024
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return own + sum(memory(int(child)) for child in children)


def web(folder: Path, rounds: int) -> list[Line]:
    """The page, the start and the memory."""
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is missing (in Debian: apt install wrk)")
    ours, bare = prepared(folder)
    starts: tuple[list[float], list[float]] = ([], [])
    for _round in range(rounds * 2):
        for taken, site in zip(starts, (ours, bare), strict=True):
            with running(site) as (_pid, seconds):
                taken.append(seconds)
    first, second = min(starts[0]), min(starts[1])
    lines = [Line("server ready: probidad servir / bare project", f"{first:.2f} s", f"{second:.2f} s",
                  f"{first / second:.2f}×", "2×", first <= 2 * second)]  # fmt: skip
    with running(ours, "--solo", "web") as (our_pid, _seconds), running(bare) as (bare_pid, _other):
        page = plan_page(ours)
        rates: tuple[list[float], list[float]] = ([], [])
        for _round in range(rounds):
            for taken, site, path in zip(rates, (ours, bare), (page, bare.path), strict=True):
                taken.append(rate(site, path))
        fast, peer = max(rates[0]), max(rates[1])
        held = (memory(our_pid), memory(bare_pid))
    lines.append(Line("Sopó's plan page, requests a second", f"{fast:.0f}/s", f"{peer:.0f}/s", f"{fast / peer:.2f}×",
                      "0.8× or more", fast >= 0.8 * peer))  # fmt: skip
    lines.append(Line("memory of two workers after load", f"{held[0]:.0f} MiB", f"{held[1]:.0f} MiB",
                      f"{held[0] / held[1]:.2f}×", "1.8×", held[0] <= 1.8 * held[1]))  # fmt: skip
    return lines


def migrations(folder: Path, rounds: int) -> list[Line]:
    """An empty database migrated, ours and django-helpdesk's, each by its own environment's ``manage.py migrate``."""
    peer_python = helpdesk_environment()
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):  # the first one compiles
        ours = {**ENVIRONMENT, "PROBIDAD_DATA": str(folder / f"empty-{number}"), "PROBIDAD_SECRET_KEY": KEY}
        peer = {**ENVIRONMENT, "BARE_DATABASE_URL": f"sqlite:///{folder / f'helpdesk-{number}.sqlite3'}"}
        for times, python, place, environment in (
            (taken[0], sys.executable, HERE.parent, ours),
            (taken[1], peer_python, HELPDESK, peer),
        ):
            begin = time.perf_counter()
            subprocess.run(
                [python, "manage.py", "migrate", "--verbosity", "0"],
                check=True, capture_output=True, cwd=place, env=environment,
            )  # fmt: skip
            times.append(time.perf_counter() - begin)
    first, second = min(taken[0]), min(taken[1])
    return [Line("empty database migrated / django-helpdesk's", f"{first:.2f} s", f"{second:.2f} s",
                 f"{first / second:.2f}×", "1×", first <= second)]  # fmt: skip


def helpdesk_environment() -> str:
    """The Python of an environment with requirements/bench.txt, made once in ``build/``."""
    place = HERE.parent / "build" / "bench"
    python = place / "bin" / "python"
    wanted = (HERE.parent / "requirements" / "bench.txt").read_text(encoding="utf-8")
    stamp = place / ".installed"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        subprocess.run(
            [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", "requirements/bench.txt"],
            check=True, cwd=HERE.parent,
        )  # fmt: skip
        stamp.write_text(wanted, encoding="utf-8")
    return str(python)
