"""Roles of a person, and the conflicts of functions that the entity recorded."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from probidad.core.access import Actor, Scope, entity_of, require, scope_of
from probidad.core.acting import desk
from probidad.core.actions import roles as actions
from probidad.core.forms.people import RolesForm
from probidad.core.labels import ROLE_MEANINGS, role_label
from probidad.core.lists import Choice, Column, Filter, Kind, Listing
from probidad.core.pages import said
from probidad.core.queries import people, roles
from probidad.core.views.form_pages import FormPage, done, form_page
from probidad.core.views.listing import list_page
from probidad.rules.finding import gettext_noop as _

STANDING, ENDED = "vigentes", "terminados"


def _person_address(pk: int) -> str:
    return reverse("core:person", kwargs={"pk": pk})


LISTING = Listing(
    key="core.conflicts",
    title=_("Conflicts of functions"),
    columns=(
        Column("persona", _("Person"), lambda row: row.membership.user.name, order=("membership__user__folded",),
               link=lambda row: _person_address(row.membership_id)),
        Column("una", _("One function"), lambda row: role_label(row.first), Kind.WORD, order=("first",)),
        Column("otra", _("The other"), lambda row: role_label(row.second), Kind.WORD, order=("second",)),
        Column("motivo", _("Why the entity insists"), lambda row: row.reason),
        Column("acto", _("Act"), lambda row: row.act, order=("act",)),
        Column("desde", _("Recorded"), lambda row: row.recorded, Kind.MOMENT, order=("recorded",)),
        Column("hasta", _("Ended"), lambda row: row.ended, Kind.MOMENT, order=("ended",)),
    ),
    order=("ended", "-recorded"),
    filters=(
        Filter(
            "estado", _("State"), lambda _rows: (Choice(STANDING, _("Standing")), Choice(ENDED, _("Ended"))),
            lambda value: Q(ended__isnull=value == STANDING),
        ),
    ),
    searched=("membership__user__folded",),
    empty=_("No conflict of functions is recorded: nobody holds functions that should be apart."),
)  # fmt: skip


@desk
def conflict_list(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The conflicts that the entity recorded because it insists."""
    if scope_of(actor, "core.person") < Scope.ENTITY:
        require(actor, actions.VERB)
    entity_of(actor)
    return list_page(request, actor, roles.conflicts(actor), LISTING, template="core/conflicts.html")


@desk
def person_roles(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The roles of a person. A conflict comes back with its reason, and may then be insisted on."""
    require(actor, actions.VERB)
    row = get_object_or_404(people.members(actor), pk=pk)
    held = roles.roles_of(row.pk)
    form = RolesForm(request.POST if request.method == "POST" else None, initial={"roles": [r.value for r in held]})

    def run(given: Mapping[str, Any]) -> str:
        try:
            changed = actions.change_roles(
                actor, membership_id=pk, roles_wanted=form.wanted(), reason=given["reason"], act=given["insisting_act"]
            )
        except actions.ConflictError as refused:
            form.ask_to_insist(refused.conflicts)
            raise
        if changed.nothing:
            done(request, _("%(name)s had these roles already: nothing changed."), {"name": row.user.name})
        else:
            done(request, _("The roles of %(name)s were saved. They hold from the next page."), {"name": row.user.name})
        return _person_address(pk)

    title = said(_("Roles of %(name)s"), {"name": row.user.name})
    return form_page(
        request, form, FormPage(title, said(_("Save the roles")), _person_address(pk)), run,
        template="core/roles_form.html", context={"meanings": ROLE_MEANINGS},
    )  # fmt: skip
