"""What the API gives and takes, as types: the OpenAPI document is made of them.

Figures are exact: numerator and denominator as whole numbers (as text beyond 2**53 - 1, which JSON readers would round)
and a text rounded half up to two decimals. Days are ISO 8601, moments ISO 8601 in UTC.
"""

import re
from datetime import date
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import BeforeValidator, StringConstraints

_WHOLE = re.compile(r"[1-9][0-9]{0,8}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _whole(value: Any) -> Any:
    if isinstance(value, str) and not _WHOLE.fullmatch(value):
        raise ValueError("whole number")
    return value


def _day(value: Any) -> Any:
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("day")
    return value


Slug = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]{1,80}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}\.[a-z0-9_]{1,60}$")]
Words = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Sort = Annotated[str, StringConstraints(pattern=r"^-?[a-z0-9_]{1,60}$")]
Keys = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,60}(,[a-z0-9_]{1,60}){0,59}$")]
PageNumber = Annotated[int, Field(ge=1, le=1_000_000), BeforeValidator(_whole)]
PageSize = Annotated[int, Field(ge=1, le=500), BeforeValidator(_whole)]
Day = Annotated[date, BeforeValidator(_day)]


class Figure(Schema):
    """An exact figure."""

    numerator: int | str
    denominator: int | str
    text: str


class FaultShape(Schema):
    """What is wrong with one parameter."""

    field: str
    detail: str


class ProblemShape(Schema):
    """A refusal (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[FaultShape] | None = None


class Link(Schema):
    """An address of the API and what it gives."""

    name: str
    address: str
    about: str


class IndexShape(Schema):
    """Where to begin."""

    title: str
    version: str
    program: str
    links: list[Link]


class EntityShape(Schema):
    """An entity. ``fictitious`` ones hold invented data."""

    slug: str
    name: str
    country: str
    kind: str
    order: str
    category: str
    divipola: str
    fictitious: bool
    followups: str


class EntityPage(Schema):
    """One page of entities."""

    found: int
    page: int
    pages: int
    limit: int
    rows: list[EntityShape]


class Totals(Schema):
    """Compliance as printed in the document, as its rows declare it, as computed, as verified; null without data."""

    printed: Figure | None
    declared: Figure | None
    computed: Figure | None
    verified: Figure | None


class SourceFile(Schema):
    """The file that the entity published."""

    name: str
    sha256: str


class FollowUpShape(Schema):
    """A follow-up of a plan at a cut-off. ``digest`` is the one inside the published JSON."""

    entity: str
    entity_name: str
    slug: str
    title: str
    year: int
    framework: str
    framework_version: str
    cut_off: date | None
    public_since: str
    source: SourceFile
    program_version: str
    rules_version: str
    totals: Totals
    digest: str
    address: str
    document: str


class FollowUpPage(Schema):
    """One page of follow-ups, the latest first."""

    found: int
    page: int
    pages: int
    limit: int
    rows: list[FollowUpShape]


class ColumnShape(Schema):
    """A column of a dataset."""

    key: str
    label: str
    kind: Literal["text", "whole", "decimal", "percent", "day", "moment", "yes_no", "exact"]
    sorts: bool


class DatasetShape(Schema):
    """A table of open data. ``searchable`` says whether it takes ``search``."""

    key: str
    label: str
    description: str
    searchable: bool
    columns: list[ColumnShape]
    address: str


class DatasetList(Schema):
    """Every dataset."""

    rows: list[DatasetShape]


Cell = Figure | bool | int | str | None


class DatasetPage(Schema):
    """One page of a dataset. Each row gives a value, or null, for every column asked for."""

    dataset: DatasetShape
    found: int
    page: int
    pages: int
    limit: int
    next: str | None
    rows: list[dict[str, Cell]]


class IndicatorShape(Schema):
    """An indicator of the catalogue, or one that an office lays without code. ``laid`` says whether it is measured."""

    key: str
    code: str | None
    label: str
    unit: str
    every: str | None
    direction: str | None
    formula: str | None
    laid: bool
    version: int | None
    measurement: str | None


class IndicatorList(Schema):
    """The catalogue of indicators."""

    rows: list[IndicatorShape]


class MeasurementShape(Schema):
    """A reading. Without cases it does not apply: ``applicable`` is false and ``value`` null, neither 0 nor 100.
    ``rows`` identify the records counted."""

    indicator: str
    entity: str
    unit: str
    version: int
    start: date
    end: date
    as_of: date
    applicable: bool
    value: Figure | None
    numerator: Figure | None
    denominator: Figure | None
    rows: list[str]
