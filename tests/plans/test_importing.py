"""A file becomes a follow-up, or nothing does."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections

import reports
import town
from plans import imported
from probidad.core.access import Actor, public, system
from probidad.core.actions.imports import import_file
from probidad.core.models import TrailEntry
from probidad.documents.publication import MASK
from probidad.documents.refusal import RefusalError
from probidad.plans.actions import importing
from probidad.plans.models import Activity, Component, FindingRecord, FollowUp, Plan, Reading
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
ROWS = (("Publicar el informe de gestión", "2", "1", "50"), ("Hacer la audiencia pública", "1", "1", "100"))


def planning(name: str = "Municipio de Muestra") -> Actor:
    return town.acting(town.entity(name), Role.PLANNING)


def nothing_stored() -> bool:
    return not any(table.objects.exists() for table in (Plan, Component, Activity, FollowUp, Reading, FindingRecord))


def test_the_preview_tells_what_would_come_and_stores_nothing() -> None:
    seen = imported.look(town.acting(imported.sopo_town(), Role.PLANNING), reports.SOPO)
    assert seen.applicable
    assert len(seen.rows) == 41
    assert any(cell.inferred for row in seen.rows for cell in row.cells)
    facts = {name: value for effect in seen.effects for name, value in effect.facts.items()}
    assert (facts["printed"], facts["declared"], facts["computed"]) == ("87.24", "86.93", "85.71")
    assert (facts["rows"], facts["parts"], facts["found"]) == (41, 10, 86)
    assert nothing_stored()


def test_a_document_of_another_entity_is_asked_about_and_not_taken_silently(tmp_path: Path) -> None:
    actor = town.acting(town.entity("Municipio de Cajicá"), Role.PLANNING)
    seen = imported.look(actor, reports.SOPO)
    assert not seen.applicable
    assert [fault.facts["entity"] for fault in seen.faults] == ["Municipio de Cajicá"]
    with pytest.raises(RefusalError):
        imported.applied(actor, reports.SOPO)
    assert nothing_stored()
    assert imported.look(actor, reports.SOPO, entity_confirmed="yes").applicable


def test_a_document_without_cut_off_asks_for_it_and_takes_what_a_person_says(tmp_path: Path) -> None:
    actor, path = planning(), imported.matrix(tmp_path, *ROWS, title="SEGUIMIENTO", cut_off="")
    seen = imported.look(actor, path)
    assert len(seen.faults) == 2
    with pytest.raises(RefusalError):
        imported.applied(actor, path)
    assert nothing_stored()
    row = imported.applied(actor, path, cut_off="2026-04-30", year="2026")
    assert (row.slug, row.plan.year) == ("2026-04-30", 2026)


@pytest.mark.parametrize(
    ("choice", "value"),
    [("cut_off", "30 de abril"), ("year", "26"), ("year", "0"), ("aggregation", "mode"), ("framework", "none"),
     ("sheet", "No está")],
)  # fmt: skip
def test_a_choice_that_cannot_be_understood_is_refused_with_what_to_do(tmp_path: Path, choice: str, value: str) -> None:
    with pytest.raises(RefusalError) as refused:
        imported.look(planning(), imported.matrix(tmp_path, *ROWS), **{choice: value})
    assert refused.value.remedy


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04 no libro", b"a;b\n1;2\n"])
def test_a_file_that_is_no_matrix_is_refused_and_nothing_is_stored(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "seguimiento.csv"
    path.write_bytes(content)
    with pytest.raises(RefusalError):
        imported.applied(planning(), path)
    assert nothing_stored()


def test_the_same_file_again_changes_nothing_and_says_so(tmp_path: Path) -> None:
    actor = planning()
    path = imported.matrix(tmp_path, *ROWS)
    first = imported.applied(actor, path)
    entries = TrailEntry.objects.count()
    assert import_file(actor, importing.KEY, path).summary["followup"] == first.pk
    assert TrailEntry.objects.count() == entries
    again = imported.matrix(tmp_path, *ROWS, name="otro nombre.csv")
    seen = imported.look(actor, again)
    assert ([effect.facts.get("followup") for effect in seen.effects], seen.changes) == ([first.pk], 0)
    assert imported.applied(actor, again) == first
    assert FollowUp.objects.count() == 1
    assert TrailEntry.objects.filter(verb="followup.imported").count() == 1


def test_a_later_follow_up_of_the_same_plan_uses_its_activities_again(tmp_path: Path) -> None:
    actor = planning()
    first = imported.applied(actor, imported.matrix(tmp_path, *ROWS))
    later = [(text, target, "2", "100") for text, target, _value, _declared in reversed(ROWS)]
    second = imported.applied(actor, imported.matrix(tmp_path, *later, cut_off="Corte: 31 de agosto de 2026"))
    assert second.plan == first.plan
    assert Activity.objects.count() == 2
    assert Component.objects.count() == 1
    for activity in Activity.objects.select_related("latest"):
        assert activity.readings.count() == 2
        assert activity.latest.followup_id == second.pk
        assert activity.latest.number == 3 - activity.number  # the rows changed their places, not their identity
    second.plan.refresh_from_db()
    assert second.plan.latest_id == second.pk


def test_an_activity_with_other_words_is_told_and_kept_as_another_one(tmp_path: Path) -> None:
    actor = planning()
    imported.applied(actor, imported.matrix(tmp_path, *ROWS))
    changed = (("Publicar el informe de gestión en la web", "2", "2", "100"), ROWS[1])
    path = imported.matrix(tmp_path, *changed, cut_off="Corte: 31 de agosto de 2026")
    told = [effect.facts.get("rows") for effect in imported.look(actor, path).effects]
    assert told.count("1") == 2  # worded otherwise, and one of the plan that is not there
    imported.applied(actor, path)
    assert sorted(Activity.objects.values_list("number", "readings__followup__slug")) == [
        (1, "2026-04-30"), (1, "2026-08-31"), (2, "2026-04-30"), (2, "2026-08-31"),
    ]  # fmt: skip
    assert Activity.objects.count() == 3


def test_an_older_follow_up_that_comes_late_leaves_the_plan_as_the_last_one_says(tmp_path: Path) -> None:
    actor = planning()
    last = imported.applied(
        actor,
        imported.matrix(tmp_path, *ROWS, cut_off="Corte: 31 de agosto de 2026", deadline="30 de septiembre de 2026"),
    )
    older = imported.applied(actor, imported.matrix(tmp_path, *ROWS, ("Otra", "1", "0", "0")))
    older.plan.refresh_from_db()
    assert older.plan.latest_id == last.pk
    assert set(Activity.objects.filter(number__lte=2).values_list("deadline", "latest__followup")) == {
        ("30 de septiembre de 2026", last.pk)
    }
    assert Activity.objects.get(number=3).latest.followup_id == older.pk


def test_a_second_document_of_the_same_cut_off_gets_an_address_of_its_own(tmp_path: Path) -> None:
    actor = planning()
    imported.applied(actor, imported.matrix(tmp_path, *ROWS))
    corrected = imported.applied(actor, imported.matrix(tmp_path, ROWS[0], (ROWS[1][0], "1", "0", "0")))
    assert corrected.slug == "2026-04-30-2"
    corrected.plan.refresh_from_db()
    assert corrected.plan.latest_id == corrected.pk


def test_names_of_persons_stay_in_the_working_report_alone(tmp_path: Path) -> None:
    actor = planning()
    text = "Entregar el informe a la señora María Pérez Gómez"
    row = imported.applied(actor, imported.matrix(tmp_path, (text, "1", "1", "100")))
    activity = Activity.objects.get()
    assert MASK in activity.action
    assert "perez" not in activity.folded
    assert "Pérez" in bytes(row.frozen).decode()
    assert "Pérez" not in bytes(row.published).decode()


def test_each_import_leaves_its_entry_with_the_digest(tmp_path: Path) -> None:
    row = imported.applied(planning(), imported.matrix(tmp_path, *ROWS))
    entry = TrailEntry.objects.get(verb="followup.imported")
    assert (entry.facts["digest"], entry.facts["sha256"]) == (row.digest, row.sha256)
    assert entry.subject_id == str(row.pk)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PLANNING, Role.INTERNAL_CONTROL, Role.SYSTEM}))
def test_who_neither_plans_nor_follows_up_imports_nothing(tmp_path: Path, role: Role) -> None:
    actor = town.acting(town.entity(), role)
    path = imported.matrix(tmp_path, *ROWS)
    for attempt in (lambda: imported.look(actor, path), lambda: imported.applied(actor, path)):
        with pytest.raises(PermissionDenied):
            attempt()
    assert nothing_stored()


def test_a_citizen_imports_nothing_and_the_system_imports_on_command(tmp_path: Path) -> None:
    here, path = town.entity("Municipio de Muestra"), imported.matrix(tmp_path, *ROWS)
    with pytest.raises(PermissionDenied):
        imported.look(public(here.pk), path)
    row = imported.applied(system(here.pk), path)
    assert (row.entity, row.public_since) == (here, None)


def test_two_entities_with_the_same_document_share_nothing(tmp_path: Path) -> None:
    path = imported.matrix(tmp_path, *ROWS)
    one, other = imported.applied(planning(), path), imported.applied(planning(), path)
    assert one.plan_id != other.plan_id
    assert one.slug == other.slug
    assert Activity.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_two_people_who_import_the_same_file_at_once_store_it_once(tmp_path: Path) -> None:
    actor, path = planning(), imported.matrix(tmp_path, *ROWS)
    start = threading.Barrier(2)
    done: list[int] = []

    def bring() -> None:
        try:
            start.wait()
            done.append(import_file(actor, importing.KEY, path).summary["followup"])
        finally:
            connections.close_all()

    if connection.vendor == "sqlite":  # the tests hold one connection in memory: one after the other
        done += [import_file(actor, importing.KEY, path).summary["followup"] for _turn in range(2)]
    else:
        with ThreadPoolExecutor(2) as pool:
            for turn in [pool.submit(bring) for _number in range(2)]:
                turn.result()
    assert len(done) == 2
    assert len(set(done)) == 1
    assert FollowUp.objects.count() == 1
    assert Activity.objects.count() == 2
