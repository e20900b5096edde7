"""Non-working days of the entity: the list, a new one, one of them, revoking it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from probidad.core.access import Actor, entity_of, may, require
from probidad.core.acting import desk
from probidad.core.actions import workdays as actions
from probidad.core.forms.workdays import NonWorkingDayForm, RevokeDayForm
from probidad.core.lists import Choice, Column, Filter, Kind, Listing, Mark, Tone
from probidad.core.pages import page, said, words
from probidad.core.queries import timeline, workdays
from probidad.core.views.form_pages import FormPage, done, form_page
from probidad.core.views.listing import list_page
from probidad.rules.finding import gettext_noop as _

HOLDS, REVOKED = "vigente", "revocado"
STATES = (Choice(HOLDS, _("In force")), Choice(REVOKED, _("revoked")))


def _address(pk: int) -> str:
    return reverse("core:non_working_day", kwargs={"pk": pk})


def _state(row: Any) -> Mark:
    return Mark(_("revoked")) if row.revoked else Mark(_("In force"), Tone.GOOD)


def _years(rows: Any) -> Sequence[Choice]:
    return [Choice(str(year), str(year)) for year in workdays.years(rows)]


LISTING = Listing(
    key="core.non_working_days",
    title=_("Non-working days"),
    columns=(
        Column("dia", _("Day"), lambda row: row.day, Kind.DAY, order=("day",), link=lambda row: _address(row.pk)),
        Column("motivo", _("Reason"), lambda row: row.reason, order=("reason",), said=True),
        Column("clase", _("Kind"), lambda row: workdays.KIND_LABELS[row.kind], Kind.WORD, order=("kind",)),
        Column("acto", _("Act"), lambda row: row.act, order=("act",), said=True),
        Column("fecha_acto", _("Date of the act"), lambda row: row.act_day, Kind.DAY, order=("act_day",)),
        Column("estado", _("State"), _state, Kind.STATE, order=("revoked",)),
        Column("registro", _("Written down"), lambda row: row.created, Kind.MOMENT, order=("created",), shown=False),
    ),
    order=("-day",),
    filters=(
        Filter("ano", _("Calendar year"), _years, lambda value: Q(day__year=int(value))),
        Filter("estado", _("State"), lambda _rows: STATES, lambda value: Q(revoked__isnull=value == HOLDS)),
    ),
    searched=("folded",),
    empty=_(
        "This entity has no non-working days of its own. The national holidays are known to the program: write down "
        "only days that an act of the entity makes free."
    ),
)


@desk
def day_list(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The non-working days of the entity, also the revoked ones."""
    entity_of(actor)
    context = {"may_declare": may(actor, actions.DECLARE)}
    rows = workdays.non_working_days(actor)
    return list_page(request, actor, rows, LISTING, template="core/non_working_days.html", context=context)


@desk
def day(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One day, its act and its life."""
    row = get_object_or_404(workdays.non_working_days(actor), pk=pk)
    context = {
        "day": row,
        "kind": workdays.KIND_LABELS[row.kind],
        "may_revoke": may(actor, actions.REVOKE) and row.revoked is None,
        "events": timeline.timeline(actor, workdays.TABLE, row.pk),
    }
    return page(request, "core/non_working_day.html", context)


@desk
def day_new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Write a day down."""
    require(actor, actions.DECLARE)
    form = NonWorkingDayForm(request.POST or None, today=timezone.localdate())

    def run(given: Mapping[str, Any]) -> str:
        made = actions.declare(actor, actions.FreeDayFacts(**given))
        done(request, _("%(day)s is no working day any more."), {"day": words().day(made.day)})
        return reverse("core:non_working_days")

    lead = said(
        _("Terms that are open move from now on; those that are over stay as they were. It is public on the portal.")
    )
    shown = FormPage(
        said(_("New non-working day")), said(_("Write the day down")), reverse("core:non_working_days"), lead=lead
    )
    return form_page(request, form, shown, run)


@desk
def day_revoke(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Take a day back."""
    require(actor, actions.REVOKE)
    row = get_object_or_404(workdays.non_working_days(actor), pk=pk)
    form = RevokeDayForm(request.POST or None)

    def run(given: Mapping[str, Any]) -> str:
        actions.revoke(actor, day_id=pk, act=given["act"], reason=given["reason"])
        done(request, _("Terms run again on %(day)s."), {"day": words().day(row.day)})
        return _address(pk)

    title = said(_("Revoke the non-working day %(day)s"), {"day": words().day(row.day)})
    effects = (
        said(_("Terms run on that day again, from now on.")),
        said(_("The day stays in the list as revoked, with both acts.")),
    )
    shown = FormPage(title, said(_("Revoke the day")), _address(pk), effects=effects, final=True)
    return form_page(request, form, shown, run)
