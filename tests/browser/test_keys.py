"""Keys of the API and the page of offers in a real browser: made, read once, revoked, without JavaScript too."""

from playwright.sync_api import Browser

import town
from browser.chromium import ON_A_SERVER, signed_in, sound_everywhere
from probidad.core.models import User
from probidad.rules.separation import Role

pytestmark = ON_A_SERVER
PAGES = (
    "/mesa/claves/",
    "/mesa/claves/nueva/",
    "/mesa/claves/1/",
    "/mesa/claves/1/revocar/",
    "/mesa/oferta/",
    "/api/v1/docs",
)


def administrator() -> User:
    return town.person(town.entity(), Role.ADMINISTRATOR)


def test_a_key_is_made_read_once_and_revoked_without_javascript(browser: Browser, live_server) -> None:
    page = signed_in(browser, live_server, administrator(), java_script_enabled=False)
    page.goto(f"{live_server.url}/mesa/claves/")
    page.click("main .btn-primary")
    page.fill("input[name=name]", "Tablero")
    page.check("input[name=scopes]")
    page.click("main button.btn-primary")
    assert page.input_value("#token").startswith("prob_")
    page.click("main .btn-primary")
    page.click("text=Tablero")
    page.click("main .row-x a")
    page.check("#sure")
    page.click("main .btn-final")
    assert "revocada" in page.inner_text("main table")


def test_the_pages_are_accessible_wide_and_narrow_light_and_dark(browser: Browser, live_server) -> None:
    page = signed_in(browser, live_server, administrator())
    page.goto(f"{live_server.url}/mesa/claves/nueva/")
    page.fill("input[name=name]", "Tablero")
    page.click("main button.btn-primary")
    page.goto(f"{live_server.url}/mesa/claves/")
    address = page.get_attribute("main table a[href*='/mesa/claves/']", "href") or ""
    sound_everywhere(page, [live_server.url + path.replace("/mesa/claves/1/", address) for path in PAGES])
    page.context.close()
