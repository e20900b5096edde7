"""What the API is asked about in these tests: two towns, a published follow-up of Sopó and one that is not, a dataset
and indicator sources of the tests' own, and keys."""

from datetime import date, timedelta
from fractions import Fraction

from django.test import Client
from django.utils import timezone

import reports
import town
from plans import imported
from probidad.core.actions import keys
from probidad.core.keys import READ_PRIVATE
from probidad.core.lists import Column, Kind
from probidad.core.models import ApiKey, Entity, OrgUnit
from probidad.core.offers import Dataset, IndicatorSource, Measurement, Period, Unit, datasets, indicator_sources
from probidad.plans.models import FollowUp
from probidad.rules.separation import Role

UNITS, COUNT, NOTHING = "tests.units", "tests.units_counted", "tests.nothing"


def _rows(entity_id: int | None):
    rows = OrgUnit.objects.exclude(code__startswith="PRIVADA").select_related("entity")
    return rows.filter(entity_id=entity_id) if entity_id else rows


def _count(entity_id: int, period: Period, *, as_of: date, filters: object) -> Measurement:
    found = OrgUnit.objects.filter(entity_id=entity_id, valid_from__lte=min(period.end, as_of)).order_by("pk")
    part, whole = found.filter(name__startswith="Secretar").count(), found.count()
    value = Fraction(100 * part, whole) if whole else None
    return Measurement(value, Fraction(part), Fraction(whole), tuple(str(unit.pk) for unit in found), whole > 0)


def lay() -> None:
    """Lay the offers of the tests, once in a process."""
    if UNITS in datasets:
        return
    datasets.lay(
        Dataset(
            key=UNITS, label="Units", description="Org units of the tests",
            columns=(
                Column("code", "Code", lambda unit: unit.code, order=("code",)),
                Column("name", "Name", lambda unit: unit.name, order=("name",), said=True),
                Column("since", "Since", lambda unit: unit.valid_from, Kind.DAY, order=("valid_from",)),
                Column("share", "Share", lambda unit: Fraction(100, 3), Kind.EXACT),
                Column("heads", "Has children", lambda unit: unit.parent_id is None, Kind.YES_NO),
            ),
            rows=_rows, order=("code",), searched=("folded",),
        )
    )  # fmt: skip
    datasets.lay(
        Dataset(
            key=NOTHING, label="Nothing", description="A table without rows that cannot be searched",
            columns=(Column("code", "Code", lambda unit: unit.code),), rows=lambda _entity: OrgUnit.objects.none(),
        )
    )  # fmt: skip
    indicator_sources.lay(
        IndicatorSource(
            key=COUNT, label="Secretariats among units", unit=Unit.PERCENT, formula="secretariats / units",
            measure=_count, version=3,
        )
    )  # fmt: skip


def followup(entity: Entity, *, public: bool = True) -> FollowUp:
    """The follow-up of Sopó as one of ``entity``, at the cut-off of 30 December 2017."""
    made = imported.kept(entity, reports.sopo(), year=2017, month=12)
    return imported.online(made) if public else made


def key(entity: Entity, *scopes: str, days: int = 30) -> tuple[ApiKey, str]:
    """A key of ``entity`` and its text."""
    today = timezone.localdate()
    name = f"Programa {ApiKey.objects.count() + 1}"
    made, token = keys.create(
        town.acting(entity, Role.ADMINISTRATOR),
        name=name,
        scopes=scopes,
        until=today + timedelta(days=days),
        today=today,
    )
    return made, token.text


def private_key(entity: Entity) -> tuple[ApiKey, str]:
    """A key that reads what is not public."""
    return key(entity, READ_PRIVATE)


def ask(path: str, token: str = "", language: str = "en", **headers: str):
    """A request to the API."""
    if token:
        headers["Authorization"] = f"Bearer {token}"
    return Client(HTTP_HOST="localhost").get(f"/api/v1/{path}", headers={"Accept-Language": language, **headers})
