"""People come from a spreadsheet, all or nothing, with conflicts of functions as faults of their cell."""

from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

import town
from probidad.core.access import Actor
from probidad.core.actions.imports import import_file
from probidad.core.models import Appointment, Entity, ImportRun, Membership, User
from probidad.core.queries import roles
from probidad.documents.refusal import RefusalError
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
HEADS = ("Nombre", "Correo electrónico", "Dependencia", "Cargo", "Roles", "Desde", "Hasta")


@pytest.fixture
def here() -> Entity:
    return town.entity()


@pytest.fixture
def who(here: Entity) -> Actor:
    return town.acting(here, Role.ADMINISTRATOR)


def book(folder: Path, *rows: tuple[object, ...], name: str = "personas.xlsx") -> Path:
    made = openpyxl.Workbook()
    made.active.append(HEADS)
    for row in rows:
        made.active.append(row)
    made.save(folder / name)
    return folder / name


def test_a_file_makes_the_people_with_unit_post_and_roles(tmp_path: Path, here: Entity, who: Actor) -> None:
    unit = town.unit(here, "Secretaría de Planeación", code="130")
    post = town.post(unit, "Secretaria de planeación")
    path = book(
        tmp_path,
        ("Ana Pardo", "ANA@muestra.example", "130", post.code, "Planeación; lector", "2026-01-01", ""),
        ("Luis Rey", "luis@muestra.example", "secretaria de planeacion", "", "Control interno", "", "2030-12-31"),
    )
    run = import_file(who, "core.people", path)
    assert (run.state, run.summary["new"]) == ("applied", 2)
    ana = Membership.objects.get(user__email="ana@muestra.example")
    assert (ana.unit, roles.roles_of(ana.pk)) == (unit, {Role.PLANNING, Role.READER})
    assert Appointment.objects.get(post=post).user == ana.user
    luis = Membership.objects.get(user__email="luis@muestra.example")
    assert (luis.unit, luis.starts, luis.ends.isoformat()) == (unit, timezone.localdate(), "2030-12-31")
    assert not luis.user.has_usable_password()
    again = import_file(who, "core.people", path)
    assert again.pk == run.pk
    assert User.objects.filter(email__endswith="@muestra.example").count() == 3


def test_the_same_rows_in_another_file_are_the_same_and_a_change_is_a_change(
    tmp_path: Path, here: Entity, who: Actor
) -> None:
    town.unit(here, "Hacienda", code="140")
    row = ("Ana Pardo", "ana@muestra.example", "140", "", "Lector", "2026-01-01", "")
    import_file(who, "core.people", book(tmp_path, row))
    other = ("Luis Rey", "luis@muestra.example", "", "", "", "", "")
    changed = (*row[:4], "Responsable de un proceso o de una actividad", *row[5:])
    run = import_file(who, "core.people", book(tmp_path, row, other, name="otro.xlsx"))
    assert (run.summary["new"], run.summary["changed"], run.summary["same"]) == (1, 0, 1)
    run = import_file(who, "core.people", book(tmp_path, changed, other, name="tercero.xlsx"))
    assert (run.summary["new"], run.summary["changed"], run.summary["same"]) == (0, 1, 1)
    assert roles.roles_of(Membership.objects.get(user__email="ana@muestra.example").pk) == {Role.OWNER}


def test_every_fault_is_told_by_its_cell_and_nobody_comes_in(tmp_path: Path, here: Entity, who: Actor) -> None:
    unit = town.unit(here, code="130")
    held = town.post(unit)
    town.appointed(town.person(here), held)
    closed = town.person(is_active=False, email="cerrada@muestra.example")
    assert not closed.is_active
    path = book(
        tmp_path,
        ("A", "a@muestra.example", "999", "", "", "", ""),
        ("B", "b@muestra.example", "", "no-hay", "", "", ""),
        ("C", "c@muestra.example", "", held.code, "", "2026-01-01", ""),
        ("D", "d@muestra.example", "", "", "Planeación; Control interno", "", ""),
        ("E", "e@muestra.example", "", "", "", "2026-02-01", "2026-01-01"),
        ("F", "cerrada@muestra.example", "", "", "", "", ""),
        ("G", "no es un correo", "", "", "", "", ""),
        ("", "h@muestra.example", "", "", "Alcalde mayor", "", ""),
    )
    with pytest.raises(RefusalError) as refused:
        import_file(who, "core.people", path)
    told = str(refused.value)
    for cell in ("C2", "D3", "D4", "E5", "G6", "B7", "B8", "A9", "E9"):
        assert cell in told, cell
    assert not User.objects.filter(email__in=["a@muestra.example", "d@muestra.example"]).exists()
    assert not ImportRun.objects.filter(state="applied").exists()


def test_an_import_gives_the_importer_no_roles_and_leaves_an_administrator(
    tmp_path: Path, here: Entity, who: Actor
) -> None:
    me = User.objects.get(pk=who.user_id)
    more = book(tmp_path, (me.name, me.email, "", "", "Administrador; Lector", "", ""))
    with pytest.raises(RefusalError, match="E2"):
        import_file(who, "core.people", more)
    fewer = book(tmp_path, (me.name, me.email, "", "", "", "", ""), name="menos.xlsx")
    with pytest.raises(RefusalError, match="E2"):
        import_file(who, "core.people", fewer)
    assert roles.roles_of(Membership.objects.get(user=me).pk) == {Role.ADMINISTRATOR}


def test_who_belongs_elsewhere_comes_in_with_the_same_account(tmp_path: Path, here: Entity, who: Actor) -> None:
    known = town.person(town.entity(), Role.READER, email="conocida@muestra.example", name="Como allá")
    import_file(who, "core.people", book(tmp_path, ("Otro nombre", known.email, "", "", "Lector", "", "")))
    assert Membership.objects.filter(user=known).count() == 2
    known.refresh_from_db()
    assert known.name == "Como allá"


def test_units_of_another_entity_are_not_found_and_planning_imports_nobody(
    tmp_path: Path, here: Entity, who: Actor
) -> None:
    town.unit(town.entity(), code="777")
    path = book(tmp_path, ("A", "a@muestra.example", "777", "", "", "", ""))
    with pytest.raises(RefusalError, match="C2"):
        import_file(who, "core.people", path)
    with pytest.raises((PermissionDenied, LookupError)):
        import_file(town.acting(here, Role.PLANNING), "core.people", path)


def test_a_last_day_that_passed_is_refused_for_who_belongs(tmp_path: Path, here: Entity, who: Actor) -> None:
    person = town.person(here, Role.READER)
    past = (timezone.localdate() - timedelta(days=3)).isoformat()
    with pytest.raises(RefusalError, match="G2"):
        import_file(who, "core.people", book(tmp_path, ("x", person.email, "", "", "Lector", "", past)))
