"""A list and an import of the tests' own, over the units of an entity, with the addresses at which they stand."""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import path

from probidad.core.access import Actor, require
from probidad.core.acting import desk
from probidad.core.forms.base import Card, CardField, Form
from probidad.core.lists import Bulk, Choice, Column, Filter, Kind, Listing, Mark, Tone
from probidad.core.models import OrgUnit
from probidad.core.views.listing import list_page
from probidad.documents.refusal import RefusalError
from probidad.project.urls import urlpatterns as everything


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


urlpatterns = [path("mesa/prueba/dependencias/", units, name="trial_units"), *everything]
