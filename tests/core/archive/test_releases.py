"""What an earlier release kept is restored by this one, and publishes the same to the last digit, on both engines."""

import json
from pathlib import Path

import pytest

import releases
from crashing import database
from installed import probidad


@pytest.mark.django_db
@pytest.mark.parametrize("kept", releases.kept(), ids=lambda path: path.name)
def test_a_kept_release_is_restored_and_publishes_the_same_to_the_last_digit(kept: Path, tmp_path: Path) -> None:
    folder = tmp_path / "datos"
    folder.mkdir()
    with database(folder) as url:
        done = probidad(
            folder, "restaurar", str(kept / releases.BACKUP), "--llave", str(releases.KEY), DATABASE_URL=url
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert "Migrations applied: 0" in probidad(folder, "migrar", "--idioma", "en", DATABASE_URL=url).stdout
        published = json.loads((kept / releases.FIGURES).read_text(encoding="utf-8"))
        now = releases.figures(folder, url)
    changed = {where: (figure, now.get(where)) for where, figure in published.items() if now.get(where) != figure}
    assert not changed, dict(list(changed.items())[:5])
    assert len(published) > 1000


def test_there_is_a_release_to_restore() -> None:
    assert releases.kept()
