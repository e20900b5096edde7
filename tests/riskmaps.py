"""Makers of risk maps of several shapes: fictitious processes, the columns of each methodology, one file each time."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import typst

Row = Sequence[object]

# Guide of 2015: headings in three rows, groups merged, zone as a product and as a name
HEAD_2015: list[list[str]] = [
    ["Alcaldía de Valle Sereno: mapa de riesgos de corrupción", *[""] * 12],
    ["Fecha: 31/01/2017", *[""] * 12],
    ["IDENTIFICACIÓN DEL RIESGO", "", "", "", "VALORACIÓN DEL RIESGO DE CORRUPCIÓN", *[""] * 8],
    ["Procesos / Objetivo", "Causa", "Riesgo", "Consecuencia", "Riesgo Inherente", "", "", "", "CONTROLES", "Riesgo Residual", "", "", ""],
    ["", "", "", "", "Probabilidad", "Impacto", "Zona del Riesgo", "Descripción zona de riesgo", "", "Probabilidad", "Impacto", "Zona del Riesgo", "Descripción zona de riesgo"],
]  # fmt: skip
MERGES_2015 = ("A1:M1", "A2:M2", "A3:D3", "E3:M3", "E4:H4", "J4:M4", "A4:A5", "B4:B5", "C4:C5", "D4:D5", "I4:I5")
ROWS_2015: list[list[object]] = [
    ["Contratación", "Presión política", "Direccionar un pliego, abusando del cargo, a cambio de dádivas de un tercero", "Sanciones", 3, 10, 30, "ALTA", "El jefe jurídico revisa cada pliego con la lista de chequeo", 2, 10, 20, "MODERADA"],
    ["Tesorería", "Sin segregación", "Desviar dineros del recaudo abusando de la función para beneficio propio", "Detrimento", 4, 20, 80, "EXTREMA", "El contador concilia cada mes el recaudo", 3, 20, 60, "EXTREMA"],
    ["", "Acceso sin control", "Alterar la base del recaudo, abusando del cargo, para favorecer a un tercero", "Detrimento", 1, 5, 5, "BAJA", "El sistema deja registro de cada cambio", 1, 5, 5, "BAJA"],
]  # fmt: skip

# v4: one row of headings that say all, as text
HEAD_V4 = [
    "No.", "Proceso", "Tipo de riesgo", "Descripción del riesgo", "Causas", "Consecuencias", "Probabilidad inherente", "Impacto inherente",
    "Zona de riesgo inherente", "Controles", "Calificación de los controles", "Probabilidad residual", "Impacto residual",
    "Zona de riesgo residual", "Opción de manejo", "Acciones", "Responsable",
]  # fmt: skip
ROWS_V4: list[list[object]] = [
    ["R1", "Gestión humana", "Corrupción", "Vincular a un servidor sin requisitos, abusando del cargo, para favorecer a un tercero", "Presiones", "Sanciones", "3 - Posible", "4 - Mayor", "Extrema", "El jefe de talento humano verifica cada hoja de vida", "100", "1 - Rara vez", "4 - Mayor", "Alta", "Reducir", "Publicar los perfiles", "Secretaría General"],
    ["R2", "Gestión humana", "Gestión", "Pago tardío de la nómina de los servidores de la entidad", "Fallas", "Quejas", "2 - Improbable", "2 - Menor", "Baja", "El profesional revisa la nómina cada mes", "96", "1 - Rara vez", "2 - Menor", "Baja", "Aceptar", "", "Nómina"],
    ["R3", "Archivo", "Gestión", "Pérdida de expedientes en préstamo a las dependencias", "Desorden", "Tutelas", "4 - Probable", "3 - Moderado", "Alta", "El auxiliar registra cada préstamo en el libro", "90", "3 - Posible", "3 - Moderado", "Alta", "Reducir", "Digitalizar", "Archivo"],
]  # fmt: skip

# v5: two rows of headings, several rows of controls for one risk, levels as names with their share beside
HEAD_V5: list[list[str]] = [
    ["Identificación del riesgo", "", "", "", "Análisis del riesgo inherente", "", "", "", "", "Evaluación del riesgo - valoración de los controles", "", "", "", "", "Evaluación del riesgo - nivel del riesgo residual", "", "", "", "", "", "Plan de acción", ""],
    ["Referencia", "Proceso", "Descripción del riesgo", "Clasificación del riesgo", "Probabilidad inherente", "%", "Impacto inherente", "%", "Zona de riesgo inherente", "No. control", "Descripción del control", "Tipo", "Implementación", "Calificación", "Probabilidad residual final", "%", "Impacto residual final", "%", "Zona de riesgo final", "Tratamiento", "Plan de acción", "Responsable"],
]  # fmt: skip
MERGES_V5 = ("A1:D1", "E1:I1", "J1:N1", "O1:T1", "U1:V1")
ROWS_V5: list[list[object]] = [
    [1, "Compras", "Posibilidad de pérdida económica por multa del ente de control debido a compras sin requisitos", "Ejecución y administración de procesos", "Media", 0.6, "Moderado", 0.6, "Moderado", 1, "El profesional de compras verifica cada mes los requisitos contra la lista de chequeo", "Preventivo", "Manual", 0.4, "Baja", 0.252, "Moderado", 0.6, "Moderado", "Reducir (mitigar)", "Automatizar la lista", "Compras"],
    ["", "", "", "", "", "", "", "", "", 2, "El jefe de compras compara cada trimestre los pagos con los contratos", "Detectivo", "Manual", 0.3, "", "", "", "", "", "", "", ""],
    [2, "Tesorería", "Posibilidad de desviar recursos del recaudo, abusando del cargo, para beneficio de un tercero", "Riesgo de corrupción", "Alta", 0.8, "Mayor", 0.8, "Alto", 1, "El sistema concilia cada día el recaudo con el banco", "Preventivo", "Automático", 0.5, "Baja", 0.4, "Mayor", 0.8, "Alto", "Evitar", "", "Tesorería"],
]  # fmt: skip


def sheet_2015() -> list[Row]:
    return [*HEAD_2015, *ROWS_2015]


def sheet_v4() -> list[Row]:
    return [["Mapa de riesgos de gestión y corrupción"], ["Vigencia 2019"], HEAD_V4, *ROWS_V4]


def sheet_v5() -> list[Row]:
    return [*HEAD_V5, *ROWS_V5]


def changed(rows: Sequence[Row], row: int, column: int, value: object) -> list[Row]:
    """The rows with one cell planted; both counted from 0."""
    copy: list[list[object]] = [list(each) for each in rows]
    copy[row][column] = value
    return list(copy)


def write_xlsx(path: Path, rows: Sequence[Row], merges: Sequence[str] = ()) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Mapa"
    for row in rows:
        page.append([None if value == "" else value for value in row])
    for merge in merges:
        page.merge_cells(merge)
    book.save(path)
    return path


def write_csv(path: Path, rows: Sequence[Row]) -> Path:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([[str(value) for value in row] for row in rows])
    path.write_bytes(out.getvalue().encode("utf-8-sig"))
    return path


def _typst(text: object) -> str:
    quoted = str(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def write_pdf(path: Path, rows: Sequence[Row], columns: int, *, title: str = "", ruled: bool = True) -> Path:
    """A table with lines on as many wide pages as it needs, its headings on the first alone."""
    cells = ", ".join(f"[#{_typst(value)}]" for row in rows for value in [*row, *[""] * (columns - len(row))])
    stroke = "0.5pt" if ruled else "none"
    source = (
        "#set page(width: 60cm, height: 22cm, margin: 1cm)\n#set text(size: 7pt, hyphenate: false)\n"
        + (f"#{_typst(title)}\n\n" if title else "")
        + f"#table(columns: (1fr,) * {columns}, stroke: {stroke}, {cells})\n"
    )
    path.write_bytes(typst.compile(source.encode()))
    return path
