"""What a column holds."""

import pytest

from probidad.documents.cells import Cell, Row, Sheet
from probidad.documents.matrix.columns import bare_share, is_numeric, numeric_share, settle_columns


def sheet(*rows: tuple[str, ...]) -> Sheet:
    return Sheet("", tuple(Row(n, tuple(Cell(c, t) for c, t in enumerate(r, 1) if t)) for n, r in enumerate(rows, 1)))


@pytest.mark.parametrize("text", ["12", "0,9", "90 %", "3 de 4", "12 informes", "NaN", "1E400"])
def test_a_number_with_little_else_is_numeric(text: str) -> None:
    assert is_numeric(text)


@pytest.mark.parametrize("text", ["", "pendiente", "12 informes trimestrales de la oficina de planeación"])
def test_a_text_is_not_numeric(text: str) -> None:
    assert not is_numeric(text)


def test_the_share_of_numbers_counts_written_cells_only() -> None:
    assert numeric_share(sheet(("Meta",), ("1",), ("dos",), ("",)), 0, 1) == 0.5
    assert numeric_share(sheet(("Meta",)), 0, 1) is None


def test_a_number_among_words_is_not_bare() -> None:
    assert bare_share(sheet(("Remarks",), ("40 of 100 people",), ("75",)), 0, 1) == 0.5
    assert bare_share(sheet(("Remarks",)), 0, 1) is None


def test_of_two_columns_for_one_field_the_filled_one_wins_and_the_other_is_told() -> None:
    page = sheet(("Avance", "Avance"), ("", "50"), ("", "60"))
    fields, _remarks = settle_columns(page, 0, {1: "Avance", 2: "Avance"}, {n: [(2.0, "declared")] for n in (1, 2)})
    assert fields["declared"] == 2
    both = sheet(("Avance", "Avance"), ("40", "50"), ("40", "60"))
    fields, remarks = settle_columns(both, 0, {1: "Avance", 2: "Avance"}, {n: [(2.0, "declared")] for n in (1, 2)})
    assert len(remarks) == 1
    assert remarks[0].column != fields["declared"]
