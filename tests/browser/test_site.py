"""The published site in a real Chromium: accessible, narrow and wide, light and dark, without JavaScript."""

import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browser.chromium import IN_A_BROWSER, LOOKS, fits, sound

pytestmark = IN_A_BROWSER
PAGES = ["index.html", "plan.html", "hallazgos.html", "puntaje.html", "actividad-12.html", "actividad-34.html"]


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(sopo_site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(sopo_site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def opened(browser: Browser, url: str, width: int, scheme: str = "light", **context: object) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **context).new_page()
    outside: list[str] = []
    page.on("request", lambda request: None if "127.0.0.1" in request.url else outside.append(request.url))
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(url)
    assert outside == []
    assert errors == []
    return page


@pytest.mark.parametrize("name", PAGES)
def test_every_kind_of_page_has_no_violation_and_no_sideways_scroll(browser: Browser, address: str, name: str) -> None:
    page = opened(browser, f"{address}/{name}", 1280)
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        sound(page)
    page.context.close()


def test_a_person_without_javascript_filters_the_findings_and_reaches_the_activity(
    browser: Browser, address: str
) -> None:
    page = opened(browser, f"{address}/index.html", 1280, java_script_enabled=False)
    page.get_by_role("link", name="Hallazgos", exact=True).first.click()
    page.wait_for_load_state()
    everything = page.locator("[id^='R-']").count()
    page.get_by_text("Filtros por componente y por regla").click()
    page.get_by_role("link", name="R-RECALC").first.click()
    page.wait_for_load_state()
    assert 0 < page.locator("[id^='R-']").count() < everything
    page.locator("main").get_by_role("link", name="Actividad 12").first.click()
    assert "actividad-12" in page.url
    assert "E33" in page.locator("main").inner_text()
    page.context.close()


def test_the_keyboard_reaches_the_content_first_and_the_focus_is_seen(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/index.html", 1280)
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.getAttribute('href')")
    assert focused is not None
    assert focused.startswith("#")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.context.close()


def test_at_200_percent_of_text_nothing_is_lost_sideways(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/puntaje.html", 640)
    assert fits(page)
    page.context.close()


def test_the_downloads_of_the_home_page_are_there(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/index.html", 1280)
    links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    files = [link for link in links if link.endswith((".pdf", ".xlsx", ".ods", ".csv", ".json"))]
    assert len(set(files)) >= 6
    for link in set(files):
        assert page.request.get(link).status == 200
    page.context.close()


def test_the_pages_print_without_their_navigation(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}/actividad-12.html", 1280)
    page.emulate_media(media="print")
    assert not page.locator("nav").first.is_visible()
    page.context.close()
