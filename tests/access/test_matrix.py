"""Every route by every role at every place, as the files in ``matrix/`` say; a route without a row fails.

A refused write must change nothing: the trail is as long after it as before.
"""

import csv
import importlib.util
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import town
from access.world import Sample, World, world
from probidad.core.models import TrailEntry
from probidad.rules.separation import ASSIGNABLE

FOLDER = Path(__file__).parent
ROLES = ("citizen", *(role.value for role in ASSIGNABLE), "operator")
PLACES = {"none", "own", "unit", "other"}
OUTCOMES = {"ok", "login", "404", "403", "401"}  # 401 is how the API asks for a key
Maker = Callable[[World, str], Sample]


@cache
def rows() -> tuple[dict[str, str], ...]:
    """Every row of the matrix, with the file that it stands in."""
    found = []
    for path in sorted((FOLDER / "matrix").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            found += [{**row, "file": path.name} for row in csv.DictReader(handle)]
    return tuple(found)


@cache
def samples() -> dict[str, Maker]:
    """The makers of samples, by route."""
    found: dict[str, Maker] = {}
    for path in sorted((FOLDER / "samples").glob("*.py")):
        spec = importlib.util.spec_from_file_location(f"access_samples_{path.stem}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        found |= module.SAMPLES
    return found


def routes(
    patterns: list[URLPattern | URLResolver] | None = None, spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, URLPattern]]:
    """Each route of the router by its name; one without a name is told by its pattern."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from routes(entry.url_patterns, inner)
        else:
            yield ":".join((*spaces, entry.name)) if entry.name else f"(unnamed) {entry.pattern}", entry


def address_of(here: World, name: str, pattern: URLPattern, place: str = "own") -> str:
    """The address of a route, with an object at ``place`` where it takes one."""
    made = samples().get(name, lambda _world, _place: Sample())(here, place if pattern.pattern.converters else "none")
    return reverse(name, kwargs=dict(made.kwargs) or None)


def outcome(response: HttpResponse) -> str:
    """The answer in the words of the matrix."""
    status = response.status_code
    if status in {301, 302, 303}:
        where = response.headers["Location"]
        return "login" if where.startswith(reverse("account_login")) else "ok"
    if status in {200, 201, 204, 304, 422}:
        return "ok"
    return str(status)


def test_every_route_has_its_row() -> None:
    known = {row["route"] for row in rows()}
    assert sorted({name for name, _pattern in routes()} - known) == []


def test_every_row_names_a_route_a_place_and_known_outcomes() -> None:
    real = {name for name, _pattern in routes()}
    for row in rows():
        assert row["route"] in real, row
        assert row["place"] in PLACES, row
        assert row["method"] in {"GET", "POST"}, row
        assert {row[role] for role in ROLES} <= OUTCOMES, row


def test_every_route_with_an_object_is_tried_with_one_of_another_entity() -> None:
    for name, pattern in routes():
        places = {row["place"] for row in rows() if row["route"] == name}
        if "none" not in places and pattern.pattern.converters:
            assert "other" in places or places <= {"own"}, name


@pytest.mark.django_db
@pytest.mark.parametrize("row", rows(), ids=[f"{row['route']}-{row['method']}-{row['place']}" for row in rows()])
def test_each_role_gets_what_its_row_says(row: dict[str, str]) -> None:
    place, route = row["place"], row["route"]
    here = world()
    people = {**here.people, "operator": here.operator, "citizen": None}
    told, wanted = {}, {role: row[role] for role in ROLES}
    for role in ROLES:
        made = samples().get(route, lambda _world, _place: Sample())(here, place)
        address = reverse(route, kwargs=dict(made.kwargs) or None)
        browser: Client = town.client(people[role])
        before = TrailEntry.objects.count()
        response = (
            browser.get(address, dict(made.data)) if row["method"] == "GET" else browser.post(address, dict(made.data))
        )
        told[role] = outcome(response)
        if told[role] != "ok":
            assert TrailEntry.objects.count() == before, (role, "a refused request left an entry")
    assert told == wanted
