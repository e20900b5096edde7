"""From a workbook to a map: headings, then rows told apart into risks, their further controls, and headings of sections."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from probidad.documents.cells import Merged, Place, Remark, Row, Sheet, Workbook, written
from probidad.documents.matrix.header import normal
from probidad.documents.refusal import RefusalError
from probidad.documents.renderers.formulas import restore
from probidad.documents.riskmap.glued import glued_risks
from probidad.documents.riskmap.headings import MapHeader, find_map_header, ready
from probidad.documents.riskmap.levels import kind_named, looks_like_level, zone_named
from probidad.documents.riskmap.model import CONTROL_FIELDS, MapControl, MapRead, MapRisk, RiskMap
from probidad.documents.riskmap.printed import printed_zones
from probidad.frameworks.risks import MapVocabulary
from probidad.rules.finding import gettext_noop as _
from probidad.rules.risks.method import RiskKind

SHORT = 30  # characters of a text that names a zone and nothing else
SECTION = 120  # characters of the longest heading of a section
NOTE_ABOVE = _("Filled down from the merged cell above.")
NOTE_TITLE = _("Taken from the title or the name of the sheet.")
_FOOT = re.compile(r"^(elabor|revis|aprob|proyect|firma|nota|fuente|convencion|control de cambios|version|total)\b")
_PROCESS = re.compile(r"\bproceso\s*[:\-–]\s*(.+)", re.IGNORECASE)
_DAY = re.compile(r"\b(\d{1,2})[/\-.](\d{1,2})[/\-.]((?:19|20)\d\d)\b|\b((?:19|20)\d\d)-(\d{2})-(\d{2})\b")
_YEAR = re.compile(r"\b(?:vigencia|a[ñn]o)\D{0,12}((?:19|20)\d\d)\b|\b(20\d\d)\b", re.IGNORECASE)
_FILLED = ("process", "objective", "kind")


@dataclass(slots=True)
class _Open:
    """A risk that is being read."""

    row: int
    reads: dict[str, MapRead]
    controls: list[dict[str, MapRead]]
    others: dict[str, MapRead]
    section: str


@dataclass(slots=True)
class _Reader:
    file: str
    sheet: str = ""
    above: dict[str, MapRead] = field(default_factory=dict)
    section: str = ""
    found: list[_Open] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    moved: dict[tuple[int, int], int] = field(default_factory=dict)  # row and column read as, to the column of the cell

    def place(self, row: int, column: int) -> Place:
        """Where the cell stands that was read for a column."""
        return Place(self.file, self.sheet, row, self.moved.get((row, column), column))


def read_map(workbook: Workbook, words: MapVocabulary) -> RiskMap:
    """The risks of every sheet that has headings of a map. Raises :class:`RefusalError` when none has, or no risk stands
    below them."""
    known = ready(words)
    reader = _Reader(workbook.file)
    headings: dict[str, str] = {}
    header: MapHeader | None = None
    headed = 0
    titles: list[str] = []
    for sheet in workbook.sheets:
        if sheet.hidden:
            continue
        own = find_map_header(sheet, known)
        titles += _titles(sheet, own)
        if own is not None:
            header = own
            headed += 1
            headings = {**{name: own.headings[column] for name, column in own.fields.items()}, **headings}
        elif header is None or workbook.format != "pdf":
            continue  # only the table of a PDF goes on over the page without its headings
        reader.sheet, reader.section = sheet.name, reader.section if own is None else ""
        _read_sheet(reader, _restored(sheet) if header.ours else sheet, header, continued=own is None)
    whole = "\n".join(cell.text for sheet in workbook.sheets for row in sheet.rows for cell in row.cells)
    title = "\n".join(titles)
    if not reader.found:
        glued = glued_risks(workbook)
        if glued:
            return RiskMap(workbook.file, workbook.format, workbook.sha256, glued, {}, _day(whole), whole[:4000], None,
                           (*workbook.remarks, Remark("header", _("Cells stand together without separators: they were told apart by the product of probability and impact."))))  # fmt: skip
        raise _no_header(workbook) if header is None else _no_risks(workbook)
    risks = tuple(
        _closed(reader, each, number, title, workbook, by_sheet=headed > 1 and workbook.format != "pdf")
        for number, each in enumerate(reader.found, 1)
    )
    remarks = (*workbook.remarks, *reader.remarks)
    return RiskMap(
        workbook.file, workbook.format, workbook.sha256, risks, headings, _day(title) or _day(whole),
        title, printed_zones(workbook), remarks,
    )  # fmt: skip


def _restored(sheet: Sheet) -> Sheet:
    """The texts of a map of ours as they were before they were made harmless for spreadsheets."""
    rows = tuple(
        replace(row, cells=tuple(replace(cell, text=restore(cell.text)) for cell in row.cells)) for row in sheet.rows
    )
    return replace(sheet, rows=rows)


def _read_sheet(reader: _Reader, sheet: Sheet, header: MapHeader, *, continued: bool) -> None:
    first = 0 if continued else header.last_row
    merged = Merged(sheet.merged)
    if not continued:
        reader.above = {}
    reader.moved = {}
    for row in (_aligned(reader, row, header, merged) for row in sheet.rows):
        if row.number <= first or not any(written(row)) or _headings_again(row, header):
            continue
        texts = {name: row.text(column).strip() for name, column in header.fields.items() if row.text(column).strip()}
        if _is_risk(texts, header, continued=continued):
            _open_or_go_on(reader, row, texts, header)
        elif reader.found and _is_more(sheet, row, texts, header, merged, continued=continued):
            _go_on(reader, row, texts, header)
        elif _is_section(row, merged):
            _take_section(reader, row, header)
        elif reader.found and not continued and len(texts) >= 2 and _same_risk(reader, texts):
            _go_on(reader, row, texts, header)
        elif len(texts) >= 3 and "risk" in texts and not continued:
            message = _("This row was not read as a risk: it names one but measures and tells nothing of it.")
            reader.remarks.append(Remark("rows", message, {}, row.number))


def _aligned(reader: _Reader, row: Row, header: MapHeader, merged: Merged) -> Row:
    """A merged cell that begins beside its heading and goes on below it is read as of that column."""
    cells = []
    for cell in row.cells:
        column = cell.column
        if column not in header.headings:
            below = range(column + 1, column + merged.width(row.number, column))
            column = next((each for each in below if each in header.headings and not row.text(each)), column)
            if column != cell.column:
                reader.moved[row.number, column] = cell.column
        cells.append(cell if column == cell.column else replace(cell, column=column))
    return replace(row, cells=tuple(cells))


def _is_risk(texts: Mapping[str, str], header: MapHeader, *, continued: bool) -> bool:
    risk = texts.get("risk", "")
    if (
        len(risk) < 4
        or looks_like_level(risk)
        or (len(risk) < SHORT and zone_named(risk))
        or not re.search(r"[^\W\d]{3}", risk)
    ):
        return False
    levels = [name for name in texts if name.endswith(("_probability", "_impact")) and looks_like_level(texts[name])]
    zones = [name for name in texts if name.endswith("_zone") and zone_named(texts[name])]
    told = [
        name for name in ("cause", "consequence", "control", "action", "immediate_cause", "treatment") if name in texts
    ]
    if any(name.startswith(("inherent_", "residual_")) for name in header.fields):
        if continued:  # what follows the table of a PDF is often a legend
            return bool(zones) or len(levels) >= 2
        return bool(zones) or len(levels) >= 2 or (bool(levels) and bool(told)) or len(told) >= 2
    return len(told) >= 2


def _goes_on(sheet: Sheet, row: Row, texts: Mapping[str, str], header: MapHeader, merged: Merged) -> bool:
    """Whether the row is inside the merged cell of the last risk, or holds nothing but one more cause, effect or action."""
    column = header.fields["risk"]
    inside = any(
        s.first_row < row.number <= s.last_row
        and s.first_column <= column <= s.last_column
        and s.first_row > header.last_row
        for s in sheet.merged
    )
    if inside:
        return bool(texts)
    cells = list(written(row))
    more = {"cause", "immediate_cause", "consequence", "action"}
    return len(cells) == 1 == len(texts) and texts.keys() <= more and merged.width(row.number, cells[0].column) == 1


def _is_more(
    sheet: Sheet, row: Row, texts: Mapping[str, str], header: MapHeader, merged: Merged, *, continued: bool
) -> bool:
    """Whether the row goes on with the last risk."""
    if not continued and _goes_on(sheet, row, texts, header, merged):
        return True
    return "control" in texts and not _is_section(row, merged) and not (continued and "risk" in texts)


def _same_risk(reader: _Reader, texts: Mapping[str, str]) -> bool:
    last = reader.found[-1].reads
    return "risk" not in texts or texts["risk"] == last["risk"].text


def _open_or_go_on(reader: _Reader, row: Row, texts: Mapping[str, str], header: MapHeader) -> None:
    if reader.found and reader.found[-1].reads["risk"].text == texts["risk"]:
        last = reader.found[-1]
        number = last.reads.get("number")
        other = texts.get("control", "") not in (
            "",
            *(each["control"].text for each in last.controls if "control" in each),
        )
        if other and (not number or texts.get("number", number.text) == number.text) and _process_same(last, texts):
            _go_on(reader, row, texts, header)
            return
    reads = _reads(reader, row, texts, header)
    for name in _FILLED:
        if name in reads:
            if name == "process" and reads[name].text != getattr(reader.above.get(name), "text", ""):
                reader.above.pop("objective", None)
            reader.above[name] = reads[name]
        elif name in reader.above and name != "kind":
            old = reader.above[name]
            reads[name] = MapRead(old.text, old.place, NOTE_ABOVE)
    others = {
        f"{heading} ({column})" if list(header.headings.values()).count(heading) > 1 else heading: MapRead(
            row.text(column), reader.place(row.number, column)
        )
        for column, heading in header.headings.items()
        if column not in header.fields.values() and row.text(column).strip()
    }
    controls = _control_reads(reads)
    plain = {name: read for name, read in reads.items() if name not in CONTROL_FIELDS}
    reader.found.append(_Open(row.number, plain, [controls] if controls else [], others, reader.section))


def _process_same(last: _Open, texts: Mapping[str, str]) -> bool:
    process = last.reads.get("process")
    return not process or texts.get("process", process.text) == process.text


def _go_on(reader: _Reader, row: Row, texts: Mapping[str, str], header: MapHeader) -> None:
    """A further row of the last risk: another control, and what its residual is after it."""
    last = reader.found[-1]
    reads = _reads(reader, row, texts, header)
    controls = _control_reads(reads)
    if controls:
        last.controls.append(controls)
    for name, read in reads.items():
        if name in CONTROL_FIELDS:
            continue
        old = last.reads.get(name)
        if old is None or (name.startswith("residual_") and old.text != read.text):
            last.reads[name] = read
        elif read.text not in old.text.split("\n") and read.text != old.text and not name.startswith("inherent_"):
            last.reads[name] = MapRead(f"{old.text}\n{read.text}", old.place, old.note)


def _reads(reader: _Reader, row: Row, texts: Mapping[str, str], header: MapHeader) -> dict[str, MapRead]:
    return {
        name: MapRead(row.text(header.fields[name]), reader.place(row.number, header.fields[name])) for name in texts
    }


def _control_reads(reads: Mapping[str, MapRead]) -> dict[str, MapRead]:
    found = {name: read for name, read in reads.items() if name in CONTROL_FIELDS}
    return found if found.keys() & {"control", "control_kind", "control_score"} else {}


def _is_section(row: Row, merged: Merged) -> bool:
    cells = list(written(row))
    if len(cells) != 1 or len(cells[0].text) > SECTION or not re.search(r"[^\W\d]{3}", cells[0].text):
        return False
    text = normal(cells[0].text)
    if _FOOT.match(text) or text.startswith("mapa ") or looks_like_level(text):
        return False
    return merged.width(row.number, cells[0].column) > 2 or bool(
        re.search(r"\briesgos?\b|\bproceso\b|\bcorrupcion\b", text)
    )


def _take_section(reader: _Reader, row: Row, header: MapHeader) -> None:
    cell = next(written(row))
    text = " ".join(cell.text.split())
    process = _PROCESS.search(text)
    place = Place(reader.file, reader.sheet, row.number, cell.column)
    if process:
        reader.above["process"] = MapRead(process[1].strip(), place, NOTE_TITLE)
    else:
        reader.section = text
    message = _("Read as the heading of the rows below: «%(text)s».")
    reader.remarks.append(Remark("rows", message, {"text": text}, row.number))


def _headings_again(row: Row, header: MapHeader) -> bool:
    cells = list(written(row))
    if len(cells) < 3:
        return False
    same = sum(1 for c in cells if normal(c.text) and normal(c.text) in normal(header.headings.get(c.column, "")))
    return same >= 0.7 * len(cells)


def _titles(sheet: Sheet, header: MapHeader | None) -> list[str]:
    """What is written above the headings, and the name of the sheet."""
    last = header.first_row if header else 15
    rows = [row for row in sheet.rows if row.number < last][:40]
    return [sheet.name, *(" ".join(cell.text.split()) for row in rows for cell in written(row) if len(cell.text) < 400)]


def _closed(reader: _Reader, each: _Open, number: int, title: str, workbook: Workbook, *, by_sheet: bool) -> MapRisk:
    """``by_sheet``: several sheets hold a map, so each is the map of the process that it is named after."""
    reads = dict(each.reads)
    if "process" not in reads:
        sheet = reads["risk"].place.sheet
        named = sheet if by_sheet else _process_of(title, workbook)
        if named:
            reads["process"] = MapRead(named, Place(reader.file, sheet, 1, 1), NOTE_TITLE)
    controls = tuple(MapControl(control) for control in each.controls)
    return MapRisk(number, each.row, _kind(each, title, reads), reads, controls, each.others)


def _process_of(title: str, workbook: Workbook) -> str:
    for line in title.split("\n"):
        found = _PROCESS.search(line)
        if found:
            return found[1].strip()
    for sheet in workbook.sheets:
        for row in sheet.rows[:40]:
            cells = list(written(row))
            for at, cell in enumerate(cells[:-1]):
                if re.fullmatch(r"(nombre del )?proceso:?", normal(cell.text)) and len(cells) == 2:
                    return " ".join(cells[at + 1].text.split())
    return ""


def _kind(each: _Open, title: str, reads: Mapping[str, MapRead]) -> RiskKind:
    """By its own cell, by the heading of its section, by the title of the map, by its own words."""
    own = kind_named(reads["kind"].text) if "kind" in reads else None
    if own in (RiskKind.CORRUPTION, RiskKind.INTEGRITY):
        return own
    section = kind_named(each.section) if each.section else None
    if section and section.corrupt:
        return section
    if own or section:
        return own or section or RiskKind.OTHER
    said = normal(title)
    only_corruption = re.search(r"\bmapas? de riesgos? de corrupcion\b|\briesgos de corrupcion\b", said)
    both = re.search(
        r"\b(riesgos? (de )?(gestion|institucional)|gestion y (de )?corrupcion|institucional y de corrupcion)\b", said
    )
    if (only_corruption and not both) or "corrup" in normal(reads["risk"].text):
        return RiskKind.CORRUPTION
    return RiskKind.OTHER


def _day(text: str) -> date | None:
    """The first day that stands after *fecha*, else the year of the period (its middle, because only the year is known)."""
    for line in text.split("\n"):
        if "fecha" in line.casefold() and (match := _DAY.search(line)):
            try:
                if match[4]:
                    return date(int(match[4]), int(match[5]), int(match[6]))
                return date(int(match[3]), int(match[2]), int(match[1]))
            except ValueError:
                continue
    match = _YEAR.search(text)
    return date(int(match[1] or match[2]), 7, 1) if match else None


def _no_header(workbook: Workbook) -> RefusalError:
    return RefusalError(
        _("%(file)s: no row was found that names the columns of a risk map."),
        remedy=_("The map needs headings such as Riesgo, Causas, Probabilidad, Impacto, Zona de riesgo, Controles."),
        facts={"file": workbook.file},
    )


def _no_risks(workbook: Workbook) -> RefusalError:
    return RefusalError(
        _("%(file)s: below the headings of the map there is no risk."),
        remedy=_("Check that the rows of the risks are in this file, with their probability, impact or controls."),
        facts={"file": workbook.file},
    )


def texts_of(risks: Sequence[MapRisk]) -> list[dict[str, str]]:
    """Every text of the risks by field, to compare two readings."""
    return [
        {
            **{name: read.text for name, read in risk.reads.items()},
            **{f"{name} {at}": read.text for at, c in enumerate(risk.controls, 1) for name, read in c.reads.items()},
            **{name: read.text for name, read in risk.others.items()},
        }
        for risk in risks
    ]
