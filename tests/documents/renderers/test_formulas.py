"""Text that a spreadsheet could run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probidad.documents.renderers.formulas import guard, neutralise, restore

DANGEROUS = [
    "=1+1", "+1", "-1+2", "@SUM(A1)", "  =1", "\t=1", "\u200b=1", "\u00a0=1", "＝1", "＋1", "－1", "＠x", "\r=1", "\n=1",
    "%0A=1", "|calc", "'=1", "\ufeff=1", "−1", "<r>x</r>",
]  # fmt: skip


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_could_run_gets_an_apostrophe(text: str) -> None:
    assert neutralise(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Planeación", "a=b", "90 %", "«=»", "(1)", "1-2"])
def test_a_harmless_text_stays_as_it_is(text: str) -> None:
    assert neutralise(text) == text


@given(st.text(max_size=30))
def test_every_text_comes_back_exactly(text: str) -> None:
    assert restore(neutralise(text)) == text
    assert restore(guard(text)) == text


@pytest.mark.parametrize("text", [" ", "a ", "\na", "#N/A", "#REF!", *DANGEROUS])
def test_a_text_that_reading_again_would_change_is_guarded(text: str) -> None:
    assert guard(text) == f"'{text}"
