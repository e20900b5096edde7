"""Planning brings Sopó in by the desk, gives activities to a unit and looks at one, in a real Chromium."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page

import reports
import town
from browser.chromium import ON_A_SERVER, signed_in, sound_everywhere
from plans import imported
from probidad.plans.models import Activity, FollowUp
from probidad.rules.separation import Role

pytestmark = ON_A_SERVER


@pytest.fixture
def sopo_page(browser: Browser, live_server) -> Iterator[Page]:
    """The desk of somebody of planning in Sopó, without JavaScript."""
    here = imported.sopo_town()
    town.unit(here, "Secretaría de Planeación")
    page = signed_in(browser, live_server, town.person(here, Role.PLANNING), java_script_enabled=False)
    page.goto(live_server.url + reverse("plans:plans"))
    yield page
    page.context.close()


def test_planning_imports_sopo_assigns_activities_together_and_sees_one(sopo_page: Page) -> None:
    page = sopo_page
    with page.expect_navigation():
        page.get_by_role("link", name="Importar un seguimiento").click()
    page.set_input_files("input[type=file]", reports.SOPO)
    with page.expect_navigation():
        page.locator("main form button").last.click()
    assert "87,24" in page.locator("main").inner_text()
    assert not FollowUp.objects.exists()
    with page.expect_navigation():
        page.locator("form[action$='/aplicar/'] button").click()
    row = FollowUp.objects.get()
    assert row.activities == 41

    with page.expect_navigation():
        page.get_by_role("link", name="Actividades", exact=True).first.click()
    for box in page.locator("input[name=fila]").all()[:3]:
        box.check()
    page.select_option("#bulk-action", "asignar")
    with page.expect_navigation():
        page.locator(".bulk-bar button").click()
    page.select_option("#id_unit", label="Secretaría de Planeación")
    with page.expect_navigation():
        page.locator("form.confirm button").click()
    assert Activity.objects.filter(unit__name="Secretaría de Planeación").count() == 3

    with page.expect_navigation():
        page.locator("tbody th a").first.click()
    seen = page.locator("main").inner_text()
    assert "Secretaría de Planeación" in seen
    assert "Lo que dice el documento" in seen


def test_pages_of_plans_have_no_violation_and_no_sideways_scroll(browser: Browser, live_server) -> None:
    row = imported.sopo()
    one = row.readings.get(number=12).activity_id
    who = town.person(row.entity, Role.PLANNING, Role.APPROVER)
    addresses = [
        live_server.url + reverse(f"plans:{name}", args=arguments)
        for name, arguments in (
            ("plans", ()), ("plan", (row.plan_id,)), ("followup", (row.pk,)), ("activities", ()), ("activity", (one,)),
            ("assign", (one,)), ("findings", ()), ("publish", (row.pk,)), ("withdraw", (row.pk,)),
        )
    ]  # fmt: skip
    page = signed_in(browser, live_server, who)
    sound_everywhere(page, addresses)
    page.context.close()
