"""What the lines above the header say: title, entity, period, cut-off, and a component that opens the table."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from probidad.documents.cells import Row, written
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


@dataclass(frozen=True, slots=True)
class Preamble:
    """Texts as written, empty where nothing was found; ``cut_off_row`` is 0 then."""

    title: str = ""
    entity: str = ""
    vigencia: int | None = None
    cut_off: date | None = None
    cut_off_text: str = ""
    cut_off_row: int = 0
    component: str = ""


def read_preamble(rows: Sequence[Row]) -> Preamble:
    """Read the rows above the header."""
    texts = [(row.number, without_markup(cell.text).strip(' "“”')) for row in rows for cell in written(row)]
    texts = [(number, text) for number, text in texts if text]
    vigencia = _vigencia([text for _n, text in texts])
    number, cut_text, cut_off = _cut_off(texts, vigencia)
    return Preamble(
        title=next((text for _n, text in texts if len(text) <= 160 and _TITLE.search(normal(text))), ""),
        entity=_entity([text for _n, text in texts]),
        vigencia=vigencia or (cut_off.year if cut_off else None),
        cut_off=cut_off,
        cut_off_text=cut_text,
        cut_off_row=number,
        component=next((text for _n, text in reversed(texts) if _COMPONENT.match(text) and len(text) < 160), ""),
    )


def with_cut_off(preamble: Preamble, row: int, text: str) -> Preamble:
    """The preamble with the cut-off that a heading of the table names (*Tercer seguimiento, 31 de diciembre*)."""
    _row, _text, day = _cut_off([(row, text)], preamble.vigencia)
    if day is None:
        return preamble
    return replace(preamble, cut_off=day, cut_off_text=text, cut_off_row=row, vigencia=preamble.vigencia or day.year)


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


def _cut_off(texts: Sequence[tuple[int, str]], vigencia: int | None) -> tuple[int, str, date | None]:
    """A line that names the cut-off, else a line that is a date and nothing else."""
    for index, (number, text) in enumerate(texts):
        if len(text) > 200 or not _CUT.search(normal(text)):
            continue
        for at, candidate in ((number, text), *texts[index + 1 : index + 2]):
            days = due_dates(candidate, vigencia=vigencia).days
            if days:
                return at, candidate, max(days)
            months = _months(candidate, vigencia)
            if months:
                return at, candidate, months
    for number, text in texts:
        found = due_dates(text, vigencia=None)
        if found.days and len(text) <= 60:
            return number, text, max(found.days)
    return 0, "", None


def _months(text: str, vigencia: int | None) -> date | None:
    year = _YEAR.search(text)
    named = [MONTHS[word] for word in re.findall(r"[a-záéíóú]{4,}", text.lower()) if word in MONTHS]
    when = int(year[1]) if year else vigencia
    if not named or when is None:
        return None
    return date(when, max(named), calendar.monthrange(when, max(named))[1])
