"""Lists, everywhere the same: search, filters, order, columns, files, and what is done to many rows."""

import csv
import io
import json

import openpyxl
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

import town
from probidad.core.models import Entity, OrgUnit
from probidad.core.views import bulk, listing
from probidad.rules.separation import Role

pytestmark = [pytest.mark.django_db, pytest.mark.urls("core.trial")]
ADDRESS = "/mesa/prueba/dependencias/"


@pytest.fixture
def here() -> Entity:
    entity = town.entity()
    parent = town.unit(entity, "Hacienda", code="100")
    town.unit(entity, "Tesorería", parent, code="110")
    town.unit(entity, "Presupuesto", parent, code="120", valid_until=town.TODAY)
    town.unit(entity, "Prensa", code="200")
    return entity


@pytest.fixture
def browser(here: Entity) -> Client:
    return town.client(town.person(here, Role.PLANNING))


def seen(browser: Client, query: str = "", **headers: str) -> str:
    response = browser.get(ADDRESS + query, headers=headers)
    assert response.status_code == 200
    return str(response.content.decode())


def names(browser: Client, query: str = "") -> list[str]:
    """Names in the order in which the file has them, which is that of the page."""
    joiner = "&" if query else "?"
    answer = browser.get(f"{ADDRESS}{query}{joiner}formato=json")
    return [row["name"] for row in json.loads(b"".join(answer))["rows"]]


def test_the_search_forgives_accents_and_case_and_asks_for_every_word(browser: Client) -> None:
    assert names(browser, "?q=TESORERIA") == ["Tesorería"]
    assert names(browser, "?q=110+tesor") == ["Tesorería"]
    assert names(browser, "?q=110+hacienda") == []


@pytest.mark.parametrize("query", [
    "?q=%00", "?q=%25_%5C", "?pagina=0", "?pagina=-1", "?pagina=" + "9" * 5000, "?pagina=x", "?orden=--name", "?orden=nada",
    "?superior=x", "?superior=%00", "?superior=99999999999999999999", "?columnas=nada", "?formato=exe", "?q=%FF", "?q=" + "a+" * 500,
])  # fmt: skip
def test_what_an_address_asks_and_nobody_knows_is_left_aside(browser: Client, query: str) -> None:
    seen(browser, query)


def test_a_sign_of_patterns_is_looked_for_as_it_is(browser: Client) -> None:
    assert names(browser, "?q=%25") == []
    assert names(browser, "?q=_") == []


def test_the_order_turns_and_rows_without_a_value_stand_last_both_ways(browser: Client) -> None:
    assert names(browser) == ["Hacienda", "Tesorería", "Presupuesto", "Prensa"]
    assert names(browser, "?orden=name") == ["Hacienda", "Tesorería", "Presupuesto", "Prensa"]  # folded begins by code
    assert names(browser, "?orden=-code") == ["Prensa", "Presupuesto", "Tesorería", "Hacienda"]
    assert names(browser, "?orden=until")[0] == names(browser, "?orden=-until")[0] == "Presupuesto"


def test_a_filter_narrows_is_told_in_a_chip_and_is_taken_away_by_it(browser: Client, here: Entity) -> None:
    parent = OrgUnit.objects.get(entity=here, code="100")
    query = f"?superior={parent.pk}&orden=code"
    assert names(browser, query) == ["Tesorería", "Presupuesto"]
    page = seen(browser, query)
    assert "Se muestran 2 de 4" in page
    assert 'href="?orden=code"' in page


def test_the_head_says_the_order_and_its_link_turns_it(browser: Client) -> None:
    page = seen(browser, "?orden=code")
    assert 'aria-sort="ascending"' in page
    assert 'href="?orden=-code"' in page
    assert 'aria-sort="descending"' in seen(browser, "?orden=-code")


def test_the_columns_chosen_are_shown_and_exported_and_the_name_always(browser: Client) -> None:
    rows = list(
        csv.reader(io.StringIO(b"".join(browser.get(f"{ADDRESS}?columnas=act&formato=csv")).decode("utf-8-sig")))
    )
    assert rows[0] == ["Nombre", "Acto"]
    assert rows[1] == ["Hacienda", ""]


def test_the_files_hold_exactly_what_is_seen(browser: Client) -> None:
    query = "?q=pre&orden=-code"
    told = json.loads(b"".join(browser.get(f"{ADDRESS}{query}&formato=json")))
    assert [row["name"] for row in told["rows"]] == ["Prensa", "Presupuesto"]
    assert told["rows"][1]["since"] == "2024-01-01"
    assert told["rows"][1]["size"] == 3000
    assert (told["rows"][0]["level"], told["rows"][1]["level"]) == (None, "alta")
    assert told["rows"][0]["state"] == "abierto"
    answer = browser.get(f"{ADDRESS}{query}&formato=xlsx")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="dependencias-de-prueba-20')
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["Prensa", "Presupuesto"]


def test_a_text_that_a_spreadsheet_could_run_is_neutralised(browser: Client, here: Entity) -> None:
    town.unit(here, "=1+1", code="300")
    text = b"".join(browser.get(f"{ADDRESS}?formato=csv")).decode()
    assert '"=1+1"' not in text
    assert names(browser)[-1] == "=1+1"


def test_a_spreadsheet_of_too_many_rows_is_refused_with_its_way_out(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "SPREADSHEET_ROWS", 3)
    page = browser.get(f"{ADDRESS}?orden=code&formato=xlsx", follow=True)
    assert page.redirect_chain == [(f"{ADDRESS}?orden=code", 302)]
    assert "CSV" in page.content.decode()
    assert browser.get(f"{ADDRESS}?q=prensa&formato=xlsx").status_code == 200


def test_htmx_gets_the_list_alone_and_the_history_the_whole_page(browser: Client) -> None:
    part = seen(browser, **{"HX-Request": "true"})
    assert part.lstrip().startswith('<div id="list"')
    assert "csrfmiddlewaretoken" in part
    whole = seen(browser, **{"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert whole.startswith("<!doctype html>")


def test_an_empty_list_says_why_and_one_without_matches_how_to_see_the_rest(browser: Client) -> None:
    assert "Nada coincide con estos filtros" in seen(browser, "?q=nada")
    alone = town.client(town.person(town.entity(), Role.PLANNING))
    page = seen(alone)
    assert "Aquí no hay dependencias." in page
    assert "Cree la primera" in page


def test_rows_of_another_entity_are_in_no_page_no_count_and_no_file(browser: Client) -> None:
    town.unit(town.entity(), "Secreta ajena")
    assert "ajena" not in seen(browser, "?q=ajena").replace('value="ajena"', "").replace("q=ajena", "").replace(
        "> ajena <", ""
    )
    assert names(browser, "?q=secreta") == []
    assert "4 filas" in seen(browser)


def test_a_list_costs_the_same_whatever_its_size(
    browser: Client, here: Entity, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(120):
        town.unit(here, f"Unidad {number}", code=f"9{number:03}")
    with django_assert_max_num_queries(17):
        page = seen(browser, "?q=unidad&pagina=2")
    assert "Filas 51 a 100 de 120" in page


def test_many_rows_are_changed_after_a_summary(browser: Client, here: Entity) -> None:
    chosen = list(OrgUnit.objects.filter(entity=here, code__in=["110", "120"]).values_list("pk", flat=True))
    first = browser.post(ADDRESS + "?orden=code", {"accion": "act", "fila": chosen})
    page = first.content.decode()
    assert first.status_code == 200
    assert "Tesorería" in page
    assert "Prensa" not in page
    assert "Cambian 2" in page
    assert not OrgUnit.objects.exclude(act="").exists()
    answers = {
        "accion": "act",
        "paso": "confirmar",
        "filas": ",".join(map(str, chosen)),
        "act": "Decreto 7",
        "heirs": "none",
    }
    done = browser.post(ADDRESS + "?orden=code", answers)
    assert (done.status_code, done.headers["Location"]) == (303, ADDRESS + "?orden=code")
    assert OrgUnit.objects.filter(act="Decreto 7").count() == 2
    assert "2 anotadas" in seen(browser)


def test_all_that_match_are_those_of_the_filters(browser: Client, here: Entity) -> None:
    page = browser.post(ADDRESS + "?q=pre", {"accion": "act", "todas": "1"}).content.decode()
    assert "Cambian 2" in page


def test_an_incomplete_answer_comes_back_with_what_was_typed_and_changes_nothing(browser: Client, here: Entity) -> None:
    one = OrgUnit.objects.get(entity=here, code="110").pk
    response = browser.post(ADDRESS, {"accion": "act", "paso": "confirmar", "filas": str(one), "act": "Decreto 7"})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="Decreto 7"' in page
    assert 'href="#id_heirs_0"' in page
    assert 'aria-describedby="id_act_helptext"' in page
    assert not OrgUnit.objects.exclude(act="").exists()


def test_a_refusal_of_one_row_changes_none_and_is_said(browser: Client, here: Entity) -> None:
    OrgUnit.objects.filter(entity=here, code="120").update(act="Acuerdo 1")
    chosen = OrgUnit.objects.filter(entity=here, code__in=["110", "120"]).values_list("pk", flat=True)
    answers = {
        "accion": "act",
        "paso": "confirmar",
        "filas": ",".join(map(str, chosen)),
        "act": "Decreto 7",
        "heirs": "none",
    }
    response = browser.post(ADDRESS, answers)
    assert response.status_code == 422
    assert "«Presupuesto» ya tiene acto." in response.content.decode()
    assert not OrgUnit.objects.filter(act="Decreto 7").exists()


@pytest.mark.parametrize("given", ["", "0", "x", "9" * 40, "1;drop", "²"])
def test_rows_that_are_not_there_stop_the_action(browser: Client, here: Entity, given: str) -> None:
    one = OrgUnit.objects.get(entity=here, code="110").pk
    answers = {
        "accion": "act",
        "paso": "confirmar",
        "filas": f"{one},{given}" if given else "",
        "act": "D",
        "heirs": "none",
    }
    assert browser.post(ADDRESS, answers).status_code == 303
    assert not OrgUnit.objects.exclude(act="").exists()


def test_a_row_of_another_entity_stops_the_action(browser: Client, here: Entity) -> None:
    foreign = town.unit(town.entity(), "Ajena").pk
    answers = {"accion": "act", "paso": "confirmar", "filas": str(foreign), "act": "D", "heirs": "none"}
    assert browser.post(ADDRESS, answers).status_code == 303
    assert not OrgUnit.objects.exclude(act="").exists()


def test_more_rows_than_an_action_takes_are_refused(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MOST", 3)
    page = browser.post(ADDRESS, {"accion": "act", "todas": "1"}, follow=True).content.decode()
    assert "Nada cambió" in page


def test_without_an_action_or_a_row_the_list_says_what_to_choose(browser: Client) -> None:
    assert "Elija qué hacer" in browser.post(ADDRESS, {"fila": "1"}, follow=True).content.decode()
    assert "Elija al menos una fila" in browser.post(ADDRESS, {"accion": "act"}, follow=True).content.decode()


def test_who_may_not_do_it_is_offered_no_boxes_and_finds_no_action(here: Entity) -> None:
    reader = town.client(town.person(here, Role.READER))
    assert 'name="fila"' not in seen(reader)
    assert reader.post(ADDRESS, {"accion": "act", "todas": "1"}).status_code == 404
