"""What a file must be before a reader is chosen for it."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import matrices
from probidad.documents.limits import Limits
from probidad.documents.readers import read_workbook
from probidad.documents.refusal import RefusalError

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"\x00\x01\x02" * 200


def refused(path: Path, limits: Limits | None = None) -> RefusalError:
    with pytest.raises(RefusalError) as caught:
        read_workbook(path, limits or Limits())
    assert path.name in caught.value.facts["file"]
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize("suffix", ["txt", "tsv", "csv", "xlsx", "xls", "ods"])
@pytest.mark.parametrize("data", [b"", b"   \n\n", b"\xef\xbb\xbf", b"\x00\x00"])
def test_an_empty_file_is_refused(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = tmp_path / f"m.{suffix}"
    path.write_bytes(data)
    assert "empty" in refused(path).message


@pytest.mark.parametrize("suffix", ["txt", "csv", "xlsx", "xls", "ods"])
@pytest.mark.parametrize("data", [PNG, PDF])
def test_content_that_is_not_what_the_extension_says_is_refused(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = tmp_path / f"m.{suffix}"
    path.write_bytes(data)
    assert "does not hold" in refused(path).message


def test_a_book_named_as_text_and_a_text_named_as_a_book_are_refused(tmp_path: Path) -> None:
    book = matrices.write_xlsx(tmp_path / "m.xlsx", matrices.grid())
    refused(book.rename(tmp_path / "m.csv"))
    refused(matrices.write_text(tmp_path / "n.xlsx", matrices.grid()))
    old = matrices.write_xls(tmp_path / "o.xls", matrices.grid())
    refused(old.rename(tmp_path / "o.xlsx"))


@pytest.mark.parametrize("name", ["m.pdf", "m.docx", "m.xlsm", "m", "m.exe"])
def test_other_kinds_of_files_are_refused_by_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"x")
    assert "kind" in refused(path).message


def test_content_of_no_known_kind_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    path.write_bytes(bytes(range(200, 256)) * 20)
    refusal = refused(path)
    assert "no known kind" in refusal.message
    assert refusal.facts["file"] == "m.xlsx"


def test_a_folder_a_missing_file_and_a_path_through_a_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "carpeta.csv").mkdir()
    assert "not a file" in refused(tmp_path / "carpeta.csv").message
    assert "does not exist" in refused(tmp_path / "nada.csv").message
    (tmp_path / "a.csv").write_text("x")
    refused(tmp_path / "a.csv" / "b.csv")


def test_a_file_above_the_limit_is_refused_and_the_limit_can_be_raised(tmp_path: Path) -> None:
    path = matrices.write_text(tmp_path / "m.csv", matrices.grid())
    assert "MB" in refused(path, Limits(size=100)).message
    assert read_workbook(path, Limits(size=100_000)).size == path.stat().st_size


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["txt", "csv", "xlsx", "xls", "ods"]), st.booleans())
def test_no_bytes_do_more_than_be_refused(tmp_path: Path, data: bytes, suffix: str, headed: bool) -> None:
    start = {"xlsx": b"PK\x03\x04", "ods": b"PK\x03\x04", "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}.get(suffix, b"")
    path = tmp_path / f"m.{suffix}"
    path.write_bytes(start + data if headed else data)
    with contextlib.suppress(RefusalError):
        assert read_workbook(path, Limits()).file == path.name
