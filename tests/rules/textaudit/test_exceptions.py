"""Texts that state a whole and what is missing of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probidad.rules.textaudit.exceptions import supported_count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Respondieron 9 de 12 dependencias", (9, 12)),
        ("Se revisaron los 8 procesos, excepto uno", (7, 8)),
        ("Se visitaron las 15 veredas salvo 3 por el invierno", (12, 15)),
        ("Faltan 2 de 10 sedes", (8, 10)),
        ("Se citó a los 6 líderes, pero uno no entregó su informe", (5, 6)),
        ("Se revisaron los 8 procesos", None),
        ("El acuerdo de los 20 años", None),
        ("Nada que contar", None),
        ("", None),
    ],
)
def test_what_a_text_supports_is_its_whole_less_its_exceptions(text: str, count: tuple[int, int] | None) -> None:
    assert supported_count(text) == count


@given(st.text(max_size=120))
def test_no_text_supports_more_than_its_whole(text: str) -> None:
    count = supported_count(text)
    assert count is None or 0 <= count[0] <= count[1]
