"""Which column holds which field, settled with a look at what the columns hold."""

from collections.abc import Mapping, Sequence
from itertools import islice

from probidad.documents.cells import Remark, Sheet
from probidad.rules.finding import gettext_noop as _
from probidad.rules.quantities import read_number

LOOKED_AT = 400  # rows below the header are enough to know what a column holds

_NUMERIC = {"target", "value", "declared", "weight"}
_TWINS = {"action": "target", "done": "value", "product": "target", "observation": "declared"}  # text to number
_BACK = {"target": "product", "value": "done", "declared": "observation"}  # number to text


def settle_columns(
    sheet: Sheet, last: int, headings: Mapping[int, str], matches: Mapping[int, Sequence[tuple[float, str]]]
) -> tuple[dict[str, int], list[Remark]]:
    """Map fields to columns. ``last`` is the index of the header's last row in ``sheet.rows``.

    A heading such as *Actividades programadas* or *Meta* may stand over texts or over numbers: what the column
    holds decides. Of several columns for one field the best named wins, and of equals the last that is filled.
    """
    remarks: list[Remark] = []
    pairs: list[tuple[float, int, str]] = []
    numeric = {column: numeric_share(sheet, last, column) for column in headings}
    bare = {column: bare_share(sheet, last, column) for column in headings}
    filled = {column: _filled(sheet, last, column) for column in headings}
    for column, choices in matches.items():
        for weight, key in choices:
            held = bare[column] if key == "observation" else numeric[column]
            pairs.append((weight + _fit(key, held, filled[column]), column, key))
            other = _other(key, held)
            if other:
                pairs.append((weight - 0.2, column, other))
    fields: dict[str, int] = {}
    taken: set[int] = set()
    for _weight, column, key in sorted(pairs, key=lambda pair: (-round(pair[0], 6), -pair[1])):
        if column in taken:
            continue
        if key in fields:
            continue
        fields[key] = column
        taken.add(column)
    for column, choices in matches.items():
        if choices and column not in taken and filled[column]:
            facts = {"heading": headings[column], "field": choices[0][1]}
            message = _("The column «%(heading)s» was left out: another column was read as %(field)s.")
            remarks.append(Remark("header", message, facts, sheet.rows[last].number, column))
    return fields, remarks


def _fit(key: str, numeric: float | None, filled: bool) -> float:
    """A field that holds numbers should stand over numbers, one that holds texts over texts."""
    if not filled:
        return -0.4
    if numeric is None:
        return 0.0
    if key in _NUMERIC:
        return 0.0 if numeric >= 0.5 else -1.0
    if key in {"action", "indicator", "observation", "done", "product", "objective"}:
        return -1.0 if numeric >= 0.5 else 0.0
    return 0.0


def _other(key: str, numeric: float | None) -> str:
    if numeric is None:
        return ""
    return _TWINS.get(key, "") if numeric >= 0.5 else _BACK.get(key, "")


def numeric_share(sheet: Sheet, last: int, column: int) -> float | None:
    """Share of the written cells of a column below row index ``last`` that start with a number; None when empty."""
    texts = [row.text(column) for row in islice(sheet.rows, last + 1, last + 1 + LOOKED_AT) if row.text(column).strip()]
    if not texts:
        return None
    return sum(1 for text in texts if is_numeric(text)) / len(texts)


def bare_share(sheet: Sheet, last: int, column: int) -> float | None:
    """The same, of cells that hold a number and nothing else: remarks often begin with one (*40 de 100 personas*)."""
    texts = [row.text(column) for row in islice(sheet.rows, last + 1, last + 1 + LOOKED_AT) if row.text(column).strip()]
    if not texts:
        return None
    return sum(1 for text in texts if is_numeric(text) and read_number(text).style != "with_words") / len(texts)


def is_numeric(text: str) -> bool:
    """Whether a cell holds a number and little else."""
    facts = read_number(text)
    if facts.style == "not_finite":
        return True
    return facts.number is not None and (facts.style != "with_words" or len(text.strip()) <= 24)


def _filled(sheet: Sheet, last: int, column: int) -> bool:
    return any(row.text(column).strip() for row in islice(sheet.rows, last + 1, last + 1 + LOOKED_AT))
