"""Pages of the chart, posts, processes, entities, permissions and the trail."""

import pytest

import town
from probidad.core.models import Entity, OrgUnit, Post
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
LISTS = ("cargos/", "procesos/", "conflictos/", "bitacora/", "entidades/", "dependencias/", "permisos/", "personas/")


@pytest.mark.parametrize("address", LISTS)
def test_each_page_needs_at_most_25_queries(address: str, django_assert_max_num_queries) -> None:
    here = town.entity()
    browser = town.client(town.person(here, Role.ADMINISTRATOR))
    top = town.unit(here)
    for number in range(12):
        town.appointed(town.person(here, unit=top), town.post(town.unit(here, parent=top))) if number < 2 else None
        town.post(town.unit(here, f"Unidad {number}", parent=top))
    with django_assert_max_num_queries(25):
        assert browser.get(f"/mesa/{address}").status_code == 200


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("address", ["cargos/", "procesos/", "personas/", "conflictos/", "bitacora/", "entidades/"])
def test_each_list_is_taken_away_as_a_file(address: str, format: str) -> None:
    here = town.entity()
    town.appointed(town.person(here), town.post(town.unit(here)))
    browser = town.client(town.person(here, Role.ADMINISTRATOR))
    response = browser.get(f"/mesa/{address}?formato={format}")
    assert response.status_code == 200
    assert b"".join(response) if response.streaming else response.content


def test_the_chart_is_shown_as_it_was_on_a_day_and_a_day_that_is_none_means_today() -> None:
    here = town.entity()
    browser = town.client(town.person(here, Role.PLANNING))
    unit = town.unit(here, "Secretaría General")
    browser.post(
        f"/mesa/dependencias/{unit.pk}/cambiar/",
        {"mode": "change", "name": "Secretaría de Gobierno", "parent": "", "on": "2026-01-01", "act": "Decreto 1"},
    )
    assert "Secretaría General" in browser.get("/mesa/dependencias/?el=2025-12-31").content.decode()
    for address in ("", "?el=2026-01-01", "?el=ayer"):
        page = browser.get(f"/mesa/dependencias/{address}").content.decode()
        assert "Secretaría de Gobierno" in page
        assert "Secretaría General" not in page


def test_a_unit_with_posts_says_what_ends_with_it_and_ends_only_when_that_is_confirmed() -> None:
    here = town.entity()
    browser = town.client(town.person(here, Role.PLANNING))
    unit = town.unit(here)
    town.post(unit, "Cargo que termina")
    address = f"/mesa/dependencias/{unit.pk}/terminar/"
    assert "Cargo que termina" in browser.get(address).content.decode()
    data = {"on": "2026-01-02", "act": "Decreto 1"}
    assert browser.post(address, data).status_code == 422
    assert browser.post(address, {**data, "with_all": "on"}).status_code == 302
    assert OrgUnit.objects.get(pk=unit.pk).valid_until is not None
    assert Post.objects.get().valid_until is not None


def test_a_change_by_an_act_without_its_act_comes_back() -> None:
    here = town.entity()
    unit = town.unit(here)
    browser = town.client(town.person(here, Role.PLANNING))
    response = browser.post(
        f"/mesa/dependencias/{unit.pk}/cambiar/", {"mode": "change", "name": "Otra", "parent": "", "on": "", "act": ""}
    )
    assert response.status_code == 422
    assert 'href="#id_act"' in response.content.decode()


def test_posts_that_nobody_fills_are_found_by_their_state() -> None:
    here = town.entity()
    unit = town.unit(here)
    town.post(unit, "Cargo vacío")
    town.appointed(town.person(here, name="Ana Pardo"), town.post(unit, "Cargo lleno"))
    browser = town.client(town.person(here, Role.READER))
    page = browser.get("/mesa/cargos/?estado=vacante").content.decode()
    assert "Cargo vacío" in page
    assert "Cargo lleno" not in page
    assert "Ana Pardo" in browser.get("/mesa/cargos/").content.decode()


def test_the_operator_makes_an_entity_by_the_form_and_a_wrong_place_comes_back() -> None:
    browser = town.client(town.person(operator=True))
    data = {
        "name": "Alcaldía de Sopó", "order": "municipal", "kind": "mayoralty", "category": "fifth", "divipola": "25",
        "fictitious": "sample", "administrator_name": "Primera", "administrator_email": "primera@muestra.example",
    }  # fmt: skip
    assert browser.post("/mesa/entidades/nueva/", data).status_code == 422
    response = browser.post("/mesa/entidades/nueva/", {**data, "divipola": "25758"})
    assert response.status_code == 200
    assert "/cuenta/" in response.content.decode()
    made = Entity.objects.get()
    assert (made.fictitious, made.slug) == (True, "alcaldia-de-sopo")
    assert "Alcaldía de Sopó" in browser.get("/mesa/entidades/").content.decode()


def test_the_page_of_permissions_tells_a_person_what_they_may_do() -> None:
    here = town.entity()
    page = town.client(town.person(here, Role.ADMINISTRATOR)).get("/mesa/permisos/").content.decode()
    assert page.count("<h1") == 1
    assert "<table" in page
