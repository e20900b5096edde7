"""The commands of an installation, as a person gives them."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import reports
from installed import probidad

TOWN = (
    "--nombre", "Municipio de Muestra", "--tipo", "mayoralty", "--orden", "municipal", "--divipola", "25758",
    "--direccion", "muestra", "--ficticia", "--correo", "ada@muestra.example", "--administra", "Ada Ruiz",
)  # fmt: skip
LINK = re.compile(r"^http://127\.0\.0\.1:8000/cuenta/invitacion/\S+/$", re.MULTILINE)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with its tables, to be copied."""
    folder = tmp_path_factory.mktemp("plantilla") / "datos"
    assert probidad(folder, "migrar").returncode == 0
    return folder


@pytest.fixture
def installed(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "datos"))


def test_a_command_before_the_tables_are_there_says_what_to_run(tmp_path: Path) -> None:
    done = probidad(tmp_path / "datos", "entidad", "lista")
    assert (done.returncode, "probidad migrar" in done.stderr) == (2, True)


def test_bringing_up_to_date_twice_does_nothing_the_second_time(installed: Path) -> None:
    assert "0" in probidad(installed, "migrar").stdout
    assert "Migrations applied: 0" in probidad(installed, "migrate", "--language", "en").stdout


def test_an_entity_is_created_with_one_administrator_and_a_link(installed: Path) -> None:
    done = probidad(installed, "entidad", "crear", *TOWN)
    assert (done.returncode, done.stderr) == (0, "")
    assert LINK.search(done.stdout)
    assert probidad(installed, "entity", "list").stdout.startswith("muestra\tMunicipio de Muestra")
    again = probidad(installed, "entidad", "crear", *TOWN)
    assert (again.returncode, "muestra" in again.stderr) == (2, True)


@pytest.mark.parametrize(
    ("option", "value"),
    [("--divipola", "99999"), ("--tipo", "nada"), ("--orden", "nada"), ("--correo", "ada"), ("--categoria", "nada")],
)
def test_an_entity_that_cannot_be_is_refused_and_nothing_is_created(installed: Path, option: str, value: str) -> None:
    given = [*TOWN, option, value] if option not in TOWN else list(TOWN)
    if option in TOWN:
        given[given.index(option) + 1] = value
    done = probidad(installed, "entidad", "crear", *given)
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 2)
    assert probidad(installed, "entidad", "lista").stdout == ""


def test_a_lost_link_is_made_again_and_another_administrator_can_come(installed: Path) -> None:
    first = LINK.search(probidad(installed, "entidad", "crear", *TOWN).stdout)
    again = LINK.search(probidad(installed, "invitar", "--correo", "ADA@muestra.example").stdout)
    assert first
    assert again
    assert first[0] != again[0]
    other = ("--correo", "beto@muestra.example", "--nombre", "Beto Lara")
    unknown = probidad(installed, "invitar", *other)
    assert (unknown.returncode, "beto@muestra.example" in unknown.stderr) == (2, True)
    assert LINK.search(probidad(installed, "invitar", *other, "--entidad", "muestra").stdout)
    nowhere = probidad(installed, "invitar", *other, "--entidad", "otra")
    assert (nowhere.returncode, "otra" in nowhere.stderr) == (2, True)


def test_a_second_step_that_was_lost_is_forgotten_by_who_has_the_machine(installed: Path) -> None:
    assert probidad(installed, "entidad", "crear", *TOWN).returncode == 0
    done = probidad(installed, "segundo-paso", "--correo", "ADA@muestra.example")
    assert (done.returncode, done.stderr, "ADA@muestra.example" in done.stdout) == (0, "", True)
    nobody = probidad(installed, "segundo-paso", "--correo", "nadie@muestra.example")
    assert (nobody.returncode, "nadie@muestra.example" in nobody.stderr) == (2, True)


def test_where_nobody_is_yet_the_link_is_of_who_runs_the_installation(installed: Path) -> None:
    assert LINK.search(probidad(installed, "invitar", "--correo", "op@muestra.example", "--nombre", "Op").stdout)
    other = probidad(installed, "invitar", "--correo", "otra@muestra.example", "--nombre", "Otra")
    assert (other.returncode, "otra@muestra.example" in other.stderr) == (2, True)


def test_sopo_comes_in_once_and_is_on_line_after_it(installed: Path) -> None:
    where = ("--nombre", "Municipio de Sopó", "--direccion", "sopo")
    given = list(TOWN)
    given[given.index("--nombre") + 1], given[given.index("--direccion") + 1] = where[1], where[3]
    assert probidad(installed, "entidad", "crear", *given).returncode == 0
    first = probidad(installed, "importar", str(reports.SOPO), "--entidad", "sopo", "--publicar")
    assert (first.returncode, first.stderr) == (0, "")
    assert "41" in first.stdout
    again = probidad(installed, "import", str(reports.SOPO), "--entity", "sopo", "--publish")
    assert (again.returncode, again.stderr) == (0, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("nada.csv", "--entidad", "muestra"),
        (".", "--entidad", "muestra"),
        (str(reports.SOPO), "--entidad", "muestra"),  # the document names another entity
        (str(reports.SOPO), "--entidad", "otra"),
        (str(reports.SOPO), "--entidad", "muestra", "--tipo", "nada"),
        (str(reports.SOPO), "--entidad", "muestra", "--corte", "ayer"),
    ],
)
def test_what_cannot_come_in_is_refused_in_the_readers_language(installed: Path, arguments: tuple[str, ...]) -> None:
    assert probidad(installed, "entidad", "crear", *TOWN).returncode == 0
    done = probidad(installed, "importar", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) >= 2


def test_the_example_loads_once_whatever_how_often_it_is_asked_for(installed: Path) -> None:
    first = probidad(installed, "ejemplo")
    assert (first.returncode, first.stderr) == (0, "")
    listed = probidad(installed, "entidad", "lista").stdout
    assert [line.split("\t")[0] for line in listed.splitlines()] == ["sopo", "valle-sereno"]
    assert "ficticia" in listed.splitlines()[1]
    assert "ficticia" not in listed.splitlines()[0]
    second = probidad(installed, "example", "--language", "en")
    assert (second.returncode, second.stderr) == (0, "")
    assert probidad(installed, "entidad", "lista").stdout == listed


def test_the_offers_are_listed_for_people_and_for_programs(installed: Path) -> None:
    done = probidad(installed, "oferta", "--json")
    assert {row["kind"] for row in json.loads(done.stdout)} == {"source", "missing", "dataset", "agenda", "check"}
    assert probidad(installed, "offers", "--language", "en").stdout.startswith("Indicator source")


def test_what_is_due_is_done_and_told(installed: Path) -> None:
    done = probidad(installed, "tick")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) >= 3
    without_tables = probidad(installed.parent / "vacia", "tick")
    assert (without_tables.returncode, "probidad migrar" in without_tables.stderr) == (2, True)


def test_the_check_up_ends_with_1_when_there_is_something_to_mend(installed: Path) -> None:
    good = probidad(installed, "doctor", "--json")
    lines = {line["key"]: line for line in json.loads(good.stdout)}
    amiss = [line for line in lines.values() if line["state"] in ("mend", "critical")]
    assert (good.returncode, amiss) == (0, [])
    installed.chmod(0o755)
    bad = probidad(installed, "doctor")
    assert (bad.returncode, "chmod 700" in bad.stdout) == (1, True)


def test_the_check_up_of_a_database_that_does_not_answer_says_so_and_goes_on(installed: Path) -> None:
    done = probidad(installed, "doctor", "--json", DATABASE_URL="postgres://nobody@127.0.0.1:1/nothing")
    states = {line["key"]: line["state"] for line in json.loads(done.stdout)}
    assert (done.returncode, states["database.away"]) == (1, "mend")
    assert "machine.python" in states


def test_django_s_own_commands_are_passed_through(installed: Path) -> None:
    assert probidad(installed, "gestionar", "check").returncode == 0
    assert "core" in probidad(installed, "manage", "showmigrations", "core", "--plan").stdout


def test_help_of_the_server_s_commands_loads_no_django() -> None:
    code = (
        "import sys\nfrom probidad.faces.cli.main import app\nprint('django' in sys.modules, 'gunicorn' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
