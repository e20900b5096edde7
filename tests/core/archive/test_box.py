"""The file of a backup: what is not as it was written is refused."""

import io
import tarfile
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from probidad.core.archive import backup, box
from probidad.core.archive.restoring import examine
from probidad.core.archive.sealing import Keys, identities_in, new_identity, recipient, sealed
from probidad.documents.refusal import RefusalError

PRIVATE, PUBLIC = new_identity()
CLOSING, OPENING = Keys(recipients=(PUBLIC,)), Keys(identities=(PRIVATE,))
ROWS = [b'[1,"Sop\xc3\xb3"]\n', b'[2,"Valle Sereno"]\n']
COLUMNS = [["id", "whole"], ["name", "text"]]


def manifest(**other: object) -> box.Manifest:
    head = box.columns_line(box.TableFacts("core_entity", COLUMNS))
    table = box.TableFacts("core_entity", COLUMNS, len(ROWS), sha256(head + b"".join(ROWS)).hexdigest())
    listed = box.list_line("ab/abc", 5, sha256(b"texto").hexdigest()).encode()
    folder = box.FolderFacts("evidencias", 1, 5, sha256(listed).hexdigest())
    facts = box.Manifest(
        format=1, program="0.1.0", made="2026-01-01T00:00:00+00:00", installation="x", engine="sqlite",
        migrations=[["core", "0001_initial"]], tables=[table], folders=[folder],
        digest=box.whole_digest([table], [folder]),
    )  # fmt: skip
    return replace(facts, **other)


def fill(writer: box.BoxWriter, facts: box.Manifest, rows: list[bytes] = ROWS, content: bytes = b"texto") -> None:
    writer.document(box.BEGINNING, box.written(facts))
    writer.rows("core_entity", iter(rows))
    writer.file("evidencias", "ab/abc", io.BytesIO(content), len(content), 0o400)
    listed = box.list_line("ab/abc", len(content), sha256(content).hexdigest()).encode()
    writer.document("listas/evidencias.tsv", listed)
    writer.document(box.END, box.written(facts))


def made(path: Path, keys: Keys = CLOSING, fill: Callable[[box.BoxWriter], None] | None = None) -> Path:
    with path.open("wb") as out, sealed(out, keys) as plain:
        writer = box.BoxWriter(plain)
        (fill or (lambda writer: _whole(writer)))(writer)
        writer.close()
    return path


def _whole(writer: box.BoxWriter) -> None:
    fill(writer, manifest())


def refused(path: Path, keys: Keys = OPENING) -> str:
    with pytest.raises(RefusalError) as caught:
        examine(path, keys)
    return caught.value.message


def test_a_whole_backup_is_read_and_says_what_it_holds(tmp_path: Path) -> None:
    path = made(tmp_path / "a")
    assert examine(path, OPENING) == manifest()
    assert b"Valle" not in path.read_bytes()


def test_a_phrase_opens_what_it_closed_and_another_does_not(tmp_path: Path) -> None:
    path = made(tmp_path / "a", Keys(phrase="cuatro palabras que no"))
    assert examine(path, Keys(phrase="cuatro palabras que no")) == manifest()
    assert "not opened by that" in refused(path, Keys(phrase="cuatro palabras que si"))
    assert "opened with a phrase" in refused(path, Keys())


def test_another_key_does_not_open_it(tmp_path: Path) -> None:
    path = made(tmp_path / "a")
    assert "not opened by that" in refused(path, Keys(identities=(new_identity()[0],)))
    assert "private key" in refused(path, Keys(phrase="cuatro palabras que no"))


def test_a_backup_cut_anywhere_is_refused(tmp_path: Path) -> None:
    whole = made(tmp_path / "a").read_bytes()
    for place in (20, 100, 200, len(whole) // 2, len(whole) - 20, len(whole) - 1):
        (tmp_path / "b").write_bytes(whole[:place])
        assert "damaged" in refused(tmp_path / "b"), place


def test_a_backup_with_one_changed_byte_is_refused(tmp_path: Path) -> None:
    whole = made(tmp_path / "a").read_bytes()
    for place in (60, 150, 230, len(whole) // 2, len(whole) - 5):
        changed = bytearray(whole)
        changed[place] ^= 1
        (tmp_path / "b").write_bytes(changed)
        assert refused(tmp_path / "b"), place
    (tmp_path / "b").write_bytes(whole + b"x")
    assert "damaged" in refused(tmp_path / "b")


@pytest.mark.parametrize(
    "content", [b"", b"SQLite format 3\0", b"age-encryption.org/v1\n-> X25519 x\n", b"\xff" * 4096]
)
def test_a_file_that_is_not_ours_is_told_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    assert "not a backup" in refused(tmp_path / "a")


def _without_end(writer: box.BoxWriter) -> None:
    writer.document(box.BEGINNING, box.written(manifest()))
    writer.rows("core_entity", iter(ROWS))


@pytest.mark.parametrize(
    ("fill_it", "told"),
    [
        (_without_end, "damaged"),
        (lambda writer: fill(writer, manifest(), rows=ROWS[:1]), "damaged"),
        (lambda writer: fill(writer, manifest(), rows=[*ROWS, ROWS[0]]), "damaged"),
        (lambda writer: fill(writer, manifest(), content=b"textx"), "damaged"),
        (lambda writer: fill(writer, manifest(digest="0" * 64)), "damaged"),
        (lambda writer: fill(writer, manifest(format=2)), "has format"),
        (lambda writer: fill(writer, manifest(migrations=[["core", "9999_later"]])), "newer version"),
        (lambda writer: writer.document("leame.txt", b"hola"), "not a backup"),
        (lambda writer: writer.document(box.BEGINNING, b"[]"), "damaged"),
    ],
)
def test_what_somebody_closed_with_our_key_and_is_not_a_whole_backup_is_refused(
    tmp_path: Path, fill_it: Callable[[box.BoxWriter], None], told: str
) -> None:
    assert told in refused(made(tmp_path / "a", fill=fill_it))


@pytest.mark.parametrize("name", ["archivos/evidencias/../../x", "archivos/evidencias//etc/x", "/etc/x", "otra"])
def test_a_name_that_leaves_its_folder_is_refused(tmp_path: Path, name: str) -> None:
    def climbing(writer: box.BoxWriter) -> None:
        writer.document(box.BEGINNING, box.written(manifest()))
        writer.document(name, b"x")

    assert "damaged" in refused(made(tmp_path / "a", fill=climbing))


def test_a_link_in_the_file_is_refused(tmp_path: Path) -> None:
    def linking(writer: box.BoxWriter) -> None:
        writer.document(box.BEGINNING, box.written(manifest()))
        link = tarfile.TarInfo("archivos/evidencias/ab/abc")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        writer._tar.addfile(link)

    assert "damaged" in refused(made(tmp_path / "a", fill=linking))


def test_a_file_that_a_row_speaks_of_and_is_not_whole_is_named(tmp_path: Path) -> None:
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / "good").write_bytes(b"x")
    (tmp_path / "ab" / "changed").write_bytes(b"y")
    (tmp_path / "ab" / "unknown").write_bytes(b"z")
    good = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    lacking: list[str] = []
    writer = box.BoxWriter(io.BytesIO())
    expected = {"ab/good": good, "ab/changed": good, "ab/gone": good}
    facts = backup._folder(writer, "evidencias", tmp_path, expected, lacking)
    assert lacking == ["evidencias/ab/changed", "evidencias/ab/gone"]
    assert (facts.files, facts.size) == (2, 2)


@pytest.mark.parametrize("text", ["age1xyz", "", "ssh-ed25519 AAAA"])
def test_what_is_no_public_key_is_told_so(text: str) -> None:
    with pytest.raises(RefusalError):
        recipient(text)
    with pytest.raises(RefusalError):
        identities_in(text)
