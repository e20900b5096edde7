"""Cells and their places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probidad.documents.cells import Cell, Place, Row, column_letters, written


@pytest.mark.parametrize(("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_columns_are_named_as_spreadsheets_do(column: int, letters: str) -> None:
    assert column_letters(column) == letters


@given(st.integers(1, 100_000))
def test_a_name_gives_its_column_back(column: int) -> None:
    value = 0
    for letter in column_letters(column):
        value = value * 26 + ord(letter) - ord("A") + 1
    assert value == column


def test_columns_count_from_1() -> None:
    with pytest.raises(ValueError, match="count from 1"):
        column_letters(0)


def test_a_place_is_named_by_its_cell() -> None:
    assert Place("m.xlsx", "Hoja", 33, 8).cell == "H33"


def test_a_row_knows_its_cells_by_column_and_a_blank_one_is_not_written() -> None:
    row = Row(1, (Cell(1, "a"), Cell(3, "  ")))
    assert (row.text(1), row.text(2), row.cell(2)) == ("a", "", None)
    assert [cell.column for cell in written(row)] == [1]
