"""What the reading child does: the file of its task, opened by the readers, given back as JSON. See ``sandbox``."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from probidad.documents.cells import Cell, CellKind, Workbook
from probidad.documents.confinement import Bounds, confine
from probidad.documents.limits import Limits
from probidad.documents.readers import read_workbook
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _


def main() -> None:
    """A task on the standard input, a workbook or a refusal on the standard output."""
    task = json.loads(sys.stdin.buffer.read())
    limits = Limits(**task["limits"])
    confine(Bounds(limits.memory, limits.cpu, limits.wall))
    try:
        answer = _compact(read_workbook(Path(task["path"]), limits, pdf=task.get("pdf", False)))
    except RefusalError as error:
        answer = {"refused": {"message": error.message, "remedy": error.remedy, "facts": dict(error.facts)}}
    except OSError as error:
        message = _("%(file)s: it cannot be opened (%(reason)s).")
        facts = {"file": task["path"], "reason": error.strerror or type(error).__name__}
        answer = {"refused": {"message": message, "remedy": _("Check that you may read it."), "facts": facts}}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _compact(book: Workbook) -> dict[str, Any]:
    return {
        "head": [book.file, book.format, book.sha256, book.size, book.encoding, book.delimiter],
        "remarks": [asdict(remark) for remark in book.remarks],
        "sheets": [
            {
                "name": sheet.name,
                "hidden": sheet.hidden,
                "merged": [[s.first_row, s.first_column, s.last_row, s.last_column] for s in sheet.merged],
                "rows": [[row.number, row.hidden, [_cell(cell) for cell in row.cells]] for row in sheet.rows],
            }
            for sheet in book.sheets
        ],
    }


def _cell(cell: Cell) -> list[Any]:
    if cell.kind is CellKind.TEXT:
        return [cell.column, cell.text]
    number = str(cell.number) if cell.number is not None else None
    return [cell.column, cell.text, cell.kind.value, number, cell.day.isoformat() if cell.day else None]
