"""Rows coming in: every format, everything inferred told, every fault with its row and cell."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import matrices
from probidad.documents import sandbox
from probidad.documents.cells import Cell, Place, Row, Sheet, Workbook
from probidad.documents.limits import Limits
from probidad.documents.readers import read_workbook
from probidad.documents.renderers.grid import grid_csv
from probidad.documents.renderers.grid_xlsx import grid_xlsx
from probidad.documents.rowimport import (
    Choice,
    Expected,
    ExpectedKind,
    OriginalText,
    RowsRead,
    read_rows,
    template_grid,
)
from probidad.documents.words import Words

ES = Words("es")
ROLES = (Choice("head", "Jefe de área"), Choice("control", "Control / riesgo", ("OCI",)), Choice("reader", "Lectura"))
PEOPLE = (
    Expected("name", "Nombre", ("nombres y apellidos", "persona"), required=True, maximum_length=40),
    Expected("email", "Correo", ("correo electrónico", "e-mail"), ExpectedKind.EMAIL, required=True, unique=True),
    Expected("since", "Fecha de ingreso", ("ingreso",), ExpectedKind.DAY),
    Expected("staff", "Personas a cargo", (), ExpectedKind.WHOLE),
    Expected("unit", "Dependencia", ("área", "oficina"), ExpectedKind.CHOICE, choices=(
        Choice("plan", "Planeación"), Choice("law", "Oficina Jurídica"))),
    Expected("roles", "Perfiles", ("roles",), ExpectedKind.CHOICES, choices=ROLES),
    Expected("active", "Activa", (), ExpectedKind.YES_NO),
)  # fmt: skip
HEAD = ("Nombre", "Correo", "Fecha de ingreso", "Personas a cargo", "Dependencia", "Perfiles", "Activa")
ANA = ("Ana Ruiz", "ana@sopo.gov.co", "30/06/2017", "3", "Planeación", "Lectura; OCI", "sí")
LUIS = ("Luis Gil", "luis@sopo.gov.co", "", "", "", "", "")
Rows = Sequence[Sequence[str]]


def workbook(*sheets: Sheet) -> Workbook:
    return Workbook("personas.xlsx", "xlsx", "ab", 1, sheets)


def sheet(rows: Rows, name: str = "Hoja1", *, hidden: bool = False, hidden_rows: Sequence[int] = ()) -> Sheet:
    made = [
        Row(number, cells, number in hidden_rows)
        for number, row in enumerate(rows, 1)
        if (cells := tuple(Cell(column, text) for column, text in enumerate(row, 1) if text.strip()))
    ]
    return Sheet(name, tuple(made), (), hidden)


def read(rows: Rows, expected: Sequence[Expected] = PEOPLE, **other: str) -> RowsRead:
    return read_rows(workbook(sheet(rows)), expected, **other)


def with_cell(key: str, text: str) -> RowsRead:
    """Ana's row with another text in the column of ``key``, in row 2."""
    row = list(ANA)
    row[[column.key for column in PEOPLE].index(key)] = text
    return read([HEAD, row])


def said(message: str, facts: object) -> str:
    return ES(message, facts)  # type: ignore[arg-type]


def remarks(found: RowsRead) -> str:
    return "\n".join(said(remark.message, remark.facts) for remark in found.remarks)


@pytest.mark.parametrize("suffix", ["txt", "xlsx", "xls", "ods", "csv", "tsv"])
def test_every_format_gives_the_same_rows(tmp_path: Path, suffix: str) -> None:
    write = matrices.WRITERS.get(suffix, matrices.write_text)
    found = read_rows(sandbox.read(write(tmp_path / f"p.{suffix}", [HEAD, ANA, LUIS])), PEOPLE)
    assert found.ok, found
    assert [dict(row.values) for row in found.rows] == [
        {
            "name": "Ana Ruiz", "email": "ana@sopo.gov.co", "since": date(2017, 6, 30), "staff": 3, "unit": "plan",
            "roles": ("reader", "control"), "active": True,
        },
        {
            "name": "Luis Gil", "email": "luis@sopo.gov.co", "since": None, "staff": None, "unit": None, "roles": (),
            "active": None,
        },
    ]  # fmt: skip
    assert [row.number for row in found.rows] == [2, 3]
    assert len(found.sha256) == 64


def test_a_row_tells_the_text_of_each_cell_and_its_place() -> None:
    row = read([HEAD, ANA]).rows[0]
    assert row.cells["since"] == OriginalText("30/06/2017", Place("personas.xlsx", "Hoja1", 2, 3))
    assert set(read([HEAD, LUIS]).rows[0].cells) == {"name", "email"}


def test_titles_blank_rows_order_accents_and_synonyms_do_not_matter() -> None:
    found = read([["Alcaldía de Sopó"], [], ["Personas"], [], ["CORREO ELECTRONICO*", "No.", "Ingreso (dd/mm/aaaa)", " PERSONA: "],
                  ["ana@sopo.gov.co", "1", "2017-06-30", "Ana"]])  # fmt: skip
    assert found.ok
    assert found.heading_row == 5
    assert found.columns == {"email": 1, "since": 3, "name": 4}
    assert found.rows[0].values == {"email": "ana@sopo.gov.co", "since": date(2017, 6, 30), "name": "Ana"}


def test_everything_inferred_about_the_headings_is_told() -> None:
    told = remarks(read([["Persona", "Correo", "Teléfono"], ["Ana", "ana@sopo.gov.co", "300"]]))
    for words in ("1", "«Persona»", "«Nombre»", "C1", "«Teléfono»"):
        assert words in told
    assert "«Correo»" not in told


def test_headings_in_any_language_of_the_product_are_known() -> None:
    expected = (Expected("a", "Responsible", required=True), Expected("b", "Deadline"))
    for heads in (("Responsible", "Deadline"), (ES("Responsible"), ES("Deadline"))):
        assert read([heads, ("x", "y")], expected).rows[0].values == {"a": "x", "b": "y"}


@pytest.mark.parametrize(
    ("key", "text", "fact"),
    [
        ("name", "", "Nombre"),
        ("name", "x" * 41, "41"),
        ("name", "a\x07b", "U+0007"),
        ("name", "#N/A", "#N/A"),
        ("name", "#¡REF!", "#¡REF!"),
        ("name", "Err:502", "Err:502"),
        ("email", "", "Correo"),
        ("email", "ana", "ana"),
        ("email", "ana@sopo", "ana@sopo"),
        ("email", "ana@@sopo.gov.co", "@@"),
        ("email", "ana.@sopo.gov.co", "ana."),
        ("email", "ana@sopo.gov.co; luis@sopo.gov.co", "luis"),
        ("email", "Ana <ana@sopo.gov.co>", "Ana"),
        ("email", f"{'a' * 65}@sopo.gov.co", "aaa"),
        ("since", "31/02/2017", "31/02/2017"),
        ("since", "2017-13-01", "2017-13-01"),
        ("since", "04/30/2017", "04/30/2017"),
        ("since", "03/04/25", "03/04/25"),
        ("since", "30-jun-17", "30-jun-17"),
        ("since", "junio de 2017", "junio"),
        ("since", "31 de noviembre de 2017", "31 de noviembre"),
        ("since", "30 de brumario de 2017", "brumario"),
        ("since", "30/06/2017 y 30/07/2017", "y"),
        ("since", "30/06/0017", "1900"),
        ("since", "42916", "42916"),
        ("staff", "2,5", "2,5"),
        ("staff", "1.234", "1.234"),
        ("staff", "tres", "tres"),
        ("staff", "90%", "90%"),
        ("unit", "Plane", "Planeación · Oficina Jurídica"),
        ("roles", "Lectura; Nadie", "«Nadie»"),
        ("roles", "Lectura/Nadie", "«Nadie»"),
        ("active", "x", "«x»"),
        ("active", "1", "«1»"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_told_with_its_row_cell_and_text(key: str, text: str, fact: str) -> None:
    found = with_cell(key, text)
    assert not found.ok
    (fault,) = found.faults
    assert (fault.key, fault.place.row, fault.place.column) == (
        key,
        2,
        [column.key for column in PEOPLE].index(key) + 1,
    )
    told = said(fault.message, fault.facts)
    for part in ("personas.xlsx", "Hoja1", " 2,", fault.place.cell, fact):
        assert part in told
    assert key not in found.rows[0].values
    assert len(found.rows[0].values) == len(PEOPLE) - 1


@pytest.mark.parametrize(
    ("key", "text", "value", "inferred"),
    [
        ("name", "Ana", "Ana", False),
        ("name", "  Ana ", "Ana", True),
        ("name", "'=Ana", "=Ana", False),
        ("name", "' Ana ", " Ana ", False),
        ("name", "'Ana", "Ana", True),
        ("name", "uno\ndos\ttres", "uno\ndos\ttres", False),
        ("email", " ana.ruiz+x@mail.sopo.gov.co", "ana.ruiz+x@mail.sopo.gov.co", True),
        ("since", "3/4/2025", date(2025, 4, 3), False),
        ("since", "30-06-2017", date(2017, 6, 30), False),
        ("since", "2017-06-30", date(2017, 6, 30), False),
        ("since", "30 de junio de 2017", date(2017, 6, 30), True),
        ("since", "1º de SEPTIEMBRE del 2017", date(2017, 9, 1), True),
        ("since", "30-jun-2017", date(2017, 6, 30), True),
        ("staff", "-4", -4, False),
        ("staff", "'-4", -4, False),
        ("unit", "planeacion", "plan", True),
        ("unit", "Planeación", "plan", False),
        ("unit", "plan", "plan", False),
        ("roles", "Control / riesgo", ("control",), False),
        ("roles", "jefe de area/lectura", ("head", "reader"), True),
        ("roles", "Lectura;Lectura;", ("reader",), False),
        ("active", "No", False, False),
        ("active", "VERDADERO", True, False),
        ("active", "s", True, True),
    ],
)
def test_a_cell_is_read_as_its_column_says(key: str, text: str, value: object, inferred: bool) -> None:
    found = with_cell(key, text)
    assert found.ok, found.faults
    assert found.rows[0].values[key] == value
    assert (key in found.rows[0].inferred) is inferred


def test_days_and_numbers_that_the_spreadsheet_stores_are_taken_as_they_are(tmp_path: Path) -> None:
    row = ["Ana", "ana@sopo.gov.co", date(2025, 4, 3), 3.0, None, None, True]
    path = matrices.write_xlsx(
        tmp_path / "p.xlsx", [HEAD, row, ["Luis", "l@sopo.gov.co", 42916, 2.5], [300, "m@sopo.gov.co"]]
    )
    found = read_rows(read_workbook(path, Limits()), PEOPLE)
    assert [found.rows[0].values[key] for key in ("since", "staff", "active")] == [date(2025, 4, 3), 3, True]
    assert [(fault.key, fault.place.cell) for fault in found.faults] == [("since", "C3"), ("staff", "D3")]
    assert (found.rows[2].values["name"], found.rows[2].inferred) == ("300", {"name"})


def test_a_formula_that_ended_in_an_error_is_a_fault_and_one_without_value_is_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Nombre", "Correo"])
    book.active.append(["#REF!", "=A2"])
    book.active["A2"].data_type = "e"
    book.save(tmp_path / "p.xlsx")
    found = read_rows(read_workbook(tmp_path / "p.xlsx", Limits()), PEOPLE)
    assert [(fault.place.cell, fault.key) for fault in found.faults] == [("A2", "name"), ("B2", "email")]
    assert "B2" in remarks(found)


def test_all_faults_of_all_rows_are_told_at_once() -> None:
    found = read([HEAD, ["", "x", "y", "z", "w", "v", "u"], ANA, ["", "", "99/99/9999"]])
    assert [fault.place.cell for fault in found.faults] == ["A2", "B2", "C2", "D2", "E2", "F2", "G2", "A4", "B4", "C4"]
    assert len(found.rows) == 3


def test_a_value_repeated_in_a_column_that_may_not_names_the_first_row() -> None:
    found = read([HEAD, ANA, LUIS, ("Otra", "ANA@SOPO.gov.co"), ("Más", "ana@sopo.gov.co")])
    assert [(fault.place.cell, fault.facts["first"], fault.facts["other"]) for fault in found.faults] == [
        ("B4", "2", "B2"), ("B5", "2", "B2")
    ]  # fmt: skip


def test_case_and_blanks_do_not_tell_two_texts_apart_but_accents_do() -> None:
    found = read([["Unidad"], ["Peña"], ["Pena"], ["PEÑA"], ["Pen\u0303a  "]], (Expected("u", "Unidad", unique=True),))
    assert [fault.place.cell for fault in found.faults] == ["A4", "A5"]


def test_a_name_that_two_choices_have_must_be_written_to_the_letter() -> None:
    expected = (Expected("u", "Unidad", kind=ExpectedKind.CHOICE, choices=(Choice("1", "Área"), Choice("2", "area"))),)
    found = read([["Unidad"], ["AREA"], ["Área"]], expected)
    assert [(fault.place.cell, fault.facts["labels"]) for fault in found.faults] == [("A2", "Área · area")]
    assert found.rows[1].values == {"u": "1"}


def test_of_many_choices_the_likest_are_named() -> None:
    many = (*(Choice(str(n), f"Oficina {n} de asuntos") for n in range(200)), Choice("p", "Planeación"))
    found = read([["Unidad"], ["Planacion"]], (Expected("u", "Unidad", kind=ExpectedKind.CHOICE, choices=many),))
    assert found.faults[0].facts["labels"] == "Planeación · …"


def faults(found: RowsRead) -> list[str]:
    assert not found.ok
    return [said(fault.message, fault.facts) for fault in found.table_faults]


def test_a_required_column_that_is_missing_is_told_with_the_headings_found() -> None:
    found = read([["Nombre", "Área", "Celular"], ["Ana", "Planeación", "300"]])
    (told,) = faults(found)
    assert "«Correo»" in told
    assert "«Celular»" in told
    assert [fault.key for fault in found.table_faults] == ["email"]


def test_two_columns_for_one_key_are_told_with_their_cells() -> None:
    (told,) = faults(read([["Nombre", "Correo", "E-mail"], ["Ana", "ana@sopo.gov.co", "otra@sopo.gov.co"]]))
    assert "«Correo» (B1)" in told
    assert "«E-mail» (C1)" in told


@pytest.mark.parametrize("rows", [[["a", "b"], ["c", "d"]], [["Nombre"], ["Ana"]], []])
def test_a_workbook_without_the_headings_is_told_which_are_needed(rows: Rows) -> None:
    (told,) = faults(read(rows))
    assert "Nombre · Correo" in told


def test_headings_without_rows_are_told() -> None:
    (told,) = faults(read([HEAD]))
    assert "1" in told
    (told,) = faults(read([[*HEAD, "Otra"], ["", "", "", "", "", "", "", "x"]]))
    assert "1" in told


def test_of_several_sheets_that_could_be_the_one_none_is_guessed() -> None:
    book = workbook(sheet([HEAD, ANA], "Uno"), sheet([HEAD, LUIS], "Dos"))
    (told,) = faults(read_rows(book, PEOPLE))
    assert "«Uno», «Dos»" in told
    assert read_rows(book, PEOPLE, sheet="dos").rows[0].values["name"] == "Luis Gil"
    (told,) = faults(read_rows(book, PEOPLE, sheet="Tres"))
    assert "«Tres»" in told
    assert "«Uno», «Dos»" in told


def test_a_sheet_that_lacks_columns_or_rows_yields_to_the_whole_one_and_is_told() -> None:
    found = read_rows(
        workbook(
            sheet([HEAD], "Vacía"), sheet([["Nombre", "Área"], ["x", "y"]], "Parte"), sheet([HEAD, ANA], "Datos"),
            sheet([["texto"]], "Notas"), sheet([HEAD, LUIS], "Vieja", hidden=True),
        ),
        PEOPLE,
    )  # fmt: skip
    assert (found.ok, found.sheet) == (True, "Datos")
    for name in ("Vacía", "Parte", "Notas"):
        assert f"«{name}»" in remarks(found)


def test_hidden_rows_are_read_and_told_and_rows_without_anything_are_left_out_and_told() -> None:
    rows = [
        ["No.", "Nombre", "Correo"],
        ["1", "Ana", "a@sopo.gov.co"],
        ["2"],
        ["3", "Luis", "l@sopo.gov.co"],
        ["4"],
        ["5"],
    ]
    found = read_rows(workbook(sheet(rows, hidden_rows=[4])), PEOPLE)
    assert found.ok
    assert [row.number for row in found.rows] == [2, 4]
    assert "(1): 4." in remarks(found)
    assert "(3): 3, 5, 6." in remarks(found)


def merged(tmp_path: Path, *spans: str) -> RowsRead:
    book = openpyxl.Workbook()
    for row in (
        ["Nombre", "Correo", "Dependencia"], ["Ana", "a@sopo.gov.co", "Planeación"], ["Luis", "l@sopo.gov.co"],
        ["Eva", "e@sopo.gov.co"],
    ):  # fmt: skip
        book.active.append(row)
    for span in spans:
        book.active.merge_cells(span)
    book.save(tmp_path / "p.xlsx")
    return read_rows(read_workbook(tmp_path / "p.xlsx", Limits()), PEOPLE)


def test_a_merged_cell_gives_its_value_to_the_rows_it_covers_and_that_is_told(tmp_path: Path) -> None:
    found = merged(tmp_path, "C2:C3")
    assert [row.values["unit"] for row in found.rows] == ["plan", "plan", None]
    assert [row.inferred for row in found.rows] == [frozenset(), {"unit"}, frozenset()]
    assert found.rows[1].cells["unit"].place.cell == "C2"
    assert "(1): C3." in remarks(found)


def test_a_cell_merged_over_several_columns_is_a_fault(tmp_path: Path) -> None:
    found = merged(tmp_path, "B4:C4")
    assert [(fault.place.cell, fault.facts["end"]) for fault in found.faults] == [("B4", "C4")]


def test_a_merged_value_that_may_not_repeat_is_a_fault(tmp_path: Path) -> None:
    assert [fault.place.cell for fault in merged(tmp_path, "B2:B3").faults] == ["B3"]


def test_what_the_reader_noticed_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("Nombre,Correo\nAna RuÃ­z,a@sopo.gov.co\n", encoding="utf-8")
    assert "RuÃ­z" in remarks(read_rows(read_workbook(path, Limits()), PEOPLE))


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_empty_spreadsheet_has_the_headings_and_explains_them(tmp_path: Path, suffix: str) -> None:
    made = template_grid(PEOPLE, "Personas", ES)
    path = tmp_path / f"p.{suffix}"
    path.write_bytes(grid_xlsx(made, ES) if suffix == "xlsx" else b"".join(grid_csv(made, ES)))
    found = read_rows(read_workbook(path, Limits()), PEOPLE)
    assert set(found.columns) == {column.key for column in PEOPLE}
    assert len(faults(found)) == 1
    notes = dict(zip(HEAD, made.notes, strict=True))
    assert "Planeación · Oficina Jurídica" in notes["Dependencia"]
    assert "40" in notes["Nombre"]
    assert ES("it must be written") in notes["Correo"]
    assert ES("it may stay empty") in notes["Activa"]


def test_expectations_that_contradict_themselves_are_errors() -> None:
    with pytest.raises(ValueError, match="one key"):
        read([HEAD], (Expected("a", "A"), Expected("a", "B")))
    with pytest.raises(ValueError, match="stands for"):
        read([HEAD], (Expected("a", "Área"), Expected("b", "B", ("area",))))
    with pytest.raises(ValueError, match="has choices"):
        Expected("a", "A", choices=ROLES)


def test_two_thousand_rows_are_read_within_the_memory_of_the_sandbox(tmp_path: Path) -> None:
    rows = [HEAD, *((f"Persona {n}", f"p{n}@sopo.gov.co", *ANA[2:]) for n in range(2_000))]
    found = read_rows(sandbox.read(matrices.write_xlsx(tmp_path / "p.xlsx", rows)), PEOPLE)
    assert found.ok
    assert len(found.rows) == 2_000
    bad = read([HEAD, *(("", "x", "y", "z", "w", "v", "u") for _n in range(2_000))])
    assert len(bad.faults) == 14_000


CELL = st.text(max_size=20) | st.sampled_from([*HEAD, *ANA, "#REF!", "'", "' ", "31/02/2017", "\x00"])


@given(st.lists(st.lists(CELL, max_size=8), max_size=8), st.booleans())
def test_no_table_whatever_it_holds_breaks_the_reading(rows: list[list[str]], headed: bool) -> None:
    found = read([HEAD, *rows] if headed else rows)
    for fault in (*found.faults, *found.table_faults):
        assert said(fault.message, fault.facts)
    for remark in found.remarks:
        assert said(remark.message, remark.facts)
    assert found.ok or found.faults or found.table_faults
    keys = {column.key for column in PEOPLE}
    for row in found.rows:
        faulty = {fault.key for fault in found.faults if fault.place.row == row.number}
        assert row.values.keys() | faulty == keys & found.columns.keys()
        assert not row.values.keys() & faulty
