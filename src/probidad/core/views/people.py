"""People of the entity: who they are here, how they come and how they leave."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from probidad.core.access import Actor, Scope, entity_of, may, require, scope_of
from probidad.core.acting import desk
from probidad.core.actions import people as actions
from probidad.core.actions.account import forget_second_step
from probidad.core.actions.people import Successor
from probidad.core.actions.roles import ConflictError
from probidad.core.forms.choices import number
from probidad.core.forms.people import InviteForm, LeaveForm, MoveForm
from probidad.core.labels import FILLING_LABELS, ROLE_LABELS, role_label
from probidad.core.lists import Choice, Column, Filter, Kind, Listing, Mark, Tone
from probidad.core.pages import page, said
from probidad.core.queries import installation, people, posts, roles, signin, timeline, units
from probidad.core.views.form_pages import FormPage, done, form_page, in_words
from probidad.core.views.listing import list_page
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _
from probidad.rules.separation import ASSIGNABLE

BELONGS, LEFT, WAITING, CONFLICT = "activas", "retiradas", "sin-entrar", "con-conflicto"
ROLELESS = "sin-rol"
STATES = (
    Choice(BELONGS, _("Belong today")),
    Choice(LEFT, _("Left")),
    Choice(WAITING, _("Have not set a password")),
    Choice(ROLELESS, _("Without role")),
    Choice(CONFLICT, _("With a conflict of functions")),
)


def _state(value: str) -> Q:
    today = timezone.localdate()
    if value == LEFT:
        return Q(ends__lt=today)
    if value == WAITING:
        return Q(user__password__startswith=UNUSABLE_PASSWORD_PREFIX)
    if value == CONFLICT:
        return Q(pk__in=roles.memberships_in_conflict())
    belongs = Q(starts__lte=today) & (Q(ends__isnull=True) | Q(ends__gte=today))
    return belongs & ~Q(pk__in=roles.memberships_with_any()) if value == ROLELESS else belongs


def _roles(row: Any) -> str:
    return ", ".join(said(role_label(grant.role)) for grant in row.held)


def _conflict(row: Any) -> Mark | str:
    return Mark(_("in conflict"), Tone.WARN) if row.standing else ""


def _units(rows: Any) -> list[Choice]:
    pairs = rows.filter(unit__isnull=False).order_by("unit__name").values_list("unit_id", "unit__name").distinct()
    return [Choice(str(pk), name) for pk, name in pairs]


LISTING = Listing(
    key="core.people",
    title=_("People"),
    columns=(
        Column("persona", _("Person"), lambda row: row.user.name, order=("user__folded",),
               link=lambda row: _address(row.pk)),
        Column("correo", _("E-mail"), lambda row: row.user.email, order=("user__email",)),
        Column("dependencia", _("Unit"), lambda row: row.unit.name if row.unit else "", order=("unit__folded",)),
        Column("roles", _("Roles"), _roles),
        Column("conflicto", _("Conflict of functions"), _conflict, Kind.STATE),
        Column("desde", _("First day"), lambda row: row.starts, Kind.DAY, order=("starts",), shown=False),
        Column("hasta", _("Last day"), lambda row: row.ends, Kind.DAY, order=("ends",)),
    ),
    order=("user__folded",),
    filters=(
        Filter("estado", _("State"), lambda _rows: STATES, _state),
        Filter(
            "rol", _("Role"), lambda _rows: [Choice(role.value, ROLE_LABELS[role]) for role in ASSIGNABLE],
            lambda value: Q(pk__in=roles.memberships_with(value)),
        ),
        Filter(
            "dependencia", _("Unit"), _units, lambda value: Q(unit_id=int(value)) if value.isdigit() else Q()
        ),
    ),
    searched=("user__folded", "unit__folded"),
    empty=_("Nobody belongs to the entity yet."),
)  # fmt: skip


def _address(pk: int) -> str:
    return reverse("core:person", kwargs={"pk": pk})


@desk
def person_list(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The people of the entity, for who keeps or reviews them."""
    _sees_all(actor)
    context = {"may_invite": may(actor, actions.INVITE), "may_import": may(actor, "person.import")}
    return list_page(request, actor, people.listed(actor), LISTING, template="core/people.html", context=context)


def _sees_all(actor: Actor) -> None:
    if scope_of(actor, "core.person") < Scope.ENTITY:
        require(actor, actions.INVITE)
    entity_of(actor)


@desk
def person(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One person in this entity: unit, roles, conflicts, posts, life."""
    row = get_object_or_404(people.listed(actor), pk=pk)
    today = timezone.localdate()
    belongs = row.ends is None or row.ends >= today
    context = {
        "member": row,
        "today": today,
        "belongs": belongs,
        "roles": tuple(role_label(grant.role) for grant in row.held),  # type: ignore[attr-defined]
        "conflicts": roles.conflicts_of(row.user_id, row.entity_id),
        "role_labels": ROLE_LABELS,
        "filling": FILLING_LABELS,
        "posts": posts.appointments_of(row.user_id, row.entity_id),
        "waiting": not row.user.has_usable_password(),
        "events": timeline.timeline(actor, "core.membership", row.pk),
        "may_edit": may(actor, actions.EDIT) and belongs,
        "may_invite": may(actor, actions.INVITE) and belongs,
        "has_second_step": signin.has_second_step(row.user_id),
        "may_grant": may(actor, "role.grant") and belongs,
    }
    return page(request, "core/person.html", context)


@desk
def person_invite(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A person comes to the entity; the link is shown once."""
    require(actor, actions.INVITE)
    today = timezone.localdate()
    form = InviteForm(request.POST or None, units=units.in_force(actor, today), initial={"starts": today})

    def run(given: Mapping[str, Any]) -> str | HttpResponse:
        try:
            invited = actions.invite(
                actor, email=given["email"], name=given["name"], starts=given["starts"],
                unit_id=number(given["unit"]), ends=given["ends"], roles_wanted=form.wanted(), reason=given["reason"],
                act=given["insisting_act"],
            )  # fmt: skip
        except ConflictError as refused:
            form.ask_to_insist(refused.conflicts)
            raise
        context = {
            "name": invited.membership.user.name,
            "email": invited.membership.user.email,
            "link": request.build_absolute_uri(invited.link) if invited.link else "",
            "mailed": installation.mail_leaves(),
            "next": _address(invited.membership.pk),
            "next_label": invited.membership.user.name,
        }
        return page(request, "core/invited.html", context)

    shown = FormPage(
        said(_("Invite a person")), said(_("Invite the person")), reverse("core:people"),
        said(_("The person gets a link, sets a password with it and signs in. The link is shown to you once.")),
    )  # fmt: skip
    return form_page(request, form, shown, run, template="core/roles_form.html")


@require_POST
@desk
def person_link(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """A new link for a person, shown once; the earlier ones stop working."""
    require(actor, actions.INVITE)
    row = get_object_or_404(people.members(actor), pk=pk)
    try:
        link = actions.new_link(actor, membership_id=pk)
    except RefusalError as refusal:
        return _said_on_the_page(request, row.pk, refusal)
    context = {
        "name": row.user.name, "email": row.user.email, "link": request.build_absolute_uri(link),
        "mailed": installation.mail_leaves(),
        "next": _address(pk), "next_label": row.user.name,
    }  # fmt: skip
    return page(request, "core/invited.html", context)


@desk
@require_POST
def person_second_step(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """A person lost their telephone: their second step is forgotten and their sessions end."""
    require(actor, actions.INVITE)
    row = get_object_or_404(people.members(actor), pk=pk)
    try:
        forget_second_step(actor, user_id=row.user_id)
    except PermissionDenied:
        messages.error(
            request,
            said(
                _(
                    "This person also belongs elsewhere: who runs the installation forgets the second step with probidad segundo-paso."
                )
            ),
        )
        return HttpResponseRedirect(_address(pk))
    messages.success(
        request, said(_("The second step of %(name)s is forgotten and their sessions ended."), {"name": row.user.name})
    )
    return HttpResponseRedirect(_address(pk))


def _said_on_the_page(request: HttpRequest, pk: int, refusal: RefusalError) -> HttpResponse:
    messages.error(request, in_words(refusal))
    return HttpResponseRedirect(_address(pk))


@desk
def person_move(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The unit of a person and the last day."""
    require(actor, actions.EDIT)
    today = timezone.localdate()
    row = get_object_or_404(people.members(actor), pk=pk)
    initial = {"unit": str(row.unit_id or ""), "ends": row.ends}
    form = MoveForm(request.POST or None, units=units.in_force(actor, today), initial=initial)

    def run(given: Mapping[str, Any]) -> str:
        actions.move(actor, membership_id=pk, unit_id=number(given["unit"]), ends=given["ends"])
        done(request, _("The unit of %(name)s was saved."), {"name": row.user.name})
        return _address(pk)

    title = said(_("Unit of %(name)s"), {"name": row.user.name})
    return form_page(request, form, FormPage(title, said(_("Save the unit")), _address(pk)), run)


@desk
def person_leave(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """A person ends here; each post that they fill may get a stand-in."""
    require(actor, actions.EDIT)
    today = timezone.localdate()
    row = get_object_or_404(people.members(actor), pk=pk)
    filled = {
        each.pk: each.name for holding, each in posts.appointments_of(row.user_id, row.entity_id)
        if holding.ends is None or holding.ends >= today
    }  # fmt: skip
    others = [pair for pair in people.choices(actor, today) if pair[0] != str(pk)]
    form = LeaveForm(request.POST or None, posts=filled.items(), people=others, initial={"last_day": today})

    def run(given: Mapping[str, Any]) -> str:
        left = actions.leave(
            actor, membership_id=pk, last_day=given["last_day"], act=given["act"], at_once=given["at_once"],
            successors={
                post: Successor(member, given["until"], given["stand_in_act"])
                for post, member in form.successors().items()
            },
        )  # fmt: skip
        done(request, _("%(name)s ends here on that day."), {"name": row.user.name})
        for each in left.vacant:
            messages.warning(
                request, said(_("The post «%(post)s» stays without anybody: appoint a person."), {"post": each.name})
            )
        return _address(pk)

    shown = FormPage(
        said(_("%(name)s ends here"), {"name": row.user.name}), said(_("End the stay")), _address(pk),
        effects=(
            said(_("The stay, the roles and the posts of this person end on the last day.")),
            said(_("What the posts owe stays with the posts.")),
            said(_("What the person did stays in the trail.")),
        ),
        final=True,
    )  # fmt: skip
    return form_page(request, form, shown, run)
