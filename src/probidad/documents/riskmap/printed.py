"""The map of zones that a document prints itself: five rows of named zones, with their levels beside and below."""

import re
from collections.abc import Sequence

from probidad.documents.cells import Place, Row, Workbook, written
from probidad.documents.riskmap.levels import plain, zone_named
from probidad.documents.riskmap.model import PrintedZones
from probidad.rules.risks.method import Zone

SIDE = 5
_LEVEL = re.compile(r"^\D{0,20}([1-5])\b|\b([1-5])\D{0,20}$")


def printed_zones(workbook: Workbook) -> PrintedZones | None:
    """The first such map of the file, or None. Only a whole one counts: five by five, levels 1 to 5 on its left."""
    for sheet in workbook.sheets:
        zoned = [(row, cells) for row in sheet.rows if len(cells := _zones(row)) >= SIDE]
        for start in range(len(zoned) - SIDE + 1):
            block = zoned[start : start + SIDE]
            if found := _block(block):
                row, cells = block[0]
                return PrintedZones(found, Place(workbook.file, sheet.name, row.number, cells[0][0]))
    return None


def _zones(row: Row) -> list[tuple[int, Zone]]:
    """Neighbouring cells that hold the name of a zone and nothing else."""
    found: list[tuple[int, Zone]] = []
    for cell in written(row):
        zone = zone_named(cell.text) if len(cell.text) < 40 else None
        # narrow cells cut words anywhere: «Riesg o Alta»
        bare = re.sub(r"zona(de|del)?riesgo", "", plain(cell.text).replace(" ", ""))
        if zone and len(bare) <= 10 and bare.isalpha():
            found.append((cell.column, zone))
        elif found and len(found) < SIDE:
            found = []
    return found[:SIDE]


def _block(block: Sequence[tuple[Row, list[tuple[int, Zone]]]]) -> dict[tuple[int, int], Zone] | None:
    columns = [column for column, _zone in block[0][1]]
    if any([column for column, _zone in cells] != columns for _row, cells in block):
        return None
    levels = [_level(row, columns[0]) for row, _cells in block]
    if sorted(level or 0 for level in levels) != [1, 2, 3, 4, 5]:
        return None
    return {
        (level or 0, impact): zone
        for level, (_row, cells) in zip(levels, block, strict=True)
        for impact, (_column, zone) in enumerate(cells, 1)
    }


def _level(row: Row, before: int) -> int | None:
    for cell in written(row):
        if cell.column < before and (match := _LEVEL.search(" ".join(cell.text.split()))):
            return int(match[1] or match[2])
    return None
