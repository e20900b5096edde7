"""Where bytes lie: whole or not at all, never written again, never given when they changed."""

import errno
import hashlib
import os
import stat
from pathlib import Path

import pytest

from probidad.core import vault
from probidad.documents.refusal import RefusalError


@pytest.fixture(autouse=True)
def folder(settings: pytest.FixtureRequest, tmp_path: Path) -> Path:
    settings.EVIDENCE = tmp_path / "evidencias"  # type: ignore[attr-defined]
    return tmp_path / "evidencias"


def kept(content: bytes = b"Acta") -> vault.Staged:
    with vault.staged([content]) as staged:
        vault.keep(staged)
    return staged


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_lies_under_a_random_name_that_only_its_owner_reads_and_nobody_writes(folder: Path) -> None:
    staged = kept()
    path = vault.place(staged.stored)
    assert (staged.sha256, staged.size) == (hashlib.sha256(b"Acta").hexdigest(), 4)
    assert path.parent.parent == folder
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert {stat.S_IMODE(each.stat().st_mode) for each in (folder, path.parent)} == {0o700}


def test_a_file_is_forced_to_disk_before_it_gets_its_name_and_its_folder_after_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[str] = []
    real_fsync, real_rename = os.fsync, Path.rename

    def fsync(handle: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        real_fsync(handle)

    def rename(self: Path, target: Path) -> Path:
        done.append("rename")
        return real_rename(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "rename", rename)
    kept()
    assert done == ["file", "folder", "rename", "folder"]


def test_what_is_not_kept_leaves_nothing(folder: Path) -> None:
    with vault.staged([b"a", b"b"]) as staged:
        assert staged.path.read_bytes() == b"ab"
    assert files(folder) == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_refuses_the_file_whole_and_names_the_cause(
    code: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: object, _chunk: bytes) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(vault, "_write", full)
    with pytest.raises(RefusalError, match="disk"), vault.staged([b"Acta"]):
        pass
    assert files(folder) == []


def test_a_disk_that_is_full_when_the_file_gets_its_place_refuses_it_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: Path, _target: Path) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(RefusalError, match="disk"):
        kept()
    assert files(folder) == []


def test_a_changed_file_and_an_absent_one_are_never_opened(folder: Path) -> None:
    staged = kept()
    path = vault.place(staged.stored)
    path.chmod(0o600)
    path.write_bytes(b"Axta")
    with pytest.raises(vault.DamagedError, match="damaged"), vault.opened(staged.stored, staged.sha256):
        pass
    path.unlink()
    with pytest.raises(vault.DamagedError, match="absent"), vault.opened(staged.stored, staged.sha256):
        pass


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a" * 31, "A" * 32, "a" * 32 + "/../x"])
def test_only_names_that_the_vault_gave_are_looked_for(name: str) -> None:
    with pytest.raises(ValueError, match="stored name"):
        vault.place(name)


def test_a_file_outside_the_folder_is_never_removed(tmp_path: Path) -> None:
    other = tmp_path / "otro"
    other.write_bytes(b"x")
    with pytest.raises(ValueError, match="not in the folder"):
        vault.remove(other)
    assert other.exists()
