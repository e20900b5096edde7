"""A list and an import of the tests' own, over the units of an entity, with the addresses at which they stand."""

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import openpyxl
from django import forms
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import path

from probidad.core.access import Actor, require
from probidad.core.acting import desk
from probidad.core.forms.base import Card, CardField, Form
from probidad.core.imports import Change, import_kinds
from probidad.core.lists import Bulk, Choice, Column, Filter, Kind, Listing, Mark, Tone
from probidad.core.models import ImportRun, OrgUnit
from probidad.core.rowimports import RowFault, RowPlan, row_import
from probidad.core.views.listing import list_page
from probidad.documents.refusal import RefusalError
from probidad.documents.rowimport import Expected, ExpectedKind, RowRead
from probidad.project.urls import urlpatterns as everything
from probidad.rules.language import fold


class Ending(Form):
    """What ending units needs."""

    act = forms.CharField(label="Acto administrativo", help_text="Número y fecha", max_length=60)
    heirs = CardField([Card("none", "Nadie", "Nada se traslada"), Card("parent", "La superior")], label="Quién sigue")


@transaction.atomic
def name_act(actor: Actor, *, ids: list[int], act: str, heirs: str) -> None:
    """Write the act of many units; one that already has an act stops them all."""
    require(actor, "unit.edit")
    for unit in OrgUnit.objects.filter(entity_id=actor.entity_id, pk__in=ids).order_by("pk"):
        if unit.act:
            raise RefusalError("«%(name)s» ya tiene acto.", remedy="Quítela.", facts={"name": unit.name})
        unit.act = act
        unit.save(update_fields=["act"])


def _parents(rows: Any) -> list[Choice]:
    return [
        Choice(str(pk), name) for pk, name in rows.filter(children__isnull=False).distinct().values_list("pk", "name")
    ]


UNITS = Listing(
    key="trial.units",
    title="Dependencias de prueba",
    columns=(
        Column("name", "Nombre", lambda row: row.name, order=("folded",), link=lambda row: f"/mesa/u/{row.pk}/"),
        Column("code", "Código", lambda row: row.code, order=("code",)),
        Column("parent", "Superior", lambda row: row.parent.name if row.parent else "", order=("parent__name",)),
        Column("since", "Desde", lambda row: row.valid_from, kind=Kind.DAY, order=("valid_from",)),
        Column("until", "Hasta", lambda row: row.valid_until, kind=Kind.DAY, order=("valid_until",)),
        Column("act", "Acto", lambda row: row.act, said=True, shown=False),
        Column("size", "Puestos", lambda row: len(row.code) * 1000, kind=Kind.WHOLE),
        Column("level", "Nivel", lambda row: "alta" if row.parent else None, kind=Kind.LEVEL),
        Column("severity", "Gravedad", lambda row: "high", kind=Kind.SEVERITY, shown=False),
        Column("state", "Estado", lambda row: Mark("open", Tone.WARN), kind=Kind.STATE),
    ),
    order=("code",),
    filters=(Filter("superior", "Superior", _parents, lambda value: Q(parent_id=int(value))),),
    searched=("folded",),
    bulk=(
        Bulk(
            "act", "Anotar el acto", "unit.edit", name_act, effects=("Cambian %(count)s",), done="%(count)s anotadas",
            form=lambda actor, data: Ending(data),
        ),
    ),
    empty="Aquí no hay dependencias.",
    empty_link=("Cree la primera", "/mesa/"),
)  # fmt: skip


@desk
def units(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The list of the tests."""
    rows = OrgUnit.objects.filter(entity_id=actor.entity_id).select_related("parent")
    return list_page(request, actor, rows, UNITS)


NAME, CODE, SINCE = "name", "code", "since"
EXPECTED = (
    Expected(CODE, "Código", required=True, unique=True, maximum_length=30),
    Expected(NAME, "Nombre", required=True, maximum_length=200),
    Expected(SINCE, "Desde", kind=ExpectedKind.DAY, required=True),
)
FOREIGN = "%(file)s, hoja «%(sheet)s», fila %(row)s, celda %(cell)s: el código «%(text)s» está reservado."


def _planned(actor: Actor, rows: Sequence[RowRead]) -> RowPlan:
    known = {unit.code: unit for unit in OrgUnit.objects.filter(entity_id=actor.entity_id)}
    changes, faults, before, work = {}, [], {}, []
    for row in rows:
        unit = known.get(str(row.values[CODE]))
        changes[row.number] = Change.NEW
        if unit is not None:
            same = unit.name == row.values[NAME]
            changes[row.number] = Change.SAME if same else Change.CHANGED
            if not same:
                before[row.number, NAME] = unit.name
        if row.values[CODE] == "000":
            faults.append(RowFault(row.number, CODE, FOREIGN))
        work.append((unit, row.values))
    return RowPlan(changes, tuple(faults), before=before, work=work)


def _applied(actor: Actor, plan: RowPlan, run: ImportRun) -> Mapping[str, int | str]:
    made = []
    for unit, values in plan.work:
        row = unit or OrgUnit(entity_id=actor.entity_id, code=values[CODE], valid_from=values[SINCE])
        row.name, row.folded = values[NAME], fold(f"{values[CODE]} {values[NAME]}")
        row.save()
        made.append(row.pk)
        if row.name == "Falla":
            raise RefusalError("falló a mitad", remedy="Quítela.")
    return {"last": made[-1]}


KIND = row_import(
    key="trial.units",
    label="Dependencias de prueba",
    verb="unit.edit",
    expected=EXPECTED,
    plan=_planned,
    apply=_applied,
    help="Una fila por dependencia.",
    result=lambda summary: f"/mesa/u/{summary['last']}/",
)


@contextmanager
def on_the_shelf() -> Iterator[None]:
    """The kind lies on the shelf for a while."""
    import_kinds.lay(KIND)
    try:
        yield
    finally:
        import_kinds._things.pop(KIND.key)


def sheet(*rows: Sequence[object], heads: Sequence[str] = ("Código", "Nombre", "Desde")) -> bytes:
    """An XLSX with these rows."""
    book = openpyxl.Workbook()
    for row in (heads, *rows):
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


urlpatterns = [path("mesa/prueba/dependencias/", units, name="trial_units"), *everything]
