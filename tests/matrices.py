"""Makers of matrices and of bad files: every one is made here, so that a test shows what it feeds."""

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import xlwt
from odfdo import Cell, Document, Row, Table

HEADER = (
    "Componente", "Actividad", "Indicador", "Meta", "Fecha programada", "Responsable",
    "Resultado del indicador", "% de avance", "Observaciones",
)  # fmt: skip
PREAMBLE = (
    ("Alcaldía Municipal de Río Claro",),
    ("Plan anticorrupción, vigencia 2023",),
    ("Corte: 31 de agosto de 2023",),
)
ACTIVITIES: tuple[tuple[str, ...], ...] = (
    ("Riesgos", "Actualizar el mapa de riesgos", "Número de mapas actualizados", "4", "30/06/2023", "Planeación", "3", "75", "Falta el de contratación"),
    ("", "Publicar el mapa", "Número de publicaciones", "1", "31/07/2023", "Sistemas", "1", "100", "Publicado el 28/07/2023"),
    ("Trámites", "Revisar los trámites", "Porcentaje de trámites revisados", "80%", "30/11/2023", "Planeación", "40%", "50", "18 de 45 trámites"),
    ("", "Capacitar ventanilla", "Número de talleres", "2", "31/08/2023", "General", "2", "100", "Listas de asistencia"),
)  # fmt: skip
Grid = list[tuple[str, ...]]


def grid(
    activities: Sequence[Sequence[str]] = ACTIVITIES,
    *,
    header: Sequence[str] = HEADER,
    preamble: Sequence[Sequence[str]] = PREAMBLE,
    after: Sequence[Sequence[str]] = (),
) -> Grid:
    """A whole sheet as rows of texts."""
    return [*map(tuple, preamble), tuple(header), *map(tuple, activities), *map(tuple, after)]


def text(rows: Sequence[Sequence[str]], separator: str = "\t") -> str:
    """The rows as separated text, quoted where it must be."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    return out.getvalue()


def write_text(path: Path, rows: Sequence[Sequence[str]], separator: str = "\t", encoding: str = "utf-8") -> Path:
    path.write_bytes(text(rows, separator).encode(encoding))
    return path


def write_xlsx(path: Path, rows: Sequence[Sequence[object]], sheet: str = "Seguimiento") -> Path:
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def write_xls(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    book = xlwt.Workbook()
    page = book.add_sheet("Seguimiento")
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            page.write(at, column, value)
    book.save(str(path))
    return path


def write_ods(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    document = Document("spreadsheet")
    document.body.clear()
    table = Table("Seguimiento")
    for values in rows:
        row = Row()
        for value in values:
            row.append_cell(Cell(value))
        table.append_row(row)
    document.body.append(table)
    document.save(str(path))
    return path


WRITERS = {"txt": write_text, "xlsx": write_xlsx, "xls": write_xls, "ods": write_ods}


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a packed file."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def repack(path: Path, content: dict[str, bytes], extra: Sequence[tuple[str, bytes]] = ()) -> Path:
    """Write a packed file anew with these parts, and ``extra`` ones that may repeat a name."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in [*content.items(), *extra]:
            package.writestr(name, data)
    return path
