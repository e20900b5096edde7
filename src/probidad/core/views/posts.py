"""Posts and who fills them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from probidad.core.access import Actor, entity_of, may, require
from probidad.core.acting import desk
from probidad.core.actions import posts as actions
from probidad.core.forms.posts import AppointForm, EndForm, LastDayForm, PostForm
from probidad.core.labels import FILLING_LABELS
from probidad.core.lists import Choice, Column, Filter, Kind, Listing, Mark, Tone
from probidad.core.pages import page, said
from probidad.core.queries import people, posts, timeline, units
from probidad.core.views.form_pages import FormPage, done, form_page
from probidad.core.views.listing import list_page
from probidad.rules.finding import gettext_noop as _

VACANT, FILLED, ENDED = "vacante", "provisto", "terminado"
STATES = (Choice(VACANT, _("Vacant")), Choice(FILLED, _("Filled")), Choice(ENDED, _("Ended")))


def _state(value: str) -> Q:
    today = timezone.localdate()
    if value == ENDED:
        return Q(valid_until__lte=today)
    held = Q(valid_until__isnull=True) | Q(valid_until__gt=today)
    return held & Q(answering__isnull=value == VACANT)


def _how(post: Any) -> Mark:
    if post.answering_kind:
        return Mark(FILLING_LABELS[post.answering_kind])
    return Mark(_("vacant"), Tone.WARN)


LISTING = Listing(
    key="core.posts",
    title=_("Posts"),
    columns=(
        Column("cargo", _("Post"), lambda post: post.name, order=("folded",), link=lambda post: _address(post.pk)),
        Column("codigo", _("Code"), lambda post: post.code, order=("code",)),
        Column("dependencia", _("Unit"), lambda post: post.unit.name, order=("unit__folded",)),
        Column("responde", _("Who answers today"), lambda post: post.answering or "", order=("answering",)),
        Column("como", _("How"), _how, Kind.STATE),
        Column("desde", _("First day"), lambda post: post.valid_from, Kind.DAY, order=("valid_from",), shown=False),
        Column("hasta", _("First day without it"), lambda post: post.valid_until, Kind.DAY, shown=False),
    ),
    order=("code",),
    filters=(
        Filter("estado", _("State"), lambda _rows: STATES, _state),
        Filter(
            "dependencia", _("Unit"),
            lambda rows: [Choice(str(pk), name) for pk, name in
                          rows.order_by("unit__name").values_list("unit_id", "unit__name").distinct()],
            lambda value: Q(unit_id=int(value)) if value.isdigit() else Q(),
        ),
    ),
    searched=("folded", "unit__folded"),
    empty=_("There are no posts yet. Work is owed by posts, so that it stays when people come and go."),
)  # fmt: skip


def _address(pk: int) -> str:
    return reverse("core:post", kwargs={"pk": pk})


@desk
def post_list(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The posts, with who answers for each today."""
    entity_of(actor)
    rows = posts.listed(actor, timezone.localdate())
    return list_page(
        request, actor, rows, LISTING, template="core/posts.html", context={"may_edit": may(actor, actions.EDIT)}
    )


@desk
def post(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One post: who answers, who filled it, its life."""
    today = timezone.localdate()
    row = get_object_or_404(posts.posts(actor), pk=pk)
    present = posts.holders(entity_of(actor), today).get(row.pk, ())
    context = {
        "post": row,
        "today": today,
        "present": present,
        "labels": FILLING_LABELS,
        "appointments": posts.appointments(row),
        "events": timeline.timeline(actor, "core.post", row.pk),
        "open": row.valid_until is None,
        "may_edit": may(actor, actions.EDIT) and row.valid_until is None,
        "may_appoint": may(actor, actions.APPOINT) and row.valid_until is None,
    }
    return page(request, "core/post.html", context)


@desk
def post_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new post."""
    require(actor, actions.EDIT)
    today = timezone.localdate()
    initial = {"begins": today, "unit": request.GET.get("dependencia", "")}
    form = PostForm(request.POST or None, units=units.in_force(actor, today), initial=initial)

    def run(given: Mapping[str, Any]) -> str:
        made = actions.create_post(
            actor, unit_id=int(given["unit"]), code=given["code"], name=given["name"], begins=given["begins"],
            heads_unit=given["heads_unit"],
        )  # fmt: skip
        done(request, _("The post %(code)s was made."), {"code": made.code})
        return _address(made.pk)

    return form_page(request, form, FormPage(said(_("New post")), said(_("Make the post")), reverse("core:posts")), run)


@desk
def post_change(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Rename a post or give it to another unit."""
    require(actor, actions.EDIT)
    today = timezone.localdate()
    row = get_object_or_404(posts.posts(actor), pk=pk)
    initial = {"name": row.name, "unit": str(row.unit_id), "heads_unit": row.heads_unit}
    form = PostForm(request.POST or None, units=units.in_force(actor, today), existing=True, initial=initial)

    def run(given: Mapping[str, Any]) -> str:
        actions.edit_post(
            actor, post_id=pk, unit_id=int(given["unit"]), name=given["name"], heads_unit=given["heads_unit"], on=today
        )
        done(request, _("The post %(code)s was changed."), {"code": row.code})
        return _address(pk)

    title = said(_("Change the post %(code)s"), {"code": row.code})
    lead = said(_("It stays the same post: what it owes goes along."))
    return form_page(request, form, FormPage(title, said(_("Save the change")), _address(pk), lead), run)


@desk
def post_end(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """End a post."""
    require(actor, actions.EDIT)
    row = get_object_or_404(posts.posts(actor), pk=pk)
    form = EndForm(request.POST or None, initial={"on": timezone.localdate()})

    def run(given: Mapping[str, Any]) -> str:
        actions.end_post(actor, post_id=pk, on=given["on"], act=given["act"])
        done(request, _("The post %(code)s ends."), {"code": row.code})
        return _address(pk)

    shown = FormPage(
        said(_("End the post %(code)s, %(name)s"), {"code": row.code, "name": row.name}), said(_("End the post")),
        _address(pk), effects=(said(_("Who fills it leaves it on the day before.")),), final=True,
    )  # fmt: skip
    return form_page(request, form, shown, run)


@desk
def appoint(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Put a person in a post."""
    require(actor, actions.APPOINT)
    today = timezone.localdate()
    row = get_object_or_404(posts.posts(actor), pk=pk)
    form = AppointForm(request.POST or None, people=people.choices(actor, today), initial={"starts": today})

    def run(given: Mapping[str, Any]) -> str:
        actions.appoint(
            actor, post_id=pk, membership_id=int(given["person"]), kind=given["kind"], starts=given["starts"],
            ends=given["ends"], act=given["act"],
        )  # fmt: skip
        done(request, _("The post %(code)s has a person for those days."), {"code": row.code})
        return _address(pk)

    title = said(_("Who fills the post %(code)s, %(name)s"), {"code": row.code, "name": row.name})
    return form_page(request, form, FormPage(title, said(_("Put the person in the post")), _address(pk)), run)


@desk
def appointment_end(request: HttpRequest, actor: Actor, pk: int, appointment: int) -> HttpResponse:
    """The last day of a person in a post."""
    require(actor, actions.APPOINT)
    row = get_object_or_404(posts.posts(actor), pk=pk)
    found = next((each for each in posts.appointments(row) if each.appointment_id == appointment), None)
    form = LastDayForm(request.POST or None, initial={"ends": timezone.localdate()})

    def run(given: Mapping[str, Any]) -> str:
        actions.end_appointment(actor, appointment_id=appointment, ends=given["ends"], act=given["act"])
        done(request, _("The post %(code)s changes hands on that day."), {"code": row.code})
        return _address(pk)

    if found is None:
        raise Http404("no such appointment of the post")
    title = said(_("Last day of %(name)s in «%(post)s»"), {"name": found.name, "post": row.name})
    return form_page(request, form, FormPage(title, said(_("Save the last day")), _address(pk)), run)
