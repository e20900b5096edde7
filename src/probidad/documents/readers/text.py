"""Tab-separated, comma-separated and any other separated text, in the encodings that offices use."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

import clevercsv

from probidad.documents.cells import Cell, Remark, Row, Sheet, Workbook, column_letters
from probidad.documents.limits import Limits
from probidad.documents.readers.encoding import decode
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

SEPARATORS = ("\t", ";", ",", "|", "^", "~", "¦", "#")
_CELL = r'"[^"]*+(?:""[^"]*+)*+"'
_FIRST_LINE = re.compile(rf"{_CELL}(?:(?P<separator>[\t;,|])\"|[\r\n]|\Z)")
SWALLOWED = 25  # lines inside one quoted cell: beyond it a quote was left open


def read_text(name: str, data: bytes, limits: Limits, *, format: str, sha256: str) -> Workbook:
    """Read separated text. Raises :class:`RefusalError` past a limit, or when the bytes are no text."""
    text, encoding, remarks = decode(name, data)
    text = text.removeprefix("\ufeff")
    _check_lines(name, text, limits)
    separator = quoted_throughout(text)
    if separator:
        rows, quoting = list(_records(name, text, separator, limits, quoted=True, trusted=True)), True
    else:
        separator = find_separator(text)
        rows, quoting = _rows(name, text, separator, limits)
    if not quoting:
        message = _("A quotation mark is left open in the file; quotation marks were read as part of the texts.")
        remarks = (*remarks, Remark("reading", message))
    sheet = Sheet("", tuple(rows))
    return Workbook(name, format, sha256, len(data), (sheet,), encoding, separator, remarks)


def _check_lines(name: str, text: str, limits: Limits) -> None:
    for number, line in enumerate(io.StringIO(text, newline=""), 1):
        if len(line) > limits.line or len(line.encode("utf-8", "replace")) > limits.line:
            raise RefusalError(
                _("%(file)s, row %(row)s, cell %(cell)s: the line has more than %(limit)s kB."),
                remedy=_("Check that the line breaks of the file were not lost."),
                facts={"file": name, "row": str(number), "cell": f"A{number}", "limit": str(limits.line // 1024)},
            )


def quoted_throughout(text: str) -> str:
    """The separator of a file whose every cell is in quotation marks and whose records have equally many: nothing needs
    to be guessed, and a cell may have any number of lines. Empty for any other file."""
    first = _FIRST_LINE.match(text)
    if first is None:
        return ""
    separator = first["separator"] or ","
    further = f"(?:{re.escape(separator)}{_CELL})*+" if first["separator"] else ""
    if not re.fullmatch(rf"(?:{_CELL}{further}(?:\r\n?|\n|\Z))*+", text):
        return ""
    csv.field_size_limit(len(text))
    widths = {len(record) for record in csv.reader(io.StringIO(text, newline=""), delimiter=separator)}
    return separator if len(widths) == 1 else ""


def find_separator(text: str) -> str:
    """The separator that cuts the longest run of lines into the same number of cells; a file may begin with titles
    that have none. Where no separator cuts anything, clevercsv is asked, and then the tab is taken."""
    lines = [line for line in text.splitlines()[:3000] if line.strip()]
    best, score = "", 0.0
    for separator in SEPARATORS:
        counts = [_count(line, separator) for line in lines]
        cut = Counter(count for count in counts if count >= 2)
        if not cut:
            continue
        common, times = max(cut.items(), key=lambda pair: (pair[1] * min(pair[0], 20), pair[0]))
        regular = times / max(1, sum(cut.values()))
        found = times * min(common, 20) * (0.25 + regular)
        if found > score:
            best, score = separator, found
    if best:
        return best
    try:
        dialect = clevercsv.Sniffer().sniff(text[:20000], verbose=False)
    except (clevercsv.Error, ValueError, RecursionError):
        return "\t"
    return str(dialect.delimiter) if dialect and dialect.delimiter and not dialect.delimiter.isspace() else "\t"


def _count(line: str, separator: str) -> int:
    """Separators outside quotation marks."""
    if '"' in line:
        line = re.sub(r'"[^"]*"', "", line)
    return line.count(separator)


def _rows(name: str, text: str, separator: str, limits: Limits) -> tuple[list[Row], bool]:
    try:
        return list(_records(name, text, separator, limits, quoted=True)), True
    except _OpenQuoteError:
        return list(_records(name, text, separator, limits, quoted=False)), False


class _OpenQuoteError(ValueError):
    """A quotation mark swallowed a good part of the file."""


def _records(
    name: str, text: str, separator: str, limits: Limits, *, quoted: bool, trusted: bool = False
) -> Iterator[Row]:
    """Rows of the file. An open quotation mark is looked for where the quoting is not ``trusted``."""
    csv.field_size_limit(max(limits.line, limits.cell) * 4)
    source = io.StringIO(text, newline="")
    reader = (
        csv.reader(source, delimiter=separator)
        if quoted
        else csv.reader(source, delimiter=separator, quoting=csv.QUOTE_NONE)
    )
    start, kept = 1, 0
    while True:
        try:
            record = next(reader, None)
        except csv.Error:
            if quoted and not trusted:
                raise _OpenQuoteError from None
            raise RefusalError(
                _("%(file)s, row %(row)s, cell %(cell)s: the line cannot be read as separated text."),
                remedy=_("Save the file again as CSV in UTF-8."),
                facts={"file": name, "row": str(start), "cell": f"A{start}"},
            ) from None
        if record is None:
            return
        if quoted and not trusted and reader.line_num - start >= SWALLOWED:
            raise _OpenQuoteError
        cells = tuple(Cell(column, value) for column, value in enumerate(record, 1) if value.strip())
        _check_row(name, start, record, limits)
        if cells:
            kept += 1
            if kept > limits.rows:
                raise too_many_rows(name, "1", start, limits)
            yield Row(start, cells)
        start = reader.line_num + 1


def _check_row(name: str, number: int, record: list[str], limits: Limits) -> None:
    if len(record) > limits.columns and any(value.strip() for value in record[limits.columns :]):
        raise too_many_columns(name, "1", number, limits)
    for column, value in enumerate(record, 1):
        if len(value) > limits.cell:
            raise too_long_cell(name, "1", number, column, limits)


def too_many_rows(name: str, sheet: str, row: int, limits: Limits) -> RefusalError:
    """The refusal of a sheet with more rows than the limit."""
    return RefusalError(
        _("%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: there are more than %(limit)s rows."),
        remedy=_("If you trust the file, raise the limit: --limites filas=50000."),
        facts={"file": name, "sheet": sheet, "row": str(row), "cell": f"A{row}", "limit": str(limits.rows)},
    )


def too_many_columns(name: str, sheet: str, row: int, limits: Limits) -> RefusalError:
    """The refusal of a row with more columns than the limit."""
    return RefusalError(
        _("%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: there are more than %(limit)s columns."),
        remedy=_("If you trust the file, raise the limit: --limites columnas=500."),
        facts={"file": name, "sheet": sheet, "row": str(row), "cell": f"A{row}", "limit": str(limits.columns)},
    )


def too_long_cell(name: str, sheet: str, row: int, column: int, limits: Limits) -> RefusalError:
    """The refusal of a cell with more characters than the limit."""
    return RefusalError(
        _("%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: the cell has more than %(limit)s characters."),
        remedy=_("Check that the row was not joined with others."),
        facts={
            "file": name,
            "sheet": sheet,
            "row": str(row),
            "cell": f"{column_letters(column)}{row}",
            "limit": str(limits.cell),
        },
    )
