"""Evidence in a real browser: attached without JavaScript, looked at, and its pages sound in every width and colour."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

import proofs
import town
from browser.chromium import ON_A_SERVER, signed_in, sound_everywhere
from plans import imported
from probidad.core.models import Entity, Evidence, User
from probidad.plans.models import Activity
from probidad.rules.separation import Role

pytestmark = ON_A_SERVER


@pytest.fixture
def here() -> Entity:
    return town.entity()


@pytest.fixture
def planner(here: Entity) -> User:
    return town.person(here, Role.PLANNING)


@pytest.fixture
def activity(here: Entity) -> Activity:
    return imported.kept(here).readings.order_by("number")[0].activity


def test_a_photograph_is_attached_and_seen_without_javascript(
    browser: Browser, live_server, planner: User, activity: Activity, tmp_path: Path
) -> None:
    photograph = tmp_path / "foto del taller.jpg"
    photograph.write_bytes(proofs.image(size=(800, 600)))
    page = signed_in(browser, live_server, planner, java_script_enabled=False)
    page.goto(f"{live_server.url}/mesa/planes/actividades/{activity.pk}/")
    page.click("a[href*='/mesa/evidencias/nueva/']")
    page.set_input_files("input[type=file]", photograph)
    page.fill("input[name=title]", "Fotografía del taller")
    page.fill("input[name=happened]", "2026-01-09")
    page.click("main button.btn-primary")
    row = Evidence.objects.get()
    assert page.url == f"{live_server.url}/mesa/evidencias/{row.pk}/"
    assert row.latest is not None
    assert row.latest.sha256 in page.inner_text("main")
    with page.expect_download() as download:
        page.click("main a.btn-primary:has-text('Descarg'), main a.btn-primary:has-text('Download')")
    assert Path(download.value.path()).read_bytes() == photograph.read_bytes()
    page.context.close()


def test_the_pages_are_accessible_wide_and_narrow_light_and_dark(
    browser: Browser, live_server, here: Entity, planner: User, activity: Activity
) -> None:
    actor = town.actor(planner, here)
    row = proofs.added(actor, ("plans.activity", str(activity.pk)))
    page = signed_in(browser, live_server, planner)
    new = f"/mesa/evidencias/nueva/?soporta=plans.activity:{activity.pk}"
    more = ("", "version/", "soporta/", f"soporta/{row.supports.get().pk}/", "retirar/", "publicar/")
    paths = ["/mesa/evidencias/", "/mesa/evidencias/nueva/", new, f"{new}&clase=enlace", f"{new}&clase=registro"]
    paths += [f"/mesa/evidencias/{row.pk}/{part}" for part in more]
    sound_everywhere(page, [live_server.url + path for path in paths])
    page.context.close()
