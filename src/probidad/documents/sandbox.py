"""Parsing in a child process with little memory, little time and no network. If it dies, the refusal is clean.

The child (``reading``) gives the workbook back as JSON, so that nothing it says is ever executed; the libraries that
open files are never loaded in the caller.
"""

import json
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from probidad.documents.cells import Cell, CellKind, Remark, Row, Sheet, Span, Workbook
from probidad.documents.confinement import ChildDied, answered
from probidad.documents.limits import Limits
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _


def read(path: Path, limits: Limits | None = None, *, pdf: bool = False) -> Workbook:
    """Read ``path`` in a child process; ``pdf``: also the ruled tables of a PDF. Raises :class:`RefusalError` for every file that cannot be read."""
    bounds = limits or Limits()
    task = json.dumps({"path": str(path.absolute()), "limits": asdict(bounds), "pdf": pdf})
    try:
        answer = json.loads(answered("probidad.documents.reading", task.encode(), bounds.wall))
    except (ChildDied, ValueError):
        raise _died(path) from None
    if "refused" in answer:
        refused = answer["refused"]
        raise RefusalError(refused["message"], remedy=refused["remedy"], facts=refused["facts"])
    return _workbook(answer)


def _died(path: Path) -> RefusalError:
    return RefusalError(
        _("%(file)s could not be read within the memory and the time that a matrix needs."),
        remedy=_("Save it anew with only the sheet of the matrix. If you trust it: --limites amplios."),
        facts={"file": path.name},
    )


def _workbook(answer: dict[str, Any]) -> Workbook:
    file, kind, sha256, size, encoding, delimiter = answer["head"]
    sheets = tuple(
        Sheet(
            sheet["name"],
            tuple(
                Row(number, tuple(_read_cell(cell) for cell in cells), hidden)
                for number, hidden, cells in sheet["rows"]
            ),
            tuple(Span(*span) for span in sheet["merged"]),
            sheet["hidden"],
        )
        for sheet in answer["sheets"]
    )
    remarks = tuple(Remark(**remark) for remark in answer["remarks"])
    return Workbook(file, kind, sha256, size, sheets, encoding, delimiter, remarks)


def _read_cell(cell: list[Any]) -> Cell:
    if len(cell) == 2:
        return Cell(cell[0], cell[1])
    column, text, kind, number, day = cell
    return Cell(
        column, text, CellKind(kind), Decimal(number) if number else None, date.fromisoformat(day) if day else None
    )
