"""Remarks that tell of work not done."""

import pytest

import make
from probidad.rules.textaudit.pending import RULES, pending_marks, stages


def flagged(key: str, **activity) -> list[int]:
    return make.rows(RULES, make.plan(make.activity(**activity)), key)


@pytest.mark.parametrize(
    "text",
    [
        "Falta la firma del alcalde",
        "El documento está en revisión de jurídica",
        "Se implementará el próximo semestre",
        "No se pudo contratar",
        "Quedó pendiente la capacitación",
        "Aún no hay proveedor",
        "El aplicativo sigue siendo probado",
    ],
)
def test_work_to_be_done_under_a_full_score_is_asked_about(text: str) -> None:
    assert flagged("R-OBS-NEG", observation=text) == [1]


@pytest.mark.parametrize(
    "text",
    [
        "Se publicó el informe en la página",
        "No hay pendientes",
        "Sin solicitudes pendientes",
        "No se han presentado quejas",
        "Se capacitó sobre falta disciplinaria",
        "",
    ],
)
def test_a_denied_mark_and_work_done_are_not_asked_about(text: str) -> None:
    assert flagged("R-OBS-NEG", observation=text) == []


def test_pending_work_under_a_lower_score_is_in_order() -> None:
    assert flagged("R-OBS-NEG", observation="Falta la firma", declared="80") == []


def test_each_mark_is_told_as_it_stands() -> None:
    assert pending_marks("Falta el acta y está pendiente la firma") == ["falta", "pendiente"]


def test_the_stages_that_a_text_names_are_told_apart() -> None:
    assert stages("Documento elaborado, aprobado y publicado") == {"elaborated", "approved", "published"}


@pytest.mark.parametrize(
    ("remarks", "asked"),
    [
        ("Se elaboró el manual con las dependencias", [1]),
        ("Se elaboró el manual y fue aprobado en comité", []),
        ("Reunión del 3 de mayo", []),
    ],
)
def test_a_stage_that_the_indicator_asks_for_and_the_remarks_leave_out_is_asked_about(
    remarks: str, asked: list[int]
) -> None:
    assert flagged("R-OBS-STAGE", indicator="Manual elaborado y aprobado", observation=remarks) == asked
