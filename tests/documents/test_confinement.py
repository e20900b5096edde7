"""A child process that can do little."""

import subprocess
import sys
from pathlib import Path

import pytest

from probidad.documents.confinement import ChildDied, answered


def confined(code: str, folder: Path, reserving: bool = False) -> subprocess.CompletedProcess[str]:
    """Run ``code`` in ``folder`` in a confined process that first says that it is one."""
    start = (
        f"import sys; sys.path[:0] = {sys.path!r}\nimport mmap, os, socket, subprocess\n"
        "from probidad.documents.confinement import Bounds, confine\n"
        f"confine(Bounds({512 * 1024 * 1024}, 30, 60, {reserving}))\nprint('confined', flush=True)\n"
    )
    command = [sys.executable, "-c", f"{start}{code}"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=folder, check=False)


@pytest.mark.parametrize("reserving", [False, True])
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
def test_inside_there_is_no_network_no_other_process_no_writing_and_little_memory(
    tmp_path: Path, code: str, reserving: bool
) -> None:
    done = confined(code, tmp_path, reserving)
    assert done.stdout == "confined\n", done.stderr
    assert done.returncode != 0
    assert not (tmp_path / "escrito.txt").exists() or (tmp_path / "escrito.txt").stat().st_size == 0


def test_inside_a_file_can_still_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("hola")
    done = confined(f"print(open({str(path)!r}).read())", tmp_path)
    assert (done.returncode, done.stdout) == (0, "confined\nhola\n")


def test_a_child_that_reserves_more_addresses_than_it_uses_is_bounded_by_what_it_uses(tmp_path: Path) -> None:
    code = "mmap.mmap(-1, 4 << 30, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=mmap.PROT_READ)"
    assert confined(code, tmp_path, reserving=True).returncode == 0
    refused = confined(code, tmp_path, reserving=False)
    assert (refused.stdout, refused.returncode) == ("confined\n", 1)


def test_a_child_that_fails_says_with_what_words_it_ended() -> None:
    with pytest.raises(ChildDied, match=r"(?s)ended with 1: .*ModuleNotFoundError"):
        answered("probidad.documents.there_is_no_such_child", b"", 30)


def test_a_child_that_takes_too_long_is_ended() -> None:
    with pytest.raises(ChildDied, match=r"no answer within 0\.01 s"):
        answered("probidad.documents.reading", b"", 0.01)
