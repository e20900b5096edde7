"""The organisation chart, by date."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from probidad.core.access import Actor, entity_of, may, require
from probidad.core.acting import desk
from probidad.core.actions import units as actions
from probidad.core.forms.choices import number
from probidad.core.forms.units import CORRECTION, UnitChangeForm, UnitEndForm, UnitForm
from probidad.core.pages import page, said
from probidad.core.queries import posts, timeline, units
from probidad.core.views.form_pages import FormPage, done, form_page
from probidad.rules.finding import gettext_noop as _

DAY = "el"


def asked_day(request: HttpRequest) -> date:
    """The day of the address (``?el=2026-01-13``); today when there is none or it is not a day."""
    try:
        return date.fromisoformat(request.GET.get(DAY, ""))
    except ValueError:
        return timezone.localdate()


@desk
def chart(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The tree on a day."""
    entity_of(actor)
    on = asked_day(request)
    context = {
        "on": on,
        "today": timezone.localdate(),
        "nodes": units.tree(actor, on),
        "may_edit": may(actor, actions.VERB),
    }
    return page(request, "core/units.html", context)


@desk
def unit(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One unit: what it is, what belongs to it, its life."""
    today = timezone.localdate()
    row = get_object_or_404(units.units(actor), pk=pk)
    found = units.chart(entity_of(actor), today)
    current = found.of(row.pk)
    life = units.life(row)
    own_posts = posts.of_unit(row, today)
    holders = posts.holders(entity_of(actor), today)
    context = {
        "unit": row,
        "current": current,
        "path": found.path(current) if current else (),
        "below": tuple(each for each in found.units.values() if current and found.above(each) == current),
        "rows": life,
        "posts": tuple((post, holders.get(post.pk, ())) for post in own_posts),
        "people": units.members(row, today),
        "events": timeline.timeline(actor, "core.orgunit", *(each.pk for each in life)),
        "may_edit": may(actor, actions.VERB) and row.valid_until is None,
        "may_make_posts": may(actor, "post.edit") and current is not None,
        "sees_people": may(actor, "person.edit"),
    }
    return page(request, "core/unit.html", context)


@desk
def unit_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new unit."""
    require(actor, actions.VERB)
    today = timezone.localdate()
    initial = {"begins": today, "parent": request.GET.get("bajo", "")}
    form = UnitForm(request.POST or None, units=units.in_force(actor, today), initial=initial)

    def run(given: Mapping[str, Any]) -> str:
        made = actions.create_unit(
            actor, code=given["code"], name=given["name"], begins=given["begins"],
            parent_id=number(given["parent"]), act=given["act"],
        )  # fmt: skip
        done(request, _("The unit %(code)s was made."), {"code": made.code})
        return reverse("core:unit", kwargs={"pk": made.pk})

    shown = FormPage(said(_("New unit")), said(_("Make the unit")), reverse("core:units"))
    return form_page(request, form, shown, run)


@desk
def unit_change(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Correct, rename or move a unit."""
    require(actor, actions.VERB)
    today = timezone.localdate()
    row = get_object_or_404(units.units(actor), pk=pk)
    above = units.chart(entity_of(actor), today).above(row)
    initial = {"name": row.name, "parent": str(above.pk) if above else "", "on": today}
    form = UnitChangeForm(request.POST or None, units=units.in_force(actor, today), initial=initial)

    def run(given: Mapping[str, Any]) -> str:
        if given["mode"] == CORRECTION:
            changed = actions.correct_unit(actor, unit_id=pk, name=given["name"])
        else:
            changed = actions.change_unit(
                actor, unit_id=pk, name=given["name"], parent_id=number(given["parent"]), on=given["on"],
                act=given["act"],
            )  # fmt: skip
        done(request, _("The unit %(code)s was changed."), {"code": changed.code})
        return reverse("core:unit", kwargs={"pk": changed.pk})

    title = said(_("Change the unit %(code)s"), {"code": row.code})
    shown = FormPage(title, said(_("Save the change")), reverse("core:unit", kwargs={"pk": pk}))
    return form_page(request, form, shown, run)


@desk
def unit_end(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """End a unit, with what ends with it told before."""
    require(actor, actions.VERB)
    today = timezone.localdate()
    row = get_object_or_404(units.units(actor), pk=pk)
    inside = units.ends_with(row, today)
    form = UnitEndForm(request.POST or None, alone=inside.nothing, initial={"on": today})
    effects = [
        *(
            said(_("The unit %(code)s, %(name)s, ends."), {"code": each.code, "name": each.name})
            for each in inside.units
        ),
        *(
            said(
                _("The post %(code)s, %(name)s, ends, and who fills it leaves it."),
                {"code": each.code, "name": each.name},
            )
            for each in inside.posts
        ),
    ]
    if inside.people:
        effects.append(
            said(_("People who stay without a unit in force: %(count)s. They are told in the checks of the desk."),
                 {"count": inside.people})
        )  # fmt: skip

    def run(given: Mapping[str, Any]) -> str:
        actions.end_unit(actor, unit_id=pk, on=given["on"], act=given["act"], with_all=bool(given.get("with_all")))
        done(request, _("The unit %(code)s ends."), {"code": row.code})
        return reverse("core:unit", kwargs={"pk": pk})

    shown = FormPage(
        said(_("End the unit %(code)s, %(name)s"), {"code": row.code, "name": row.name}), said(_("End the unit")),
        reverse("core:unit", kwargs={"pk": pk}), effects=tuple(effects), final=True,
    )  # fmt: skip
    return form_page(request, form, shown, run)
