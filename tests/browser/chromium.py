"""What every test in the browser needs: the browser of this machine, the marks, who is signed in, what axe finds."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import town
from probidad.core.models import User

CHROMIUM = os.environ.get("PROBIDAD_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
)  # fmt: skip
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
SHOTS = os.environ.get("PROBIDAD_SHOTS", "")  # a folder: what the pages look like
LOOKS = ((1280, "light"), (1280, "dark"), (390, "light"), (390, "dark"), (320, "light"))
IN_A_BROWSER = [
    pytest.mark.xdist_group("browser"),  # one browser, in one process
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed (Debian: apt install chromium)"),
]
ON_A_SERVER = [*IN_A_BROWSER, pytest.mark.django_db(transaction=True)]
_AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
_RUN = "told => axe.run(document, {runOnly: told[0], rules: told[1], resultTypes: ['violations']})"
NARROWEST = 320  # nothing may be lost there; what axe looks at is the same as at 390


def signed_in(
    browser: Browser, server: object, who: User, width: int = 1280, scheme: str = "light", **context: object
) -> Page:
    """An empty page of somebody who signed in at the server. An error of a script fails the test."""
    made = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **context)
    cookie = town.client(who).cookies["probidad_sesion"].value
    made.add_cookies([{"name": "probidad_sesion", "value": cookie, "url": str(server)}])
    page = made.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    return page


def violations(page: Page, *without: str) -> list[tuple[str, list[str]]]:
    """What axe finds against WCAG 2.1 AA on the page as it stands, ``without`` these of its rules."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)  # the content policy refuses a script tag
    result = page.evaluate(_RUN, [TAGS, {name: {"enabled": False} for name in without}])
    return [(found["id"], [node["html"][:160] for node in found["nodes"]]) for found in result["violations"]]


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def sound(page: Page, name: str = "") -> None:
    """No violation, and nothing sideways; a picture where one asked for them."""
    if SHOTS and name:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)
    if page.viewport_size is None or page.viewport_size["width"] > NARROWEST:
        assert violations(page) == [], page.url
    assert fits(page), page.url


def sound_everywhere(page: Page, addresses: Sequence[str], looks: Sequence[tuple[int, str]] = LOOKS) -> None:
    """Each address opened once and looked at wide, narrow, light and dark."""
    for address in addresses:
        page.goto(address)
        for width, scheme in looks:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            sound(page)
