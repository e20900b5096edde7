"""The desk shows what is owed to who owes it, and nothing of others."""

import json
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

import town
from probidad.core.offers import Agenda, Alert, Check, Due, DueState, agendas, checks
from probidad.rules.finding import Severity
from probidad.rules.finding import gettext_noop as _
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 9)  # a Friday before a Monday that is a holiday


@pytest.fixture(autouse=True)
def day() -> Iterator[None]:
    """It is noon in Bogotá on the day of the tests."""
    with time_machine.travel("2026-01-09T12:00:00-05:00", tick=False):
        yield


@pytest.fixture
def owing() -> Iterator[list[Due]]:
    """An agenda of the test's own, taken off the shelf afterwards."""
    dues: list[Due] = []
    agendas.lay(Agenda("trial.dues", _("Activity"), lambda _entity, _today: dues))
    yield dues
    agendas._things.pop("trial.dues")


def due(title: str, day: date, **other: object) -> Due:
    return Due(key=title, title=title, due=day, address="/mesa/", **other)  # type: ignore[arg-type]


def test_each_reach_shows_its_own(owing: list[Due]) -> None:
    here = town.entity()
    unit, beside = town.unit(here), town.unit(here)
    owing += [
        due("De mi dependencia", date(2026, 1, 8), units=frozenset({unit.pk})),
        due("De la vecina", TODAY, units=frozenset({beside.pk})),
        due("De planeación", date(2026, 2, 2), roles=frozenset({Role.PLANNING})),
    ]
    owner = town.client(town.person(here, Role.OWNER, unit=unit))
    planner = town.client(town.person(here, Role.PLANNING, unit=beside))
    text = owner.get("/mesa/").content.decode()
    assert "De mi dependencia" in text
    assert "De la vecina" not in text
    assert "De planeación" not in text
    assert "alcance=entity" not in text
    assert "De la vecina" not in owner.get("/mesa/?alcance=entity").content.decode()
    everything = planner.get("/mesa/?alcance=entity").content.decode()
    assert all(title in everything for title in ("De mi dependencia", "De la vecina", "De planeación"))


def test_a_post_owes_whoever_fills_it_today(owing: list[Due]) -> None:
    here = town.entity()
    post = town.post(town.unit(here))
    leaver, stand_in = town.person(here, Role.OWNER), town.person(here, Role.OWNER)
    town.appointed(leaver, post, ends=date(2025, 12, 31))
    town.appointed(stand_in, post, kind="stand_in", starts=date(2026, 1, 1))
    owing.append(due("Del cargo", TODAY, posts=frozenset({post.pk})))
    assert "Del cargo" in town.client(stand_in).get("/mesa/").content.decode()
    assert "Del cargo" not in town.client(leaver).get("/mesa/").content.decode()


def test_time_left_is_said_in_working_days_and_what_came_back_stands_first(owing: list[Due]) -> None:
    here = town.entity()
    unit = town.unit(here)
    mine = {"units": frozenset({unit.pk})}
    owing += [
        due("Vencida", date(2026, 1, 7), **mine),
        due("De hoy", TODAY, **mine),
        due("Del martes", date(2026, 1, 13), **mine),
        due("Devuelta", date(2026, 3, 2), state=DueState.RETURNED, **mine),
    ]
    text = town.client(town.person(here, Role.OWNER, unit=unit)).get("/mesa/").content.decode()
    assert "venció hace 2 días hábiles" in text
    assert "vence hoy" in text
    assert "falta 1 día hábil" in text
    assert text.index("Devuelta") < text.index("Vencida") < text.index("De hoy") < text.index("Del martes")
    assert "festivo" in text


def test_the_whole_list_is_searched_filtered_and_taken_away(owing: list[Due]) -> None:
    here = town.entity()
    unit = town.unit(here)
    mine = {"units": frozenset({unit.pk})}
    owing += [due("=Rendición de cuentas", TODAY, **mine), due("Trámites", date(2026, 1, 7), **mine)]
    browser = town.client(town.person(here, Role.OWNER, unit=unit))
    found = browser.get("/mesa/pendientes/?q=rendicion").content.decode()
    assert "Rendición de cuentas" in found
    assert "Trámites" not in found
    assert "Se muestran 1 de 2" in found
    assert "Trámites" in browser.get("/mesa/pendientes/?estado=overdue").content.decode()
    none = browser.get("/mesa/pendientes/?q=nada").content.decode()
    assert "Quitar" in none
    told = b"".join(browser.get("/mesa/pendientes/?formato=csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "'=Rendición de cuentas" in told
    exact = json.loads(b"".join(browser.get("/mesa/pendientes/?formato=json&estado=today").streaming_content))  # type: ignore[attr-defined]
    assert [(row["title"], row["due"], row["left"]) for row in exact["rows"]] == [
        ("=Rendición de cuentas", "2026-01-09", 0)
    ]
    assert browser.get("/mesa/pendientes/?formato=xlsx").content[:2] == b"PK"


def test_the_checks_speak_to_the_roles_that_they_are_for() -> None:
    here = town.entity()
    check = Check("trial.check", _("Check"), lambda _entity, _today: [Alert(Severity.HIGH, "Palabra de prueba", {}, "/mesa/")],
                  roles=frozenset({Role.INTERNAL_CONTROL}))  # fmt: skip
    checks.lay(check)
    try:
        assert (
            "Palabra de prueba" in town.client(town.person(here, Role.INTERNAL_CONTROL)).get("/mesa/").content.decode()
        )
        assert "Palabra de prueba" not in town.client(town.person(here, Role.READER)).get("/mesa/").content.decode()
    finally:
        checks._things.pop("trial.check")


def test_an_empty_desk_says_what_will_appear() -> None:
    here = town.entity()
    text = town.client(town.person(here, Role.READER)).get("/mesa/").content.decode()
    assert "Aquí no hay nada pendiente." in text
    assert "Hoy no hay nada que decir." in text


def test_the_desk_costs_the_same_whatever_is_owed(
    owing: list[Due], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    here = town.entity()
    unit = town.unit(here)
    browser = town.client(town.person(here, Role.PLANNING, unit=unit))
    owing += [due(f"Pendiente {n}", TODAY, units=frozenset({unit.pk})) for n in range(300)]
    with django_assert_max_num_queries(30):
        browser.get("/mesa/?alcance=entity")
