"""Stage two: tell activities, headings, totals, signatures and notes apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from probidad.documents.cells import Merged, Remark, Row, Sheet, written
from probidad.documents.matrix.columns import is_numeric
from probidad.documents.matrix.header import LONGEST_HEADING, Header, normal
from probidad.rules.finding import gettext_noop as _


class RowKind(StrEnum):
    """What a row below the header is."""

    ACTIVITY = "activity"
    HEADING = "heading"  # the name of a component on a row of its own
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    SIGNATURE = "signature"
    NOTE = "note"
    HEADER = "header"  # the header again, on another page


@dataclass(frozen=True, slots=True)
class Told:
    """A row with its kind."""

    row: Row
    kind: RowKind


_TOTAL = re.compile(
    r"^(gran )?(sub ?)?(total|promedio|consolidado|porcentaje (total|general|promedio)|cumplimiento (total|general|del plan)|"
    r"avance (total|general|del plan|promedio)|resultado (total|general)|calificacion|average|overall)\b"
)
_SUBTOTAL = re.compile(
    r"^(sub ?total|(total|promedio|cumplimiento|avance)( del)? (componente|subcomponente|estrategia))\b"
)
_SIGNATURE = re.compile(
    r"^(elabor|proyect|revis|aprob|consolid|firma|seguimiento (del|al) plan|realiz[oa] |vo ?bo|nombre|cargo|"
    r"jefe (de )?(la )?(oficina )?(de )?control|responsable del seguimiento|prepared|reviewed|approved|signed)"
)
_NAMED = re.compile(r"\b(nombre|cargo|firma|name|position)\s*:", re.IGNORECASE)
_NOTE = re.compile(r"^(nota|notas|fuente|observacion general|observaciones generales|convenciones|\*|note|source)\b")
_HEADING = re.compile(r"^(componente|estrategia|sub ?componente|eje|politica|proceso|linea|tema|component|strategy)\b")


def tell_rows(sheet: Sheet, header: Header) -> tuple[tuple[Told, ...], tuple[Remark, ...]]:
    """Every written row below the header with its kind, in order, and what was noticed."""
    merged = Merged(sheet.merged)
    told: list[Told] = []
    remarks: list[Remark] = []
    below = [row for row in sheet.rows if row.number > header.last_row and any(written(row))]
    last_work = max((i for i, row in enumerate(below) if is_work(row, header)), default=-1)
    for index, row in enumerate(below):
        kind = _kind(row, header, after=index > last_work, merged=merged)
        told.append(Told(row, kind))
        if kind is RowKind.HEADER:
            remarks.append(Remark("rows", _("The header is repeated here and was passed over."), {}, row.number))
        elif kind is RowKind.NOTE and index < last_work:
            facts = {"text": _first(row)[:120]}
            remarks.append(Remark("rows", _("Read as a note, not as an activity: «%(text)s»."), facts, row.number))
        elif kind is RowKind.SUBTOTAL:
            facts = {"text": _first(row)[:120]}
            remarks.append(Remark("rows", _("Read as a subtotal: «%(text)s»."), facts, row.number))
        if row.hidden and kind is RowKind.ACTIVITY:
            remarks.append(
                Remark("rows", _("This row is hidden in the file and was read all the same."), {}, row.number)
            )
    gaps = [
        b.number
        for a, b in pairwise(below[: last_work + 1])
        if b.number - a.number > 1 and is_work(b, header) and not _lines_inside(a, b)
    ]
    for number in gaps:
        remarks.append(Remark("rows", _("There is a blank line before this row; the component goes on."), {}, number))
    return tuple(told), tuple(remarks)


def _lines_inside(a: Row, b: Row) -> bool:
    return b.number - a.number - 1 <= max((cell.text.count("\n") for cell in a.cells), default=0)


def _first(row: Row) -> str:
    return next((cell.text.strip() for cell in written(row)), "")


def _filled_fields(row: Row, header: Header) -> set[str]:
    return {key for key, column in header.fields.items() if row.text(column).strip()}


def is_work(row: Row, header: Header) -> bool:
    """Whether the row holds an activity: a main text and something told about it, or two of its numbers."""
    if _is_total(row) or _is_header_again(row, header) or _NAMED.search(" ".join(c.text for c in written(row))):
        return False
    filled = _filled_fields(row, header)
    main = filled & {"action", "indicator", "done"}
    told = filled & {"target", "product", "deadline", "responsible", "value", "declared", "observation", "start"}
    if main:
        return bool(told) or len(filled) >= 3
    numbers = filled & {"value", "declared", "target"}
    return len(numbers) >= 2 and len(filled) >= 3


def _is_total(row: Row) -> bool:
    if sum(1 for _cell in written(row)) > 6:
        return False
    first = normal(_first(row)[:120])
    return bool(_TOTAL.match(first)) and any(is_numeric(cell.text) for cell in written(row))


def _is_header_again(row: Row, header: Header) -> bool:
    cells = list(written(row))
    if len(cells) < 3 or max(len(cell.text) for cell in cells) > LONGEST_HEADING:
        return False
    same = sum(1 for c in cells if normal(c.text) and normal(c.text) in normal(header.headings.get(c.column, "")))
    return same >= 0.7 * len(cells)


def _kind(row: Row, header: Header, *, after: bool, merged: Merged) -> RowKind:
    cells = list(written(row))
    first = normal(cells[0].text[:200])
    everything = " ".join(cell.text for cell in cells)
    if _is_header_again(row, header):
        return RowKind.HEADER
    if is_work(row, header):
        return RowKind.ACTIVITY
    if _NAMED.search(everything) or (after and _SIGNATURE.match(first)):
        return RowKind.SIGNATURE
    if _is_total(row):
        return RowKind.SUBTOTAL if _SUBTOTAL.match(first) or not after else RowKind.TOTAL
    if after:
        alone = len(cells) == 1 and is_numeric(cells[0].text)
        return RowKind.TOTAL if alone else RowKind.NOTE
    if _NOTE.match(first):
        return RowKind.NOTE
    if _is_heading(row, header, merged):
        return RowKind.HEADING
    return RowKind.NOTE


def _is_heading(row: Row, header: Header, merged: Merged) -> bool:
    cells = list(written(row))
    if any(len(cell.text) > 200 for cell in cells):
        return False
    texts = {normal(cell.text) for cell in cells}
    if len(texts) != 1 or is_numeric(cells[0].text):
        return False
    if len(cells) == 1 and cells[0].column in (header.fields.get("observation"), header.fields.get("evidence")):
        return bool(_HEADING.match(next(iter(texts))))
    return (
        bool(_HEADING.match(next(iter(texts)))) or cells[0].column <= 3 or merged.width(row.number, cells[0].column) > 3
    )


def total_cell(told: Sequence[Told], header: Header) -> tuple[Row, int] | None:
    """Row and column of the total that the document prints: the last row told as total, its declared cell or else
    its last number. None where there is none."""
    totals = [entry.row for entry in told if entry.kind is RowKind.TOTAL]
    if not totals:
        return None
    row = totals[-1] if len(totals) == 1 or _TOTAL.match(normal(_first(totals[-1]))) else totals[0]
    declared = header.fields.get("declared")
    if declared and is_numeric(row.text(declared)):
        return row, declared
    numbers = [cell.column for cell in written(row) if is_numeric(cell.text)]
    return (row, numbers[-1]) if numbers else None
