"""``probidad plazo``: a due date and its reasons, without Django."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from probidad.faces.cli.main import app

REGISTER = Path(__file__).parents[2] / "golden/pqrs-medellin-2024-terms.csv"
RUNNER = CliRunner()


def told(*arguments: str) -> str:
    result = RUNNER.invoke(app, ["plazo", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def refused(*arguments: str) -> str:
    result = RUNNER.invoke(app, ["plazo", *arguments])
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    return result.output


def test_it_tells_the_day_the_days_left_and_each_reason_with_its_norm() -> None:
    output = told(
        "--tipo", "peticion", "--radicado", "2026-01-09 16:55", "--hora-cierre", "16:30",
        "--no-habil", "2026-02-03=Resolución 12 de 2026", "--hoy", "2026-02-02", "--idioma", "en",
    )  # fmt: skip
    assert output.startswith("It falls due on 4 February 2026; 1 working day is left.")
    assert "3 February 2026 does not count: Resolución 12 de 2026. [Ley 4 de 1913, art. 62]" in output
    assert "[Ley 1437 de 2011, art. 54 (Ley 2080 de 2021)]" in output


def test_json_says_the_same_for_programs() -> None:
    found = json.loads(
        told("--tipo", "documentos", "--radicado", "2026-07-08", "--ampliada", "2026-07-20:2026-08-03", "--hoy", "2026-07-30",
             "--json")
    )  # fmt: skip
    assert (found["first_due"], found["due"], found["working_days_left"]) == ("2026-07-24", "2026-08-03", 2)
    assert (found["light"], found["clock"], found["term"]) == ("orange", "runs", "INF10")
    assert all(step["norm"] and step["text"] for step in found["steps"])


def test_every_event_has_its_option() -> None:
    found = json.loads(
        told("--tipo", "queja", "--radicado", "2026-01-13", "--requerida", "2026-01-20:2026-01-21", "--mas-tiempo", "2026-02-02",
             "--completada", "2026-02-03", "--trasladada-en-parte", "2026-01-19", "--suspendida", "2026-02-05:2026-02-06=Acto 1",
             "--respondida", "2026-02-18", "--notificada", "2026-02-19", "--grupo", "mayor", "--por-traslado", "--json")
    )  # fmt: skip
    assert [step["key"] for step in found["steps"] if step["key"] not in {"free_day", "first_day", "due"}] == [
        "received_by_transfer", "filed", "priority", "term", "transferred", "paused", "more_time", "resumed", "suspended",
        "stopped", "notified",
    ]  # fmt: skip
    assert (found["answered_in_time"], found["clock"]) == (True, "stopped")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--tipo", "memorando", "--radicado", "2026-01-09"),
        ("--tipo", "queja", "--radicado", "2026-02-30"),
        ("--tipo", "queja", "--radicado", "2026-01-09 25:00"),
        ("--tipo", "queja", "--radicado", "1985-01-03"),
        ("--tipo", "queja", "--radicado", "2070-01-03"),
        ("--tipo", "tutela", "--radicado", "2026-01-09"),
        ("--tipo", "queja", "--radicado", "2026-01-09", "--ampliada", "2026-01-20"),
        ("--tipo", "queja", "--radicado", "2026-01-09", "--respondida", "2026-01-08"),
        ("--tipo", "queja", "--radicado", "2026-01-09", "--grupo", "RICOS"),
        ("--tipo", "queja", "--radicado", "2026-01-09", "--no-habil", "2090-01-01"),
        ("registro", "no-such-file.csv"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_what_to_do(arguments: tuple[str, ...]) -> None:
    assert len(refused(*arguments).strip().splitlines()) == 2


def test_a_register_is_compared_by_cause_and_the_unexplained_are_counted() -> None:
    options = [
        "--columnas", "recibida=received,tipo=class,dias=days,ampliacion=extra,limite=limit,veces=count",
        "--clase", "SOLICITUD-INTERES PARTICULAR=PIP", "--clase", "SOLICITUD DE INFORMACION=INF",
        "--clase", "SOLICITUD-INTERES GENERAL=PIG", "--clase", "RECLAMO=REC", "--clase", "TRAMITE=PIP", "--json",
    ]  # fmt: skip
    known = [
        "--no-habil", "2024-03-26", "--no-habil", "2024-03-27",
        "--festivo-contado", "2024-11-04", "--festivo-contado", "2024-11-11",
    ]  # fmt: skip
    whole = json.loads(told("registro", str(REGISTER), *options, *known))
    assert (whole["lines"], whole["classes"]["same"], whole["classes"]["unexplained"]) == (5989, 4702, 0)
    blind = json.loads(told("registro", str(REGISTER), *options))
    assert blind["classes"]["unexplained"] > 700
    assert len(blind["unexplained_lines"]) == 20


@pytest.mark.parametrize("zone", ["UTC", "America/Bogota", "Asia/Tokyo"])
def test_the_answer_is_the_same_in_three_zones_and_django_is_not_loaded(zone: str) -> None:
    code = (
        "import sys; from probidad.faces.cli.main import app\n"
        "try: app(['plazo','--tipo','queja','--radicado','2026-01-09 23:59','--hora-cierre','17:00','--hoy','2026-01-20','--json'])\n"
        "except SystemExit: pass\n"
        "assert 'django' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env={**os.environ, "TZ": zone})
    assert json.loads(done.stdout)["due"] == "2026-02-03"
