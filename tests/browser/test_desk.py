"""The desk in a real Chromium: accessible, wide and narrow, light and dark, by keyboard and without JavaScript."""

from pathlib import Path

from playwright.sync_api import Browser

import town
from browser.chromium import ON_A_SERVER, signed_in, sound_everywhere
from plans import imported
from probidad.core.models import OrgUnit, User
from probidad.plans.models import Activity
from probidad.rules.separation import Role

pytestmark = ON_A_SERVER


def planner(folder: Path) -> User:
    """Somebody of planning in a town whose plan of this year owes two things."""
    here = town.entity()
    unit: OrgUnit = town.unit(here, "Planeación")
    rows = (("Publicar los informes", "4", "2", "50%"), ("Atender las peticiones", "2", "1", "50%"))
    path = imported.matrix(
        folder, *rows, title="SEGUIMIENTO AL PLAN ANTICORRUPCIÓN 2026", cut_off="Corte: 30 de abril de 2026"
    )
    imported.applied(town.acting(here, Role.PLANNING), path, entity_confirmed="yes")
    Activity.objects.update(unit=unit)
    return town.person(here, Role.PLANNING, unit=unit)


def test_the_desk_has_no_violation_and_no_sideways_scroll(browser: Browser, live_server, tmp_path: Path) -> None:
    page = signed_in(browser, live_server, planner(tmp_path))
    paths = ("/mesa/", "/mesa/?alcance=entity", "/mesa/pendientes/?alcance=entity", "/mesa/pendientes/?q=nada")
    sound_everywhere(page, [live_server.url + path for path in paths])
    page.context.close()


def test_a_person_without_javascript_goes_from_what_is_owed_to_the_activity(
    browser: Browser, live_server, tmp_path: Path
) -> None:
    page = signed_in(browser, live_server, planner(tmp_path), 390, java_script_enabled=False)
    page.goto(f"{live_server.url}/mesa/")
    page.get_by_role("link", name="Lo que debe la entidad").click()
    page.get_by_role("link", name="Ver todo").click()
    page.get_by_label("Buscar", exact=True).first.fill("peticiones")
    page.get_by_role("button", name="Filtrar").click()
    page.get_by_role("link", name="Atender las peticiones").click()
    assert "Atender las peticiones" in page.inner_text("main")
    page.context.close()
