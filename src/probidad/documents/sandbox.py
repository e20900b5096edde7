"""Parsing in a child process with little memory, little time and no network. If it dies, the refusal is clean.

The child gives the workbook back as JSON, so that nothing it says is ever executed.
"""

import contextlib
import ctypes
import json
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from probidad.documents.cells import Cell, CellKind, Remark, Row, Sheet, Span, Workbook
from probidad.documents.limits import Limits
from probidad.documents.readers import read_workbook
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

NEW_NETWORK, NEW_USER = 0x40000000, 0x10000000  # flags of unshare(2)


def read(path: Path, limits: Limits | None = None) -> Workbook:
    """Read ``path`` in a child process. Raises :class:`RefusalError` for every file that cannot be read."""
    bounds = limits or Limits()
    task = json.dumps({"path": str(path.absolute()), "limits": asdict(bounds)})
    command = [
        sys.executable,
        "-I",
        "-c",
        f"import sys; sys.path[:0] = {_roots()!r}; from {__name__} import main; main()",
    ]
    try:
        done = subprocess.run(  # noqa: S603 (our own interpreter, no shell)
            command, input=task.encode(), capture_output=True, timeout=bounds.wall, check=False, env=_environment()
        )
    except subprocess.TimeoutExpired:
        raise _died(path) from None
    if done.returncode != 0:
        raise _died(path)
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise _died(path) from None
    if "refused" in answer:
        refused = answer["refused"]
        raise RefusalError(refused["message"], remedy=refused["remedy"], facts=refused["facts"])
    return _workbook(answer)


def _roots() -> list[str]:
    """Where the child finds this package and its libraries: isolated mode forgets the caller's path."""
    return [entry for entry in sys.path if entry]


def _environment() -> dict[str, str]:
    kept = ("LANG", "LC_ALL", "TZ", "SYSTEMROOT", "LD_LIBRARY_PATH")
    return {key: os.environ[key] for key in kept if key in os.environ}


def _died(path: Path) -> RefusalError:
    return RefusalError(
        _("%(file)s could not be read within the memory and the time that a matrix needs."),
        remedy=_("Save it anew with only the sheet of the matrix. If you trust it: --limites amplios."),
        facts={"file": path.name},
    )


def main() -> None:
    """Entry point of the child: a task on the standard input, a workbook or a refusal on the standard output."""
    task = json.loads(sys.stdin.buffer.read())
    limits = Limits(**task["limits"])
    confine(limits)
    try:
        answer = _compact(read_workbook(Path(task["path"]), limits))
    except RefusalError as error:
        answer = {"refused": {"message": error.message, "remedy": error.remedy, "facts": dict(error.facts)}}
    except OSError as error:
        message = _("%(file)s: it cannot be opened (%(reason)s).")
        facts = {"file": task["path"], "reason": error.strerror or type(error).__name__}
        answer = {"refused": {"message": message, "remedy": _("Check that you may read it."), "facts": facts}}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def confine(limits: Limits) -> None:
    """Bound memory, processor, files and processes of this process, and take the network away from it."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu, limits.cpu + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):  # refused in some containers; the audit hook holds anyway
        ctypes.CDLL(None).unshare(NEW_USER | NEW_NETWORK)
    sys.addaudithook(_no_network)


def _no_network(event: str, _arguments: Sequence[object]) -> None:
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")):
        _forbid(event)


def _forbid(event: str) -> NoReturn:
    raise PermissionError(f"{event} is not allowed while a file is read")


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
