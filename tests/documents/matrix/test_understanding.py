"""Whole matrices understood: rows told apart, cells filled down, one clear refusal where it cannot be."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import matrices
import reports
from probidad.documents.builder import Choices, build
from probidad.documents.cells import Cell, Row, Sheet, Workbook
from probidad.documents.limits import Limits
from probidad.documents.matrix.rows import RowKind
from probidad.documents.matrix.understanding import Matrix, understand
from probidad.documents.readers import read_workbook
from probidad.documents.refusal import RefusalError
from probidad.frameworks.loader import column_synonyms


def book(*sheets: Sequence[Sequence[str]], hidden: Sequence[int] = ()) -> Workbook:
    made = []
    for index, grid in enumerate(sheets):
        rows = [Row(n, tuple(Cell(c, t) for c, t in enumerate(r, 1) if t)) for n, r in enumerate(grid, 1)]
        made.append(Sheet(f"H{index + 1}", tuple(row for row in rows if row.cells), (), index in hidden))
    return Workbook("m.xlsx", "xlsx", "0" * 64, 1, tuple(made))


def read(grid: Sequence[Sequence[str]], **choices) -> Matrix:
    return understand(book(grid), column_synonyms(), **choices)


def kinds(matrix: Matrix) -> list[str]:
    return [entry.kind.value for entry in matrix.told]


def row(**fields: str) -> tuple[str, ...]:
    keys = ("component", "action", "indicator", "target", "deadline", "responsible", "value", "declared", "observation")
    base = dict(
        zip(
            keys,
            ("", "Hacer algo útil", "Número de cosas", "2", "30/06/2023", "General", "1", "50", "Hecho"),
            strict=True,
        )
    )
    return tuple({**base, **fields}[key] for key in keys)


def test_each_activity_keeps_its_cells_and_where_they_stand() -> None:
    matrix = read(matrices.grid())
    assert [line.facts.action for line in matrix.lines] == [a[1] for a in matrices.ACTIVITIES]
    assert [line.line.row for line in matrix.lines] == [5, 6, 7, 8]
    assert matrix.lines[0].line.reads["observation"].column == 9


def test_merged_cells_left_blank_are_filled_down_and_that_is_told() -> None:
    matrix = read(matrices.grid())
    assert [line.facts.component for line in matrix.lines] == ["Riesgos", "Riesgos", "Trámites", "Trámites"]
    assert {remark.activity for remark in matrix.remarks if remark.stage == "filling"} == {2, 4}
    assert matrix.lines[1].line.reads["component"].row == 5


def test_the_preamble_gives_entity_period_and_cut_off() -> None:
    matrix = read(matrices.grid())
    assert matrix.preamble.entity == "Alcaldía Municipal de Río Claro"
    assert (matrix.vigencia, matrix.cut_off) == (2023, date(2023, 8, 31))


def test_what_a_person_says_of_cut_off_and_period_wins() -> None:
    matrix = read(matrices.grid(), cut_off=date(2023, 12, 31), vigencia=2022)
    assert (matrix.vigencia, matrix.cut_off) == (2022, date(2023, 12, 31))


def test_totals_signatures_notes_and_headings_are_no_activities() -> None:
    after = (
        ("Total", "", "", "", "", "", "", "81,25", ""),
        ("Nota: cifras provisionales",),
        ("Elaboró: la oficina", "", "", "Cargo: profesional"),
    )
    rows = [("COMPONENTE 1: RIESGOS",), *matrices.ACTIVITIES[:2], ("COMPONENTE 2: TRÁMITES",), *matrices.ACTIVITIES[2:]]
    matrix = read(matrices.grid(rows, after=after))
    assert kinds(matrix) == [
        "heading", "activity", "activity", "heading", "activity", "activity", "total", "note", "signature",
    ]  # fmt: skip
    assert matrix.printed is not None
    assert matrix.printed.read.text == "81,25"


def test_subtotals_between_activities_are_passed_over_and_told() -> None:
    rows = [
        *matrices.ACTIVITIES[:2],
        ("Subtotal componente", "", "", "", "", "", "", "87,5", ""),
        *matrices.ACTIVITIES[2:],
    ]
    matrix = read(matrices.grid(rows))
    assert len(matrix.lines) == 4
    assert any(remark.message.startswith("Read as a subtotal") for remark in matrix.remarks)


def test_the_header_repeated_on_each_page_is_passed_over() -> None:
    rows = [*matrices.ACTIVITIES[:2], matrices.HEADER, *matrices.ACTIVITIES[2:]]
    matrix = read(matrices.grid(rows))
    assert kinds(matrix).count(RowKind.HEADER) == 1
    assert len(matrix.lines) == 4


def test_a_blank_line_between_activities_loses_none_and_is_told() -> None:
    rows = [*matrices.ACTIVITIES[:1], (), *matrices.ACTIVITIES[1:]]
    matrix = read(matrices.grid(rows))
    assert [line.facts.component for line in matrix.lines][:2] == ["Riesgos", "Riesgos"]
    assert any("blank line" in remark.message for remark in matrix.remarks)


def test_a_second_indicator_of_an_activity_is_a_row_of_its_own() -> None:
    rows = [row(component="A"), row(action="", indicator="Número de otras cosas")]
    matrix = read(matrices.grid(rows))
    assert [line.facts.action for line in matrix.lines] == ["Hacer algo útil"] * 2
    assert matrix.lines[1].line.reads["action"].note


def test_a_row_moved_one_column_is_read_as_a_proposal_and_keeps_its_cells() -> None:
    rows = [row(component="A", action=f"Hacer la tarea {n}", target=str(n + 2), value=str(n)) for n in range(1, 8)]
    rows[4] = ("", *rows[4][:-1])
    moved = read(matrices.grid(rows)).lines[4]
    assert moved.line.moved
    assert (moved.facts.target.text, moved.facts.value.text) == ("7", "5")
    assert moved.line.reads["target"].column == 5
    assert [line.line.number for line in read(matrices.grid(rows)).lines if line.line.moved] == [5]


def test_a_straight_matrix_has_no_moved_row() -> None:
    rows = [row(component="A", target=str(n + 2), value=str(n), observation="" if n % 2 else "Hecho") for n in range(9)]
    assert not any(line.line.moved for line in read(matrices.grid(rows)).lines)


@pytest.mark.parametrize(
    ("field", "text", "part"),
    [
        ("value", "NaN", "not a number"),
        ("value", "Infinity", "not a number"),
        ("target", "1E400", "not a number"),
        ("value", "-5%", "below zero"),
        ("declared", "1500%", "not a percentage"),
        ("target", "0", "not above zero"),
        ("deadline", "31/11/2023", "cannot be"),
        ("deadline", "30 de junio de 2107", "cannot be"),
    ],
)
def test_what_cannot_be_is_told_with_its_cell_and_left_out_of_the_figures(field: str, text: str, part: str) -> None:
    (line,) = read(matrices.grid([row(component="A", **{field: text})])).lines
    (remark,) = [remark for remark in line.remarks if remark.stage == "problem"]
    column = {"target": "D", "deadline": "E", "value": "G", "declared": "H"}[field]
    assert part in remark.message
    assert (remark.facts["file"], remark.facts["row"], remark.facts["cell"]) == ("m.xlsx", "5", f"{column}5")
    figures = {"value": line.facts.computed, "target": line.facts.computed, "declared": line.facts.declared}
    assert figures.get(field) is None


def test_an_ambiguous_number_is_read_and_told() -> None:
    (line,) = read(matrices.grid([row(component="A", target="1.500", value="750")])).lines
    assert line.facts.computed == 50
    assert any("thousands or decimals" in remark.message for remark in line.remarks)


def test_a_column_of_fractions_is_read_in_points() -> None:
    matrix = read(matrices.grid([row(component="A", declared="1"), row(declared="0,5"), row(declared="0,25")]))
    assert [line.facts.declared for line in matrix.lines] == [100, 50, 25]


def refusal(*sheets: Sequence[Sequence[str]], **choices) -> RefusalError:
    with pytest.raises(RefusalError) as caught:
        understand(book(*sheets), column_synonyms(), **choices)
    assert caught.value.remedy
    return caught.value


def test_a_matrix_without_a_header_is_refused_with_where_it_begins() -> None:
    error = refusal([("a", "b", "c"), ("1", "2", "3")])
    assert {error.facts[key] for key in ("file", "sheet", "row", "cell")} == {"m.xlsx", "H1", "1", "A1"}


def test_a_sheet_with_a_header_and_no_activities_is_refused() -> None:
    error = refusal(matrices.grid(()))
    assert "no activity" in error.message
    assert error.facts["row"] == "4"


def test_two_sheets_that_may_be_the_matrix_are_asked_about_and_one_can_be_chosen() -> None:
    other = matrices.grid([row(component="Otra")])
    error = refusal(matrices.grid(), other)
    assert error.facts["sheets"] == "H1, H2"
    assert "--hoja" in error.remedy
    chosen = understand(book(matrices.grid(), other), column_synonyms(), sheet="h2")
    assert len(chosen.lines) == 1


def test_a_hidden_second_matrix_does_not_make_two() -> None:
    matrix = understand(book(matrices.grid(), matrices.grid(), hidden=[1]), column_synonyms())
    assert matrix.sheet.name == "H1"


def test_the_matrix_is_found_among_other_sheets_and_they_are_told() -> None:
    matrix = understand(book([("Instrucciones",), ("Llene la hoja",)], matrices.grid()), column_synonyms())
    assert matrix.sheet.name == "H2"
    assert any(remark.facts.get("others") == "H1" for remark in matrix.remarks)


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are() -> None:
    assert refusal(matrices.grid(), sheet="Nada").facts["sheets"] == "H1"


def test_a_workbook_without_anything_written_is_refused() -> None:
    assert "nothing written" in refusal([]).message


@pytest.mark.parametrize("suffix", ["txt", "xlsx", "xls", "ods"])
def test_every_format_gives_the_same_activities_and_figures(tmp_path: Path, suffix: str) -> None:
    path = matrices.WRITERS[suffix](tmp_path / f"m.{suffix}", matrices.grid())
    report = build(read_workbook(path, Limits()))
    shape = [
        (a.number, a.row, a.action, a.component, a.target.number, a.declared, a.computed) for a in report.activities
    ]
    expected = build(book(matrices.grid()))
    assert shape == [
        (a.number, a.row, a.action, a.component, a.target.number, a.declared, a.computed) for a in expected.activities
    ]
    assert report.declared.value == expected.declared.value


def test_real_merged_cells_and_percent_formats_of_a_spreadsheet_are_read(tmp_path: Path) -> None:
    page_of = openpyxl.Workbook()
    page = page_of.active
    for values in matrices.grid():
        page.append(values)
    page.merge_cells("A5:A6")
    page["G7"], page["H7"] = 0.4, 0.5
    page["G7"].number_format = page["H7"].number_format = "0%"
    page_of.save(tmp_path / "m.xlsx")
    report = build(read_workbook(tmp_path / "m.xlsx", Limits()))
    assert (report.activity(3).value.text, report.activity(3).computed, report.activity(3).declared) == ("40%", 50, 50)
    assert report.activity(2).component == report.activity(1).component


def test_markup_in_cells_is_kept_as_written_and_read_without_it() -> None:
    report = build(book(matrices.grid([row(component="<b>A</b>", value="<i>1</i>")])))
    assert report.activity(1).value.text == "<i>1</i>"
    assert report.activity(1).computed == 50


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.lists(
            st.text(max_size=12) | st.sampled_from(["1", "0,9", "100%", "30/06/2023", "Total", "Nota"]), max_size=11
        ),
        max_size=12,
    )
)
def test_no_rows_below_a_header_break_the_report(rows: list[list[str]]) -> None:
    cells = [tuple(" ".join(text.split()) for text in r) for r in rows]
    try:
        report = build(book(matrices.grid(cells)), Choices())
    except RefusalError as error:
        told = error.message
        assert told
    else:
        assert [a.number for a in report.activities] == list(range(1, len(report.activities) + 1))


def test_a_matrix_in_english_is_read_and_remarks_that_begin_with_a_number_stay_remarks() -> None:
    header = (
        "Component",
        "Activity",
        "Indicator",
        "Target",
        "Due date",
        "Responsible",
        "Result",
        "Progress %",
        "Comments",
    )
    rows = (
        ("Risks", "Train the staff", "People trained", "100", "30/06/2023", "Planning", "40", "60", "40 of 100 people"),
        ("", "Publish the map", "Maps published", "1", "31/07/2023", "Systems", "1", "100", "1 map on the site"),
    )
    report = reports.of(
        matrices.grid(rows, header=header, preamble=(("Entity: Clear River",), ("Cut-off: 31/08/2023",)))
    )
    assert report.entity == "Clear River"
    assert [report.declared.value, report.computed.value] == [80, 70]
    assert report.activities[0].observation == "40 of 100 people"


def test_of_three_follow_ups_side_by_side_the_last_is_read_with_its_cut_off(tmp_path: Path) -> None:
    page = openpyxl.Workbook()
    ws = page.active
    blank = ["", ""]
    ws.append(["Componente", "Actividad", "Meta", "Indicador", "Fecha", "Seguimiento a 30 de abril de 2023", *blank,
               "Seguimiento a 31 de agosto de 2023", *blank, "Seguimiento a 31 diciembre 2023", *blank])  # fmt: skip
    ws.append([*[""] * 5, *["Ejecutado", "% Avance", "Observaciones"] * 3])
    for first, last in ((6, 8), (9, 11), (12, 14)):
        ws.merge_cells(start_row=1, end_row=1, start_column=first, end_column=last)
    ws.append(
        [
            "Riesgos",
            "Actualizar mapas",
            12,
            "Número de mapas",
            "30/11/2023",
            2,
            17,
            "Dos",
            6,
            50,
            "Seis",
            9,
            75,
            "Nueve",
        ]
    )
    ws.append(
        ["Trámites", "Racionalizar", 4, "Número de trámites", "15/12/2023", 0, 0, "", 1, 25, "Uno", 4, 100, "Cuatro"]
    )
    page.save(tmp_path / "m.xlsx")
    report = reports.built(tmp_path / "m.xlsx")
    assert report.cut_off == date(2023, 12, 31)
    assert [a.declared for a in report.activities] == [75, 100]
    assert [a.computed for a in report.activities] == [75, 100]
    assert [a.observation for a in report.activities] == ["Nueve", "Cuatro"]
    assert sum("%(heading)s" in remark.message for remark in report.remarks) == 6
    assert any("from rows" in remark.message for remark in report.remarks)


@pytest.mark.parametrize("column", [1, 3])
def test_the_cut_off_is_quoted_from_the_cell_where_it_stands(column: int) -> None:
    preamble = [("Alcaldía de Río Claro",), (*[""] * (column - 1), "Corte: 30 de agosto de 2023")]
    report = reports.of(matrices.grid(preamble=preamble))
    (entry,) = [e for e in report.entries if (e.finding.rule, e.finding.subject) == ("R-CUTOFF", 0)]
    assert [quote.place.cell for quote in entry.quotes] == [f"{'ABC'[column - 1]}2"]


def test_a_cut_off_and_a_year_that_only_a_heading_names_are_quoted_from_it_and_date_the_plan() -> None:
    header = (*matrices.HEADER[:6], "Seguimiento a 30 de agosto de 2023", "", "")
    below = (*[""] * 6, "Resultado", "% de avance", "Observaciones")
    rows = [(*row[:4], "30 de junio", *row[5:]) for row in matrices.ACTIVITIES]
    report = reports.of(matrices.grid([below, *rows], header=header, preamble=[("Alcaldía de Río Claro",)]))
    assert (report.cut_off, report.vigencia) == (date(2023, 8, 30), 2023)
    assert report.activities[0].due == (date(2023, 6, 30),)
    (entry,) = [e for e in report.entries if (e.finding.rule, e.finding.subject) == ("R-CUTOFF", 0)]
    assert [quote.place.cell for quote in entry.quotes] == ["G2"]


def test_a_cell_in_a_column_without_heading_is_kept_and_told() -> None:
    rows = [(*matrices.ACTIVITIES[0], "falta una"), *matrices.ACTIVITIES[1:]]
    report = reports.of(matrices.grid(rows))
    told = [remark for remark in report.remarks if "No heading names" in remark.message]
    assert [remark.facts for remark in told] == [{"cell": "J5", "count": "1"}]
    assert "falta una" in [cell.text for cell in report.activities[0].cells]


@pytest.mark.parametrize(
    ("total", "number", "problem"),
    [("0,8125", Decimal("81.25"), False), ("81,25%", Decimal("81.25"), False), ("-3", None, True), ("NaN", None, True),
     ("8125", None, True)],
)  # fmt: skip
def test_the_printed_total_is_read_on_the_scale_of_its_column(
    total: str, number: Decimal | None, *, problem: bool
) -> None:
    fractions = ("0,75", "1", "0,5", "1")
    rows = [(*row[:7], declared, row[8]) for row, declared in zip(matrices.ACTIVITIES, fractions, strict=True)]
    report = reports.of(matrices.grid(rows, after=[("TOTAL", *[""] * 6, total, "")]))
    assert report.printed is not None
    assert report.printed.number == number
    assert (report.printed.place.cell, report.printed.inferred) == ("H9", "fraction" if total == "0,8125" else "")
    assert any(remark.stage == "problem" and remark.facts["cell"] == "H9" for remark in report.remarks) == problem
    assert not [e for e in report.entries if e.finding.rule == "R-TOTAL"]


def test_a_column_of_units_tells_what_is_a_percentage() -> None:
    header = ("Actividad", "Indicador", "Unidad de medida", "Meta", "Ejecutado", "% de avance")
    rows = (
        ("Responder a tiempo", "Respuestas a tiempo", "Porcentaje", "95", "0,76", "80"),
        ("Atender", "Atenciones oportunas", "%", "90", "45", "50"),
        ("Publicar", "Informes", "Número", "4", "3", "75"),
    )
    report = reports.of(matrices.grid(rows, header=header))
    assert [a.kind.value for a in report.activities] == ["percent", "percent", "count"]
    assert [a.computed for a in report.activities] == [80, 50, 75]
    asked = [(e.finding.rule, e.finding.subject) for e in report.entries]
    assert ("R-SCALE-MIX", 1) in asked
    assert not [subject for rule, subject in asked if rule in {"R-UNIT-MISSING", "R-RECALC"}]
