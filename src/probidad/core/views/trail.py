"""The trail: who did what, to what, when."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from probidad.core.access import Actor
from probidad.core.acting import desk
from probidad.core.lists import Choice, Column, Filter, Kind, Listing
from probidad.core.pages import said, words
from probidad.core.queries import timeline
from probidad.core.verbs import short, subjects, told
from probidad.core.views.listing import list_page
from probidad.rules.finding import gettext_noop as _

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


LISTING = Listing(
    key="core.trail",
    title=_("Trail"),
    columns=(
        Column("cuando", _("When"), lambda row: row.at, Kind.MOMENT, order=("at",)),
        Column("quien", _("Who"), _who, order=("actor__folded",)),
        Column("que", _("What"), lambda row: told(words(), row.verb, timeline.shown(row)), order=("verb",)),
        Column("objeto", _("On what"), timeline.subject_name, link=timeline.subject_address),
        Column("tipo", _("Kind"), _subject, order=("subject_table",)),
        Column("asiento", _("Entry"), lambda row: row.position, Kind.WHOLE, order=("position",), shown=False),
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
    """The entries that the actor may see."""
    return list_page(request, actor, timeline.entries(actor), LISTING, template="core/trail.html")
