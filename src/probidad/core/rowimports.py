"""Imports of rows: an office says which columns it expects and what its rows would change; the rest is the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from probidad.core.access import Actor
from probidad.core.imports import CHANGE_WORDS, Change, ImportChoice, ImportKind, Preview, PreviewCell, PreviewRow, Said
from probidad.core.models import ImportRun
from probidad.core.pages import said, words
from probidad.documents import sandbox
from probidad.documents.cells import column_letters
from probidad.documents.refusal import RefusalError
from probidad.documents.renderers.spreadsheets import grid_xlsx
from probidad.documents.rowimport import Expected, RowRead, RowsRead, Value, read_rows, template_grid
from probidad.rules.finding import gettext_noop as _

SHEET = "hoja"
_REMEDY = _("Mend them in the file and import it again; nothing was changed.")


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why a row cannot be taken, as the database stands. ``key`` names the column. The message may use file, sheet,
    row, cell, heading and text beside ``facts``."""

    row: int
    key: str
    message: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What rows would do. ``changes`` has every row by its number; ``before`` the stored text of a value that would
    change, by row and column. ``work`` is what the office needs to do it."""

    changes: Mapping[int, Change]
    faults: tuple[RowFault, ...] = ()
    effects: tuple[Said, ...] = ()
    before: Mapping[tuple[int, str], str] = field(default_factory=dict)
    work: Any = None


@dataclass(frozen=True, slots=True)
class _Read:
    """The rows of a file, and what was expected of them."""

    expected: tuple[Expected, ...]
    rows: RowsRead


ExpectedOf = Callable[[Actor], Sequence[Expected]]
PlanOf = Callable[[Actor, Sequence[RowRead]], RowPlan]


def row_import(
    *,
    key: str,
    label: str,
    verb: str,
    expected: Sequence[Expected] | ExpectedOf,
    plan: PlanOf,
    apply: Callable[[Actor, RowPlan, ImportRun], Mapping[str, int | str]],
    help: str = "",
    told: Mapping[str, str] | None = None,
    result: Callable[[Mapping[str, Any]], str] | None = None,
    keep_file: bool = False,
) -> ImportKind:
    """A kind of import that reads one table of a spreadsheet or text file.

    ``expected`` are its columns, or gives them for the actor (when choices come from the database).
    ``plan(actor, rows)`` compares the rows that could be read with the database and changes nothing; it is asked again
    inside the transaction. ``apply(actor, plan, run)`` does it and returns the summary; ``new``, ``changed`` and
    ``same`` are counted for it.
    """

    def columns(actor: Actor) -> tuple[Expected, ...]:
        return tuple(expected(actor) if callable(expected) else expected)

    def read(actor: Actor, path: Path, choices: Mapping[str, str]) -> _Read:
        asked = columns(actor)
        return _Read(asked, read_rows(sandbox.read(path), asked, sheet=choices.get(SHEET, "")))

    def planned(actor: Actor, source: _Read) -> RowPlan:
        if source.rows.table_faults:
            return RowPlan({})
        wrong = {fault.place.row for fault in source.rows.faults}
        return plan(actor, [row for row in source.rows.rows if row.number not in wrong])

    def preview(actor: Actor, source: _Read, _choices: Mapping[str, str]) -> Preview:
        return _preview(source, planned(actor, source))

    def applied(actor: Actor, run: ImportRun, source: _Read) -> Mapping[str, int | str]:
        found = planned(actor, source)
        refuse_faults(_preview(source, found).all_faults)
        counted: dict[str, int | str] = {
            change.value: sum(1 for entry in found.changes.values() if entry is change) for change in Change
        }
        return {**counted, **apply(actor, found, run)}

    return ImportKind(
        key=key,
        label=label,
        verb=verb,
        preview=preview,
        apply=applied,
        choices=(ImportChoice(SHEET, _("Sheet"), _("Only where several sheets of the file could be the one.")),),
        template=lambda actor: grid_xlsx(template_grid(columns(actor), said(label), words()), words()),
        read=read,
        help=help,
        told={**COUNTED, **(told or {})},
        result=result,
        keep_file=keep_file,
    )


COUNTED = {
    Change.NEW.value: _("New: %(count)s"),
    Change.CHANGED.value: _("Changed: %(count)s"),
    Change.SAME.value: _("Already there, unchanged: %(count)s"),
}


def refuse_faults(faults: Sequence[Said]) -> None:
    """Raise ``RefusalError`` that says all of ``faults``, if there are any."""
    if faults:
        raise RefusalError(
            "%(faults)s",
            remedy=_REMEDY,
            facts={"faults": "\n".join(said(fault.message, fault.facts) for fault in faults)},
        )


def _preview(source: _Read, plan: RowPlan) -> Preview:
    rows, columns = source.rows, [column for column in source.expected if column.key in source.rows.columns]
    wrong: dict[tuple[int, str], Said] = {
        (fault.place.row, fault.key): Said(fault.message, fault.facts) for fault in rows.faults
    }
    for fault in plan.faults:
        wrong.setdefault((fault.row, fault.key), _told(rows, fault))
    shown = {(row.number, column.key) for row in rows.rows for column in columns}
    counts = {change: sum(1 for entry in plan.changes.values() if entry is change) for change in Change}
    effects = tuple(
        Said(COUNTED[change.value], {"count": words().whole(count)}) for change, count in counts.items() if count
    )
    return Preview(
        heads=tuple(column.label for column in columns),
        rows=tuple(_row(row, columns, wrong, plan) for row in rows.rows),
        faults=(
            *(Said(fault.message, fault.facts) for fault in rows.table_faults),
            *(fault for place, fault in wrong.items() if place not in shown),
        ),
        inferred=tuple(Said(remark.message, remark.facts) for remark in rows.remarks),
        effects=(*effects, *plan.effects),
        changes=counts[Change.NEW] + counts[Change.CHANGED],
    )


def _told(rows: RowsRead, fault: RowFault) -> Said:
    at = rows.columns.get(fault.key, 0)
    row = next((row for row in rows.rows if row.number == fault.row), None)
    written = row.cells.get(fault.key) if row else None
    place = {
        "file": rows.file, "sheet": rows.sheet or "1", "row": str(fault.row),
        "cell": f"{column_letters(at)}{fault.row}" if at else "", "heading": rows.headings.get(fault.key, ""),
        "text": " ".join(written.text.split())[:80] if written else "",
    }  # fmt: skip
    return Said(fault.message, {**place, **fault.facts})


def _row(row: RowRead, columns: Sequence[Expected], wrong: Mapping[tuple[int, str], Said], plan: RowPlan) -> PreviewRow:
    cells = []
    for column in columns:
        fault = wrong.get((row.number, column.key))
        text = stored(column, row.values.get(column.key))
        written = row.cells[column.key].text if column.key in row.cells else ""
        cells.append(
            PreviewCell(
                text=written if fault else text,
                inferred=column.key in row.inferred,
                fault=fault.message if fault else "",
                facts={key: str(value) for key, value in fault.facts.items()} if fault else {},
                written=written if column.key in row.inferred and written.strip() != text else "",
                before=plan.before.get((row.number, column.key), ""),
            )
        )
    change = plan.changes.get(row.number)
    return PreviewRow(row.number, tuple(cells), CHANGE_WORDS[change] if change else "")


def stored(column: Expected, value: Value) -> str:
    """A value as the preview shows it, in the reader's language."""
    labels = {choice.value: said(choice.label) for choice in column.choices}
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(labels.get(entry, entry) for entry in value)
    if isinstance(value, bool):
        return said(_("yes") if value else _("no"))
    if isinstance(value, date):
        return words().short_day(value)
    return labels.get(str(value), str(value))
