"""What is checked in a packed file before a library opens it. What the file claims of itself is never believed."""

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from probidad.documents.limits import Limits
from probidad.documents.readers.text import too_many_columns, too_many_rows
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

CHUNK = 65536
MOST_COMMENTS = 1_000_000  # spans and repeats that no office writes
_MACRO = re.compile(r"(vbaproject|vbadata|macrosheets?/|dialogsheets/|basic/|activex/|\.bin$)", re.IGNORECASE)
_FINE_BIN = re.compile(r"printersettings\d*\.bin$", re.IGNORECASE)


def _refuse(name: str, message: str, remedy: str, **facts: str) -> RefusalError:
    return RefusalError(message, remedy=remedy, facts={"file": name, **facts})


DAMAGED = _("%(file)s is damaged or cut: its package cannot be opened.")
AGAIN = _("Ask for the file again, or open it in the program that made it and save it anew.")
SAVE_PLAIN = _("Save it anew as XLSX or ODS, without macros, passwords or links to other files.")


def parts_of(name: str, data: bytes, limits: Limits) -> dict[str, bytes]:
    """Every XML part, unpacked under the limits. Sizes are counted while unpacking."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error):
        raise _refuse(name, DAMAGED, AGAIN) from None
    entries = package.infolist()
    if len(entries) > limits.parts:
        raise _refuse(name, _("%(file)s has more than %(limit)s parts."), SAVE_PLAIN, limit=str(limits.parts))
    seen: set[str] = set()
    for entry in entries:
        key = entry.filename.casefold()
        climbing = key.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", key) or ":" in key or "\x00" in key
        if key in seen or climbing:
            text = entry.filename[:80]
            raise _refuse(
                name, _("%(file)s holds a part with a name that may not be: «%(text)s»."), SAVE_PLAIN, text=text
            )
        if entry.flag_bits & 0x1:
            raise _refuse(name, _("%(file)s is encrypted."), _("Save it without a password."))
        if _MACRO.search(key) and not _FINE_BIN.search(key):
            raise _refuse(
                name, _("%(file)s holds macros or programs («%(text)s»)."), SAVE_PLAIN, text=entry.filename[:80]
            )
        seen.add(key)
    kept: dict[str, bytes] = {}
    total = 0
    for entry in entries:
        content = bytearray()
        try:
            for piece in _pieces(package, entry):
                total += len(piece)
                if total > limits.unpacked or (total > limits.ratio_above and total > limits.ratio * len(data)):
                    raise _refuse(
                        name,
                        _("%(file)s grows to more than is safe when it is unpacked."),
                        _("If you trust the file, raise the limit: --limites descomprimido=500MB,razon=1000."),
                    )
                content += piece
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
            if isinstance(error, RefusalError):
                raise
            raise _refuse(name, DAMAGED, AGAIN) from None
        if entry.filename.casefold().endswith((".xml", ".rels", ".vml")):
            kept[entry.filename] = bytes(content)
    return kept


def _pieces(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with package.open(entry) as handle:
            while piece := handle.read(CHUNK):
                yield piece
    except Exception as error:  # noqa: BLE001 (zlib.error and lzma errors have no common base)
        raise zipfile.BadZipFile(str(error)) from None


class Scan:
    """Streams one XML part with expat, refusing document types and entities."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.EntityDeclHandler = self.doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def doctype(self, *_arguments: object) -> None:
        raise _refuse(
            self.name, _("%(file)s declares a document type or entities, which no spreadsheet needs."), SAVE_PLAIN
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""

    def end(self, tag: str) -> None:
        """An element closes."""

    def run(self, content: bytes) -> None:
        if not content.strip():
            return  # office suites leave parts without content
        try:
            self.parser.Parse(content, True)
        except expat.ExpatError:
            raise _refuse(self.name, DAMAGED, AGAIN) from None


class Relations(Scan):
    """Refuses what the package takes from another place; links that a reader may follow are fine."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        outside = attributes.get("TargetMode", "").casefold() == "external"
        kind = attributes.get("Type", "").casefold()
        if outside and not kind.endswith("/hyperlink"):
            target = attributes.get("Target", "")[:80]
            raise _refuse(self.name, _("%(file)s takes data from another place («%(text)s»)."), SAVE_PLAIN, text=target)


@dataclass(slots=True)
class Marks:
    """What a sheet tells of its cells beside their values; rows and columns from 1."""

    percent: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    unvalued: list[tuple[int, int]] = field(default_factory=list)  # formulas that were saved without a value
    hidden_rows: set[int] = field(default_factory=set)
    spans: list[tuple[int, int, int, int]] = field(default_factory=list)


class _Targets(Scan):
    """Relation to the file name of its part."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.targets: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.targets[attributes.get("Id", "")] = attributes.get("Target", "").rpartition("/")[2]


class _XlsxStyles(Scan):
    """Which cell formats show percentages."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.codes: dict[str, str] = {}
        self.percent: list[bool] = []
        self.inside = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(" ")[2]
        if local == "numFmt":
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif local == "cellXfs":
            self.inside = True
        elif local == "xf" and self.inside:
            number = attributes.get("numFmtId", "")
            self.percent.append(number in ("9", "10") or "%" in self.codes.get(number, ""))

    def end(self, tag: str) -> None:
        if tag.endswith("cellXfs"):
            self.inside = False


class _XlsxBook(Scan):
    """Names of the sheets and the relations that they are reached by."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.sheets: list[tuple[str, str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(" ")[2] == "sheet":
            relation = next((value for key, value in attributes.items() if key.rpartition(" ")[2] == "id"), "")
            self.sheets.append((attributes.get("name", ""), relation))


class _XlsxSheet(Scan):
    """References of cells: where they say they are, not how big the sheet says it is."""

    def __init__(self, name: str, part: str, limits: Limits) -> None:
        super().__init__(name)
        self.part, self.limits, self.merges = part, limits, 0
        self.last: tuple[int, int] | None = None
        self.rows = 0
        self.percent: list[bool] = []
        self.marks = Marks()
        self.error = self.formula = self.valued = False
        self.text: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(" ")[2]
        if local == "row":
            self.rows += 1
            row = _number(attributes.get("r", "0"))
            if self.rows > self.limits.rows * 20 or row > 1_048_576:
                raise too_many_rows(self.name, self.part, row or self.rows, self.limits)
            if attributes.get("hidden") in ("1", "true"):
                self.marks.hidden_rows.add(row or self.rows)
        elif local == "c":
            self.last = reference_of(attributes.get("r", ""))
            kind = attributes.get("t")
            self.error, self.formula, self.valued = kind == "e", False, kind == "str"  # a text may rightly be empty
            style = _number(attributes.get("s", "0"))
            if self.last and style < len(self.percent) and self.percent[style]:
                self.marks.percent.add(self.last)
        elif local == "f":
            self.formula = True
        elif local in ("v", "is") and self.last:
            self.valued = self.valued or not self.formula
            row, column = self.last
            if self.error or self.formula:
                self.text = []
                self.parser.CharacterDataHandler = self.text.append
            if row > self.limits.rows * 4:
                raise too_many_rows(self.name, self.part, row, self.limits)
            if column > self.limits.columns * 4:
                raise too_many_columns(self.name, self.part, row, self.limits)
        elif local == "mergeCell":
            self.merges += 1
            if self.merges > MOST_COMMENTS // 10:
                raise _refuse(self.name, _("%(file)s merges more cells than a matrix can have."), SAVE_PLAIN)

    def end(self, tag: str) -> None:
        local = tag.rpartition(" ")[2]
        if local == "v" and self.text is not None and self.last:
            content = "".join(self.text)
            self.valued = self.valued or bool(content)
            if self.error:
                self.marks.errors[self.last] = content[:20]
            self.text, self.parser.CharacterDataHandler = None, None
        elif local == "c" and self.formula and not self.valued and self.last:
            self.marks.unvalued.append(self.last)


class _OdsContent(Scan):
    """Repeats and spans: those of written cells count, trailing blank ones do not."""

    def __init__(self, name: str, limits: Limits) -> None:
        super().__init__(name)
        self.limits = limits
        self.sheet, self.row, self.column, self.repeat, self.sheets = "", 0, 0, 1, 0
        self.marks: dict[str, Marks] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _blank, local = tag.rpartition(" ")
        if not space.endswith("table:1.0"):
            if "text:1.0" in space and local == "p":
                self.check()
            return
        named = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if local == "table":
            self.sheets += 1
            self.sheet, self.row = named.get("name", "")[:80], 0
            self.marks[self.sheet] = Marks()
        elif local == "table-row":
            self.repeat = _number(named.get("number-rows-repeated", "1"))
            self.row, self.column = self.row + 1, 0
            if named.get("visibility", "visible") != "visible" and self.repeat <= self.limits.rows:
                self.marks.setdefault(self.sheet, Marks()).hidden_rows.update(range(self.row, self.row + self.repeat))
        elif local in ("table-cell", "covered-table-cell"):
            first, times = self.column + 1, max(1, _number(named.get("number-columns-repeated", "1")))
            self.column += times
            self.mark(named, first, times)
            if "value" in named or "string-value" in named or "date-value" in named:
                self.check()

    def mark(self, named: dict[str, str], first: int, times: int) -> None:
        """Percent formats and merged cells, within the limits."""
        marks = self.marks.setdefault(self.sheet, Marks())
        if named.get("value-type") == "percentage" and times * self.repeat <= self.limits.rows:
            marks.percent.update(
                (row, column)
                for row in range(self.row, self.row + self.repeat)
                for column in range(first, first + times)
            )
        down, across = _number(named.get("number-rows-spanned", "1")), _number(named.get("number-columns-spanned", "1"))
        if (down > 1 or across > 1) and down <= self.limits.rows and across <= self.limits.columns * 4:
            marks.spans.append((self.row, first, self.row + down - 1, first + across - 1))

    def check(self) -> None:
        """A written cell at this place, as often as its row is repeated."""
        if self.repeat > self.limits.rows or self.row + self.repeat > self.limits.rows * 4:
            raise too_many_rows(self.name, self.sheet, self.row, self.limits)
        if self.column > self.limits.columns * 4:
            raise too_many_columns(self.name, self.sheet, self.row, self.limits)

    def end(self, tag: str) -> None:
        if tag.endswith(" table-row"):
            self.row += self.repeat - 1


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 10**12 if text.isdigit() else 0


def reference_of(reference: str) -> tuple[int, int] | None:
    """Row and column of ``H33``, or None."""
    match = re.fullmatch(r"([A-Z]{1,4})(\d{1,10})", reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def check_xlsx(name: str, data: bytes, limits: Limits) -> dict[str, Marks]:
    """Marks by name of sheet. Raises :class:`RefusalError` for an XLSX that is not safe to open."""
    parts = parts_of(name, data, limits)
    book_part = next((part for part in parts if part.casefold().endswith("workbook.xml")), None)
    if book_part is None:
        raise _refuse(name, DAMAGED, AGAIN)
    styles, book = _XlsxStyles(name), _XlsxBook(name)
    book.run(parts[book_part])
    for part, content in parts.items():
        if part.casefold().endswith("/styles.xml"):
            styles.run(content)
    sheets = 0
    scanned: dict[str, Marks] = {}
    for part, content in parts.items():
        low = part.casefold()
        if "externallinks/" in low:
            raise _refuse(name, _("%(file)s takes data from another place («%(text)s»)."), SAVE_PLAIN, text=part[:80])
        if low.endswith(".rels"):
            Relations(name).run(content)
        elif "worksheets/" in low:
            sheets += 1
            scan = _XlsxSheet(name, part.rpartition("/")[2].removesuffix(".xml"), limits)
            scan.percent = styles.percent
            scan.run(content)
            scanned[part.rpartition("/")[2]] = scan.marks
        else:
            Scan(name).run(content)
    _check_sheets(name, sheets, limits)
    relations = _Targets(name)
    for part, content in parts.items():
        if part.casefold().endswith("workbook.xml.rels"):
            relations.run(content)
    return {sheet: scanned.get(relations.targets.get(relation, ""), Marks()) for sheet, relation in book.sheets}


def check_ods(name: str, data: bytes, limits: Limits) -> dict[str, Marks]:
    """Marks by name of sheet. Raises :class:`RefusalError` for an ODS that is not safe to open."""
    marks: dict[str, Marks] = {}
    parts = parts_of(name, data, limits)
    if "content.xml" not in parts:
        raise _refuse(name, DAMAGED, AGAIN)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise _refuse(name, _("%(file)s is encrypted."), _("Save it without a password."))
    for part, content in parts.items():
        if part == "content.xml":
            scan = _OdsContent(name, limits)
            scan.run(content)
            _check_sheets(name, scan.sheets, limits)
            marks = scan.marks
        else:
            Scan(name).run(content)
    return marks


def check_xls(name: str, data: bytes, limits: Limits) -> dict[str, Marks]:
    """No marks: the format keeps them where no library of ours looks. Raises :class:`RefusalError` for an XLS that is encrypted or carries macros."""
    for marker, message in (
        ("EncryptedPackage", _("%(file)s is encrypted.")),
        ("_VBA_PROJECT", _("%(file)s holds macros or programs («%(text)s»).")),
        ("Macros", _("%(file)s holds macros or programs («%(text)s»).")),
    ):
        if marker.encode("utf-16-le") in data:
            raise _refuse(name, message, SAVE_PLAIN, text=marker)
    if len(data) < 1536 or re.search(rb"\x2f\x00[\x04\x06\x36\xc8\xcc]\x00[\x00\x01]\x00", data[:65536]) is not None:
        message = _("%(file)s is encrypted.") if len(data) >= 1536 else DAMAGED
        raise _refuse(name, message, _("Save it without a password."))
    return {}


def _check_sheets(name: str, count: int, limits: Limits) -> None:
    if count > limits.sheets:
        facts = {"limit": str(limits.sheets)}
        raise _refuse(
            name, _("%(file)s has more than %(limit)s sheets."), _("Leave only the sheets of the matrix."), **facts
        )
