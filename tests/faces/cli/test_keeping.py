"""Backup, restore and transfer, as a person gives the commands; on the engine under test."""

import re
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest

import storms
from crashing import database
from installed import RUN, probidad, settings

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("keeping")]
DATA_DIGEST = re.compile(r"Huella de los datos: ([0-9a-f]{64})|Digest of the data: ([0-9a-f]{64})")
EMPTY_STAYS = {".servir"}
FILES = {"anclas/2026/uno.json": b"{}", "anclas/dos.json": b"[1]", "evidencias/ab/" + "ab" * 16: b"acta firmada"}
_EVIDENCE = """
import json
from datetime import date
from hashlib import sha256
from probidad.core.models import Entity, Evidence, EvidenceVersion
content = b"acta firmada"
made = Evidence.objects.create(entity=Entity.objects.first(), kind="file", title="Acta", happened=date(2026, 1, 2))
made.latest = EvidenceVersion.objects.create(
    evidence=made, number=1, stored="ab" * 16, name="acta.txt", size=len(content), sha256=sha256(content).hexdigest()
)
made.save()
print(json.dumps(made.pk))
"""


@dataclass(frozen=True, slots=True)
class Place:
    """An installation: its folder and the address of its database."""

    folder: Path
    url: str

    def run(self, *arguments: str, **other: str) -> subprocess.CompletedProcess[str]:
        return probidad(self.folder, *arguments, DATABASE_URL=self.url, **other)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The file of a private key, and its public key."""
    folder = tmp_path_factory.mktemp("llave")
    done = probidad(folder, "respaldar", "--nueva-llave", str(folder / "llave.txt"))
    assert (done.returncode, (folder / "llave.txt").stat().st_mode & 0o777) == (0, 0o600)
    return str(folder / "llave.txt"), done.stdout.split()[-1]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with Sopó, a fictitious municipality and files in the folders of the data, in SQLite; only read."""
    folder = tmp_path_factory.mktemp("ejemplo") / "datos"
    assert probidad(folder, "migrar").returncode == 0
    assert probidad(folder, "ejemplo").returncode == 0
    storms.run(folder, f"sqlite:///{folder / 'probidad.sqlite3'}", _EVIDENCE)
    for name, content in {**FILES, "evidencias/cd/" + "cd" * 16: b"of no row"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
        (folder / name).chmod(0o400)
    return folder


@pytest.fixture(scope="module")
def kept(example: Path, key: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A backup of it, and the digest of its data."""
    path = tmp_path_factory.mktemp("respaldo") / "uno.respaldo"
    done = probidad(example, "respaldar", str(path), "--para", key[1])
    assert (done.returncode, done.stderr) == (0, "")
    return path, digest(done.stdout)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Callable[[], Place]]:
    """Makes empty installations on the engine under test."""
    with ExitStack() as leaving:

        def make() -> Place:
            folder = tmp_path / f"lugar{len(list(tmp_path.iterdir()))}"
            folder.mkdir()
            return Place(folder, leaving.enter_context(database(folder)))

        yield make


def digest(text: str) -> str:
    found = DATA_DIGEST.search(text)
    assert found, text
    return found[1] or found[2]


def left(where: Place) -> set[str]:
    """Every file that lies in the folder, the lock of the server apart."""
    return {path.name for path in where.folder.rglob("*") if path.is_file()} - EMPTY_STAYS


def test_a_backup_is_for_its_owner_alone_and_shows_nothing_of_what_it_holds(kept: tuple[Path, str]) -> None:
    content = kept[0].read_bytes()
    assert kept[0].stat().st_mode & 0o777 == 0o600
    assert not any(word in content for word in ("Sopó".encode(), b"Valle Sereno", b"argon2", b"acta firmada"))


def test_a_restore_proves_that_every_row_and_every_file_is_equal(
    kept: tuple[Path, str], key: tuple[str, str], place: Callable[[], Place]
) -> None:
    here = place()
    done = here.run("restaurar", str(kept[0]), "--llave", key[0], "--idioma", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert digest(done.stdout) == kept[1]
    assert "DIFFERENT" not in done.stdout
    for name, content in FILES.items():
        assert ((here.folder / name).read_bytes(), (here.folder / name).stat().st_mode & 0o777) == (content, 0o400)
    assert not (here.folder / "evidencias" / "cd").exists()  # no row speaks of it
    again = here.run("respaldar", str(here.folder / "dos.respaldo"), "--para", key[1])
    assert digest(again.stdout) == kept[1]  # counted anew, by this engine
    assert "sopo" in here.run("entidad", "lista").stdout
    assert here.run("migrar", "--idioma", "en").stdout.startswith("Migrations applied: 0")
    refused = here.run("restaurar", str(kept[0]), "--llave", key[0])
    assert (refused.returncode, len(refused.stderr.splitlines())) == (2, 2)
    (here.folder / "evidencias" / "ab" / ("ab" * 16)).unlink()
    lacking = here.run("respaldar", str(here.folder / "tres.respaldo"), "--para", key[1])
    assert (lacking.returncode, "ab" * 16 in lacking.stderr) == (1, True)


def test_what_is_refused_leaves_empty_tables_as_they_were_and_they_can_be_filled_then(
    kept: tuple[Path, str], key: tuple[str, str], place: Callable[[], Place], tmp_path: Path
) -> None:
    here = place()
    assert here.run("migrar").returncode == 0
    before = left(here)
    cut = tmp_path / "cortado.respaldo"
    cut.write_bytes(kept[0].read_bytes()[:-1000])
    for given in (
        ("restaurar", str(cut), "--llave", key[0]),
        ("restaurar", str(here.folder / "nada"), "--llave", key[0]),
    ):
        done = here.run(*given)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 2)
    assert left(here) == before
    assert digest(here.run("restaurar", str(kept[0]), "--llave", key[0]).stdout) == kept[1]


def test_files_that_are_there_already_are_not_touched(
    kept: tuple[Path, str], key: tuple[str, str], place: Callable[[], Place]
) -> None:
    here = place()
    (here.folder / "evidencias").mkdir()
    (here.folder / "evidencias" / "mia").write_bytes(b"mia")
    done = here.run("restaurar", str(kept[0]), "--llave", key[0])
    assert (done.returncode, "evidencias" in done.stderr) == (2, True)
    assert (here.folder / "evidencias" / "mia").read_bytes() == b"mia"
    assert not (here.folder / "anclas").exists()


def test_a_backup_never_replaces_another_and_is_never_left_open(
    kept: tuple[Path, str], example: Path, key: tuple[str, str], tmp_path: Path
) -> None:
    before = kept[0].read_bytes()
    assert probidad(example, "respaldar", str(kept[0]), "--para", key[1]).returncode == 2
    assert kept[0].read_bytes() == before
    for given in ((), ("--para", "age1nada"), ("--para", "")):
        done = probidad(example, "respaldar", str(tmp_path), *given)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 2)
    short = tmp_path / "frase.txt"
    short.write_text("corta\n")
    assert probidad(example, "respaldar", str(tmp_path), "--frase-en", str(short)).returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["frase.txt"]


def test_a_phrase_from_the_settings_closes_and_opens(example: Path, place: Callable[[], Place], tmp_path: Path) -> None:
    phrase = {"BACKUP_PASSPHRASE": "caballo grapa bateria correcto"}
    assert probidad(example, "respaldar", str(tmp_path / "r"), **phrase).returncode == 0
    wrong = place().run("restaurar", str(tmp_path / "r"), "--revisar", BACKUP_PASSPHRASE="otra frase cualquiera")
    assert (wrong.returncode, len(wrong.stderr.splitlines())) == (2, 2)
    assert probidad(tmp_path / "otro", "restaurar", str(tmp_path / "r"), "--revisar", **phrase).returncode == 0


def test_a_number_that_was_given_once_is_not_given_again_after_a_restore(
    key: tuple[str, str], place: Callable[[], Place], tmp_path: Path
) -> None:
    here = place()
    assert here.run("migrar").returncode == 0
    script = (
        "from django.contrib.auth.models import Group\nmade = Group.objects.create(name='uno'); print(made.pk); {after}"
    )
    first = shell(here, script.format(after="made.delete()"))
    assert here.run("respaldar", str(tmp_path / "r"), "--para", key[1]).returncode == 0
    there = place()
    assert there.run("restaurar", str(tmp_path / "r"), "--llave", key[0]).returncode == 0
    assert int(shell(there, script.format(after="pass"))) == int(first) + 1


def test_a_backup_of_an_older_version_is_brought_up_to_date(
    key: tuple[str, str], place: Callable[[], Place], tmp_path: Path
) -> None:
    here = place()
    for target in (("auth",), ("core", "0001")):
        assert here.run("gestionar", "migrate", *target, "-v", "0").returncode == 0
    shell(here, "from django.contrib.auth.models import Group\nprint(Group.objects.create(name='antes'))")
    assert here.run("respaldar", str(tmp_path / "r"), "--para", key[1]).returncode == 0
    there = place()
    done = there.run("restaurar", str(tmp_path / "r"), "--llave", key[0], "--idioma", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert "[ ]" not in there.run("gestionar", "showmigrations", "--plan").stdout
    assert shell(there, "from django.contrib.auth.models import Group\nprint(Group.objects.get())") == "antes"
    assert there.run("ejemplo").returncode == 0


def test_all_of_it_goes_to_another_database_with_equal_digests_and_the_source_stays(
    example: Path, kept: tuple[Path, str], key: tuple[str, str], place: Callable[[], Place], tmp_path: Path
) -> None:
    target = place().url
    before = rows_of(example)
    done = probidad(example, "trasladar", "--a", target, "--idioma", "en")
    assert (done.returncode, "DIFFERENT" in done.stdout, "equal" in done.stdout) == (0, False, True)
    assert rows_of(example) == before
    moved = probidad(example, "respaldar", str(tmp_path / "r"), "--para", key[1], DATABASE_URL=target)
    assert digest(moved.stdout) == kept[1]
    again = probidad(example, "trasladar", "--a", target)
    assert (again.returncode, len(again.stderr.splitlines())) == (2, 2)
    itself = probidad(example, "trasladar", "--a", target, DATABASE_URL=target)
    assert itself.returncode == 2


def test_a_backup_made_while_people_write_holds_one_moment(
    key: tuple[str, str], place: Callable[[], Place], tmp_path: Path
) -> None:
    here = place()
    assert here.run("migrar").returncode == 0
    writing = (
        "import itertools, time; from django.db import transaction; from django.contrib.auth.models import Group, Permission\n"
        "permission = Permission.objects.first(); print('ready', flush=True)\n"
        "for number in itertools.count():\n"
        "    with transaction.atomic():\n"
        "        Group.objects.create(name=f'g{number}').permissions.add(permission)\n"
        "    time.sleep(0.02)\n"
    )
    writer = subprocess.Popen(
        [*RUN, "gestionar", "shell", "-c", writing], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env=settings(here.folder, DATABASE_URL=here.url),
    )  # fmt: skip
    try:
        assert writer.stdout
        while "ready" not in writer.stdout.readline():
            pass
        done = here.run("respaldar", str(tmp_path / "r"), "--para", key[1])
        assert (done.returncode, done.stderr) == (0, "")
        there = place()
        assert there.run("restaurar", str(tmp_path / "r"), "--llave", key[0]).returncode == 0
        count = "from django.contrib.auth.models import Group\nprint(Group.objects.count(), Group.permissions.through.objects.count())"
        groups, grants = map(int, shell(there, count).split())
        assert groups == grants > 0  # each pair was written in one transaction
        assert int(shell(here, count).split()[0]) > groups
    finally:
        writer.kill()
        writer.wait(timeout=10)


def test_a_restore_that_is_killed_leaves_nothing_and_can_be_given_again(
    kept: tuple[Path, str], key: tuple[str, str], place: Callable[[], Place]
) -> None:
    here = place()
    given = [*RUN, "restaurar", str(kept[0]), "--llave", key[0]]
    for seconds in (0.8, 1.1, 1.4):
        with subprocess.Popen(
            given, env=settings(here.folder, DATABASE_URL=here.url), stdout=subprocess.DEVNULL
        ) as one:
            try:
                one.wait(timeout=seconds)
            except subprocess.TimeoutExpired:
                one.kill()
        if one.returncode == 0:  # it was done before it was killed
            break
    done = here.run("restaurar", str(kept[0]), "--llave", key[0])
    assert done.returncode == (2 if one.returncode == 0 else 0)
    again = here.run("respaldar", str(here.folder / "r"), "--para", key[1])
    assert digest(again.stdout) == kept[1]


def test_the_check_up_tells_of_the_last_backup(key: tuple[str, str], place: Callable[[], Place]) -> None:
    here = place()
    assert here.run("migrar").returncode == 0
    assert "No backup was ever made" in here.run("doctor", "--idioma", "en").stdout
    assert here.run("respaldar", BACKUP_RECIPIENTS=key[1]).returncode == 0
    assert "The last backup is of" in here.run("doctor", "--idioma", "en").stdout
    (made,) = (here.folder / "respaldos").iterdir()
    assert made.name.endswith(".respaldo")


def shell(where: Place, script: str) -> str:
    return where.run("gestionar", "shell", "-v", "0", "-c", script).stdout.strip().splitlines()[-1]


def rows_of(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "probidad.sqlite3")) as connection:
        return list(connection.iterdump())
