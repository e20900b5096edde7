"""Sixteen processes that write the trail of one entity at once."""

import json
from pathlib import Path

import pytest

import storms
from crashing import database
from installed import probidad

PROCESSES, EACH = 16, 10
_WRITE = """
import json, os, sys, town
from django.db import connections
from crashes import chains, writes
from probidad.core.models import Process, TrailEntry
writes.prepare()
connections.close_all()
children = []
for number in range(int(sys.argv[1])):
    child = os.fork()
    if child == 0:
        code = 1
        try:
            for turn in range(int(sys.argv[2])):
                writes._create(f"{number}-{turn}")
            code = 0
        finally:
            os._exit(code)
    children.append(child)
codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
chains.whole()
print(json.dumps({"codes": codes, "processes": Process.objects.count(), "entries": chains.gapless()}))
"""


@pytest.mark.django_db
def test_no_entry_is_lost_or_given_a_number_twice_when_sixteen_processes_write(tmp_path: Path) -> None:
    with database(tmp_path) as url:
        assert probidad(tmp_path, "migrar", DATABASE_URL=url).returncode == 0
        found = storms.run(tmp_path, url, _WRITE, str(PROCESSES), str(EACH))
    whole = PROCESSES * EACH + 1  # the first is of the preparation
    assert found == {"codes": [0] * PROCESSES, "processes": whole, "entries": whole}, json.dumps(found)
