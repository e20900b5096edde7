"""Reading in a child process."""

from dataclasses import replace
from pathlib import Path

import pytest

import matrices
import reports
from probidad.documents.limits import MEGABYTE, Limits
from probidad.documents.readers import read_workbook
from probidad.documents.refusal import RefusalError
from probidad.documents.sandbox import read


@pytest.mark.parametrize("suffix", ["txt", "xlsx", "xls", "ods"])
def test_the_child_gives_what_reading_here_gives(tmp_path: Path, suffix: str) -> None:
    path = matrices.WRITERS[suffix](tmp_path / f"m.{suffix}", matrices.grid())
    assert read(path) == read_workbook(path, Limits())


def test_the_real_example_travels_whole() -> None:
    assert read(reports.SOPO) == read_workbook(reports.SOPO, Limits())


def test_a_refusal_of_the_child_arrives_as_it_was_said(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_bytes(b"")
    with pytest.raises(RefusalError) as caught:
        read(path)
    assert caught.value.message == "%(file)s is empty."
    assert caught.value.facts["file"] == "m.csv"


@pytest.mark.parametrize("limits", [{"memory": 24 * MEGABYTE}, {"wall": 0.05}])
def test_a_child_without_memory_or_time_ends_in_one_sentence(tmp_path: Path, limits: dict[str, int]) -> None:
    path = matrices.write_text(tmp_path / "m.csv", matrices.grid())
    with pytest.raises(RefusalError) as caught:
        read(path, replace(Limits(), **limits))
    assert "memory and the time" in caught.value.message
