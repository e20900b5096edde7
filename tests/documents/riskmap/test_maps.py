"""Maps of several shapes are read, their methodology is told, planted errors are found, and what goes out comes back."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

import matrices
import riskmaps
from probidad.documents.limits import Limits
from probidad.documents.readers import read_workbook
from probidad.documents.refusal import RefusalError
from probidad.documents.renderers.grid import grid_csv
from probidad.documents.renderers.grid_xlsx import grid_xlsx
from probidad.documents.riskmap.checking import CheckedMap, check_map
from probidad.documents.riskmap.model import RiskMap
from probidad.documents.riskmap.output import map_from_json, map_grid, map_json
from probidad.documents.riskmap.reading import read_map, texts_of
from probidad.documents.words import Words
from probidad.frameworks.risks import map_vocabulary, risk_methods
from probidad.rules.finding import Nature
from probidad.rules.risks.method import RiskKind

Rows = Sequence[riskmaps.Row]
SHAPES: dict[str, tuple[Callable[[], Rows], Sequence[str], str, int]] = {
    "2015": (riskmaps.sheet_2015, riskmaps.MERGES_2015, "corruption-2015", 3),
    "v4": (riskmaps.sheet_v4, (), "dafp-v4", 3),
    "v5": (riskmaps.sheet_v5, riskmaps.MERGES_V5, "dafp-v5", 2),
}


def understood(path: Path) -> RiskMap:
    return read_map(read_workbook(path, Limits(), pdf=True), map_vocabulary())


def checked(path: Path) -> CheckedMap:
    return check_map(understood(path), risk_methods())


def certain(result: CheckedMap) -> list[tuple[int, str]]:
    return [(f.subject, f.rule) for f in result.findings if f.nature is Nature.DETERMINISTIC]


def written(folder: Path, kind: str, rows: Rows, merges: Sequence[str]) -> Path:
    if kind == "xlsx":
        return riskmaps.write_xlsx(folder / "m.xlsx", rows, merges)
    if kind == "csv":
        return riskmaps.write_csv(folder / "m.csv", rows)
    texts = [tuple("" if value == "" else str(value) for value in row) for row in rows]
    return matrices.WRITERS[kind](folder / f"m.{kind}", texts)


@pytest.mark.parametrize("kind", ["xlsx", "csv", "ods", "xls"])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_right_map_of_any_shape_and_format_is_read_whole_and_has_no_finding(
    tmp_path: Path, shape: str, kind: str
) -> None:
    rows, merges, method, count = SHAPES[shape]
    result = checked(written(tmp_path, kind, rows(), merges))
    assert (result.method.key, len(result.risks)) == (method, count)
    assert certain(result) == []
    for each in result.risks:
        assert each.inherent_zone is each.facts.inherent.zone is not None
        assert each.residual_zone is each.facts.residual.zone is not None


def test_the_table_of_a_pdf_goes_on_over_its_pages(tmp_path: Path) -> None:
    rows = [riskmaps.HEAD_V4, *riskmaps.ROWS_V4 * 8]
    result = checked(riskmaps.write_pdf(tmp_path / "m.pdf", rows, 17, title="Mapa de riesgos"))
    assert (result.method.key, len(result.risks)) == ("dafp-v4", 24)
    assert {rule for _risk, rule in certain(result)} == {"M-REPEATED"}
    assert len({each.risk.reads["risk"].place.sheet for each in result.risks}) > 1


def test_a_risk_with_several_controls_takes_several_rows(tmp_path: Path) -> None:
    first, second = understood(riskmaps.write_xlsx(tmp_path / "m.xlsx", riskmaps.sheet_v5(), riskmaps.MERGES_V5)).risks
    assert [control.text("control_weight") for control in first.controls] == ["0,4", "0,3"]
    assert [(control.reads["control"].place.cell) for control in first.controls] == ["K3", "K4"]
    assert len(second.controls) == 1
    assert (first.kind, second.kind) == (RiskKind.MANAGEMENT, RiskKind.CORRUPTION)


def test_every_cell_keeps_its_place_and_a_blank_process_is_the_one_above(tmp_path: Path) -> None:
    risks = understood(riskmaps.write_xlsx(tmp_path / "m.xlsx", riskmaps.sheet_2015(), riskmaps.MERGES_2015)).risks
    place = risks[0].reads["residual_zone"].place
    assert (place.sheet, place.cell) == ("Mapa", "M6")
    assert (risks[2].text("process"), risks[2].reads["process"].place.cell) == ("Tesorería", "A7")
    assert risks[2].reads["process"].note


PLANTED = [
    ("2015", 5, 7, "BAJA", "M-ZONE-INHERENT"), ("2015", 5, 6, 60, "M-PRODUCT"), ("2015", 6, 9, 5, "M-RESIDUAL-ABOVE"),
    ("2015", 5, 8, "", "M-NO-CONTROL"), ("2015", 5, 12, "ALTA", "M-ZONE-RESIDUAL"), ("2015", 5, 5, "", "M-MISSING"),
    ("v4", 3, 8, "Moderada", "M-ZONE-INHERENT"), ("v4", 3, 7, "2 - Menor", "M-FLOOR"), ("v4", 3, 14, "Aceptar", "M-ACCEPT"),
    ("v4", 3, 6, "3 - Probable", "M-LEVEL"), ("v4", 5, 10, "950", "M-SCORE"), ("v4", 3, 15, "", "M-NO-PLAN"),
    ("v4", 3, 12, "3 - Moderado", "M-IMPACT-MOVED"), ("v4", 5, 11, "1 - Rara vez", "M-MOVE"),
    ("v5", 2, 14, "Muy baja", "M-MOVE"), ("v5", 3, 13, 0.5, "M-WEIGHT"), ("v5", 4, 8, "Extremo", "M-ZONE-INHERENT"),
    ("v5", 4, 19, "Aceptar", "M-ACCEPT"), ("v5", 4, 6, "Leve", "M-FLOOR"), ("v5", 2, 15, 0.7, "M-LEVEL"),
]  # fmt: skip


@pytest.mark.parametrize(("shape", "row", "column", "value", "rule"), PLANTED)
def test_a_planted_error_is_found_in_its_risk(
    tmp_path: Path, shape: str, row: int, column: int, value: object, rule: str
) -> None:
    rows, merges, method, _count = SHAPES[shape]
    result = checked(riskmaps.write_xlsx(tmp_path / "m.xlsx", riskmaps.changed(rows(), row, column, value), merges))
    assert result.method.key == method
    found = {(each.risk.row, finding.rule) for each in result.risks for finding in each.findings}
    at = row + 1 if not (shape == "v5" and row == 3) else 3
    assert (at, rule) in found


def test_what_is_between_risks_is_told_apart(tmp_path: Path) -> None:
    rows: list[riskmaps.Row] = [
        ["PROCESO: TESORERÍA"], riskmaps.HEAD_V4, ["RIESGOS DE CORRUPCIÓN"],
        *[[*row[:1], "", "", *row[3:]] for row in riskmaps.ROWS_V4[:1]],
        ["RIESGOS DE GESTIÓN"], *[[*row[:1], "", "", *row[3:]] for row in riskmaps.ROWS_V4[1:2]], riskmaps.HEAD_V4,
        *[[*row[:1], "", "", *row[3:]] for row in riskmaps.ROWS_V4[2:]],
        ["Elaboró: Oficina de Planeación"], ["Zona", "Baja", "Moderada", "Alta"],
    ]  # fmt: skip
    risks = understood(riskmaps.write_xlsx(tmp_path / "m.xlsx", rows)).risks
    assert [risk.kind for risk in risks] == [RiskKind.CORRUPTION, RiskKind.MANAGEMENT, RiskKind.MANAGEMENT]
    assert {risk.text("process") for risk in risks} == {"TESORERÍA"}


def test_unsided_columns_are_inherent_first_and_residual_after(tmp_path: Path) -> None:
    head = ["Proceso", "Riesgo", "Causas", "Impacto", "Probabilidad", "Zona", "Controles", "Imp.", "Prob.", "Zona"]
    row = ["Archivo", "Pérdida de expedientes en préstamo", "Desorden", 3, 4, "Alta", "Se registra", 3, 3, "Alta"]
    (risk,) = checked(riskmaps.write_xlsx(tmp_path / "m.xlsx", [head, row])).risks
    assert (risk.facts.inherent.probability, risk.facts.inherent.impact) == (4, 3)
    assert (risk.facts.residual.probability, risk.facts.residual.impact) == (3, 3)


def test_cells_without_separators_are_told_apart_by_their_product(tmp_path: Path) -> None:
    text = (
        "Mapa de Riesgos de Corrupción\nVigencia 2019\n4- Gestión de predios\nOBJETIVO: ADMINISTRAR\n1. Presiones\n"
        "2. Sin revisión\nVenta de predios a menos precio a cambio de dádivas1. Detrimento\n2. Sanciones\n"
        "42080EXTREMA1. Avalúo de dos peritos\n21020MODERADA1. Cada venta"
    )
    path = tmp_path / "m.txt"
    path.write_text(text, encoding="utf-8")
    result = checked(path)
    (risk,) = result.risks
    assert result.method.key == "corruption-2015"
    assert risk.risk.text("risk") == "Venta de predios a menos precio a cambio de dádivas"
    assert risk.risk.text("process") == "Gestión de predios"
    assert (risk.facts.inherent.probability, risk.facts.inherent.impact, risk.inherent_zone) == (
        4,
        5,
        risk.facts.inherent.zone,
    )
    assert (risk.facts.residual.probability, risk.facts.residual.impact) == (2, 4)


def test_the_map_of_zones_that_a_document_prints_is_read(tmp_path: Path) -> None:
    legend = [
        ["5 Casi seguro", "Alta", "Alta", "Extrema", "Extrema", "Extrema"], ["4 Probable", "Moderada", "Alta", "Alta", "Extrema", "Extrema"],
        ["3 Posible", "Baja", "Moderada", "Alta", "Extrema", "Extrema"], ["2 Improbable", "Baja", "Baja", "Moderada", "Alta", "Extrema"],
        ["1 Rara vez", "Baja", "Baja", "Moderada", "Alta", "Alta"],
    ]  # fmt: skip
    result = checked(riskmaps.write_xlsx(tmp_path / "m.xlsx", [*riskmaps.sheet_v4(), [], [], *legend]))
    assert result.map.printed is not None
    different = [at for at, zone in result.map.printed.cells.items() if result.method.cells[at] is not zone]
    assert different == [(1, 5)]
    assert len(result.risks) == 3


@pytest.mark.parametrize("shape", SHAPES)
def test_what_goes_out_as_csv_xlsx_and_json_comes_back_the_same(tmp_path: Path, shape: str) -> None:
    rows, merges, _method, _count = SHAPES[shape]
    planted = [list(row) for row in rows()]
    planted[len(planted) - 1][2 if shape != "v4" else 3] = (
        "=2+2 Desviar recursos, abusando del cargo\npara beneficio propio"
    )
    result = checked(riskmaps.write_xlsx(tmp_path / "m.xlsx", planted, merges))
    texts = texts_of(result.map.risks)
    grid = map_grid(result.map, map_vocabulary(), "Mapa de riesgos")
    (tmp_path / "o.xlsx").write_bytes(grid_xlsx(grid, Words()))
    (tmp_path / "o.csv").write_bytes(b"".join(grid_csv(grid, Words())))
    for name in ("o.xlsx", "o.csv"):
        again = understood(tmp_path / name)
        assert [{"kind": r.kind.value} for r in again.risks] == [{"kind": r.kind.value} for r in result.map.risks]
        came = [
            {k: v for k, v in row.items() if k in before}
            for row, before in zip(texts_of(again.risks), texts, strict=True)
        ]
        assert came == texts
    back = map_from_json(map_json(result))
    assert back.risks == result.map.risks
    assert back.headings == result.map.headings
    with pytest.raises(ValueError, match="not a"):
        map_from_json(b"{}")


def test_columns_that_no_field_names_are_kept_and_come_back(tmp_path: Path) -> None:
    rows = [
        [*row, extra]
        for row, extra in zip(
            [riskmaps.HEAD_V4, *riskmaps.ROWS_V4], ["Observador invitado", "Veeduría", "", "Personería"], strict=True
        )
    ]
    risk_map = understood(riskmaps.write_xlsx(tmp_path / "m.xlsx", rows))
    assert [risk.others["Observador invitado"].text if risk.others else "" for risk in risk_map.risks] == [
        "Veeduría",
        "",
        "Personería",
    ]
    (tmp_path / "o.csv").write_bytes(b"".join(grid_csv(map_grid(risk_map, map_vocabulary(), "M"), Words())))
    assert texts_of(understood(tmp_path / "o.csv").risks) == texts_of(risk_map.risks)


def test_a_map_that_shows_only_what_is_left_is_residual_and_its_further_causes_are_of_the_risk_above(
    tmp_path: Path,
) -> None:
    head = [
        "N°",
        "Riesgo",
        "Clasificación",
        "Causas",
        "Probabilidad",
        "Impacto",
        "Riesgo residual",
        "Actividad de control",
        "Responsable",
    ]
    rows: list[riskmaps.Row] = [
        head,
        [1, "Recibir dádivas, abusando del cargo, para favorecer a un tercero", "Corrupción", "Presiones", 4, 5, "Extremo", "El jefe verifica", "Jurídica"],
        ["", "", "", "Falta de un proceso de revisión", "", "", "", "", ""],
        ["", "", "", "Riesgo moral", "", "", "", "El asesor coteja", "Jurídica"],
    ]  # fmt: skip
    for path in (
        riskmaps.write_xlsx(tmp_path / "m.xlsx", rows, ("B2:B4", "G2:G4")),
        riskmaps.write_csv(tmp_path / "m.csv", rows),
    ):
        (risk,) = checked(path).risks
        assert risk.risk.text("cause") == "Presiones\nFalta de un proceso de revisión\nRiesgo moral"
        assert (len(risk.risk.controls), risk.facts.inherent.written) == (2, False)
        assert (risk.facts.residual.probability, risk.facts.residual.impact) == (4, 5)


def test_numbers_beside_the_names_of_levels_are_no_products_and_sheets_name_their_process(tmp_path: Path) -> None:
    head = [
        "Riesgo",
        "Causas",
        "Probabilidad inherente",
        "Nivel",
        "Impacto inherente",
        "Nivel",
        "Zona inherente",
        "Controles",
    ]
    row = ["Cobro indebido por un trámite", "x", "Probable", 4, "Mayor", 4, "Extrema", "Se revisa"]
    import openpyxl  # noqa: PLC0415

    riskmaps.write_xlsx(tmp_path / "m.xlsx", [head, row])
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    book.copy_worksheet(book.active).title = "TESORERÍA"
    book.save(tmp_path / "m.xlsx")
    result = checked(tmp_path / "m.xlsx")
    assert [each.risk.text("process") for each in result.risks] == ["Mapa", "TESORERÍA"]
    assert result.risks[0].risk.text("inherent_impact_value") == "4"
    assert certain(result) == []


def test_a_person_may_name_the_methodology_and_the_day(tmp_path: Path) -> None:
    risk_map = understood(riskmaps.write_xlsx(tmp_path / "m.xlsx", riskmaps.sheet_v5(), riskmaps.MERGES_V5))
    assert not check_map(risk_map, risk_methods()).detection.sure
    dated = check_map(risk_map, risk_methods(), day=date(2026, 1, 31))
    assert (dated.method.key, dated.detection.sure) == ("sigrip-v7", True)
    assert check_map(risk_map, risk_methods(), method="dafp-v4").method.key == "dafp-v4"


def test_files_without_a_map_or_without_risks_are_refused(tmp_path: Path) -> None:
    for rows, part in (([["a", "b", "c"], ["1", "2", "3"]], "no row was found"), ([riskmaps.HEAD_V4], "no risk")):
        with pytest.raises(RefusalError) as caught:
            understood(riskmaps.write_xlsx(tmp_path / "m.xlsx", rows))
        assert part in caught.value.message
        assert caught.value.remedy
