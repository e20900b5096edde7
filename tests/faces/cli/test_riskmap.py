"""``probidad mapa`` as a person gives it."""

import json
import subprocess
import sys
from pathlib import Path

import riskmaps

RUN = [sys.executable, "-c", "from probidad.faces.cli.entry import run; run()"]


def probidad(*arguments: object) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([*RUN, *map(str, arguments)], capture_output=True, text=True, timeout=120)
    assert "Traceback" not in done.stderr
    return done


def test_it_says_risk_by_risk_what_differs_and_where(tmp_path: Path) -> None:
    path = riskmaps.write_xlsx(tmp_path / "m.xlsx", riskmaps.changed(riskmaps.sheet_v4(), 3, 8, "Baja"))
    done = probidad("mapa", path, "--idioma", "en")
    assert done.returncode == 0
    assert "(dafp-v4)" in done.stdout
    assert "the map says Baja, computed Extrema [Mapa G4, Mapa H4, Mapa I4]" in done.stdout
    assert "M-ZONE-INHERENT (grave)" in done.stdout
    assert probidad("riskmap", path, "--strict").returncode == 1
    assert probidad("mapa", riskmaps.write_xlsx(tmp_path / "g.xlsx", riskmaps.sheet_v4()), "--estricto").returncode == 0


def test_files_are_written_and_json_is_printed(tmp_path: Path) -> None:
    path = riskmaps.write_pdf(tmp_path / "m.pdf", riskmaps.sheet_v4()[2:], 17)
    done = probidad("mapa", path, "--json", "--salida", tmp_path / "o")
    assert done.returncode == 0
    assert {each.name for each in (tmp_path / "o").iterdir()} == {"mapa.xlsx", "mapa.csv", "hallazgos.csv", "mapa.json"}
    told = json.loads(done.stdout)
    assert done.stdout.encode() == (tmp_path / "o/mapa.json").read_bytes()
    assert [risk["inherent"]["computed_zone"] for risk in told["risks"]] == ["extreme", "low", "high"]
    assert json.loads(probidad("mapa", tmp_path / "o/mapa.csv", "--json").stdout)["method"]["key"] == "dafp-v4"


def test_what_cannot_be_read_says_what_to_do_and_writes_nothing(tmp_path: Path) -> None:
    bad = tmp_path / "m.xlsx"
    bad.write_bytes(b"PK\x03\x04 nothing")
    for arguments in ((bad,), (tmp_path / "no.xlsx",), (bad, "--metodologia", "x"), (bad, "--fecha", "ayer")):
        done = probidad("mapa", *arguments, "--salida", tmp_path / "o")
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.strip().splitlines()) == 2
        assert not (tmp_path / "o").exists()
