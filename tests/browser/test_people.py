"""People and the organisation chart in a real Chromium: a conflict of roles insisted on, the tree on a phone, axe."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import town
from probidad.core.models import Entity, Membership, RecordedConflict, User
from probidad.rules.separation import Role

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
SHOTS = os.environ.get("PROBIDAD_SHOTS", "")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright runs a loop beside Django in this thread
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def here() -> Entity:
    """A town with three levels of units, posts, a stand-in and people."""
    made = town.entity("Municipio de Muestra")
    top = town.unit(made, "Despacho de la alcaldesa", code="100")
    general = town.unit(made, "Secretaría General y de Servicios Administrativos", parent=top, code="110")
    town.unit(made, "Archivo central", parent=general, code="111")
    planning = town.unit(made, "Secretaría de Planeación", parent=top, code="120")
    town.appointed(town.person(made, unit=top, name="Rosa Vélez"), town.post(top, "Alcaldesa municipal"))
    town.post(planning, "Profesional universitario de planeación")
    return made


def opened(browser: Browser, who: User, url: str, width: int, scheme: str = "light") -> Page:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    signed_in = town.client(who).cookies["probidad_sesion"].value
    context.add_cookies([{"name": "probidad_sesion", "value": signed_in, "url": url}])
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    return page


def looked_at(page: Page, name: str) -> None:
    """Zero violations and no sideways scroll; a picture of it where one asked for them."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)
    page.evaluate(AXE)
    result = page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
    assert [(v["id"], [node["html"][:160] for node in v["nodes"]]) for v in result["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_person_is_invited_with_a_conflict_that_the_entity_insists_on(
    browser: Browser, live_server: object, here: Entity
) -> None:
    who = town.person(here, Role.ADMINISTRATOR, name="Ana Administradora")
    page = opened(browser, who, f"{live_server}/mesa/personas/", 1280)
    page.get_by_role("link", name="Invitar a una persona").click()
    page.get_by_label("Nombre").fill("Luis Rey")
    page.get_by_label("Correo electrónico").fill("luis@muestra.example")
    page.get_by_label("Planeación", exact=True).check()
    page.get_by_label("Control interno", exact=True).check()
    page.get_by_role("button", name="Invitar a la persona").click()
    assert page.get_by_role("alert").is_visible()
    assert page.get_by_label("Nombre").input_value() == "Luis Rey"
    assert page.get_by_label("Planeación", exact=True).is_checked()
    looked_at(page, "invitar-conflicto")
    assert not User.objects.filter(email="luis@muestra.example").exists()
    page.get_by_label("Por qué insiste la entidad").fill("La planta de personal tiene tres cargos.")
    page.get_by_label("Acto que lo dice").fill("Acta 3 del comité")
    page.get_by_role("button", name="Invitar a la persona").click()
    assert "/cuenta/" in page.get_by_label("Enlace para fijar la contraseña").input_value()
    looked_at(page, "invitada")
    page.get_by_role("link", name="Continuar a Luis Rey").click()
    assert "La planta de personal tiene tres cargos." in page.locator("main").inner_text()
    looked_at(page, "persona")
    assert RecordedConflict.objects.get().act == "Acta 3 del comité"
    page.context.close()


def test_the_tree_of_units_is_read_on_a_phone(browser: Browser, live_server: object, here: Entity) -> None:
    who = town.person(here, Role.PLANNING, name="Pablo Planeación")
    page = opened(browser, who, f"{live_server}/mesa/dependencias/", 320)
    assert page.get_by_role("link", name="Archivo central").is_visible()
    looked_at(page, "organigrama-320")
    page.get_by_label("Organigrama del día").fill("2023-01-01")
    page.get_by_role("button", name="Ver ese día").click()
    assert "Ese día no había dependencias" in page.locator("main").inner_text()
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_have_no_violation_and_no_sideways_scroll(
    browser: Browser, live_server: object, here: Entity, width: int, scheme: str
) -> None:
    who = town.person(here, Role.ADMINISTRATOR, name="Ana Administradora")
    own = Membership.objects.get(user=who)
    unit = here.units.get(code="100")
    post = here.posts.order_by("pk").first()
    assert post is not None
    addresses = {
        "organigrama": "dependencias/", "dependencia": f"dependencias/{unit.pk}/",
        "dependencia-cambiar": f"dependencias/{unit.pk}/cambiar/", "dependencia-terminar": f"dependencias/{unit.pk}/terminar/",
        "cargos": "cargos/", "cargo": f"cargos/{post.pk}/", "cargo-nombrar": f"cargos/{post.pk}/nombrar/",
        "procesos": "procesos/", "personas": "personas/", "persona-propia": f"personas/{own.pk}/",
        "entidad": f"entidades/{here.pk}/", "entidad-cambiar": f"entidades/{here.pk}/cambiar/", "permisos": "permisos/",
        "conflictos": "conflictos/", "bitacora": "bitacora/",
    }  # fmt: skip
    page = opened(browser, who, f"{live_server}/mesa/dependencias/", width, scheme)
    for name, address in addresses.items():
        page.goto(f"{live_server}/mesa/{address}", wait_until="networkidle")
        looked_at(page, f"{name}-{width}-{scheme}")
    page.context.close()
