"""Lists, forms and imports in a real Chromium: with and without JavaScript, narrow and wide, light and dark."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

import town
from browser.chromium import LOOKS, ON_A_SERVER, signed_in, sound
from core import trial
from probidad.core.models import Entity, ImportRun, OrgUnit
from probidad.rules.separation import Role

pytestmark = [*ON_A_SERVER, pytest.mark.urls("core.trial")]
LIST = "/mesa/prueba/dependencias/"


@pytest.fixture
def here() -> Entity:
    entity = town.entity("Municipio de Muestra")
    parent = town.unit(entity, "Secretaría de Hacienda", code="100")
    for number, name in enumerate(("Tesorería", "Presupuesto", "Impuestos", "Contabilidad"), start=1):
        town.unit(entity, name, parent, code=f"1{number}0")
    for number in range(60):
        town.unit(entity, f"Oficina {number}", code=f"5{number:02}")
    return entity


def opened(
    browser: Browser, server: LiveServer, entity: Entity, path: str, width: int = 1280, **context: object
) -> Page:
    """The page, for a person of planning. A request to another host fails the test."""
    who = town.person(entity, Role.PLANNING, name="Ana Planeación")
    page = signed_in(browser, server, who, width, **context)
    page.on("request", lambda request: None if request.url.startswith(server.url) else pytest.fail(request.url))
    page.goto(server.url + path)
    return page


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_pages_of_lists_and_imports_have_no_violation_and_no_sideways_scroll(
    browser: Browser, live_server: LiveServer, here: Entity, width: int, scheme: str
) -> None:
    with trial.on_the_shelf():
        page = opened(browser, live_server, here, LIST + "?q=oficina", width, scheme=scheme)
        sound(page, f"list-{width}-{scheme}")
        page.get_by_text("Columnas", exact=True).click()
        sound(page, f"list-columns-{width}-{scheme}")
        page.get_by_text("Ana Planeación").click()
        sound(page, f"list-menu-{width}-{scheme}")
        page.goto(live_server.url + LIST + "?q=nada")
        sound(page, f"list-none-{width}-{scheme}")
        page.goto(live_server.url + "/mesa/importaciones/nueva/trial.units/")
        page.get_by_role("button", name="Ver qué cambiaría").click()
        expect(page.get_by_role("alert")).to_be_visible()
        sound(page, f"import-new-{width}-{scheme}")
        rows = (("100", "Hacienda", "2024-01-01"), ("700", "", "1 de marzo de 2024"), ("710", "Prensa", "ayer"))
        page.set_input_files("#id_file", {"name": "unidades.xlsx", "mimeType": "", "buffer": trial.sheet(*rows)})
        page.get_by_role("button", name="Ver qué cambiaría").click()
        expect(page.get_by_text("celda B3").first).to_be_visible()
        sound(page, f"import-faulty-{width}-{scheme}")
        page.goto(live_server.url + "/mesa/importaciones/")
        sound(page, f"imports-{width}-{scheme}")
        page.goto(live_server.url + "/preferencias/?next=/")
        sound(page, f"preferences-{width}-{scheme}")
        page.context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_list_is_searched_sorted_turned_and_its_columns_chosen(
    browser: Browser, live_server: LiveServer, here: Entity, scripts: bool
) -> None:
    page = opened(browser, live_server, here, LIST, java_script_enabled=scripts)
    main = page.locator("main")
    expect(main.get_by_role("status").first).to_have_text("Filas 1 a 50 de 65")
    main.get_by_role("link", name="Siguiente").click()
    expect(main.get_by_role("status").first).to_have_text("Filas 51 a 65 de 65")
    main.get_by_role("searchbox").fill("hacienda")
    main.get_by_role("button", name="Filtrar").click()
    expect(main.get_by_role("status").first).to_have_text("Se muestran 1 de 65")
    assert "q=hacienda" in page.url
    main.get_by_role("link", name="Quitar: Buscar: hacienda").click()
    expect(main.get_by_role("status").first).to_have_text("Filas 1 a 50 de 65")
    main.get_by_role("combobox", name="Superior").select_option(label="Secretaría de Hacienda")
    main.get_by_role("button", name="Filtrar").click()
    expect(main.get_by_role("status").first).to_have_text("Se muestran 4 de 65")
    main.get_by_role("link", name="Nombre").click()
    expect(main.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    main.get_by_role("link", name="Nombre").click()
    expect(main.locator("tbody th").first).to_have_text("Contabilidad")
    main.get_by_text("Columnas", exact=True).click()
    main.get_by_role("checkbox", name="Acto").check()
    main.get_by_role("button", name="Mostrar estas").click()
    expect(main.get_by_role("columnheader", name="Acto")).to_be_visible()
    expect(main.get_by_role("status").first).to_have_text("Se muestran 4 de 65")
    page.go_back()
    expect(main.get_by_role("columnheader", name="Acto")).to_have_count(0)
    expect(main.get_by_role("status").first).to_have_text("Se muestran 4 de 65")
    page.context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_many_rows_are_chosen_summed_up_and_changed(
    browser: Browser, live_server: LiveServer, here: Entity, scripts: bool
) -> None:
    page = opened(browser, live_server, here, LIST + "?q=1", java_script_enabled=scripts)
    main = page.locator("main")
    main.get_by_role("checkbox", name="Elegir Tesorería").check()
    main.get_by_role("checkbox", name="Elegir Presupuesto").check()
    if scripts:
        expect(main.locator("[data-ticked]")).to_have_text("2")
    main.get_by_label("Con las filas elegidas").select_option(label="Anotar el acto")
    main.get_by_role("button", name="Ver el resumen").click()
    expect(main.get_by_role("heading", name="Esto cambia 2 filas")).to_be_visible()
    main.get_by_role("button", name="Anotar el acto").click()
    expect(main.get_by_role("alert")).to_contain_text("Falta corregir")
    if scripts:
        sound(page, "bulk")
    main.get_by_label("Acto administrativo").fill("Decreto 7 de 2026")
    main.get_by_label("La superior").check()
    main.get_by_role("button", name="Anotar el acto").click()
    expect(main.get_by_text("2 anotadas")).to_be_visible()
    assert OrgUnit.objects.filter(act="Decreto 7 de 2026").count() == 2
    page.context.close()


def test_a_list_that_the_server_does_not_answer_stays_and_says_so(
    browser: Browser, live_server: LiveServer, here: Entity
) -> None:
    page = opened(browser, live_server, here, LIST)
    main = page.locator("main")

    def broken(route: Route) -> None:
        route.abort()

    page.route(re.compile("orden="), broken)
    main.get_by_role("link", name="Código").click()
    expect(main.get_by_text("El servidor no respondió. La lista sigue como estaba.")).to_be_visible()
    expect(main.locator("tbody th").first).to_have_text("Secretaría de Hacienda")
    expect(main.locator("[data-list]")).to_have_attribute("aria-busy", "false")
    page.unroute(re.compile("orden="))
    main.get_by_role("link", name="Código").click()
    expect(main.locator("th[aria-sort]")).to_have_count(1)
    page.context.close()


def test_the_keyboard_opens_and_closes_the_menu_of_the_person(
    browser: Browser, live_server: LiveServer, here: Entity
) -> None:
    page = opened(browser, live_server, here, LIST)
    summary = page.locator(".topbar summary").last
    summary.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Oscuro").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.locator(".topbar summary").last.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Oscuro")).to_be_hidden()
    page.context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_good_file_is_brought_seen_and_applied(
    browser: Browser, live_server: LiveServer, here: Entity, scripts: bool
) -> None:
    with trial.on_the_shelf():
        page = opened(browser, live_server, here, "/mesa/importaciones/nueva/trial.units/", java_script_enabled=scripts)
        rows = (("100", "Hacienda", "2024-01-01"), ("700", "Prensa", "1 de marzo de 2024"))
        page.set_input_files("#id_file", {"name": "unidades.xlsx", "mimeType": "", "buffer": trial.sheet(*rows)})
        page.get_by_role("button", name="Ver qué cambiaría").click()
        expect(page.get_by_text("ahora: Secretaría de Hacienda")).to_be_visible()
        if scripts:
            sound(page, "import-good")
        page.get_by_role("button", name="Aplicar la importación").click()
        expect(page.get_by_text("unidades.xlsx quedó aplicado.")).to_be_visible()
        if scripts:
            sound(page, "import-done")
        page.context.close()
    assert ImportRun.objects.get().state == "applied"
    assert OrgUnit.objects.get(entity=here, code="100").name == "Hacienda"
