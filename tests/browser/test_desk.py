"""The desk in a real Chromium: accessible, wide and narrow, light and dark, by keyboard and without JavaScript."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

import town
from browser.test_keys import signed_in
from browser.test_site import AXE, CHROMIUM, TAGS
from plans import imported
from probidad.core.models import OrgUnit
from probidad.plans.models import Activity
from probidad.rules.separation import Role

pytestmark = [
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed (Debian: apt install chromium)"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


def session_of_a_planner(folder: Path) -> str:
    """Somebody of planning in a town whose plan of this year owes two things."""
    here = town.entity()
    unit: OrgUnit = town.unit(here, "Planeación")
    rows = (("Publicar los informes", "4", "2", "50%"), ("Atender las peticiones", "2", "1", "50%"))
    path = imported.matrix(
        folder, *rows, title="SEGUIMIENTO AL PLAN ANTICORRUPCIÓN 2026", cut_off="Corte: 30 de abril de 2026"
    )
    imported.applied(town.acting(here, Role.PLANNING), path, entity_confirmed="yes")
    Activity.objects.update(unit=unit)
    browser = town.client(town.person(here, Role.PLANNING, unit=unit))
    return browser.cookies["probidad_sesion"].value


def test_the_desk_has_no_violation_and_no_sideways_scroll(live_server, chromium: Browser, tmp_path: Path) -> None:
    session = session_of_a_planner(tmp_path)
    for width, scheme in ((1280, "light"), (1280, "dark"), (390, "light"), (390, "dark"), (320, "light")):
        page = signed_in(chromium, live_server.url, session, width, scheme)
        for path in ("/mesa/", "/mesa/?alcance=entity", "/mesa/pendientes/?alcance=entity", "/mesa/pendientes/?q=nada"):
            page.goto(live_server.url + path, wait_until="networkidle")
            page.evaluate(AXE)
            result = page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
            assert [(path, v["id"], [n["html"][:120] for n in v["nodes"]]) for v in result["violations"]] == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)
        page.context.close()


def test_a_person_without_javascript_goes_from_what_is_owed_to_the_activity(
    live_server, chromium: Browser, tmp_path: Path
) -> None:
    page = signed_in(chromium, live_server.url, session_of_a_planner(tmp_path), 390, "light", java_script_enabled=False)
    page.goto(f"{live_server.url}/mesa/")
    page.get_by_role("link", name="Lo que debe la entidad").click()
    page.get_by_role("link", name="Ver todo").click()
    page.get_by_label("Buscar", exact=True).first.fill("peticiones")
    page.get_by_role("button", name="Filtrar").click()
    page.get_by_role("link", name="Atender las peticiones").click()
    assert "Atender las peticiones" in page.inner_text("main")
    page.context.close()
