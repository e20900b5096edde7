"""Reading in a child process."""

import os
import subprocess
import sys
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


def confined(code: str) -> subprocess.CompletedProcess[str]:
    start = "from probidad.documents.limits import Limits\nfrom probidad.documents.sandbox import confine\n"
    command = [sys.executable, "-c", f"{start}import os, socket, subprocess\nconfine(Limits())\n{code}"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, env={**os.environ, "COLUMNS": "80"})


@pytest.mark.parametrize(
    "code",
    [
        "socket.socket()",
        "socket.getaddrinfo('a.example', 80)",
        "subprocess.run(['true'])",
        "os.system('true')",
        "os.fork()",
        "os.write(os.open('escrito.txt', os.O_CREAT | os.O_WRONLY), b'x')",
        "x = bytearray(600 * 1024 * 1024)",
    ],
)
def test_inside_there_is_no_network_no_other_process_no_writing_and_little_memory(tmp_path: Path, code: str) -> None:
    os.chdir(tmp_path)
    done = confined(code)
    assert done.returncode != 0
    assert not (tmp_path / "escrito.txt").exists() or (tmp_path / "escrito.txt").stat().st_size == 0


def test_inside_a_file_can_still_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("hola")
    done = confined(f"print(open({str(path)!r}).read())")
    assert (done.returncode, done.stdout.strip()) == (0, "hola")
