"""Planning brings Sopó in by the desk, gives activities to a unit and looks at one, in a real Chromium."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, sync_playwright

import reports
import town
from plans import imported
from probidad.plans.models import Activity, FollowUp
from probidad.rules.separation import Role

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps a loop in this thread
CHROMIUM = os.environ.get("PROBIDAD_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed (Debian: apt install chromium)"),
]
AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


@pytest.fixture
def sopo_page(live_server) -> Iterator[Page]:
    """The desk of somebody of planning in Sopó, without JavaScript."""
    here = imported.sopo_town()
    town.unit(here, "Secretaría de Planeación")
    cookie = town.client(town.person(here, Role.PLANNING)).cookies["probidad_sesion"].value
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
        context.add_cookies([{"name": "probidad_sesion", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.goto(live_server.url + reverse("plans:plans"))
        yield page
        browser.close()


def test_planning_imports_sopo_assigns_activities_together_and_sees_one(sopo_page: Page) -> None:
    page = sopo_page
    page.get_by_role("link", name="Importar un seguimiento").click()
    page.set_input_files("input[type=file]", reports.SOPO)
    page.locator("main form button").last.click()
    assert "87,24" in page.locator("main").inner_text()
    assert not FollowUp.objects.exists()
    page.locator("form[action$='/aplicar/'] button").click()
    row = FollowUp.objects.get()
    assert row.activities == 41

    page.get_by_role("link", name="Actividades", exact=True).first.click()
    for box in page.locator("input[name=fila]").all()[:3]:
        box.check()
    page.select_option("#bulk-action", "asignar")
    page.locator(".bulk-bar button").click()
    page.select_option("#id_unit", label="Secretaría de Planeación")
    page.locator("form.confirm button").click()
    assert Activity.objects.filter(unit__name="Secretaría de Planeación").count() == 3

    page.locator("tbody th a").first.click()
    seen = page.locator("main").inner_text()
    assert "Secretaría de Planeación" in seen
    assert "Lo que dice el documento" in seen


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (320, "light")])
def test_pages_of_plans_have_no_violation_and_no_sideways_scroll(live_server, width: int, scheme: str) -> None:
    row = imported.sopo()
    one = row.readings.get(number=12).activity_id
    who = town.person(row.entity, Role.PLANNING, Role.APPROVER)
    cookie = town.client(who).cookies["probidad_sesion"].value
    addresses = [
        reverse(f"plans:{name}", args=arguments)
        for name, arguments in (
            ("plans", ()), ("plan", (row.plan_id,)), ("followup", (row.pk,)), ("activities", ()), ("activity", (one,)),
            ("assign", (one,)), ("findings", ()), ("publish", (row.pk,)), ("withdraw", (row.pk,)),
        )
    ]  # fmt: skip
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        context.add_cookies([{"name": "probidad_sesion", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        wrong = {}
        for address in addresses:
            page.goto(live_server.url + address, wait_until="networkidle")
            page.evaluate(AXE)
            result = page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
            found = [(v["id"], [node["html"][:120] for node in v["nodes"]]) for v in result["violations"]]
            if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
                found.append(("sideways", []))
            if found:
                wrong[address] = found
        browser.close()
    assert wrong == {}
