"""From the invitation to the desk in a real Chromium, without JavaScript of ours: password, second step, backup code."""

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

import town
from browser.chromium import LOOKS, ON_A_SERVER, sound
from probidad.core.actions import invitations
from probidad.rules.separation import Role
from signing import shown_code

pytestmark = ON_A_SERVER
PASSWORD = "una frase larga que recuerdo"


def checked(page: Page) -> None:
    """The page as it stands, wide and narrow, light and dark."""
    page.mouse.move(0, 0)
    for width, scheme in LOOKS:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": 900})
        sound(page)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_an_invited_administrator_gets_in_and_comes_back_with_a_backup_code(
    browser: Browser, live_server: LiveServer
) -> None:
    here = town.entity("Municipio de Muestra")
    who = town.person(here, Role.ADMINISTRATOR, second_step=False, name="Ana Muestra", email="ana@muestra.example")
    who.set_unusable_password()
    who.save()
    link = invitations.invite(town.acting(here, Role.ADMINISTRATOR), user_id=who.pk)
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()

    page.goto(live_server.url + link)
    page.get_by_label("Contraseña nueva").fill("corta")
    page.get_by_label("La misma contraseña otra vez").fill("corta")
    page.get_by_role("button", name="Guardar y entrar").click()
    checked(page)
    page.get_by_label("Contraseña nueva").fill(PASSWORD)
    page.get_by_label("La misma contraseña otra vez").fill(PASSWORD)
    page.get_by_role("button", name="Guardar y entrar").click()

    page.wait_for_url("**/segundo-paso/activar/")
    checked(page)
    secret = page.locator("#clave").inner_text().replace(" ", "")
    page.get_by_label("Código", exact=True).fill(shown_code(secret))
    page.get_by_role("button", name="Activarlo").click()
    page.wait_for_url("**/respaldo/")
    checked(page)
    spare = page.locator("li code").first.inner_text()
    page.get_by_role("link", name="Ya los guardé").click()
    page.wait_for_url("**/mesa/")

    page.goto(f"{live_server.url}/cuenta/sesiones/")
    checked(page)
    page.locator("main").get_by_role("button", name="Salir").click()
    page.goto(f"{live_server.url}/cuenta/entrar/")
    checked(page)
    page.get_by_label("Correo electrónico").fill("ana@muestra.example")
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("button", name="Entrar").click()
    page.wait_for_url("**/entrar/codigo/")
    checked(page)
    page.get_by_label("Código", exact=True).fill(spare)
    page.get_by_role("button", name="Continuar").click()
    page.wait_for_url("**/mesa/")
    for path in ("contrasena/", "segundo-paso/", "confirmar/", "salir/"):
        page.goto(f"{live_server.url}/cuenta/{path}")
        checked(page)
    page.context.close()


@pytest.mark.parametrize("path", ["invitacion/nada/", "contrasena/olvidada/"])
def test_pages_for_who_cannot_get_in_are_accessible(browser: Browser, live_server: LiveServer, path: str) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{live_server.url}/cuenta/{path}")
    checked(page)
    page.context.close()
