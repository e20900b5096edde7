"""The ledger by commands, as who runs the machine gives them."""

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from faces.cli.test_installation import TOWN
from installed import probidad

TOOL = Path(__file__).resolve().parents[3] / "tools/verify_ledger.py"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an entity, to be copied."""
    folder = tmp_path_factory.mktemp("libro") / "datos"
    assert probidad(folder, "migrar").returncode == 0
    assert probidad(folder, "entidad", "crear", *TOWN).returncode == 0
    return folder


@pytest.fixture
def installed(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "datos"))


def attacked(installed: Path, *statements: str) -> None:
    """What somebody does with the file of the database in their hands: no trigger holds them."""
    with sqlite3.connect(installed / "probidad.sqlite3") as connection:
        kept = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in kept:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _name, sql in kept:
            connection.execute(sql)
    connection.close()


def test_a_ledger_is_verified_and_damage_ends_with_1_and_names_its_place(installed: Path) -> None:
    fine = probidad(installed, "verificar", "--libro")
    assert (fine.returncode, fine.stderr) == (0, "")
    attacked(installed, "UPDATE core_trailentry SET verb = 'person.left' WHERE position = 2 AND entity_id IS NOT NULL")
    found = probidad(installed, "verify", "--ledger", "--language", "en")
    assert found.returncode == 1
    assert "muestra: Entry 2: the column «verb» was edited" in found.stdout
    told = [json.loads(line) for line in probidad(installed, "verificar", "--libro", "--json").stdout.splitlines()]
    assert [(row["entity"], row["kind"], row["position"]) for row in told if "kind" in row] == [
        ("muestra", "column", 2)
    ]


def test_a_cut_tail_is_found_with_an_anchor_that_was_printed_before(installed: Path, tmp_path: Path) -> None:
    made = probidad(installed, "libro", "anclar", "--entidad", "muestra")
    assert made.returncode == 0
    kept = tmp_path / "ancla.json"
    kept.write_text(made.stdout, encoding="utf-8")
    assert probidad(installed, "verificar", "--libro", "--ancla", str(kept)).returncode == 0
    shutil.rmtree(installed / "anclas")
    attacked(
        installed,
        "DELETE FROM core_anchor",
        "DELETE FROM core_trailsecret",
        "DELETE FROM core_trailentry WHERE position > 1 AND entity_id IS NOT NULL",
        "UPDATE core_trailhead SET position = 1, hash = (SELECT hash FROM core_trailentry WHERE position = 1 AND "
        "entity_id IS NOT NULL) WHERE entity_id IS NOT NULL",
    )
    assert probidad(installed, "verificar", "--libro").returncode == 0  # inside the machine nothing tells it any more
    found = probidad(installed, "verificar", "--libro", "--entidad", "muestra", "--ancla", str(kept), "--idioma", "en")
    assert (found.returncode, "The end was cut off" in found.stdout) == (1, True)


def test_what_cannot_be_read_or_asked_ends_with_2_and_says_what_to_do(installed: Path, tmp_path: Path) -> None:
    bad = tmp_path / "mala.json"
    bad.write_bytes(b"{}")
    other = tmp_path / "otra.json"
    other.write_text(probidad(installed, "libro", "anclar").stdout, encoding="utf-8")
    for arguments in (
        ("--entidad", "muestra", "--ancla", str(other)),
        ("--ancla", str(bad)),
        ("--ancla", str(tmp_path / "nada")),
        ("--entidad", "otra"),
    ):
        done = probidad(installed, "verificar", "--libro", *arguments)
        assert (done.returncode, bool(done.stderr.strip())) == (2, True), arguments
    assert probidad(installed, "verificar").returncode == 2


def test_the_export_is_verified_without_the_program(installed: Path, tmp_path: Path) -> None:
    path = tmp_path / "libro.jsonl"
    assert probidad(installed, "libro", "exportar", "--entidad", "muestra", "--salida", str(path)).returncode == 0
    assert list(tmp_path.glob(".*parte")) == []
    alone = subprocess.run([sys.executable, "-I", str(TOOL), str(path)], capture_output=True, text=True, timeout=60)
    assert (alone.returncode, alone.stderr) == (0, "")
    assert (
        probidad(
            installed, "libro", "exportar", "--entidad", "muestra", "--salida", str(tmp_path / "no" / "x")
        ).returncode
        == 2
    )


def test_a_key_is_made_once_and_signs(installed: Path, tmp_path: Path) -> None:
    key = tmp_path / "llave.pem"
    assert probidad(installed, "llave-libro", "crear", "--salida", str(key)).returncode == 0
    assert key.stat().st_mode & 0o077 == 0
    assert probidad(installed, "llave-libro", "crear", "--salida", str(key)).returncode == 2


def test_triggers_that_were_taken_away_are_named_and_laid_again(installed: Path) -> None:
    with sqlite3.connect(installed / "probidad.sqlite3") as connection:
        connection.execute("DROP TRIGGER ledger_entry_stays")
    connection.close()
    assert "ledger_entry_stays" in probidad(installed, "verificar", "--libro").stdout
    assert probidad(installed, "doctor").returncode == 1
    assert probidad(installed, "libro", "proteger").returncode == 0
    assert probidad(installed, "verificar", "--libro").returncode == 0


def test_a_tick_makes_the_anchors_of_the_day_and_another_one_makes_none(installed: Path) -> None:
    assert probidad(installed, "tick").returncode == 0
    files = sorted(path.name for path in (installed / "anclas").rglob("*.json"))
    assert files == ["ancla-000001.json", "ancla-000001.json"]  # of the entity and of the installation
    assert probidad(installed, "tick").returncode == 0
    assert len(list((installed / "anclas").rglob("*.json"))) == 2
