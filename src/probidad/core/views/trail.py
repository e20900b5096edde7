"""The trail: who did what, to what, when; and how the ledger stands that its entries make."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from probidad.core.access import Actor, may, require
from probidad.core.acting import desk
from probidad.core.actions import ledger as acts
from probidad.core.damages import told
from probidad.core.forms.trail import EraseForm
from probidad.core.lists import Choice, Column, Filter, Kind, Listing
from probidad.core.pages import page, said, words
from probidad.core.queries import timeline
from probidad.core.queries.anchors import public_slug, state_of
from probidad.core.verbs import short, subjects
from probidad.core.verbs import told as in_words
from probidad.core.views.form_pages import FormPage, done, form_page
from probidad.core.views.listing import list_page
from probidad.rules.finding import gettext_noop as _
from probidad.rules.ledger import Damage

SHOWN = 5  # damages of the last verification
DAYS = {"hoy": (_("Today"), 0), "semana": (_("The last 7 days"), 7), "mes": (_("The last 30 days"), 30)}


def _since(value: str) -> Q:
    if value not in DAYS:
        return Q()
    day = timezone.localdate() - timedelta(days=DAYS[value][1])
    return Q(at__gte=timezone.make_aware(datetime.combine(day, time.min)))


def _verbs(rows: Any) -> list[Choice]:
    return [Choice(verb, short(words(), verb)) for verb in timeline.distinct(rows, "verb")]


def _people(rows: Any) -> list[Choice]:
    return [Choice(str(pk), name) for pk, name in timeline.actors(rows)]


def _tables(rows: Any) -> list[Choice]:
    found = timeline.distinct(rows, "subject_table")
    return [Choice(table, subjects[table].label if table in subjects else table) for table in found]


def _who(row: Any) -> str:
    return row.actor.name if row.actor else said(_("The program"))


def _subject(row: Any) -> str:
    return said(subjects[row.subject_table].label) if row.subject_table in subjects else str(row.subject_table)


def _address(row: Any) -> str:
    return reverse("core:trail_entry", kwargs={"position": row.position})


LISTING = Listing(
    key="core.trail",
    title=_("Trail"),
    columns=(
        Column("cuando", _("When"), lambda row: row.at, Kind.MOMENT, order=("at",)),
        Column("quien", _("Who"), _who, order=("actor__folded",)),
        Column("que", _("What"), lambda row: in_words(words(), row.verb, timeline.shown(row)), order=("verb",)),
        Column("objeto", _("On what"), timeline.subject_name, link=timeline.subject_address),
        Column("tipo", _("Kind"), _subject, order=("subject_table",)),
        Column("asiento", _("Entry"), lambda row: row.position, Kind.WHOLE, order=("position",), link=_address),
        Column("huella", _("Hash"), lambda row: row.hash, Kind.EXACT, shown=False),
    ),
    order=("-position",),
    filters=(
        Filter("cuando", _("When"), lambda _rows: [Choice(key, label) for key, (label, _n) in DAYS.items()], _since),
        Filter("quien", _("Who"), _people, lambda value: Q(actor_id=int(value)) if value.isdigit() else Q()),
        Filter("que", _("What"), _verbs, lambda value: Q(verb=value)),
        Filter("tipo", _("Kind"), _tables, lambda value: Q(subject_table=value)),
    ),
    empty=_("Nothing was done yet."),
)  # fmt: skip


@desk
def trail_list(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The entries that the actor may see, and how the ledger stands that they make."""
    state = state_of(actor.entity_id)
    found = [told(Damage(**damage)) for damage in state.check.first[:SHOWN]] if state.check else []
    context = {"state": state, "damages": found, "slug": public_slug(actor.entity_id)}
    return list_page(request, actor, timeline.entries(actor), LISTING, template="core/trail.html", context=context)


@require_safe
@desk
def entry(request: HttpRequest, actor: Actor, position: int) -> HttpResponse:
    """One entry with the bytes that were hashed."""
    row = get_object_or_404(timeline.entries(actor), position=position)
    keys = timeline.personal(row)
    context = {
        "row": row, "what": in_words(words(), row.verb, timeline.shown(row)), "who": _who(row), "kind": _subject(row),
        "subject": timeline.subject_name(row), "address": timeline.subject_address(row), "written": bytes(row.body).decode(),
        "keys": keys, "may_erase": bool(actor.entity_id and may(actor, "ledger.erase") and any(keys.values())),
    }  # fmt: skip
    return page(request, "core/trail_entry.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def erase(request: HttpRequest, actor: Actor, position: int) -> HttpResponse:
    """Personal values of an entry go; ask first, and why."""
    require(actor, "ledger.erase")
    row = get_object_or_404(timeline.entries(actor), position=position)
    left = [key for key, kept in timeline.personal(row).items() if kept]
    if not left:
        raise Http404("nothing is left to erase")
    here = reverse("core:trail_entry", kwargs={"position": position})
    facts = {"entry": str(position), "keys": ", ".join(left)}
    shown = FormPage(
        said(_("Erase personal data of the entry %(entry)s"), facts), said(_("Erase the data")), here,
        effects=(
            said(_("What is erased: %(keys)s. It cannot be had again from here; backups keep it until they expire."), facts),
            said(_("The entry and its digest stay, so the ledger still verifies.")),
            said(_("A new entry tells who erased it, when and why.")),
        ), final=True,
    )  # fmt: skip

    def run(cleaned: Mapping[str, Any]) -> str:
        acts.erase(actor, position=position, reason=cleaned["reason"])
        done(request, _("The personal data of the entry were erased."))
        return here

    return form_page(request, EraseForm(request.POST or None), shown, run)
