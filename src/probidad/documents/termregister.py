"""A register of petitions as CSV, read for the days that it publishes and nothing else: no name is looked at."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _
from probidad.rules.petitions.comparison import RegisterLine

RECEIVED, KIND, DAYS, EXTRA, LIMIT, TIMES = "recibida", "tipo", "dias", "ampliacion", "limite", "veces"
NEEDED = (RECEIVED, KIND, LIMIT)
COLUMNS = (*NEEDED, DAYS, EXTRA, TIMES)
MOST_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Read:
    """A line of the register by its number in the file. ``line`` is ``None`` where a day or a figure cannot be read;
    ``times`` is how many petitions it stands for."""

    number: int
    line: RegisterLine | None
    times: int


def lines_of_register(path: Path, columns: Mapping[str, str], kinds: Mapping[str, str]) -> Iterator[Read]:
    """The lines of a register. ``columns`` says which heading holds what, ``kinds`` which code stands for its types.

    Raises ``RefusalError`` for a file that is no CSV of text, is too large, or lacks a column.
    """
    if path.stat().st_size > MOST_BYTES:
        raise RefusalError(
            _("%(file)s is too large."),
            remedy=_("Cut the register into files of at most 200 MB."),
            facts={"file": str(path)},
        )
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle)
            headings = reader.fieldnames or []
            missing = [columns.get(key, key) for key in COLUMNS if (key in columns or key in NEEDED)]
            missing = [heading for heading in missing if heading not in headings]
            if missing:
                raise RefusalError(
                    _("%(file)s has no column «%(column)s»."),
                    remedy=_("Say the headings with --columnas, for example recibida=FECHA,tipo=CLASE,limite=VENCE."),
                    facts={"file": str(path), "column": missing[0]},
                )
            for row in reader:
                yield _read(reader.line_num, row, columns, kinds)
    except (UnicodeDecodeError, csv.Error) as error:
        raise RefusalError(
            _("%(file)s is not a CSV file in UTF-8."),
            remedy=_("Save it as CSV with the encoding UTF-8, and commas between its cells."),
            facts={"file": str(path)},
        ) from error


def _read(number: int, row: Mapping[str, str | None], columns: Mapping[str, str], kinds: Mapping[str, str]) -> Read:
    def cell(key: str) -> str:
        return (row.get(columns.get(key, key)) or "").strip()

    try:
        times = int(cell(TIMES) or "1")
        kind = cell(KIND)
        line = RegisterLine(
            received=date.fromisoformat(cell(RECEIVED)[:10]),
            kind=kinds.get(kind, kind),
            days=int(cell(DAYS)) if cell(DAYS) else None,
            extra=int(cell(EXTRA) or "0"),
            limit=date.fromisoformat(cell(LIMIT)[:10]),
        )
    except ValueError:
        return Read(number, None, 1)
    return Read(number, line, times)
