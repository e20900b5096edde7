"""A new organisation chart comes from a spreadsheet, whole and from one day."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

import town
from probidad.core.access import Actor
from probidad.core.actions.imports import import_file, preview, start
from probidad.core.models import Entity, OrgUnit
from probidad.core.queries import units
from probidad.documents.refusal import RefusalError
from probidad.rules.separation import Role

pytestmark = pytest.mark.django_db
DAY = "2026-01-01"
HEADS = ("Código", "Nombre", "Código superior", "Desde", "Acto")


@pytest.fixture
def here() -> Entity:
    return town.entity()


@pytest.fixture
def who(here: Entity) -> Actor:
    return town.acting(here, Role.PLANNING)


def book(folder: Path, *rows: tuple[object, ...]) -> Path:
    made = openpyxl.Workbook()
    made.active.append(HEADS)
    for row in rows:
        made.active.append(row)
    made.save(folder / "organigrama.xlsx")
    return folder / "organigrama.xlsx"


def test_a_new_chart_is_previewed_and_then_holds_from_its_day(tmp_path: Path, here: Entity, who: Actor) -> None:
    top = town.unit(here, "Despacho", code="100")
    gone = town.unit(here, "Obras", parent=top, code="120")
    town.post(gone)
    town.person(here, unit=gone)
    path = book(
        tmp_path,
        ("110", "Secretaría General", "100", DAY, "Decreto 12 de 2026"),
        ("100", "Despacho de la alcaldesa", "", DAY, ""),
    )
    look = preview(
        who, run_id=start(who, kind="core.chart", file=path.name, content=path.read_bytes(), choices={}).run.pk
    )
    assert look.changes == 2
    assert [effect.facts.get("code", effect.facts.get("count")) for effect in look.effects][-3:] == ["120", 1, 1]
    assert OrgUnit.objects.count() == 2
    import_file(who, "core.chart", path)
    on = date(2026, 1, 1)
    assert [(node.unit.code, node.unit.name, node.depth) for node in units.tree(who, on)] == [
        ("100", "Despacho de la alcaldesa", 0), ("110", "Secretaría General", 1),
    ]  # fmt: skip
    assert [node.unit.name for node in units.tree(who, date(2025, 12, 31))] == ["Despacho", "Obras"]


def test_faults_of_the_tree_are_told_by_their_cell_and_nothing_changes(
    tmp_path: Path, here: Entity, who: Actor
) -> None:
    path = book(
        tmp_path,
        ("1", "Uno", "2", DAY, ""), ("2", "Dos", "1", DAY, ""), ("3", "Tres", "999", DAY, ""),
        ("4", "Cuatro", "", "2026-01-02", ""), ("4", "Repetida", "", DAY, ""),
    )  # fmt: skip
    with pytest.raises(RefusalError) as refused:
        import_file(who, "core.chart", path)
    for cell in ("C2", "C3", "C4", "D5", "A6"):
        assert cell in str(refused.value), cell
    assert not OrgUnit.objects.filter(entity=here).exists()


def test_a_chart_before_units_that_begin_later_is_refused(tmp_path: Path, here: Entity, who: Actor) -> None:
    town.unit(here, code="9", valid_from=date(2026, 6, 1))
    with pytest.raises(RefusalError, match="D2"):
        import_file(who, "core.chart", book(tmp_path, ("1", "Uno", "", DAY, "")))
