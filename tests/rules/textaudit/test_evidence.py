"""What the remarks offer as proof."""

from datetime import date

import pytest

import make
from probidad.rules.textaudit.evidence import RULES, dated_events


def flagged(key: str, *activities, cut_off: date = date(2024, 12, 31)) -> list[int]:
    return make.rows(RULES, make.plan(*activities, cut_off=cut_off), key)


@pytest.mark.parametrize(
    ("remarks", "asked"),
    [("Se cumplió con lo previsto", [1]), ("Según acta del comité", []), ("Se hicieron 3 talleres", [])],
)
def test_a_full_score_without_any_document_figure_or_date_is_told(remarks: str, asked: list[int]) -> None:
    assert flagged("R-NO-EVIDENCE", make.activity(observation=remarks)) == asked


@pytest.mark.parametrize(
    ("deadline", "remarks", "asked"),
    [
        ("30 de junio", "Se entregó el informe", [1]),
        ("30 de junio", "Se entregó el 12 de junio de 2024", []),
        ("20 de diciembre", "Se entregó el informe", []),
        ("Mensual", "Se entregó el informe", []),
    ],
)
def test_a_long_past_deadline_without_a_date_of_completion_is_told(
    deadline: str, remarks: str, asked: list[int]
) -> None:
    assert flagged("R-NODATE", make.activity(deadline=deadline, observation=remarks)) == asked


def test_exact_days_in_the_remarks_are_read() -> None:
    a = make.activity(observation="Taller del jueves 12 de junio de 2024 y feria del 3/07/2024, en agosto otra")
    assert dated_events(a, make.plan(a)) == {"2024-06-12", "2024-07-03"}


EVENT = "Feria de servicios del 12 de junio de 2024 en la plaza principal con todas las dependencias y veedores"


def test_one_event_behind_several_scores_is_told_for_each() -> None:
    rows = (
        make.activity(1, observation=EVENT),
        make.activity(2, observation=f"{EVENT}, donde además se recogieron encuestas"),
        make.activity(3, observation="Reunión del 12 de junio de 2024 sobre cartera morosa"),
    )
    assert flagged("R-SAME-EVENT", *rows) == [1, 2]


def test_nearly_the_same_remarks_are_a_suggestion_and_the_same_are_left_to_the_exact_rule() -> None:
    first = "Se socializó el código de integridad con los funcionarios de la secretaría de hacienda"
    rows = [make.activity(1, observation=first), make.activity(2, observation=first.replace("hacienda", "gobierno"))]
    assert flagged("R-OBS-DUP", *rows) == [1, 2]
    assert flagged("R-OBS-DUP", make.activity(1, observation=first), make.activity(2, observation=first)) == []


def test_short_remarks_are_alike_by_chance() -> None:
    assert (
        flagged(
            "R-OBS-DUP",
            make.activity(1, observation="Se cumplió bien"),
            make.activity(2, observation="Se cumplió biem"),
        )
        == []
    )


@pytest.mark.parametrize(
    ("remarks", "asked"), [("Asistió Martha Lucía Rincón", [1]), ("Asistió la Secretaría de Salud", [])]
)
def test_remarks_that_name_a_person_are_told(remarks: str, asked: list[int]) -> None:
    assert flagged("R-PII", make.activity(observation=remarks)) == asked
