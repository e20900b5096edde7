"""The header found, and its columns mapped."""

import pytest

from probidad.documents.cells import Cell, Row, Sheet, Span
from probidad.documents.matrix.header import find_header, match_heading, normal, vocabulary
from probidad.frameworks.loader import column_synonyms


def sheet(*rows: tuple[str, ...], merged: tuple[Span, ...] = ()) -> Sheet:
    made = [Row(n, tuple(Cell(c, text) for c, text in enumerate(cells, 1) if text)) for n, cells in enumerate(rows, 1)]
    return Sheet("", tuple(row for row in made if row.cells), merged)


DATA = ("1", "Publicar el plan", "Número de planes", "1", "30/06/2023", "Planeación", "1", "100", "Publicado en mayo")
HEAD = ("No.", "Actividad", "Indicador", "Meta", "Fecha", "Responsable", "Resultado", "% de avance", "Observaciones")
FIELDS = {"code", "action", "indicator", "target", "deadline", "responsible", "value", "declared", "observation"}


def fields(*rows: tuple[str, ...], merged: tuple[Span, ...] = ()) -> dict[str, int]:
    header = find_header(sheet(*rows, merged=merged), column_synonyms())
    assert header is not None
    return dict(header.fields)


def test_each_column_is_named_by_its_heading() -> None:
    assert set(fields(HEAD, DATA)) == FIELDS
    assert fields(HEAD, DATA)["target"] == 4


def test_titles_above_the_header_are_passed_over() -> None:
    header = find_header(sheet(("ALCALDÍA DE X",), ("Plan 2023",), HEAD, DATA), column_synonyms())
    assert header is not None
    assert (header.first_row, header.last_row) == (3, 3)


@pytest.mark.parametrize(
    ("written", "key", "column"),
    [
        ("ACTIVIDADES\nPROGRAMADAS", "action", 2),
        ("Meta o\nproducto", "target", 4),
        ("DEPENDENCIA RESPONSABLE", "responsible", 6),
        ("Porcentaje de cumplimiento", "declared", 8),
        ("Seguimiento Control Interno", "observation", 9),
    ],
)
def test_synonyms_capitals_and_line_breaks_are_understood(written: str, key: str, column: int) -> None:
    head = tuple(written if at == column else text for at, text in enumerate(HEAD, 1))
    assert fields(head, DATA)[key] == column


def test_a_header_of_two_rows_is_read_as_one() -> None:
    above = ("", "", "Indicador y meta", "", "", "", "Seguimiento", "", "")
    below = (
        "No.",
        "Actividad",
        "Indicador",
        "Meta",
        "Fecha",
        "Responsable",
        "Resultado",
        "% de avance",
        "Observaciones",
    )
    spans = (Span(1, 3, 1, 4), Span(1, 7, 1, 9))
    assert fields(above, below, DATA, merged=spans)["target"] == 4


def test_what_a_column_holds_decides_between_a_count_and_a_text() -> None:
    head = ("Actividad", "Indicador", "Meta", "Cumplimiento", "Fecha", "Responsable")
    row = ("Publicar", "Informe", "Informe publicado en la página", "100", "30/06/2023", "Planeación")
    assert fields(head, row)["product"] == 3


@pytest.mark.parametrize(
    "rows",
    [
        (("hola", "qué", "tal"), ("1", "2", "3")),
        (("Nombre", "Cédula", "Cargo"), ("Ana", "1", "x")),
        (("Actividad", "Indicador"), ("a", "b")),
        (),
    ],
)
def test_a_sheet_that_names_too_few_columns_has_no_header(rows: tuple[tuple[str, ...], ...]) -> None:
    assert find_header(sheet(*rows), column_synonyms()) is None


def test_a_whole_name_is_worth_more_than_a_beginning_and_that_more_than_a_part() -> None:
    known = vocabulary({"target": ["meta"]})
    (whole,), (start,), (inside,) = (match_heading(t, known) for t in ("Meta", "Meta anual", "La meta anual"))
    assert whole[0] > start[0] > inside[0] > 0
    assert match_heading("Metales", known) == []
    assert match_heading("", known) == []


def test_headings_are_compared_without_accents_markup_and_signs() -> None:
    assert normal("<b>Descripción</b>  de la: ACCIÓN") == "descripcion de la accion"


GROUPED = (
    ("Componente", "Actividades", "", "Meta", "Indicador", "Responsable", "Seguimiento", "", ""),
    ("", "No.", "Descripción", "", "", "", "Actividades cumplidas", "% de avance acumulado", "Observaciones"),
    ("Riesgos", "1.1", "Divulgar el mapa", "1", "Mapas", "Planeación", "1", "100", "Divulgado"),
)


def test_a_group_over_several_columns_yields_to_what_each_is_called() -> None:
    merged = (Span(1, 2, 1, 3), Span(1, 7, 1, 9))
    wanted = {"component": 1, "code": 2, "action": 3, "target": 4, "indicator": 5, "responsible": 6, "value": 7,
              "declared": 8, "observation": 9}  # fmt: skip
    assert fields(*GROUPED, merged=merged) == wanted
    assert fields(*GROUPED) == wanted


def test_the_first_row_of_activities_is_not_part_of_the_header() -> None:
    header = find_header(
        sheet(("Fecha de corte: abril",), HEAD, ("Riesgos", "Avance", "Meta", "Indicador")), column_synonyms()
    )
    assert header is not None
    assert (header.first_row, header.last_row) == (2, 2)


@pytest.mark.parametrize(("heading", "key"), [("%", "declared"), ("Porcentaje", "declared"), ("% de mujeres", "")])
def test_a_short_name_counts_only_by_itself(heading: str, key: str) -> None:
    found = match_heading(heading, vocabulary(column_synonyms()))
    assert (found[0][1] if found else "") == key


def test_many_merged_cells_are_looked_up_and_not_gone_through() -> None:
    class Counted(tuple[Span, ...]):
        times = 0

        def __iter__(self):
            type(self).times += 1
            return super().__iter__()

    merged = Counted(Span(100 + n, 1, 100 + n, 9) for n in range(50))
    assert find_header(sheet(*[("Meta", "Fecha", "Actividad")] * 50, HEAD, DATA, merged=merged), column_synonyms())
    assert Counted.times == 1
