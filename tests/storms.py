"""Many people who write at once in a real server, each with a session of their own."""

import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

import installed

TESTS = Path(__file__).resolve().parent
SESSION, FORGERY, TOKEN = "probidad_sesion", "probidad_csrf", "a" * 32
NEW = "/mesa/procesos/nuevo/"
_PREPARE = """
import json, sys, town
from probidad.rules.separation import Role
here = town.entity()
keys = []
for number in range(int(sys.argv[1])):
    browser = town.client(town.person(here, Role.PLANNING))
    keys.append(browser.session.session_key)
print(json.dumps(keys))
"""
_LOOK = """
import json
from crashes import chains
from probidad.core.models import Process, TrailEntry
chains.whole()
told = TrailEntry.objects.filter(verb="process.created").count()
print(json.dumps({"codes": sorted(Process.objects.values_list("code", flat=True)), "told": told, "entries": chains.gapless()}))
"""


@dataclass(slots=True)
class Answered:
    """What a writer was told: how often each status, what was acknowledged, how long each answer took, and what came
    with a 503."""

    statuses: Counter[int] = field(default_factory=Counter)
    acknowledged: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    retries: set[str] = field(default_factory=set)
    bodies: list[str] = field(default_factory=list)
    at: list[tuple[float, int]] = field(default_factory=list)


def run(folder: Path, url: str, script: str, *arguments: str) -> object:
    """Run a script with Django and the tests at hand, on an installation; what it printed last, from JSON."""
    environment = installed.settings(folder, DATABASE_URL=url)
    environment["PYTHONPATH"] = os.pathsep.join((str(TESTS), *filter(None, sys.path)))
    before = "import os, django\nos.environ['DJANGO_SETTINGS_MODULE'] = 'probidad.project.settings'\ndjango.setup()\n"
    done = subprocess.run(
        [sys.executable, "-c", before + script, *arguments], env=environment, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def sessions(folder: Path, url: str, count: int) -> list[str]:
    """The sessions of that many people of one entity who may write."""
    found = run(folder, url, _PREPARE, str(count))
    assert isinstance(found, list)
    return found


def look(folder: Path, url: str) -> dict[str, object]:
    """What lies in the database afterwards; the chains are followed on the way."""
    found = run(folder, url, _LOOK)
    assert isinstance(found, dict)
    return found


class Storm:
    """Each session posts one form after the other, ``times`` of them or until :meth:`end`."""

    def __init__(self, port: int, keys: list[str], times: int = 10**6) -> None:
        self.answers = [Answered() for _key in keys]
        self._port, self._times, self._over = port, times, threading.Event()
        self._threads = [
            threading.Thread(target=self._write, args=(number, key), daemon=True) for number, key in enumerate(keys)
        ]

    def begin(self) -> None:
        for thread in self._threads:
            thread.start()

    def wait(self, seconds: float) -> None:
        """Until everybody is through."""
        for thread in self._threads:
            thread.join(seconds)
            assert not thread.is_alive(), "a writer never got an answer"

    def end(self, seconds: float = 60) -> None:
        self._over.set()
        self.wait(seconds)

    def together(self) -> Answered:
        """What all of them were told."""
        whole = Answered()
        for one in self.answers:
            whole.statuses += one.statuses
            whole.acknowledged += one.acknowledged
            whole.seconds += one.seconds
            whole.retries |= one.retries
            whole.bodies += one.bodies
            whole.at += one.at
        return whole

    def _write(self, number: int, key: str) -> None:
        told = self.answers[number]
        for turn in range(self._times):
            if self._over.is_set():
                return
            code = f"P{number}-{turn}"
            began = time.monotonic()
            try:
                status, headers, body = self._post(key, code)
            except (OSError, HTTPException) as error:  # the server itself hung up
                status, headers, body = 0, {}, repr(error)
            told.seconds.append(time.monotonic() - began)
            told.statuses[status] += 1
            told.at.append((time.monotonic(), status))
            if status in (302, 303):
                told.acknowledged.append(code)
            else:
                told.bodies.append(body[:600])
                told.retries.add(headers.get("Retry-After", ""))
                time.sleep(0.05)

    def _post(self, key: str, code: str) -> tuple[int, dict[str, str], str]:
        form = {"code": code, "name": f"Proceso {code}", "kind": "strategic", "begins": "2026-01-02", "objective": ""}
        connection = HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            connection.request(
                "POST", NEW, urlencode(form),
                {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": TOKEN,
                 "Cookie": f"{SESSION}={key}; {FORGERY}={TOKEN}"},
            )  # fmt: skip
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()
        finally:
            connection.close()


def p95(seconds: list[float]) -> float:
    """The time within which nineteen of twenty were answered."""
    return sorted(seconds)[int(len(seconds) * 0.95)]
