"""Rows of a spreadsheet, as an import asks for them: what is expected, what was read, what was inferred, every fault."""

from probidad.documents.rowimport.expected import Choice, Expected, ExpectedKind, template_grid
from probidad.documents.rowimport.result import CellFault, OriginalText, RowRead, RowsRead, TableFault, Value
from probidad.documents.rowimport.rows import read_rows

__all__ = [
    "CellFault", "Choice", "Expected", "ExpectedKind", "OriginalText", "RowRead", "RowsRead", "TableFault", "Value",
    "read_rows", "template_grid",
]  # fmt: skip
