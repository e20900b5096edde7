"""All stages in order: from a workbook to an understood matrix, or one clear refusal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from probidad.documents.cells import Remark, Sheet, Workbook, written
from probidad.documents.matrix.filling import fill
from probidad.documents.matrix.header import Header, find_header
from probidad.documents.matrix.preamble import Preamble, read_preamble, with_cut_off
from probidad.documents.matrix.rows import Told, is_work, tell_rows, total_cell
from probidad.documents.matrix.values import Printed, Valued, in_fractions, value_lines, value_total
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Matrix:
    """A sheet understood: header, rows told apart, lines with provenance, and everything that was inferred."""

    sheet: Sheet
    header: Header
    preamble: Preamble
    told: tuple[Told, ...]
    lines: tuple[Valued, ...]
    printed: Printed | None
    remarks: tuple[Remark, ...]
    vigencia: int | None
    cut_off: date | None


def understand(
    workbook: Workbook,
    synonyms: Mapping[str, Sequence[str]],
    *,
    sheet: str = "",
    vigencia: int | None = None,
    cut_off: date | None = None,
) -> Matrix:
    """Understand the one sheet of ``workbook`` that holds a matrix, or the one named ``sheet``.

    Raises :class:`RefusalError` without a header, without activities, or with two candidate sheets.
    """
    chosen, header, remarks = _choose(workbook, synonyms, sheet)
    preamble = read_preamble([row for row in chosen.rows if row.number < header.first_row])
    if preamble.cut_off is None:
        preamble = with_cut_off(preamble, header.follow_up_cells())
    told, seen = tell_rows(chosen, header)
    lines, filled = fill(told, header, opening=preamble.component)
    period = vigencia or preamble.vigencia or (cut_off.year if cut_off else None)
    day = cut_off or preamble.cut_off
    fractions = in_fractions(lines)
    valued = value_lines(
        lines, header.fields, vigencia=period, file=workbook.file, sheet=chosen.name, fractions=fractions
    )
    said = [remark for line in valued for remark in line.remarks]
    if preamble.cut_off and not cut_off:
        facts = {"text": preamble.cut_off_text}
        said.append(Remark("header", _("The cut-off was read from «%(text)s»."), facts, preamble.cut_off_row,
                           preamble.cut_off_column))  # fmt: skip
    printed = None
    if total := total_cell(told, header):
        printed, noted = value_total(*total, file=workbook.file, sheet=chosen.name, fractions=fractions)
        said.extend(noted)
    every = (*workbook.remarks, *remarks, *header.remarks, *seen, *filled, *said)
    return Matrix(chosen, header, preamble, told, valued, printed, every, period, day)


def _choose(
    workbook: Workbook, synonyms: Mapping[str, Sequence[str]], name: str
) -> tuple[Sheet, Header, tuple[Remark, ...]]:
    if name:
        named = [sheet for sheet in workbook.sheets if sheet.name.casefold() == name.casefold()]
        if not named:
            raise RefusalError(
                _("%(file)s has no sheet «%(sheet)s»; it has: %(sheets)s."),
                remedy=_("Name one of those sheets with --hoja."),
                facts={"file": workbook.file, "sheet": name, "sheets": ", ".join(s.name for s in workbook.sheets)},
            )
        header = find_header(named[0], synonyms)
        if header is None:
            raise _no_header(workbook, named)
        if not _activities(named[0], header):
            raise _no_activities(workbook, named[0], header)
        return named[0], header, ()
    visible = [sheet for sheet in workbook.sheets if not sheet.hidden]
    headed = [(sheet, header) for sheet in visible if (header := find_header(sheet, synonyms)) is not None]
    if not headed:
        raise _no_header(workbook, visible)
    full = [(sheet, header) for sheet, header in headed if _activities(sheet, header)]
    if not full:
        raise _no_activities(workbook, *headed[0])
    if len(full) > 1:
        raise RefusalError(
            _("%(file)s has %(count)s sheets that look like a follow-up matrix: %(sheets)s."),
            remedy=_("Say which one with --hoja NAME."),
            facts={
                "file": workbook.file,
                "count": str(len(full)),
                "sheets": ", ".join(sheet.name for sheet, _header in full),
                "sheet": full[0][0].name,
                "row": str(full[0][1].first_row),
                "cell": f"A{full[0][1].first_row}",
            },
        )
    sheet, header = full[0]
    others = [s.name for s in workbook.sheets if s is not sheet and s.rows]
    if not others:
        return sheet, header, ()
    facts = {"sheet": sheet.name, "others": ", ".join(others)}
    message = _("The matrix was found in sheet «%(sheet)s»; these were not read: %(others)s.")
    return sheet, header, (Remark("header", message, facts),)


def _activities(sheet: Sheet, header: Header) -> bool:
    return any(is_work(row, header) for row in sheet.rows if row.number > header.last_row)


def _no_header(workbook: Workbook, sheets: Sequence[Sheet]) -> RefusalError:
    filled = [sheet for sheet in sheets if any(any(written(row)) for row in sheet.rows)]
    first = filled[0].rows[0] if filled else None
    facts = {
        "file": workbook.file,
        "sheet": ", ".join(sheet.name for sheet in sheets if sheet.name) or "1",
        "row": str(first.number if first else 1),
        "cell": f"A{first.number if first else 1}",
    }
    if not filled:
        return RefusalError(
            _("%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: there is nothing written."),
            remedy=_("Check that this is the file of the follow-up and that it was saved with its content."),
            facts=facts,
        )
    return RefusalError(
        _(
            "%(file)s, sheet «%(sheet)s», from row %(row)s (cell %(cell)s): no row was found that names the columns of a "
            "follow-up matrix."
        ),
        remedy=_(
            "The matrix needs a row of headings such as Actividades, Indicador, Meta, Cumplimiento, Observaciones."
        ),
        facts=facts,
    )


def _no_activities(workbook: Workbook, sheet: Sheet, header: Header) -> RefusalError:
    facts = {
        "file": workbook.file,
        "sheet": sheet.name or "1",
        "row": str(header.last_row),
        "cell": f"A{header.last_row}",
    }
    return RefusalError(
        _("%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: below the headings there is no activity."),
        remedy=_("Check that the rows of activities are in this sheet, or name another with --hoja."),
        facts=facts,
    )
