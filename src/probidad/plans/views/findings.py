"""The findings on the follow-ups of the entity, to search, filter and take away."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from probidad.core.access import Actor
from probidad.core.acting import desk
from probidad.core.lists import Choice, Column, Filter, Kind, Listing
from probidad.core.pages import said
from probidad.core.views.listing import list_page
from probidad.documents.renderers.labels import NATURE_WORDS, RULE_TITLES, SEVERITY_WORDS
from probidad.plans.queries import activities as queries
from probidad.rules.finding import Nature, Severity
from probidad.rules.finding import gettext_noop as _


def _followups(rows: QuerySet[Any]) -> Sequence[Choice]:
    found = (
        rows.order_by("-followup__cut_off", "-followup_id")
        .values_list("followup_id", "followup__plan__year", "followup__slug")
        .distinct()
    )
    return [Choice(str(pk), f"{year} · {slug}") for pk, year, slug in found]


def _rules(rows: QuerySet[Any]) -> Sequence[Choice]:
    return [Choice(rule, rule) for rule in rows.order_by("rule").values_list("rule", flat=True).distinct()]


def _components(rows: QuerySet[Any]) -> Sequence[Choice]:
    found = (
        rows.filter(activity__isnull=False)
        .order_by("-followup__plan__year", "activity__component__number")
        .values_list(
            "activity__component_id",
            "activity__component__number",
            "activity__component__name",
            "followup__plan__year",
        )
        .distinct()
    )
    return [Choice(str(pk), f"{year} · {number}. {name}") for pk, number, name, year in found]


def _where(row: Any) -> str:
    return said(_("Activity %(number)s"), {"number": row.activity.number}) if row.activity else said(_("The document"))


def _address(row: Any) -> str:
    if row.activity_id is None:
        return reverse("plans:followup", args=[row.followup_id])
    return f"{reverse('plans:activity', args=[row.activity_id])}?seguimiento={row.followup_id}#{row.key}"


FINDINGS = Listing(
    key="findings",
    title=_("Findings"),
    columns=(
        Column("title", _("Finding"), lambda row: RULE_TITLES.get(row.rule, row.rule), Kind.WORD, order=("rule", "position"), link=_address),
        Column("severity", _("Severity"), lambda row: row.severity, Kind.SEVERITY, order=("weight",)),
        Column("rule", _("Rule"), lambda row: row.rule, order=("rule",)),
        Column("where", _("Where"), _where, order=("activity__number",)),
        Column("text", _("What it says"), lambda row: said(row.message, row.facts)),
        Column("quote", _("Quote"), lambda row: row.quote, said=True),
        Column("cell", _("Cell"), lambda row: row.cell),
        Column("settle", _("What would settle it"), lambda row: said(row.settle, row.facts), shown=False),
        Column("nature", _("Nature"), lambda row: NATURE_WORDS[Nature(row.nature)], Kind.WORD, order=("nature",), shown=False),
        Column("component", _("Component"), lambda row: row.activity.component.name if row.activity else "", said=True, shown=False),
        Column("cut_off", _("Cut-off"), lambda row: row.followup.cut_off, Kind.DAY, order=("followup__cut_off",), shown=False),
    ),
    order=("-followup__cut_off", "weight", "position"),
    filters=(
        Filter("seguimiento", _("Follow-up"), _followups, lambda value: Q(followup_id=value)),
        Filter("gravedad", _("Severity"), lambda _rows: [Choice(each.value, SEVERITY_WORDS[each]) for each in Severity],
               lambda value: Q(severity=value)),
        Filter("regla", _("Rule"), _rules, lambda value: Q(rule=value)),
        Filter("componente", _("Component"), _components, lambda value: Q(activity__component_id=value)),
        Filter("clase", _("Nature"), lambda _rows: [Choice(each.value, NATURE_WORDS[each]) for each in Nature],
               lambda value: Q(nature=value)),
    ),
    searched=("folded",),
    empty=_("Findings appear here when a follow-up of a plan is imported and its rules point at something."),
)  # fmt: skip


@desk
def findings(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The findings on every follow-up of the entity."""
    return list_page(request, actor, queries.findings(actor), FINDINGS)
