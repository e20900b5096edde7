"""CSV out: RFC 4180, comma-separated, UTF-8 with mark, decimals with a point; one file of activities, one of findings."""

import csv
import io

from probidad.documents.renderers.formulas import neutralise
from probidad.documents.renderers.tables import Table, Value, tables
from probidad.documents.report import Report
from probidad.documents.words import Words

ACTIVITIES, FINDINGS = 1, 3  # places in the sequence of tables


def to_csv(report: Report, words: Words) -> bytes:
    """The table of activities."""
    return _written(tables(report, words)[ACTIVITIES])


def to_findings_csv(report: Report, words: Words) -> bytes:
    """The table of findings."""
    return _written(tables(report, words)[FINDINGS])


def _written(table: Table) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([heading.text for heading in table.headings])
    writer.writerows([[_cell(value) for value in row] for row in table.rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _cell(value: Value) -> str:
    if value is None:
        return ""
    return neutralise(value) if isinstance(value, str) else str(value)
