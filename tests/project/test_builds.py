"""What is handed out is made twice with the same bytes, and holds what the program needs."""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def built(folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return next(folder.glob("*.whl"))


def test_two_builds_have_the_same_bytes_and_hold_what_no_import_names(tmp_path: Path) -> None:
    first, second = built(tmp_path / "one"), built(tmp_path / "two")
    assert hashlib.sha256(first.read_bytes()).digest() == hashlib.sha256(second.read_bytes()).digest()
    with zipfile.ZipFile(first) as wheel:
        names = wheel.namelist()
    for ending in (
        "locale/es/LC_MESSAGES/django.mo", "faces/portal/verify_followup.txt", "faces/portal/verify_ledger.txt",
        "core/migrations/ledger_guards.sqlite.sql", "core/migrations/ledger_guards.postgresql.sql",
        "frameworks/co/registers/divipola.csv", "documents/assets/site/probidad.css", "core/jinja2/core/components.html",
    ):  # fmt: skip
        assert any(name.endswith(ending) for name in names), ending
