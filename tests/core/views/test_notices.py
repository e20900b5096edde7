"""Pages of notices, mail, scheduled work and non-working days, without JavaScript."""

from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

import town
from core import trial
from probidad.core.actions.imports import import_file
from probidad.core.actions.notices import notify
from probidad.core.actions.upkeep import run_all
from probidad.core.models import ChoreRun, Entity, NonWorkingDay, Notice, NoticePreference, OutboxMessage, User
from probidad.documents.refusal import RefusalError
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db


def told(who: User, here: Entity, key: str, **other: object) -> Notice:
    given = {"kind": "work", "title": f"Aviso {key}", "address": "/mesa/planes/"}
    with transaction.atomic():
        notify(entity_id=here.pk, people=[who.pk], key=key, **{**given, **other})
    return Notice.objects.get(person=who, key=key)


def test_looking_at_a_notice_changes_nothing_and_its_button_marks_it_and_goes_there() -> None:
    here = town.entity()
    who = town.person(here, Role.OWNER)
    row = told(who, here, "uno")
    browser = town.client(who)
    assert "Aviso uno" in browser.get(f"/mesa/avisos/{row.pk}/").content.decode()
    assert browser.get(f"/mesa/avisos/{row.pk}/abrir/").status_code == 405
    row.refresh_from_db()
    assert row.read is None
    response = browser.post(f"/mesa/avisos/{row.pk}/abrir/")
    assert (response.status_code, response.headers["Location"]) == (303, "/mesa/planes/")
    row.refresh_from_db()
    assert row.read is not None


@pytest.mark.parametrize("address", ["https://malo.example/", "//malo.example/", "javascript:alert(1)"])
def test_a_notice_leads_to_no_other_site(address: str) -> None:
    here = town.entity()
    who = town.person(here, Role.OWNER)
    row = told(who, here, "uno", address=address)
    assert town.client(who).post(f"/mesa/avisos/{row.pk}/abrir/").headers["Location"] == "/mesa/avisos/"


def test_the_rail_counts_what_is_not_read_with_one_query_and_shows_no_zero(django_assert_max_num_queries) -> None:
    here = town.entity()
    who = town.person(here, Role.OWNER)
    browser = town.client(who)
    assert 'class="count"' not in browser.get("/mesa/avisos/").content.decode()
    for number in range(3):
        told(who, here, f"n{number}")
    with django_assert_max_num_queries(25):
        page = browser.get("/mesa/avisos/").content.decode()
    assert '<span class="count">3</span>' in page
    browser.post("/mesa/avisos/leidos/")
    assert 'class="count"' not in browser.get("/mesa/avisos/").content.decode()


def test_notices_are_searched_filtered_taken_away_and_marked_by_many() -> None:
    here = town.entity()
    who = town.person(here, Role.OWNER)
    first, second = told(who, here, "ñandú"), told(who, here, "otro", kind="ledger")
    browser = town.client(who)
    found = browser.get("/mesa/avisos/?q=nandu").content.decode()
    assert "Aviso ñandú" in found
    assert "Aviso otro" not in found
    assert "Aviso ñandú" not in browser.get("/mesa/avisos/?clase=ledger").content.decode()
    for form in ("csv", "xlsx", "json"):
        assert browser.get(f"/mesa/avisos/?formato={form}").status_code == 200
    data = {"accion": "leer", "paso": "confirmar", "filas": str(first.pk)}
    assert browser.post("/mesa/avisos/", data).status_code in (302, 303)
    assert "Aviso ñandú" not in browser.get("/mesa/avisos/?estado=sin-leer").content.decode()
    second.refresh_from_db()
    assert second.read is None


def test_the_file_of_a_notice_is_a_download() -> None:
    here = town.entity()
    who = town.person(here, Role.INTERNAL_CONTROL)
    row = told(who, here, "ancla", attachment=("ancla ñ.json", b'{"a": 1}'))
    response = town.client(who).get(f"/mesa/avisos/{row.pk}/adjunto/")
    assert response.content == b'{"a": 1}'
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_person_chooses_their_mail_and_makes_an_address_that_is_shown_once() -> None:
    here = town.entity()
    who = town.person(here, Role.OWNER)
    browser = town.client(who)
    assert browser.post("/mesa/mis-avisos/", {"mail": "paloma"}).status_code == 422
    assert browser.post("/mesa/mis-avisos/", {"mail": "weekly"}).status_code == 302
    assert NoticePreference.objects.get().mail == "weekly"
    made = browser.post("/mesa/mis-avisos/calendario/")
    assert made.status_code == 201
    path = made.content.decode().split('id="link" value="')[1].split('"')[0].split("/calendario/")[1]
    assert town.client().get(f"/calendario/{path}").status_code == 200
    assert path not in browser.get("/mesa/mis-avisos/").content.decode()
    browser.post("/mesa/mis-avisos/calendario/revocar/")
    assert town.client().get(f"/calendario/{path}").status_code == 404


def test_the_administrator_sees_why_mail_failed_sends_it_again_and_reads_no_text(settings: Settings) -> None:
    settings.MAIL = True
    here, there = town.entity(), town.entity()
    told(town.person(here, Role.OWNER), here, "uno", importance="duty", message="Texto reservado")
    told(town.person(there, Role.OWNER), there, "ajeno", importance="duty")
    OutboxMessage.objects.update(state="failed", last_error="smtp-550", tries=1)
    browser = town.client(town.person(here, Role.ADMINISTRATOR))
    page = browser.get("/mesa/correo/").content.decode()
    assert "550" in page
    assert "Aviso uno" in page
    assert "ajeno" not in page
    assert "Texto reservado" not in page
    pk = OutboxMessage.objects.get(entity=here).pk
    browser.post("/mesa/correo/", {"accion": "reintentar", "paso": "confirmar", "filas": str(pk)})
    states = dict(OutboxMessage.objects.values_list("entity_id", "state"))
    assert states == {here.pk: "waiting", there.pk: "failed"}


def test_the_operator_sees_the_scheduled_work_and_what_failed_in_it() -> None:
    list(run_all(timezone.now()))
    ChoreRun.objects.filter(key="core.digests").update(error="OperationalError")
    page = town.client(town.person(operator=True)).get("/mesa/tareas/").content.decode()
    assert "OperationalError" in page
    assert "core.digests" not in page  # its name in words
    assert town.client(town.person(town.entity(), Role.ADMINISTRATOR)).get("/mesa/tareas/").status_code == 404


def test_a_day_needs_its_act_and_is_public_once_written_down() -> None:
    here = town.entity()
    browser = town.client(town.person(here, Role.ADMINISTRATOR))
    data = {"day": "2026-03-03", "kind": "holiday", "reason": "Día cívico", "act": "", "act_day": "2026-01-05"}
    assert browser.post("/mesa/dias-no-habiles/nuevo/", data).status_code == 422
    assert (
        browser.post("/mesa/dias-no-habiles/nuevo/", {**data, "act": "x", "act_day": "2999-01-01"}).status_code == 422
    )
    assert browser.post("/mesa/dias-no-habiles/nuevo/", {**data, "act": "Decreto 045"}).status_code == 302
    public = town.client().get(f"/entidad/{here.slug}/dias-no-habiles/").content.decode()
    assert "Decreto 045" in public
    row = NonWorkingDay.objects.get()
    assert row.created_by is not None
    assert row.created_by.name not in public
    assert "Día cívico" in browser.get("/mesa/dias-no-habiles/?ano=2026").content.decode()
    address = f"/mesa/dias-no-habiles/{row.pk}/revocar/"
    assert browser.post(address, {"act": "", "reason": "Error"}).status_code == 422
    assert browser.post(address, {"act": "Decreto 050", "reason": "Error"}).status_code == 302
    assert "Decreto 045" not in town.client().get(f"/entidad/{here.slug}/dias-no-habiles/").content.decode()
    assert "Decreto 050" in browser.get(f"/mesa/dias-no-habiles/{row.pk}/").content.decode()


def test_the_days_of_a_year_come_from_a_spreadsheet_and_a_day_that_another_act_made_free_is_refused(
    tmp_path: Path,
) -> None:
    here = town.entity()
    who = town.acting(here, Role.ADMINISTRATOR)
    path = tmp_path / "dias.xlsx"
    heads = ("Día", "Clase", "Motivo", "Acto", "Fecha del acto")
    rows = [
        (f"2026-03-{day:02}", "Suspensión de términos", "Semana cívica", "Decreto 045", "2026-01-05") for day in (3, 4)
    ]
    path.write_bytes(trial.sheet(*rows, heads=heads))
    import_file(who, "core.non_working_days", path)
    assert list(NonWorkingDay.objects.order_by("day").values_list("day", "kind")) == [
        (date(2026, 3, 3), "suspension"), (date(2026, 3, 4), "suspension"),
    ]  # fmt: skip
    third = ("2026-03-05", *rows[0][1:])
    path.write_bytes(trial.sheet(rows[0], third, heads=heads))
    import_file(who, "core.non_working_days", path)
    assert NonWorkingDay.objects.count() == 3
    path.write_bytes(trial.sheet((rows[0][0], *rows[0][1:3], "Decreto 099", rows[0][4]), heads=heads))
    with pytest.raises(RefusalError, match="A2"):
        import_file(who, "core.non_working_days", path)
    assert NonWorkingDay.objects.count() == 3
