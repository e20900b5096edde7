"""The door to XLSX for pages: its library is loaded when the first file is asked for, not with the server."""

from importlib import import_module

from probidad.documents.renderers.grid import Grid
from probidad.documents.words import Words


def grid_xlsx(grid: Grid, words: Words) -> bytes:
    """See :func:`probidad.documents.renderers.grid_xlsx.grid_xlsx`."""
    made: bytes = import_module("probidad.documents.renderers.grid_xlsx").grid_xlsx(grid, words)
    return made
