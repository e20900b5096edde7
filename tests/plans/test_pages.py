"""The pages of plans on the desk: what they show, what they refuse, how many questions they ask of the database."""

import csv
import io
import json
from collections.abc import Callable

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils.html import escape

import reports
import town
from plans import imported
from probidad.core import trail
from probidad.plans.actions.followups import publish
from probidad.plans.models import Activity, FollowUp
from probidad.rules.language import words
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
MOST = 25
REASON = "Es la única oficina con personal para hacerlo."


def page(client, name: str, *arguments: object, expected: int = 200, **query: str) -> str:
    response = client.get(reverse(f"plans:{name}", args=arguments), query)
    assert response.status_code == expected
    return response.content.decode() if expected == 200 else ""


@pytest.fixture
def sopo() -> FollowUp:
    return imported.sopo()


def test_the_plan_shows_its_three_figures_the_worst_component_and_its_follow_ups(sopo: FollowUp) -> None:
    seen = page(town.client(town.person(sopo.entity, Role.READER)), "plan", sopo.plan_id)
    for figure in ("87,24", "85,71", "31,33", "86,93"):
        assert figure in seen
    assert seen.count("<h1") == 1
    assert reverse("plans:followup", args=[sopo.pk]) in seen


def test_the_follow_up_shows_the_same_content_as_the_static_site(sopo: FollowUp, sopo_site) -> None:
    client = town.client(town.person(sopo.entity, Role.READER))
    seen = page(client, "followup_score", sopo.pk)
    static = (sopo_site / "puntaje.html").read_text(encoding="utf-8")
    heading = static[static.index("<h1") : static.index("</h1>")]
    assert heading in seen
    for part in ("followup", "followup_plan"):
        assert page(client, part, sopo.pk).count("<h1") == 1


def test_the_activity_shows_its_cells_its_findings_and_who_answers(sopo: FollowUp) -> None:
    reading = sopo.readings.get(number=12)
    office = town.unit(sopo.entity, "Secretaría de Planeación")
    Activity.objects.filter(pk=reading.activity_id).update(unit=office, conflict="x", insisted=REASON)
    seen = page(town.client(town.person(sopo.entity, Role.READER)), "activity", reading.activity_id)
    for text in ("E33", "R-RECALC", office.name, REASON, "30 dic 2017"):
        assert text in seen
    assert reverse("plans:assign", args=[reading.activity_id]) not in seen


def test_an_activity_is_shown_as_an_older_follow_up_told_it() -> None:
    first = imported.kept(town.entity(), month=4)
    second = imported.kept(first.entity, month=6)
    activity = second.readings.get(number=1).activity
    client = town.client(town.person(first.entity, Role.READER))
    assert "30 de junio de 2026" in page(client, "activity", activity.pk)
    assert "30 de abril de 2026" in page(client, "activity", activity.pk, seguimiento=str(first.pk))
    assert "30 de junio de 2026" in page(client, "activity", activity.pk, seguimiento="x")


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("plans", lambda row: ()),
        ("plan", lambda row: (row.plan_id,)),
        ("followup", lambda row: (row.pk,)),
        ("followup_plan", lambda row: (row.pk,)),
        ("activities", lambda row: ()),
        ("activity", lambda row: (row.readings.first().activity_id,)),
        ("findings", lambda row: ()),
    ],
)
def test_a_page_asks_few_questions_whatever_its_size(
    sopo: FollowUp, name: str, of: Callable[[FollowUp], tuple], django_assert_max_num_queries
) -> None:
    client = town.client(town.person(sopo.entity, Role.PLANNING))
    with django_assert_max_num_queries(MOST) as asked:
        page(client, name, *of(sopo))
    blobs = [query["sql"] for query in asked.captured_queries if '"frozen"' in query["sql"]]
    assert len(blobs) <= (name in {"followup", "followup_plan", "activity"})
    assert not any('"published"' in query["sql"] for query in asked.captured_queries)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "rendición  CUENTAS"}, lambda a: {"rendicion", "cuentas"} <= set(words(f"{a.action} {a.indicator}"))),
        ({"estado": "overdue"}, lambda a: a.state == "overdue"),
        ({"nivel": "baja"}, lambda a: a.computed < 60),
        ({"unidad": "ninguna"}, lambda a: True),
        ({"vigente": "no"}, lambda a: False),
        ({"hallazgos": "sin"}, lambda a: not reports.sopo().entries_of(a.number)),
    ],
)
def test_activities_are_searched_and_filtered(
    sopo: FollowUp, query: dict[str, str], expected: Callable[[object], bool]
) -> None:
    client = town.client(town.person(sopo.entity, Role.READER))
    answer = client.get(reverse("plans:activities"), {**query, "formato": "json", "columnas": "number"})
    rows = json.loads(b"".join(answer.streaming_content))["rows"]
    assert len(rows) == sum(expected(a) for a in reports.sopo().activities)


def test_findings_are_taken_away_as_seen(sopo: FollowUp) -> None:
    client = town.client(town.person(sopo.entity, Role.READER))
    answer = client.get(reverse("plans:findings"), {"gravedad": "high", "formato": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + 12  # the heads and the twelve grave ones


def test_many_activities_are_assigned_after_a_summary(sopo: FollowUp) -> None:
    client = town.client(town.person(sopo.entity, Role.PLANNING))
    office = town.unit(sopo.entity, "Secretaría de Planeación")
    ids = [str(pk) for pk in sopo.readings.filter(number__lte=3).values_list("activity_id", flat=True)]
    address = reverse("plans:activities")
    summary = client.post(address, {"accion": "asignar", "fila": ids})
    assert summary.status_code == 200
    assert office.name in summary.content.decode()
    assert not Activity.objects.exclude(unit=None).exists()
    done = client.post(address, {"accion": "asignar", "paso": "confirmar", "filas": ",".join(ids), "unit": office.pk})
    assert done.status_code == 303
    assert Activity.objects.filter(unit=office).count() == 3


def test_assigning_to_internal_control_in_bulk_is_refused_on_the_summary(sopo: FollowUp) -> None:
    client = town.client(town.person(sopo.entity, Role.PLANNING))
    office = town.unit(sopo.entity, "Control Interno")
    town.person(sopo.entity, Role.INTERNAL_CONTROL, unit=office)
    pk = str(sopo.readings.get(number=12).activity_id)
    data = {"accion": "asignar", "paso": "confirmar", "filas": pk, "unit": office.pk}
    refused = client.post(reverse("plans:activities"), data)
    assert refused.status_code == 422
    assert not Activity.objects.exclude(unit=None).exists()
    assert client.post(reverse("plans:activities"), {**data, "insist_reason": REASON}).status_code == 303
    assert REASON in page(client, "plan", sopo.plan_id)


def test_a_form_that_fails_comes_back_with_what_was_typed(sopo: FollowUp) -> None:
    client = town.client(town.person(sopo.entity, Role.PLANNING))
    office = town.unit(sopo.entity, "Control Interno")
    town.person(sopo.entity, Role.INTERNAL_CONTROL, unit=office)
    address = reverse("plans:assign", args=[sopo.readings.get(number=12).activity_id])
    failed = client.post(address, {"unit": office.pk, "insist_reason": "porque sí"})
    assert failed.status_code == 422
    assert "porque sí" in failed.content.decode()
    stranger = town.unit(town.entity())
    assert client.post(address, {"unit": stranger.pk}).status_code == 422


def test_publishing_asks_that_the_pages_were_read_and_withdrawing_asks_why(sopo: FollowUp) -> None:
    client = town.client(town.person(sopo.entity, Role.INTERNAL_CONTROL))
    publish, withdraw = (reverse(f"plans:{name}", args=[sopo.pk]) for name in ("publish", "withdraw"))
    assert client.get(publish).status_code == 200
    assert client.post(publish, {}).status_code == 422
    assert client.post(publish, {"read": "on"}).status_code == 303
    assert client.post(publish, {"read": "on"}).status_code == 422
    assert client.post(withdraw, {"reason": "corto"}).status_code == 422
    assert client.post(withdraw, {"reason": "El documento tenía una hoja de otro plan."}).status_code == 303
    assert "hoja de otro plan" in page(client, "followup", sopo.pk)


def test_addresses_of_nothing_are_not_there(sopo: FollowUp) -> None:
    client = town.client(town.person(sopo.entity, Role.PLANNING))
    for name in ("plan", "followup", "followup_plan", "followup_score", "activity", "assign"):
        page(client, name, 10**9, expected=404)
    page(client, "file", sopo.pk, "csv", expected=404)
    page(client, "file", sopo.pk, "charts", expected=404)


def test_the_trail_calls_plans_follow_ups_and_activities_by_name_and_leads_to_them() -> None:
    row = imported.sopo()
    actor = town.acting(row.entity, Role.PLANNING, Role.APPROVER, Role.INTERNAL_CONTROL)
    publish(actor, followup_id=row.pk)
    one = row.readings.get(number=12).activity
    with transaction.atomic():
        for thing in (row.plan, one):
            trail.record(actor, "activity.assigned", thing, number=12, unit="Planeación")
    who = town.person(row.entity, Role.INTERNAL_CONTROL)
    page = town.client(who).get("/mesa/bitacora/").content.decode()
    for name, address in (
        (str(row.plan), f"/mesa/planes/{row.plan_id}/"),
        (f"{row.plan} · {row.slug}", f"/mesa/planes/seguimientos/{row.pk}/"),
        (f"12. {one.action[:40]}", f"/mesa/planes/actividades/{one.pk}/"),
    ):
        assert f'href="{address}">{escape(name)}' in page, name
