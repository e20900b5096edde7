"""What the lines above the header say: title, entity, period, cut-off, and a component that opens the table."""

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from probidad.documents.cells import Cell, Row, written
from probidad.documents.matrix.header import normal
from probidad.rules.duedates import MONTHS, due_dates
from probidad.rules.quantities import without_markup

_ENTITY = re.compile(
    r"\b(alcaldia|municipio|gobernacion|departamento|distrito|hospital|e ?s ?e|empresa|instituto|unidad|personeria|"
    r"concejo|contraloria|universidad|agencia|ministerio|superintendencia|corporacion|camara|asamblea|entidad|s a)\b"
)
_NOT_ENTITY = re.compile(
    r"\b(plan|seguimiento|estrategia|componente|vigencia|objetivo|mediante|programa|justificacion)\b"
)
_TITLE = re.compile(r"\b(plan anticorrupcion|programa de transparencia|paac|ptep|mapa de riesgos|plan de accion)\b")
_YEAR = re.compile(r"\b(20\d\d)\b")
_PERIOD = re.compile(r"(?:vigencia|año|ano|period[oa])\D{0,12}(20\d\d)", re.IGNORECASE)
_CUT = re.compile(r"\b(corte|cut ?off|fecha de seguimiento|seguimiento a|con corte)\b")
_COMPONENT = re.compile(r"^componente\s*(no\.?\s*)?\d*\s*[:.\-–]?\s*\S", re.IGNORECASE)

_Text = tuple[tuple[int, int], str]  # row and column, and what is written there


@dataclass(frozen=True, slots=True)
class Preamble:
    """Texts as written, empty where nothing was found; ``cut_off_row`` and ``cut_off_column`` are 0 then."""

    title: str = ""
    entity: str = ""
    vigencia: int | None = None
    cut_off: date | None = None
    cut_off_text: str = ""
    cut_off_row: int = 0
    cut_off_column: int = 0
    component: str = ""


def read_preamble(rows: Sequence[Row]) -> Preamble:
    """Read the rows above the header."""
    texts = _texts((row.number, cell) for row in rows for cell in written(row))
    vigencia = _vigencia([text for _at, text in texts])
    found = Preamble(
        title=next((text for _at, text in texts if len(text) <= 160 and _TITLE.search(normal(text))), ""),
        entity=_entity([text for _at, text in texts]),
        vigencia=vigencia,
        component=next((text for _at, text in reversed(texts) if _COMPONENT.match(text) and len(text) < 160), ""),
    )
    return _with_cut_off(found, texts)


def with_cut_off(preamble: Preamble, cells: Iterable[tuple[int, Cell]]) -> Preamble:
    """The preamble with the cut-off that the headings of the table name (*Tercer seguimiento, 31 de diciembre*)."""
    return _with_cut_off(preamble, _texts(cells))


def _texts(cells: Iterable[tuple[int, Cell]]) -> list[_Text]:
    found = [((row, cell.column), without_markup(cell.text).strip(' "“”')) for row, cell in cells]
    return [(at, text) for at, text in found if text]


def _with_cut_off(preamble: Preamble, texts: Sequence[_Text]) -> Preamble:
    found = _cut_off(texts, preamble.vigencia)
    if found is None:
        return preamble
    (row, column), text, day = found
    return replace(
        preamble,
        vigencia=preamble.vigencia or day.year,
        cut_off=day,
        cut_off_text=text,
        cut_off_row=row,
        cut_off_column=column,
    )


def _vigencia(texts: Sequence[str]) -> int | None:
    for pattern, group in ((_PERIOD, 1), (_YEAR, 1)):
        for text in texts:
            match = pattern.search(text)
            if match and len(text) < 200:
                return int(match[group])
    return None


def _entity(texts: Sequence[str]) -> str:
    for text in texts:
        labelled = re.match(r"^(?:entidad|entity)\s*[:\-]\s*(.+)$", text, re.IGNORECASE)
        if labelled:
            return labelled[1].strip()
    for index, text in enumerate(texts):
        if re.fullmatch(r"(?:entidad|entity):?", text, re.IGNORECASE) and index + 1 < len(texts):
            return texts[index + 1]
    for text in texts:
        bare = normal(text)
        if len(text) <= 90 and _ENTITY.search(bare) and not _NOT_ENTITY.search(bare):
            return text
    return ""


def _cut_off(texts: Sequence[_Text], vigencia: int | None) -> tuple[tuple[int, int], str, date] | None:
    """A text that names the cut-off, else one that is a date and nothing else, with its place."""
    for index, (place, text) in enumerate(texts):
        if len(text) > 200 or not _CUT.search(normal(text)):
            continue
        for at, candidate in ((place, text), *texts[index + 1 : index + 2]):
            days = due_dates(candidate, vigencia=vigencia).days
            if days:
                return at, candidate, max(days)
            months = _months(candidate, vigencia)
            if months:
                return at, candidate, months
    for place, text in texts:
        found = due_dates(text, vigencia=None)
        if found.days and len(text) <= 60:
            return place, text, max(found.days)
    return None


def _months(text: str, vigencia: int | None) -> date | None:
    year = _YEAR.search(text)
    named = [MONTHS[word] for word in re.findall(r"[a-záéíóú]{4,}", text.lower()) if word in MONTHS]
    when = int(year[1]) if year else vigencia
    if not named or when is None:
        return None
    return date(when, max(named), calendar.monthrange(when, max(named))[1])
