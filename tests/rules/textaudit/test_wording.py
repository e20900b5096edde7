"""How activities and indicators are written."""

import pytest

import make
from probidad.rules.textaudit.wording import RULES, misspelt_systems


def flagged(key: str, *activities) -> list[int]:
    return make.rows(RULES, make.plan(*activities), key)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Realizar jornadas de capacitación a los funcionarios de la", [1]),
        ("Realizar jornadas de capacitación a los funcionarios de la alcaldía", []),
        ("Realizar jornadas de capacitación a los funcionarios de la.", []),
        ("Ir a la", []),
    ],
)
def test_a_text_that_ends_in_the_middle_of_a_phrase_seems_cut(text: str, asked: list[int]) -> None:
    assert flagged("R-TRUNC", make.activity(action=text)) == asked


@pytest.mark.parametrize(
    ("indicator", "target", "asked"),
    [
        ("Implementar la ventanilla", "1", [1]),
        ("Lograr el 80 % de satisfacción", "80%", [1]),
        ("Funcionarios capacitados", "90%", [1]),
        ("Porcentaje de funcionarios capacitados", "90%", []),
        ("% de funcionarios capacitados", "90%", []),
        ("Trámites racionalizados / trámites priorizados", "100%", []),
        ("(Peticiones a tiempo ÷ peticiones) x 100", "95%", []),
        ("Sectores y/o veredas alcanzadas", "90%", [1]),
        ("Número de funcionarios capacitados", "40", []),
        ("", "1", []),
    ],
)
def test_a_goal_in_the_place_of_a_measure_is_told(indicator: str, target: str, asked: list[int]) -> None:
    assert flagged("R-IND-FORM", make.activity(indicator=indicator, target=target)) == asked


@pytest.mark.parametrize(
    ("action", "asked"),
    [
        ("Actualizar el inventario y publicar el informe", [1]),
        ("Atender el 80 % de lo escrito y el 90 % de lo verbal", [1]),
        ("Actualizar el inventario de bienes y servicios", []),
        ("Elegir un lugar y una hora", []),
    ],
)
def test_two_things_under_one_figure_are_told(action: str, asked: list[int]) -> None:
    assert flagged("R-TWO-TARGETS", make.activity(action=action)) == asked


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Publicar en el SECOB", [("SECOB", "SECOP")]),
        ("Actualizar el SIEGP", [("SIEGP", "SIGEP")]),
        ("Reporte de FURAGG y PQRSD", [("FURAGG", "FURAG")]),
        ("Publicar en SECOP y SIGEP", []),
        ("Responder las PQRS y las PQRSF", []),
        ("CARGAR EN EL SECOB", []),
        ("los pinares de la vereda", []),
        ("", []),
    ],
)
def test_the_name_of_a_system_one_letter_away_is_told(text: str, found: list[tuple[str, str]]) -> None:
    assert misspelt_systems(text) == found
    assert flagged("R-TYPO", make.activity(action=text)) == ([1] if found else [])


@pytest.mark.parametrize(
    ("text", "asked"), [("durante el 2204 se hizo", [1]), ("durante el 2024 se hizo", []), ("2204 personas", [])]
)
def test_a_year_that_cannot_be_is_told(text: str, asked: list[int]) -> None:
    assert flagged("R-TYPO", make.activity(observation=text)) == asked


def test_an_activity_without_anybody_responsible_is_told_where_the_others_have_somebody() -> None:
    rows = (make.activity(1), make.activity(2, responsible="", written=make.WRITTEN - {"responsible"}))
    assert flagged("R-RESP", *rows) == [2]
    assert flagged("R-RESP", make.activity(1, responsible="", written=make.WRITTEN - {"responsible"})) == []


def test_a_plan_without_activities_has_nothing_to_say() -> None:
    assert flagged("R-RESP") == []
