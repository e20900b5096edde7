"""ODS out: the same tables as XLSX, written as the open format asks; the same bytes for the same report."""

import io
import zipfile
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from probidad.documents.renderers.formulas import neutralise
from probidad.documents.renderers.tables import Table, Value, tables
from probidad.documents.report import Report
from probidad.documents.words import Words

MIME = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"))
) + ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'  # fmt: skip
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_STYLES = (
    '<style:style style:name="head" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap" '
    'fo:background-color="#eef2ec"/><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="text" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap"/></style:style>'
    '<number:number-style style:name="two"><number:number number:decimal-places="2" number:min-decimal-places="2" '
    'number:min-integer-digits="1"/></number:number-style>'
    '<style:style style:name="figure" style:family="table-cell" style:data-style-name="two"/>'
)


def to_ods(report: Report, words: Words) -> bytes:
    """The tables of ``report``, a sheet each."""
    made = tables(report, words)
    widths = sorted({heading.width for table in made for heading in table.headings})
    columns = "".join(
        f'<style:style style:name="w{width}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{width * 2}mm"/></style:style>'
        for width in widths
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} office:version="1.3">'
        f"<office:automatic-styles>{columns}{_STYLES}</office:automatic-styles><office:body><office:spreadsheet>"
        f"{''.join(_table(table) for table in made)}</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        _part(package, "mimetype", MIME, stored=True)
        _part(package, "content.xml", content)
        _part(package, "META-INF/manifest.xml", _MANIFEST)
    return out.getvalue()


def _part(package: zipfile.ZipFile, name: str, content: str, *, stored: bool = False) -> None:
    entry = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))  # no clock: same report, same bytes
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    package.writestr(entry, content.encode("utf-8"))


def _table(table: Table) -> str:
    columns = "".join(f'<table:table-column table:style-name="w{heading.width}"/>' for heading in table.headings)
    head = "".join(_text(heading.text, "head") for heading in table.headings)
    rows = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in table.rows)
    name = quoteattr(table.name)
    return (
        f"<table:table table:name={name}>{columns}<table:table-header-rows><table:table-row>{head}</table:table-row>"
        f"</table:table-header-rows>{rows}</table:table>"
    )


def _cell(value: Value) -> str:
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, Decimal | int):
        style = ' table:style-name="figure"' if isinstance(value, Decimal) else ""
        return f'<table:table-cell{style} office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return _text(neutralise(value), "text")


def _text(text: str, style: str) -> str:
    # control characters may not stand in XML; blanks and line breaks are elements of their own
    clean = "".join(
        ch
        for ch in text
        if ch in "\t\n" or (ord(ch) >= 32 and not 0xD800 <= ord(ch) <= 0xDFFF and ch not in "\ufffe\uffff")
    )
    paragraphs = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in clean.split("\n"))
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{paragraphs}</table:table-cell>'


def _spaced(line: str) -> str:
    out: list[str] = []
    blanks = 0
    for char in f"{line}\0":
        if char == " ":
            blanks += 1
            continue
        if blanks:
            out.append(" " if blanks == 1 and out and char != "\0" else f'<text:s text:c="{blanks}"/>')
            blanks = 0
        if char != "\0":
            out.append("<text:tab/>" if char == "\t" else escape(char))
    return "".join(out)
