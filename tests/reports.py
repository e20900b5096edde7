"""Reports to render: the real one of Sopó, and one made of a test's own rows."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import matrices
from probidad.documents.builder import Choices, build
from probidad.documents.cells import Cell, Row, Sheet, Workbook
from probidad.documents.limits import Limits
from probidad.documents.publication import published
from probidad.documents.readers import read_workbook
from probidad.documents.renderers.publish import publish
from probidad.documents.report import Report
from probidad.documents.words import Words

SOPO = Path(str(files("probidad") / "examples" / "sopo-2017-seguimiento-2017-12-30.txt"))


@cache
def sopo() -> Report:
    """The report of Sopó, names as written."""
    return build(read_workbook(SOPO, Limits()))


def book(grid: Sequence[Sequence[str]]) -> Workbook:
    """A workbook with one sheet of these texts."""
    rows = [Row(n, tuple(Cell(c, t) for c, t in enumerate(r, 1) if t)) for n, r in enumerate(grid, 1)]
    return Workbook("m.xlsx", "xlsx", "0" * 64, 1, (Sheet("Seguimiento", tuple(row for row in rows if row.cells)),))


def of(grid: Sequence[Sequence[str]] | None = None, **choices) -> Report:
    """A report of these texts, or of the matrix that the tests share."""
    return build(book(matrices.grid() if grid is None else grid), Choices(**choices))


def built(path: Path, **choices) -> Report:
    """The report of a file."""
    return build(read_workbook(path, Limits()), Choices(**choices))


def published_in(folder: Path, report: Report | None = None, language: str = "es") -> Path:
    """The folder that a person would publish."""
    publish(published(report or sopo()), folder, Words(language))
    return folder
