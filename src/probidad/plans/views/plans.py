"""The plans of the entity: the list, and a plan with its figures, components and follow-ups."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from probidad.core.access import Actor, may
from probidad.core.acting import desk
from probidad.core.lists import Column, Kind, Listing
from probidad.core.pages import page
from probidad.core.views.listing import list_page
from probidad.frameworks.loader import framework
from probidad.plans.queries import followups
from probidad.plans.queries.cycle import historical
from probidad.plans.views.figures import Shown, bar_label, gap, level_word, shown
from probidad.rules.finding import gettext_noop as _

PLANS = Listing(
    key="plans",
    title=_("Plans"),
    columns=(
        Column("name", _("Plan"), lambda row: row.name, order=("name",), link=lambda row: reverse("plans:plan", args=[row.pk])),
        Column("year", _("Year"), lambda row: row.year, Kind.TEXT, order=("year",)),
        Column("followups", _("Follow-ups"), lambda row: row.followup_count, Kind.WHOLE, order=("followup_count",)),
        Column("cut_off", _("Last cut-off"), lambda row: row.latest and row.latest.cut_off, Kind.DAY, order=("latest__cut_off",)),
        Column("declared", _("Declared"), lambda row: row.latest and row.latest.declared, Kind.DECIMAL, order=("latest__declared",)),
        Column("computed", _("Computed"), lambda row: row.latest and row.latest.computed, Kind.DECIMAL, order=("latest__computed",)),
        Column("level", _("Level"), lambda row: row.latest.level if row.latest else "", Kind.LEVEL),
        Column("framework", _("Framework"), lambda row: row.framework, shown=False, order=("framework",)),
    ),
    order=("-year", "framework"),
    empty=_("A plan appears here when the first follow-up of it is imported."),
)  # fmt: skip


@desk
def plans(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The plans of the entity."""
    address = reverse("core:import_new", args=["plans.followup"]) if may(actor, "followup.import") else ""
    context = {"import_address": address}
    return list_page(request, actor, followups.plans(actor), PLANS, template="plans/plans.html", context=context)


@desk
def plan(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """A plan: the three figures of its last follow-up, its components, its follow-ups, the conflicts on record."""
    row = get_object_or_404(followups.plans(actor), pk=pk)
    last = row.latest
    parts = list(followups.components(last.pk)) if last else []
    lines = [(part, shown(part.declared_exact), shown(part.computed_exact)) for part in parts]
    scored = [line for line in lines if line[2].value is not None]
    return page(
        request,
        "plans/plan.html",
        {
            "plan": row,
            "last": last,
            "figures": _figures(last) if last else None,
            "components": lines,
            "worst": min(scored, key=lambda line: (line[2].value, line[0].component.number)) if len(scored) > 1 else None,
            "followups": [
                (each, shown(each.declared_exact), shown(each.computed_exact))
                for each in followups.followups(actor).filter(plan=row)
            ],
            "conflicts": list(followups.conflicts(row.pk)),
            "historical": historical(row, timezone.localdate()),
            "cuts": [int(band.low) for band in framework(row.entity.country, row.framework).bands if band.low > 0],
            "level_word": level_word,
            "bar_label": bar_label,
        },
    )  # fmt: skip


def _figures(last: object) -> dict[str, object]:
    told: dict[str, Shown] = {
        name: shown(getattr(last, f"{name}_exact")) for name in ("printed", "declared", "computed", "verified")
    }
    headline = told["printed"] if told["printed"].value is not None else told["declared"]
    return {**told, "headline": headline, "gap": gap(headline, told["computed"])}
