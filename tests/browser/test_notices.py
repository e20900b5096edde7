"""Notices, preferences, the scheduled work and non-working days in a real browser."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Browser

import town
from browser.chromium import ON_A_SERVER, signed_in, sound_everywhere
from probidad.core.actions import workdays
from probidad.core.actions.notices import notify
from probidad.core.actions.upkeep import run_all
from probidad.core.models import Entity, OutboxMessage, User
from probidad.rules.separation import Role

pytestmark = ON_A_SERVER
TITLES = ("Publicar el primer seguimiento del Programa de Transparencia y Ética Pública", "Actualizar los trámites")


def told(here: Entity, who: User) -> None:
    """Two notices, one with a file."""
    with transaction.atomic():
        for number, what in enumerate(TITLES):
            notify(
                entity_id=here.pk, people=[who.pk], key=f"muestra.{number}", kind="due",
                title="Falls due soon: %(what)s", message="It falls due on %(day)s.",
                facts={"what": what, "day": "2026-05-15"}, address="/mesa/planes/",
                attachment=("ancla.json", b"{}") if number else None,
            )  # fmt: skip


def test_the_pages_have_no_violation_and_no_sideways_scroll(browser: Browser, live_server) -> None:
    here = town.entity("Alcaldía Municipal de Muestra")
    who = town.person(here, Role.ADMINISTRATOR, name="Ana María Pardo")
    told(here, who)
    row = workdays.declare(
        town.actor(who, here),
        workdays.FreeDayFacts(date(2026, 8, 11), "holiday", "Fiesta patronal", "Decreto 045", date(2026, 1, 5)),
    )
    now = timezone.now()
    for number, (state, error) in enumerate((("sent", ""), ("failed", "smtp-550"), ("waiting", "unreachable"))):
        OutboxMessage.objects.create(
            key=f"m{number}", entity=here, person=who, to=who.email, subject=f"Su trabajo en probidad, {number}",
            text="x", created=now, not_before=now, state=state, last_error=error, tries=1,
        )  # fmt: skip
    page = signed_in(browser, live_server, who)
    paths = (
        "/mesa/avisos/", f"/mesa/avisos/{who.notices.order_by('pk').last().pk}/", "/mesa/mis-avisos/", "/mesa/correo/",
        "/mesa/dias-no-habiles/", f"/mesa/dias-no-habiles/{row.pk}/", "/mesa/dias-no-habiles/nuevo/",
        f"/entidad/{here.slug}/dias-no-habiles/",
    )  # fmt: skip
    sound_everywhere(page, [live_server.url + path for path in paths])
    page.context.close()


def test_the_page_of_scheduled_work_is_sound(browser: Browser, live_server) -> None:
    list(run_all(timezone.now()))
    page = signed_in(browser, live_server, town.person(operator=True))
    sound_everywhere(page, [f"{live_server.url}/mesa/tareas/"])
    page.context.close()


def test_a_person_without_javascript_opens_a_notice_chooses_their_mail_and_makes_their_calendar(
    browser: Browser, live_server
) -> None:
    here = town.entity()
    who = town.person(here, Role.PLANNING)
    told(here, who)
    page = signed_in(browser, live_server, who, 390, java_script_enabled=False)
    page.goto(f"{live_server.url}/mesa/avisos/")
    page.click(f"text={TITLES[0]}")
    page.click("main button.btn-primary")
    assert page.url.endswith("/mesa/planes/")
    page.goto(f"{live_server.url}/mesa/mis-avisos/")
    page.check("input[value=weekly]")
    page.click("main button.btn-primary")
    assert page.is_checked("input[value=weekly]")
    page.click("main button.btn-line")
    assert "/calendario/" in page.input_value("#link")
    page.context.close()
