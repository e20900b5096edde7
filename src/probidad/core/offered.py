"""Everything that lies on the shelves, told in one way: for the page of offers, its command and the API.

The catalogue of indicators is told whole, so that one sees also what no office lays yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from probidad.core.offers import Agenda, Check, Dataset, IndicatorSource, agendas, checks, datasets, indicator_sources
from probidad.core.pages import said
from probidad.frameworks.indicators import Direction, Every, Indicator, catalogue
from probidad.rules.finding import gettext_noop as _
from probidad.rules.language import fold


class OfferKind(StrEnum):
    """The shelf; an indicator of the catalogue that nobody lays stands on none."""

    SOURCE = "source"
    MISSING = "missing"
    DATASET = "dataset"
    AGENDA = "agenda"
    CHECK = "check"


KIND_LABELS = {
    OfferKind.SOURCE: _("Indicator source"),
    OfferKind.MISSING: _("Indicator without source"),
    OfferKind.DATASET: _("Dataset"),
    OfferKind.AGENDA: _("Agenda"),
    OfferKind.CHECK: _("Check"),
}
UNIT_LABELS = {
    "percent": _("percent"),
    "percent_with_margin": _("percent with margin"),
    "count": _("count"),
    "number": _("number"),
    "working_days": _("working days"),
    "days": _("days"),
    "points": _("points"),
}
EVERY_LABELS = {
    Every.WEEK: _("week"),
    Every.MONTH: _("month"),
    Every.QUARTER: _("quarter"),
    Every.FOUR_MONTHS: _("four months"),
    Every.SEMESTER: _("semester"),
    Every.YEAR: _("year"),
    Every.CUT: _("cut-off"),
    Every.LOAD: _("load"),
    Every.CAMPAIGN: _("campaign"),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """One offer in the reader's language. ``office`` is who lays it, empty for what nobody lays; ``unit`` is a key of
    ``UNIT_LABELS``; ``detail`` is the formula or the description; ``columns`` are keys. What an indicator that nobody
    lays is made of stands in the catalogue, in English, for whoever builds it: here it has no formula."""

    kind: OfferKind
    key: str
    label: str
    office: str = ""
    code: str = ""
    unit: str = ""
    detail: str = ""
    version: int | None = None
    every: Every | None = None
    direction: Direction | None = None
    columns: tuple[str, ...] = ()

    @property
    def laid(self) -> bool:
        """Whether somebody lays it."""
        return self.kind is not OfferKind.MISSING


def office_of(key: str) -> str:
    """The first part of a key."""
    return key.partition(".")[0]


def offered() -> tuple[Offered, ...]:
    """Everything: the catalogue in its order with what is laid for each code, sources without code, then the others."""
    by_code = {source.code: source for source in indicator_sources if source.code}
    known = catalogue()
    codes = {entry.code for entry in known}
    return (
        *(_indicator(entry, by_code.get(entry.code)) for entry in known),
        *(_source(source, None) for source in indicator_sources if source.code not in codes),
        *(_dataset(entry) for entry in datasets),
        *(_plain(OfferKind.AGENDA, entry) for entry in agendas),
        *(_plain(OfferKind.CHECK, entry) for entry in checks),
    )


def searched(rows: Iterable[Offered], text: str) -> tuple[Offered, ...]:
    """Those that hold every word of ``text`` somewhere, whatever its accents."""
    wanted = fold(text).split()
    return tuple(row for row in rows if all(word in _folded(row) for word in wanted))


def _folded(row: Offered) -> str:
    parts = (row.key, row.label, row.office, row.code, row.detail, said(KIND_LABELS[row.kind]), *row.columns)
    return fold(" ".join(parts))


def _indicator(entry: Indicator, source: IndicatorSource | None) -> Offered:
    if source is not None:
        return _source(source, entry)
    return Offered(
        kind=OfferKind.MISSING,
        key=entry.key,
        label=entry.name_es,
        code=entry.code,
        unit=entry.unit.value,
        every=entry.every,
        direction=entry.direction,
    )


def _source(source: IndicatorSource, entry: Indicator | None) -> Offered:
    return Offered(
        kind=OfferKind.SOURCE,
        key=source.key,
        label=said(source.label),
        office=office_of(source.key),
        code=source.code,
        unit=source.unit.value,
        detail=said(source.formula),
        version=source.version,
        every=entry.every if entry else None,
        direction=entry.direction if entry else None,
    )


def _dataset(entry: Dataset) -> Offered:
    return Offered(
        kind=OfferKind.DATASET,
        key=entry.key,
        label=said(entry.label),
        office=office_of(entry.key),
        detail=said(entry.description),
        columns=tuple(column.key for column in entry.columns),
    )


def _plain(kind: OfferKind, entry: Agenda | Check) -> Offered:
    return Offered(kind=kind, key=entry.key, label=said(entry.label), office=office_of(entry.key))
