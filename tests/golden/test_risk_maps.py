"""The figures of published risk maps: their zones are those of the methodology, and a planted error is found."""

import csv
from pathlib import Path

import pytest

import riskmaps
from probidad.documents.limits import Limits
from probidad.documents.readers import read_workbook
from probidad.documents.riskmap.checking import CheckedMap, check_map
from probidad.documents.riskmap.reading import read_map
from probidad.frameworks.risks import map_vocabulary, risk_methods
from probidad.rules.finding import Nature

LINES = list(csv.DictReader((Path(__file__).parent / "risk-maps.csv").read_text(encoding="utf-8").splitlines()))
HEAD = ["Riesgo", "Tipo", "Causas", "Impacto", "Probabilidad", "Riesgo Inherente (ZIR)", "Controles Para el Riesgo",
        "Evaluación de los Controles", "Imp", "Prob", "Riesgo Residual (ZFR)"]  # fmt: skip
METHODS = {"AB-MP-01": "dafp-v4", "SJ-MP-01": "dafp-v4", "corporinoquia-2020": "corruption-2015"}
KINDS = {"corruption": "Corrupción", "management": "Operativo"}


def rows(name: str) -> list[list[object]]:
    return [
        [f"Riesgo publicado número {line['risk']}", KINDS[line["kind"]], "Causa", line["impact"], line["probability"], line["zone"],
         "Un control", line["control_score"], line["residual_impact"], line["residual_probability"], line["residual_zone"]]
        for line in LINES if line["map"] == name
    ]  # fmt: skip


def checked(path: Path, content: list[list[object]]) -> CheckedMap:
    riskmaps.write_xlsx(path, [["Fecha: 11/11/2020"], HEAD, *content])
    return check_map(read_map(read_workbook(path, Limits()), map_vocabulary()), risk_methods())


@pytest.mark.parametrize(("name", "method"), METHODS.items())
def test_the_zones_of_a_published_map_come_out_again(tmp_path: Path, name: str, method: str) -> None:
    result = checked(tmp_path / "m.xlsx", rows(name))
    assert result.method.key == method
    assert len(result.risks) == sum(line["map"] == name for line in LINES)
    for each in result.risks:
        assert each.inherent_zone is each.facts.inherent.zone is not None
        assert each.residual_zone is each.facts.residual.zone is not None
    assert [f for f in result.findings if f.nature is Nature.DETERMINISTIC] == []


ZONES = {"Baja": "Alta", "Moderada": "Extrema", "Alta": "Baja", "Alto": "Baja", "ALTA": "BAJA", "MODERADA": "EXTREMA"}


@pytest.mark.parametrize("name", METHODS)
def test_a_planted_zone_is_found_in_every_risk_and_nowhere_else(tmp_path: Path, name: str) -> None:
    right = rows(name)
    for at in range(len(right)):
        for column in (5, 10):
            planted = riskmaps.changed(right, at, column, ZONES[str(right[at][column]).split()[-1]])
            result = checked(tmp_path / "m.xlsx", [list(row) for row in planted])
            assert result.method.key == METHODS[name]
            found = {f.subject for f in result.findings if f.rule.startswith("M-ZONE")}
            assert found == {at + 1}
