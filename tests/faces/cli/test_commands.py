"""The commands as a person gives them: exit codes, sentences, files."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

import matrices
import reports

RUN = [sys.executable, "-c", "from probidad.faces.cli.entry import run; run()"]


def probidad(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([*RUN, *map(str, arguments)], capture_output=True, text=True, timeout=120, cwd=cwd)
    assert "Traceback" not in done.stderr
    return done


def test_the_findings_do_not_change_the_exit_code_unless_asked_to(tmp_path: Path) -> None:
    assert probidad("revisar", reports.SOPO).returncode == 0
    assert probidad("revisar", reports.SOPO, "--estricto").returncode == 1
    calm = (
        "A",
        "Publicar el informe",
        "Número de informes",
        "1",
        "30/06/2023",
        "Planeación",
        "1",
        "100",
        "Publicado el 3/05/2023",
    )
    path = matrices.write_text(tmp_path / "m.csv", matrices.grid([calm]), ",")
    assert probidad("revisar", path, "--estricto").returncode == 0


def test_everything_asked_for_is_written_and_can_be_verified(tmp_path: Path) -> None:
    done = probidad("revisar", reports.SOPO, "--salida", tmp_path / "sitio", "--trabajo", tmp_path / "t.json")
    assert done.returncode == 0
    names = {
        "index.html",
        "seguimiento.pdf",
        "seguimiento.xlsx",
        "seguimiento.ods",
        "actividades.csv",
        "hallazgos.csv",
        "seguimiento.json",
    }
    assert names <= {path.name for path in (tmp_path / "sitio").iterdir()}
    assert (tmp_path / "t.json").stat().st_mode & 0o077 == 0
    for path in (tmp_path / "sitio/seguimiento.json", tmp_path / "t.json"):
        verified = probidad("verificar", path)
        assert (verified.returncode, verified.stderr) == (0, "")
        assert "Igual" in verified.stdout


def test_the_english_names_of_the_commands_do_the_same(tmp_path: Path) -> None:
    done = probidad("check", reports.SOPO, "--output", tmp_path / "site", "--language", "en")
    assert (done.returncode, "Declared" in done.stdout) == (0, True)
    assert "Equal" in probidad("verify", tmp_path / "site/seguimiento.json", "--language", "en").stdout


def bad_files(folder: Path) -> dict[str, Path]:
    (folder / "vacia.csv").write_bytes(b"")
    (folder / "imagen.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 100)
    matrices.write_text(folder / "sin-encabezado.csv", [("a", "b", "c"), ("1", "2", "3")], ",")
    matrices.write_text(folder / "sin-actividades.csv", matrices.grid(()), ",")
    book = matrices.write_xlsx(folder / "dos.xlsx", matrices.grid())
    import openpyxl  # noqa: PLC0415

    two = openpyxl.load_workbook(book)
    two.copy_worksheet(two.active)
    two.save(book)
    return {path.name: path for path in folder.iterdir()} | {"no-existe.csv": folder / "no-existe.csv"}


NAMES = ["vacia.csv", "imagen.xlsx", "sin-encabezado.csv", "sin-actividades.csv", "dos.xlsx", "no-existe.csv"]


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_cannot_be_read_ends_with_2_two_sentences_and_nothing_written(
    tmp_path: Path, name: str, language: str
) -> None:
    (tmp_path / "malos").mkdir()
    path = bad_files(tmp_path / "malos")[name]
    done = probidad("revisar", path, "--salida", tmp_path / "sitio", "--idioma", language)
    assert done.returncode == 2
    assert done.stdout == ""
    assert name in done.stderr
    assert len(done.stderr.strip().splitlines()) == 2
    assert not (tmp_path / "sitio").exists()


def test_of_two_sheets_one_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "malos").mkdir()
    path = bad_files(tmp_path / "malos")["dos.xlsx"]
    assert probidad("revisar", path, "--hoja", "Seguimiento").returncode == 0
    assert probidad("revisar", path, "--hoja", "Otra").returncode == 2


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--corte", "ayer"),
        ("--agregacion", "suma"),
        ("--limites", "muchos"),
        ("--marco", "ninguno"),
        ("--vigencia", "dos"),
    ],
)
def test_an_option_that_cannot_be_is_told_in_a_sentence(option: str, value: str) -> None:
    done = probidad("revisar", reports.SOPO, option, value)
    assert done.returncode == 2
    assert value in done.stderr


def test_limits_hold_and_can_be_raised_for_a_file_that_is_trusted(tmp_path: Path) -> None:
    rows = [matrices.ACTIVITIES[0]] * 10_100
    path = matrices.write_text(tmp_path / "m.csv", matrices.grid(rows), ",")
    assert probidad("revisar", path).returncode == 2
    done = probidad("revisar", path, "--limites", "filas=20000")
    assert (done.returncode, "10.100 actividades" in done.stdout) == (0, True)


def test_a_folder_that_is_not_ours_or_a_path_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "mio").mkdir()
    (tmp_path / "mio/a.txt").write_text("x")
    assert probidad("revisar", reports.SOPO, "--salida", tmp_path / "mio").returncode == 2
    assert probidad("revisar", reports.SOPO, "--salida", tmp_path / "mio/a.txt/sitio").returncode == 2
    assert [path.name for path in (tmp_path / "mio").iterdir()] == ["a.txt"]


def test_who_reads_only_the_first_line_still_gets_the_files(tmp_path: Path) -> None:
    first = subprocess.Popen(
        [*RUN, "revisar", str(reports.SOPO), "--salida", str(tmp_path / "sitio")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    first.stdout.close()
    _out, errors = first.communicate(timeout=120)
    assert b"Traceback" not in errors
    assert (tmp_path / "sitio/seguimiento.json").is_file()


@pytest.mark.parametrize(("change", "code"), [(None, 0), (("86.93", "86.94"), 1), (("activities", "actividades"), 2)])
def test_verifying_ends_with_0_1_or_2(
    tmp_path: Path, sopo_site: Path, change: tuple[str, str] | None, code: int
) -> None:
    text = (sopo_site / "seguimiento.json").read_text(encoding="utf-8")
    path = tmp_path / "s.json"
    path.write_text(text.replace(*change) if change else text, encoding="utf-8")
    done = probidad("verificar", path)
    assert done.returncode == code
    assert ("dice 86.94 y da 86.93" in done.stdout) is (code == 1)


@pytest.mark.parametrize("target", ["nada.json", "."])
def test_verifying_what_is_not_there_ends_with_2(tmp_path: Path, target: str) -> None:
    done = probidad("verificar", tmp_path / target)
    assert (done.returncode, bool(done.stderr.strip())) == (2, True)


def test_precision_lists_every_rule_that_is_on_with_its_counts() -> None:
    done = probidad("precision")
    assert done.returncode == 0
    assert "hospital-san-telmo-2025" in done.stdout
    line = next(line.split() for line in done.stdout.splitlines() if line.startswith("R-SCALE-MIX"))
    assert line == ["R-SCALE-MIX", "exacta", "sí", "10", "10", "10", "1,00", "1,00"]


def test_precision_of_a_folder_without_labels_is_refused(tmp_path: Path) -> None:
    assert probidad("precision", tmp_path).returncode == 2


def test_a_corpus_gives_one_line_per_follow_up(tmp_path: Path) -> None:
    from benchmarks.national import write  # noqa: PLC0415

    write(tmp_path / "c.csv", entities=2, activities=5, years=1)
    done = probidad("corpus", tmp_path / "c.csv", "--salida", tmp_path / "r.csv", "--auditar")
    assert (done.returncode, done.stderr) == (0, "")
    rows = list(csv.DictReader((tmp_path / "r.csv").open(encoding="utf-8-sig", newline="")))
    assert len(rows) == 6
    assert all(row["Declarado, denominador"] for row in rows)
    assert probidad("corpus", tmp_path / "nada.csv").returncode == 2
    assert probidad("corpus", tmp_path).returncode == 2


def test_help_is_plain_and_names_the_commands() -> None:
    done = probidad("--help")
    assert done.returncode == 0
    for name in ("revisar", "verificar", "precision", "corpus"):
        assert name in done.stdout


def test_help_loads_no_library_that_reads_or_writes_files() -> None:
    code = "import sys\nfrom probidad.faces.cli.main import app\nheavy = {'typst', 'python_calamine', 'xlsxwriter', 'jinja2', 'yaml', 'babel', 'clevercsv', 'jsonschema'}\nprint(sorted(heavy & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_published_json_says_where_it_came_from(sopo_site: Path) -> None:
    document = json.loads((sopo_site / "seguimiento.json").read_text(encoding="utf-8"))
    assert document["source"]["file"] == reports.SOPO.name
    assert document["copy"] == "published"
