"""Many writers at once, and a database server that dies and comes back while they write."""

import time
from pathlib import Path

import pytest
from django.db import connection

import privatepg
import storms
from crashing import database
from installed import probidad, serving

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("storm")]
WRITERS, EACH = 16, 8
BACK_WITHIN = 30.0  # seconds


def test_sixteen_who_write_at_once_are_all_acknowledged_and_every_chain_is_gapless(tmp_path: Path) -> None:
    folder = tmp_path / "datos"
    folder.mkdir()
    with database(folder) as url:
        assert probidad(folder, "migrar", DATABASE_URL=url).returncode == 0
        keys = storms.sessions(folder, url, WRITERS)
        with serving(folder, DATABASE_URL=url, THREADS="8") as (_server, port, log):
            storm = storms.Storm(port, keys, times=EACH)
            storm.begin()
            storm.wait(120)
        told = storm.together()
        assert set(told.statuses) == {302}, (told.statuses, told.bodies[:2])
        assert "locked" not in log.read_text()
        print(f"{connection.vendor}: {len(told.seconds)} writes, p95 {storms.p95(told.seconds):.2f} s")
        found = storms.look(folder, url)
        assert found["codes"] == sorted(told.acknowledged)
        assert found["told"] == WRITERS * EACH


@pytest.mark.parametrize("how", ["immediate"])
def test_a_postgresql_that_dies_under_load_gives_503_and_is_back_without_a_restart(tmp_path: Path, how: str) -> None:
    if connection.vendor != "postgresql":  # the other engine is a file of this machine, that does not go away
        assert connection.vendor == "sqlite"
        return
    if reason := privatepg.lacking():
        pytest.skip(reason)
    folder = tmp_path / "datos"
    with privatepg.server() as server:
        assert probidad(folder, "migrar", DATABASE_URL=server.url).returncode == 0
        keys = storms.sessions(folder, server.url, 8)
        with serving(folder, DATABASE_URL=server.url) as (program, port, log):
            storm = storms.Storm(port, keys)
            storm.begin()
            time.sleep(1)
            server.stop(how)
            time.sleep(1)
            back = time.monotonic()
            server.start()
            time.sleep(3)
            storm.end()
            assert program.poll() is None
        told = storm.together()
        assert set(told.statuses) == {302, 503}, (told.statuses, told.bodies[:3], log.read_text()[-3000:])
        assert told.retries == {"30"}
        first = min(at for at, status in told.at if status == 302 and at > back)
        print(f"{told.statuses}, back after {first - back:.1f} s")
        assert first - back < BACK_WITHIN
        found = storms.look(folder, server.url)
        assert set(told.acknowledged) <= set(found["codes"])  # type: ignore[call-overload]
        assert found["told"] == len(found["codes"])  # type: ignore[arg-type]
