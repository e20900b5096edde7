"""Makes the folder of a release under ``tests/fixtures/releases``; called by ``script/keep-release``."""

import json
import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("PROBIDAD_SECRET_KEY", "only-for-tests-0123456789-0123456789-0123456789-01")

from installed import probidad
from releases import BACKUP, FIGURES, FOLDER, KEY, figures


def main(release: str, again: str) -> None:
    target = FOLDER / release
    if target.exists() and again != "--otra-vez":
        sys.exit(f"{target} existe ya. Una versión publicada no se cambia; antes de publicarla: --otra-vez")
    FOLDER.mkdir(parents=True, exist_ok=True)
    if not KEY.exists():
        given(probidad(FOLDER, "respaldar", "--nueva-llave", str(KEY)))
        shutil.rmtree(FOLDER / "static", ignore_errors=True)
    public = next(word for word in KEY.read_text().split() if word.startswith("age1"))
    with TemporaryDirectory() as name:
        folder = Path(name) / "datos"
        given(probidad(folder, "migrar"))
        given(probidad(folder, "ejemplo"))
        backup = Path(name) / BACKUP
        given(probidad(folder, "respaldar", str(backup), "--para", public))
        found = figures(folder, f"sqlite:///{folder / 'probidad.sqlite3'}")
        target.mkdir(exist_ok=True)
        shutil.copyfile(backup, target / BACKUP)
        (target / FIGURES).write_text(
            json.dumps(found, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8"
        )
    print(f"{target}: {len(found)} cifras, {(target / BACKUP).stat().st_size // 1024} KiB")


def given(done: object) -> None:
    if done.returncode:  # type: ignore[attr-defined]
        sys.exit(done.stderr)  # type: ignore[attr-defined]


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "")
