"""Names of persons and contact data in texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probidad.rules.persons import person_spans


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in person_spans(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Capacitó Carlos Andrés Pinzón Rojas en mayo", ["Carlos Andrés Pinzón Rojas"]),
        ("Acta firmada por SANDRA MILENA OSPINA", ["SANDRA MILENA OSPINA"]),
        ("Elaboró: Luis Fernando Mora. Revisó: Control Interno", ["Luis Fernando Mora"]),
        ("la doctora Beatriz Cárdenas asistió", ["Beatriz Cárdenas"]),
        ("escribir a quejas.prueba@correo.example", ["quejas.prueba@correo.example"]),
        ("llamar al 310 555 1234", ["310 555 1234"]),
        ("C.C. 79.123.456 de la ciudad", ["C.C. 79.123.456"]),
    ],
)
def test_names_and_contact_data_are_found(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Secretaría de Planeación y Oficina de Control Interno",
        "Institución Educativa San Juan Bosco",
        "Se publicó en el SECOP II el contrato 123 de 2024",
        "Vereda Santa Rosa, barrio Villa Luz",
        "Plan de Desarrollo Municipal 2024-2027",
        "",
    ],
)
def test_units_places_and_acts_are_no_persons(text: str) -> None:
    assert found(text) == []


@given(st.text(max_size=120))
def test_what_is_found_lies_inside_the_text_in_order_without_overlap(text: str) -> None:
    spans = person_spans(text)
    flat = [place for span in spans for place in span]
    assert flat == sorted(flat)
    assert all(0 <= start < end <= len(text) for start, end in spans)
