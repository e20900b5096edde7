"""The single file that verifies the public ledger: it agrees with our own verifier on what was changed and where."""

import ast
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction

import town
from core.ledger.books import attack, change, entries, hashed_again, more, written
from plans import imported
from probidad.core import anchoring
from probidad.core.actions.anchors import PUBLICATION, anchor_now
from probidad.core.models import Anchor, Entity, TrailEntry, TrailHead, TrailSecret
from probidad.core.queries.anchors import envelope_of
from probidad.core.queries.ledger_export import export
from probidad.core.trail import record
from probidad.plans.actions.followups import publish
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
TOOL = Path(__file__).resolve().parents[2] / "tools/verify_ledger.py"
Lines = list[dict[str, object]]


@pytest.fixture(autouse=True)
def _folder(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.ANCHORS, settings.LEDGER_KEY = tmp_path / "anclas", ""  # type: ignore[attr-defined]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(TOOL), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def exported(here: Entity, folder: Path) -> Path:
    path = folder / "libro.jsonl"
    path.write_bytes(b"".join(export(here.pk)))
    return path


def altered(path: Path, alter: Callable[[Lines], object]) -> Path:
    rows: Lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    alter(rows)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_it_imports_only_the_standard_library_and_reads_in_python_3_9() -> None:
    tree = ast.parse(TOOL.read_text(encoding="utf-8"), feature_version=(3, 9))
    names = {alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in tree.body if isinstance(node, ast.ImportFrom)}
    assert names <= set(sys.stdlib_module_names)


def test_a_ledger_that_nobody_touched_is_verified_with_and_without_anchors(tmp_path: Path) -> None:
    here, who = written(5)
    anchor = anchor_now(who, PUBLICATION)
    more(here, who, 2)
    path = exported(here, tmp_path)
    alone = run(path)
    assert (alone.returncode, alone.stderr) == (0, "")
    assert "7 asientos" in alone.stdout
    assert "rehecho" in alone.stdout
    mail = tmp_path / "correo.txt"
    mail.write_bytes(b"Reenviado por control interno:\n\n" + envelope_of(anchor))
    both = run("--en", path, mail)
    assert both.returncode == 0
    assert "1 of the file, 1 brought by you" in both.stdout
    assert "made anew" not in both.stdout


def test_only_public_entries_are_told_and_no_personal_value(tmp_path: Path) -> None:
    here = town.entity()
    control = town.acting(here, Role.INTERNAL_CONTROL)
    row = imported.kept(here)
    publish(control, followup_id=row.pk)
    more(here, control, 2)
    with attack():
        change(entries(here)[2], verb="entity.edited")
    text = exported(here, tmp_path).read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    told = [json.loads(str(each["body"]))["verb"] for each in rows if "body" in each]
    assert told == ["followup.published", "entity.edited", "entity.edited"]
    assert "Ana Ruiz" not in text
    assert run(tmp_path / "libro.jsonl").returncode == 0


def test_entries_that_are_not_public_go_out_as_digests_and_still_verify(tmp_path: Path) -> None:
    here = town.entity()
    who = town.acting(here, Role.ADMINISTRATOR)
    with transaction.atomic():
        record(who, "role.granted", here, role="planning")
        record(who, "entity.edited", here, fields=["name"])
    path = exported(here, tmp_path)
    assert "role.granted" not in path.read_text(encoding="utf-8")
    assert run(path).returncode == 0


ALTERED: dict[str, tuple[Callable[[Lines], object], str]] = {
    "body": (lambda rows: rows[3].update(body=str(rows[3]["body"]).replace("name", "kind")), "Asiento 3: su contenido no da su huella"),
    "hash": (lambda rows: rows[3].update(hash="0" * 64), "Asiento 3: su contenido no da su huella"),
    "deleted": (lambda rows: rows.pop(3), "Faltan los asientos 3 a 3"),
    "twice": (lambda rows: rows.insert(4, dict(rows[3])), "Asiento 3: viene después del 3"),
    "swapped": (lambda rows: rows.insert(2, rows.pop(4)), "Faltan los asientos 2 a 3"),
    "cut": (lambda rows: rows.__delitem__(slice(5, 7)), "El libro termina en el asiento 4"),
    "unfinished": (lambda rows: rows.pop(), "falta su última línea"),
    "anchor": (lambda rows: rows[7]["anchor"].update(occasion="daily"), "Ancla 1: su huella no es"),  # type: ignore[attr-defined]
    "anchor gone": (lambda rows: rows.pop(7), "Faltan las anclas 1 a 1"),
}


@pytest.mark.parametrize("what", sorted(ALTERED))
def test_a_change_of_the_file_is_named_with_its_place(what: str, tmp_path: Path) -> None:
    here, who = written(6)
    anchor_now(who, PUBLICATION)
    anchor_now(who, PUBLICATION)
    alter, said = ALTERED[what]
    found = run(altered(exported(here, tmp_path), alter))
    assert found.returncode == 1, found.stdout + found.stderr
    assert said in found.stdout


def test_a_cut_and_a_rebuild_behind_the_back_of_the_program_are_found_with_a_kept_anchor(tmp_path: Path) -> None:
    here, who = written(6)
    kept = tmp_path / "ancla.json"
    kept.write_bytes(envelope_of(anchor_now(who, PUBLICATION)))
    with attack():
        Anchor.objects.all().delete()
        TrailSecret.objects.filter(entry__position__gte=5).delete()
        TrailEntry.objects.filter(entity=here, position__gte=5).delete()
        TrailHead.objects.filter(entity=here).update(position=4, hash=entries(here)[-1].hash)
    path = exported(here, tmp_path)
    assert run(path).returncode == 0  # the file by itself is whole
    found = run(path, kept)
    assert found.returncode == 1
    assert "faltan desde el 5" in found.stdout
    more(here, who, 3)
    with attack():
        hashed_again(here, 1)
    found = run(exported(here, tmp_path), kept)
    assert "vio otra huella en el asiento 6" in found.stdout


def test_a_signature_is_checked_where_the_library_is_there(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.LEDGER_KEY = str(tmp_path / "llave.pem")  # type: ignore[attr-defined]
    anchoring.create_key(tmp_path / "llave.pem")
    here, who = written(2)
    anchor_now(who, PUBLICATION)
    path = exported(here, tmp_path)
    assert run(path).returncode == 0
    bare = subprocess.run([sys.executable, "-I", "-S", str(TOOL), str(path)], capture_output=True, text=True, timeout=60)
    assert (bare.returncode, "no se comprobaron" in bare.stdout) == (0, True)
    forged = run(altered(path, lambda rows: rows[3].update(signature="A" * 86 + "==")))
    assert (forged.returncode, "su firma no vale" in forged.stdout) == (1, True)


def test_what_is_no_ledger_is_refused_with_2(tmp_path: Path) -> None:
    bad = tmp_path / "malo.jsonl"
    for content in (b"{}\n", b"[1]\n", b"\xff\xfe", b'{"format":"probidad-ledger/1"}\n', b'{"format":"otro"}\n'):
        bad.write_bytes(content)
        assert run(bad).returncode == 2, content
    assert (run().returncode, run(tmp_path / "nada").returncode, run("--otra").returncode) == (2, 2, 2)
    assert "Uso" in run().stderr
