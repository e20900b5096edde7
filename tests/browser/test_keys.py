"""Keys of the API and the page of offers in a real browser: made, read once, revoked, without JavaScript too."""

from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, sync_playwright

import town
from browser.test_site import AXE, CHROMIUM, TAGS
from probidad.rules.separation import Role

pytestmark = [
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed (Debian: apt install chromium)"),
    pytest.mark.django_db(transaction=True),
]
PAGES = (
    "/mesa/claves/",
    "/mesa/claves/nueva/",
    "/mesa/claves/1/",
    "/mesa/claves/1/revocar/",
    "/mesa/oferta/",
    "/api/v1/docs",
)


@pytest.fixture
def chromium(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


def signed_in(chromium: Browser, server: str, session: str, width: int, scheme: str, **context: object) -> Page:
    made = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **context)
    made.add_cookies([{"name": "probidad_sesion", "value": session, "url": server}])
    return made.new_page()


def session_of_an_administrator() -> str:
    browser = town.client(town.person(town.entity(), Role.ADMINISTRATOR))
    return browser.cookies["probidad_sesion"].value


def test_a_key_is_made_read_once_and_revoked_without_javascript(live_server, chromium: Browser) -> None:
    page = signed_in(chromium, live_server.url, session_of_an_administrator(), 1280, "light", java_script_enabled=False)
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


def test_the_pages_are_accessible_wide_and_narrow_light_and_dark(live_server, chromium: Browser) -> None:
    session = session_of_an_administrator()
    assert Session.objects.filter(session_key=session).exists()
    first = signed_in(chromium, live_server.url, session, 1280, "light")
    first.goto(f"{live_server.url}/mesa/claves/nueva/")
    first.fill("input[name=name]", "Tablero")
    first.click("main button.btn-primary")
    first.goto(f"{live_server.url}/mesa/claves/")
    address = first.get_attribute("main table a[href*='/mesa/claves/']", "href") or ""
    for width, scheme in ((1280, "light"), (1280, "dark"), (390, "light"), (390, "dark"), (320, "light")):
        page = signed_in(chromium, live_server.url, session, width, scheme)
        for path in PAGES:
            page.goto(live_server.url + path.replace("/mesa/claves/1/", address))
            page.evaluate(AXE)
            found = page.evaluate(
                "tags => axe.run(document, {runOnly: tags}).then(r => r.violations.map(v => v.id))", TAGS
            )
            assert found == [], (path, width, scheme)
            overflow = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
            assert not overflow, (path, width)
