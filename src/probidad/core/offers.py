"""What offices offer each other: indicator sources, datasets, agendas and checks.

An office lays its offers in its ``offers.py``; whoever needs one takes it by key and never imports the office. Keys
read ``module.thing``, are laid once and never renamed after a release. Offers take the entity alone, so what they give
names no person. Labels are message identifiers.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

from django.db.models import Model, QuerySet

from probidad.core.lists import Column
from probidad.core.shelf import Shelf
from probidad.rules.finding import Severity


class Unit(StrEnum):
    """What an indicator counts in."""

    PERCENT = "percent"
    COUNT = "count"
    DAYS = "days"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` to ``end``, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Measurement:
    """A reading. ``value`` in the unit of the source; None with ``applicable`` False when the denominator is 0 (no
    aplica, which is neither 0 nor 100). ``rows`` identify the records counted in the numerator and the denominator."""

    value: Fraction | None
    numerator: Fraction | None
    denominator: Fraction | None
    rows: tuple[str, ...]
    applicable: bool = True


class Measure(Protocol):
    """How a source measures: for an entity and a period, with what was known at the end of ``as_of``."""

    def __call__(self, entity_id: int, period: Period, *, as_of: date, filters: Mapping[str, str]) -> Measurement: ...


@dataclass(frozen=True, slots=True)
class IndicatorSource:
    """An indicator computed from an office's work: ``measure(entity_id, period, *, as_of, filters)``.

    ``code`` is its code in :mod:`probidad.frameworks.indicators`, empty where the catalogue has none; ``formula`` says
    in words what is divided by what; ``version`` moves with every change of outcome.
    """

    key: str
    label: str
    unit: Unit
    formula: str
    measure: Measure
    version: int
    code: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table for open data: ``rows(entity_id)`` gives a queryset of what is public, ``columns`` how each row is told.
    ``entity_id`` None means of every entity. ``searched`` names the folded text fields that a search looks into."""

    key: str
    label: str
    description: str
    columns: tuple[Column, ...]
    rows: Callable[[int | None], QuerySet[Model]]
    order: tuple[str, ...] = ("pk",)
    searched: tuple[str, ...] = ()


class DueState(StrEnum):
    """How an obligation stands."""

    OPEN = "open"
    RETURNED = "returned"  # came back for correction


@dataclass(frozen=True, slots=True)
class Due:
    """Something owed by a date. ``units`` and ``posts`` owe it, or people in ``roles``; ``title`` is text of the
    record, ``note`` a message identifier with ``facts``; ``address`` is where it is done."""

    key: str
    title: str
    due: date
    address: str
    note: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    units: frozenset[int] = frozenset()
    posts: frozenset[int] = frozenset()
    roles: frozenset[str] = frozenset()
    state: DueState = DueState.OPEN


@dataclass(frozen=True, slots=True)
class Agenda:
    """What an entity owes: ``dues(entity_id, today)``. ``label`` is the kind of thing, one word."""

    key: str
    label: str
    dues: Callable[[int, date], Iterable[Due]]


@dataclass(frozen=True, slots=True)
class Alert:
    """What a check says: ``message`` with ``facts``, and where to look."""

    severity: Severity
    message: str
    facts: Mapping[str, object]
    address: str


@dataclass(frozen=True, slots=True)
class Check:
    """An audit on the desk: ``alerts(entity_id, today)``. ``roles`` see it; empty means every member."""

    key: str
    label: str
    alerts: Callable[[int, date], Iterable[Alert]]
    roles: frozenset[str] = frozenset()


indicator_sources: Shelf[IndicatorSource] = Shelf("indicator_sources", lambda offer: offer.key)
datasets: Shelf[Dataset] = Shelf("datasets", lambda offer: offer.key)
agendas: Shelf[Agenda] = Shelf("agendas", lambda offer: offer.key)
checks: Shelf[Check] = Shelf("checks", lambda offer: offer.key)
