"""Entities of the installation."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from probidad.core.access import Actor, may, require
from probidad.core.acting import desk
from probidad.core.actions import entities as actions
from probidad.core.actions.entities import EntityFacts
from probidad.core.forms.entities import SAMPLE, EntityForm, NewEntityForm
from probidad.core.lists import Choice, Column, Filter, Kind, Listing
from probidad.core.pages import page, said
from probidad.core.queries import entities, installation, timeline
from probidad.core.views.form_pages import FormPage, done, form_page
from probidad.core.views.listing import list_page
from probidad.frameworks import territory
from probidad.frameworks.entities import entity_categories, entity_kinds, entity_orders
from probidad.rules.finding import gettext_noop as _

WHAT = (Choice("real", _("Real")), Choice("muestra", _("Sample")))


@cache
def kinds() -> dict[str, str]:
    """Labels of the kinds by code; the register is read when the first page asks for it."""
    return {kind.code: kind.message for kind in entity_kinds()}


@cache
def orders() -> dict[str, str]:
    """Labels of the orders by code."""
    return {order.code: order.message for order in entity_orders()}


@cache
def categories() -> dict[str, str]:
    """Labels of the categories by code."""
    return {category.code: category.message for category in entity_categories()}


def place_of(code: str) -> str:
    """Municipality and department of a code, empty for a national entity or a code that is not in the register."""
    try:
        if len(code) == 2:
            return territory.department_of(code).name
        found = territory.municipality(code)
    except LookupError:
        return ""
    return f"{found.name}, {found.department}"


LISTING = Listing(
    key="core.entities",
    title=_("Entities"),
    columns=(
        Column("entidad", _("Entity"), lambda row: row.name, order=("name",), link=lambda row: _address(row.pk)),
        Column("tipo", _("Kind"), lambda row: kinds().get(row.kind, row.kind), Kind.WORD, order=("kind",)),
        Column("orden", _("Order"), lambda row: orders().get(row.order, row.order), Kind.WORD, order=("order",)),
        Column("lugar", _("Place"), lambda row: place_of(row.divipola), order=("divipola",)),
        Column("personas", _("People"), lambda row: row.people, Kind.WHOLE, order=("people",)),
        Column("muestra", _("Sample"), lambda row: row.fictitious, Kind.YES_NO, order=("fictitious",)),
        Column("publica", _("On the portal"), lambda row: row.public, Kind.YES_NO, shown=False),
    ),
    order=("name",),
    filters=(
        Filter(
            "tipo", _("Kind"), lambda _rows: [Choice(code, label) for code, label in kinds().items()],
            lambda value: Q(kind=value),
        ),
        Filter("que", _("What it is"), lambda _rows: WHAT, lambda value: Q(fictitious=value == "muestra")),
    ),
    empty=_("There are no entities yet. Who runs the installation makes the first one."),
)  # fmt: skip


def _address(pk: int) -> str:
    return reverse("core:entity", kwargs={"pk": pk})


@desk
def entity_list(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The entities: all of them for who runs the installation, one's own for a member."""
    rows = entities.counted(actor, timezone.localdate())
    context = {"may_create": may(actor, "entity.create")}
    return list_page(request, actor, rows, LISTING, template="core/entities.html", context=context)


@desk
def entity(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One entity."""
    row = get_object_or_404(entities.entities(actor), pk=pk)
    context = {
        "entity": row,
        "kind": kinds().get(row.kind, row.kind),
        "order": orders().get(row.order, row.order),
        "category": categories().get(row.category, ""),
        "place": place_of(row.divipola),
        "events": timeline.timeline(actor, "core.entity", row.pk),
        "may_edit": may(actor, "entity.edit"),
    }
    return page(request, "core/entity.html", context)


@desk
def entity_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new entity with its first administrator, whose link is shown once."""
    require(actor, "entity.create")
    form = NewEntityForm(request.POST or None, initial={"order": "municipal", "kind": "mayoralty"})

    def run(given: Mapping[str, Any]) -> str | HttpResponse:
        made, invited = actions.create_entity(
            actor, facts=_facts(given), fictitious=given["fictitious"] == SAMPLE,
            administrator_email=given["administrator_email"], administrator_name=given["administrator_name"],
        )  # fmt: skip
        context = {
            "name": invited.membership.user.name,
            "email": invited.membership.user.email,
            "link": request.build_absolute_uri(invited.link) if invited.link else "",
            "mailed": installation.mail_leaves(),
            "next": _address(made.pk),
            "next_label": made.name,
        }
        return page(request, "core/invited.html", context)

    shown = FormPage(said(_("New entity")), said(_("Make the entity")), reverse("core:entities"))
    return form_page(request, form, shown, run)


@desk
def entity_change(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """What an entity says of itself."""
    require(actor, "entity.edit")
    row = get_object_or_404(entities.entities(actor), pk=pk)
    form = EntityForm(request.POST or None, initial={name: getattr(row, name) for name in EntityForm.base_fields})

    def run(given: Mapping[str, Any]) -> str:
        actions.edit_entity(actor, entity_id=pk, facts=_facts(given), profile=form.profile())
        done(request, _("What the entity says of itself was saved."))
        return _address(pk)

    title = said(_("What the entity says of itself"))
    lead = said(_("Address, hours and lines stand at the foot of its portal."))
    return form_page(request, form, FormPage(title, said(_("Save what was written")), _address(pk), lead), run)


def _facts(given: Mapping[str, Any]) -> EntityFacts:
    return EntityFacts(
        name=given["name"], kind=given["kind"], order=given["order"], category=given["category"],
        divipola=given["divipola"], slug=given.get("slug", ""),
    )  # fmt: skip
