"""CSV out: RFC 4180, comma-separated, UTF-8 with mark, decimals with a point; one file of activities, one of findings."""

import csv
import io
from pathlib import Path

from probidad.documents.renderers.formulas import neutralise
from probidad.documents.renderers.tables import Table, Value, tables
from probidad.documents.report import Report
from probidad.documents.words import Words

ACTIVITIES, FINDINGS = 1, 3  # places in the sequence of tables


def write_csv(report: Report, path: Path, words: Words) -> None:
    """Write the table of activities."""
    _write(tables(report, words)[ACTIVITIES], path)


def write_findings_csv(report: Report, path: Path, words: Words) -> None:
    """Write the table of findings."""
    _write(tables(report, words)[FINDINGS], path)


def _write(table: Table, path: Path) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([heading.text for heading in table.headings])
    writer.writerows([[_cell(value) for value in row] for row in table.rows])
    path.write_bytes(b"\xef\xbb\xbf" + out.getvalue().encode("utf-8"))


def _cell(value: Value) -> str:
    if value is None:
        return ""
    return neutralise(value) if isinstance(value, str) else str(value)
