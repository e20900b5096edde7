"""Registers: each with a head that states its source, apart from what the command line reads at its start."""

import subprocess
import sys
from pathlib import Path

import pytest

from probidad.frameworks.loader import documents
from probidad.frameworks.registers import head, lines_of, rows
from probidad.frameworks.schema import faults

KEYS = ("divipola", "indicators", "entities")


@pytest.mark.parametrize("key", KEYS)
def test_every_register_states_its_source_its_date_and_its_licence(key: str) -> None:
    found = head("co", key)
    assert found["key"] == key
    assert all(found[field] for field in ("source", "since", "version", "licence"))
    assert faults(found) == ()


def test_the_frameworks_do_not_read_the_registers() -> None:
    assert not set(KEYS) & set(documents("co"))


def test_an_unknown_register_or_country_is_refused() -> None:
    for country, key in (("co", "unknown"), ("zz", "divipola"), ("..", "divipola")):
        with pytest.raises(LookupError):
            head(country, key)
    with pytest.raises(LookupError):
        rows("co", "entities")  # a head without lines


def test_a_head_of_the_wrong_shape_is_told_with_its_place() -> None:
    told = faults({**head("co", "entities"), "kinds": [{"code": "Alcaldía", "name_es": "", "orders": []}]})
    assert any(fault.startswith("kinds/0/code:") for fault in told)
    assert any("'message' is a required property" in fault for fault in told)
    assert faults({**head("co", "divipola"), "columns": []}) != ()


def test_the_command_line_starts_without_the_library_of_holidays() -> None:
    code = "import sys, probidad.faces.cli.main; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_lines_that_do_not_fit_their_head_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "broken.csv"
    file.write_text("code,key\nA,b,c", encoding="utf-8")
    with pytest.raises(ValueError, match="line 2 has 3 cells"):
        lines_of(file)


@pytest.mark.parametrize("key", ["divipola", "indicators"])
def test_the_columns_of_a_register_are_those_that_its_head_explains(key: str) -> None:
    assert list(rows("co", key)[0]) == head("co", key)["columns"]
