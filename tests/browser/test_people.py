"""People and the organisation chart in a real Chromium: a conflict of roles insisted on, the tree on a phone, axe."""

import pytest
from playwright.sync_api import Browser, Page

import town
from browser.chromium import ON_A_SERVER, signed_in, sound
from probidad.core.models import Entity, Membership, RecordedConflict, User
from probidad.rules.separation import Role

pytestmark = ON_A_SERVER


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
    page = signed_in(browser, url, who, width, scheme)
    page.goto(url)
    return page


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
    sound(page, "invitar-conflicto")
    assert not User.objects.filter(email="luis@muestra.example").exists()
    page.get_by_label("Por qué insiste la entidad").fill("La planta de personal tiene tres cargos.")
    page.get_by_label("Acto que lo dice").fill("Acta 3 del comité")
    page.get_by_role("button", name="Invitar a la persona").click()
    assert "/cuenta/" in page.get_by_label("Enlace para fijar la contraseña").input_value()
    sound(page, "invitada")
    page.get_by_role("link", name="Continuar a Luis Rey").click()
    assert "La planta de personal tiene tres cargos." in page.locator("main").inner_text()
    sound(page, "persona")
    assert RecordedConflict.objects.get().act == "Acta 3 del comité"
    page.context.close()


def test_the_tree_of_units_is_read_on_a_phone(browser: Browser, live_server: object, here: Entity) -> None:
    who = town.person(here, Role.PLANNING, name="Pablo Planeación")
    page = opened(browser, who, f"{live_server}/mesa/dependencias/", 320)
    assert page.get_by_role("link", name="Archivo central").is_visible()
    sound(page, "organigrama-320")
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
        page.goto(f"{live_server}/mesa/{address}")
        sound(page, f"{name}-{width}-{scheme}")
    page.context.close()
