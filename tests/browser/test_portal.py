"""The portal and the component page in a real Chromium: accessible, wide and narrow, light and dark, by keyboard."""

from itertools import pairwise

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

import town
from browser.chromium import LOOKS, ON_A_SERVER, fits, sound, violations
from faces.portal import published

pytestmark = ON_A_SERVER
BASE = "/entidad/sopo/2017-12-30/"
PAGES = (
    "/?todas=si", "/entidad/sopo/", BASE, f"{BASE}plan/", f"{BASE}actividad/12/", f"{BASE}componente/c2/",
    f"{BASE}hallazgos/?gravedad=graves", f"{BASE}puntaje/", "/buscar/?q=tramites", "/datos/", "/verificar/",
    "/accesibilidad/", "/componentes/", "/libro/", "/entidad/sopo/libro/", "/entidad/sopo/dias-no-habiles/",
)  # fmt: skip


@pytest.fixture
def address(live_server) -> str:
    published.sopo(pressed=True)
    town.entity("Municipio de Muestra", slug="muestra", switchboard="601 000 0000")
    return live_server.url


def _ours(message: ConsoleMessage) -> bool:
    """An error, but for the drawings of Bootstrap's controls: on a slow machine the browser tries them, and is refused
    them, between its style sheet and ours."""
    return message.type == "error" and "'data:image/svg+xml" not in message.text


def opened(browser: Browser, url: str, width: int, scheme: str = "light", **context: object) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **context).new_page()
    page.errors = []
    page.on("console", lambda message: page.errors.append(message.text) if _ours(message) else None)
    page.on("request", lambda request: None if "localhost" in request.url else page.errors.append(request.url))
    page.goto(url)
    assert page.errors == []
    return page


def test_no_page_has_a_violation_or_scrolls_sideways(browser: Browser, address: str) -> None:
    for name in (*PAGES, "/entidad/muestra/"):
        page = opened(browser, address + name, 1280)
        for width, scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            sound(page)
        assert page.errors == []
        page.context.close()


def test_at_200_percent_nothing_is_lost_sideways(browser: Browser, address: str) -> None:
    for name in PAGES:
        page = opened(browser, address + name, 640, device_scale_factor=2)
        assert fits(page), name
        page.context.close()


def test_the_component_page_holds_in_forced_colours_and_print(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/componentes/", 1280, forced_colors="active")
    assert violations(page, "color-contrast") == []  # the reader's own colours are painted, and axe computes ours
    border = page.evaluate("getComputedStyle(document.querySelector('.level')).borderTopStyle")
    assert border == "solid"
    page.emulate_media(media="print")
    assert not page.locator(".mast nav").first.is_visible()
    page.context.close()


def test_the_keyboard_goes_through_the_component_page_in_the_order_of_reading(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/componentes/", 1280)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    tops, unseen = [], []
    for _number in range(30):
        page.keyboard.press("Tab")
        tops.append(page.evaluate("document.activeElement.getBoundingClientRect().top + scrollY"))
        if page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "solid":
            unseen.append(page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))
    assert unseen == []
    assert [pair for pair in pairwise(tops) if pair[1] < pair[0] - 150] == []
    page.context.close()


def test_a_person_without_javascript_goes_from_the_list_to_a_finding_and_takes_a_filter_off(
    browser: Browser, address: str
) -> None:
    page = opened(browser, f"{address}/", 390, java_script_enabled=False)
    page.get_by_label("Nombre de la entidad, municipio o departamento").fill("sopo")
    page.get_by_role("button", name="Buscar").click()
    page.locator("main").get_by_role("link", name="Municipio de Sopó").click()
    page.get_by_role("link", name="Ver el seguimiento completo").click()
    page.get_by_role("link", name="Hallazgos", exact=True).first.click()
    page.wait_for_load_state()
    everything = page.locator("article.finding").count()
    page.get_by_label("Gravedad").select_option("graves")
    page.get_by_label("Regla").select_option("r-recalc")
    page.get_by_role("button", name="Aplicar").click()
    page.wait_for_load_state()
    assert 0 < page.locator("article.finding").count() < everything
    page.locator(".chips").get_by_role("link", name="grave").first.click()
    assert "gravedad" not in page.url
    assert "regla=r-recalc" in page.url
    page.locator("article.finding").get_by_role("link", name="Actividad 12").first.click()
    assert page.url.endswith("/actividad/12/")
    page.context.close()


def test_a_reader_chooses_english_and_dark_colours_and_comes_back(browser: Browser, address: str) -> None:
    page = opened(browser, address + BASE, 1280, java_script_enabled=False)
    page.get_by_role("link", name="Idioma y colores").click()
    page.get_by_role("button", name="English").click()
    page.goto(f"{address}/preferencias/?next={BASE}")
    page.get_by_role("button", name="Dark").click()
    page.goto(address + BASE)
    root = page.locator("html")
    assert root.get_attribute("lang") == "en"
    assert root.get_attribute("data-bs-theme") == "dark"
    assert page.get_by_role("link", name="Findings").first.is_visible()
    page.context.close()
