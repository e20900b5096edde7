"""A database server that goes away: the pages say so and come back by themselves."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from installed import ask, free_port, probidad, ready, serving


class Door:
    """Stands between the program and its database, and can be shut: connections are cut and new ones refused."""

    def __init__(self, host: str, port: int) -> None:
        self.port = free_port()
        self._to = (host, port)
        self._loop = asyncio.new_event_loop()
        self._open: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    def open(self) -> None:
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)

    def shut(self) -> None:
        asyncio.run_coroutine_threadsafe(self._cut(), self._loop).result(10)

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._pass, "127.0.0.1", self.port)

    async def _cut(self) -> None:
        assert self._server
        self._server.close()
        for writer in list(self._open):
            writer.transport.abort()
        self._open.clear()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner, outer = await asyncio.open_connection(*self._to)
        self._open |= {writer, outer}
        await asyncio.gather(self._pump(reader, outer), self._pump(inner, writer), return_exceptions=True)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.close()


@contextmanager
def database() -> Iterator[tuple[str, Door]]:
    """A new database on the server of the tests, reached through a door."""
    facts = connection.settings_dict
    name = f"away_{time.time_ns()}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    door = Door(str(facts["HOST"]), int(facts["PORT"] or 5432))
    door.open()
    password = f":{facts['PASSWORD']}" if facts["PASSWORD"] else ""
    try:
        yield f"postgres://{facts['USER']}{password}@127.0.0.1:{door.port}/{name}", door
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.django_db(transaction=True)
def test_a_database_that_goes_away_gives_503_and_comes_back_without_a_restart(tmp_path: Path) -> None:
    if connection.vendor != "postgresql":  # the other engine is a file of this machine, that does not go away
        assert connection.vendor == "sqlite"
        return
    folder = tmp_path / "datos"
    with database() as (url, door):
        refused = probidad(folder, "servir", "--puerto", str(free_port()), DATABASE_URL=url)
        assert (refused.returncode, "probidad migrar" in refused.stderr) == (2, True)
        assert probidad(folder, "migrar", DATABASE_URL=url).returncode == 0
        with serving(folder, DATABASE_URL=url) as (server, port, _log):
            assert ask(port)[0] == 200
            door.shut()
            status, headers, body = ask(port)
            assert (status, headers.get("Retry-After")) == (503, "30")
            assert "<h1>" in body
            door.open()
            ready(port)
            assert {ask(port)[0] for _ in range(20)} == {200}
            assert server.poll() is None
