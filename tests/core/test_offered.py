"""Everything on the shelves in one list: for the page, the command and the API; and what stops a wrong offer."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date

import pytest
from django.core.management import call_command
from django.db.models import QuerySet

import town
from probidad.core.lists import Column
from probidad.core.models import OrgUnit
from probidad.core.offer_checks import disagreements
from probidad.core.offered import OfferKind, offered, searched
from probidad.core.offers import Dataset, IndicatorSource, Measurement, Period, Unit, datasets, indicator_sources
from probidad.frameworks.indicators import catalogue
from probidad.rules.separation import Role
from shelves import as_before

RIGHT = catalogue()[0]


def _measure(entity_id: int, period: Period, *, as_of: date, filters: object) -> Measurement:
    return Measurement(None, None, None, (), applicable=False)


def source(key: str, code: str = "") -> IndicatorSource:
    return IndicatorSource(key, "Answered on time", Unit.PERCENT, "answered / due", _measure, 2, code)


def _nothing(_entity: int | None) -> QuerySet[OrgUnit]:
    return OrgUnit.objects.none()


@pytest.fixture(autouse=True)
def laid() -> Iterator[None]:
    with as_before(datasets, indicator_sources):
        if RIGHT.key not in indicator_sources:
            indicator_sources.lay(source(RIGHT.key, RIGHT.code))
        indicator_sources.lay(source("tests.extra"))
        columns = (Column("one", "One", str), Column("two", "Two", str))
        datasets.lay(Dataset("tests.table", "Table of the tests", "Árboles y veredas", columns, _nothing))
        yield


def test_every_code_of_the_catalogue_is_told_once_laid_or_not() -> None:
    rows = [row for row in offered() if row.code]
    assert [row.code for row in rows] == [entry.code for entry in catalogue()]
    assert next(row for row in rows if row.code == RIGHT.code).kind is OfferKind.SOURCE
    assert any(row.kind is OfferKind.MISSING for row in rows)


def test_a_source_without_code_and_a_table_are_told_too() -> None:
    keys = {row.key: row for row in offered()}
    assert keys["tests.extra"].office == "tests"
    assert keys["tests.table"].columns == ("one", "two")


def test_words_are_found_whatever_their_accents() -> None:
    assert [row.key for row in searched(offered(), "ARBOLES tests")] == ["tests.table"]
    assert searched(offered(), "nada que exista así") == ()


@pytest.mark.parametrize(
    ("sources", "identifier"),
    [
        ([source("tests.a", "XX-99")], "probidad.E001"),
        ([source("tests.a", RIGHT.code)], "probidad.E002"),
        ([source(RIGHT.key, RIGHT.code), source(RIGHT.key, RIGHT.code)], "probidad.E003"),
        ([source(RIGHT.key)], "probidad.E004"),
        ([source(RIGHT.key, RIGHT.code), source("tests.free")], None),
    ],
)
def test_a_source_that_the_catalogue_contradicts_stops_the_start(sources: list, identifier: str | None) -> None:
    assert [error.id for error in disagreements(sources)] == ([identifier] if identifier else [])


def test_what_is_laid_now_agrees_with_the_catalogue() -> None:
    assert disagreements(indicator_sources) == []


def test_the_command_lists_them_as_a_table_and_as_json() -> None:
    out = io.StringIO()
    call_command("offers", "tests", stdout=out)
    assert "tests.extra" in out.getvalue()
    out = io.StringIO()
    call_command("offers", "--json", stdout=out)
    assert {row["key"] for row in json.loads(out.getvalue())} == {row.key for row in offered()}


@pytest.mark.django_db
def test_the_page_shows_and_exports_the_same_rows() -> None:
    browser = town.client(town.person(town.entity(), Role.READER))
    page = browser.get("/mesa/oferta/?q=tests").content.decode()
    assert "tests.extra" in page
    assert RIGHT.key not in page
    taken = b"".join(browser.get("/mesa/oferta/?q=tests&formato=csv")).decode("utf-8-sig")
    keys = {line["Clave"] for line in csv.DictReader(io.StringIO(taken))}
    laid = {row.key for row in offered() if row.key.startswith("tests.")}  # other tests of this process lay theirs
    assert keys == laid | {"tests.extra", "tests.table"}
    exact = json.loads(b"".join(browser.get("/mesa/oferta/?formato=json")))
    assert len(exact["rows"]) == len(offered())
    assert browser.get("/mesa/oferta/?formato=xlsx").content[:2] == b"PK"
    assert browser.get("/mesa/oferta/?formato=exe").status_code == 404


@pytest.mark.django_db
def test_the_page_says_when_nothing_holds_the_words() -> None:
    browser = town.client(town.person(town.entity(), Role.READER))
    assert "Ningún indicador tiene estas palabras" in browser.get("/mesa/oferta/?q=zzz").content.decode()
