"""Search in what is published: entities, activities and findings."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from probidad.core.pages import words
from probidad.core.queries.public_entities import public_entities
from probidad.documents.renderers.labels import RULE_TITLES
from probidad.faces.portal.answers import fresh, html
from probidad.faces.portal.links import findings_address
from probidad.faces.portal.places import place_of, searched_place
from probidad.faces.portal.words_of import plan_label
from probidad.plans.queries.published import public_findings, public_readings
from probidad.rules.finding import gettext_noop as _
from probidad.rules.language import fold

MOST_ROWS = 20
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. ``said`` marks a title that is text of a document."""

    title: str
    where: str
    address: str
    said: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: the first rows, and how many there are."""

    key: str
    label: str
    rows: tuple[Hit, ...]
    found: int


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is published and has all the words asked for."""
    asked = request.GET.get("q", "").strip()[:200]
    wanted = fold(asked).split()[:MOST_WORDS]
    groups = tuple(group for group in _groups(wanted) if group.found) if wanted else ()
    return fresh(request, html(request, "portal/search.html", {"asked": asked, "groups": groups}))


def _groups(wanted: list[str]) -> Iterator[Group]:
    rows = [
        row for row in public_entities() if _holds(wanted, f"{row.name} {searched_place(row.divipola, row.country)}")
    ]
    hits = tuple(
        Hit(row.name, place_of(row.divipola, row.country), reverse("portal:entity", kwargs={"entity": row.slug}))
        for row in rows[:MOST_ROWS]
    )
    yield Group("entities", _("Entities"), hits, len(rows))
    readings = _narrowed(public_readings(), "activity__folded", wanted)
    yield Group("activities", _("Activities"), tuple(map(_activity, readings[:MOST_ROWS])), readings.count())
    findings = _narrowed(public_findings(), "folded", wanted)
    yield Group("findings", _("Findings"), tuple(map(_finding, findings[:MOST_ROWS])), findings.count())


def _holds(wanted: list[str], text: str) -> bool:
    folded = fold(text)
    return all(word in folded for word in wanted)


def _narrowed(rows: QuerySet[Any], field: str, wanted: list[str]) -> QuerySet[Any]:
    for word in wanted:
        rows = rows.filter(**{f"{field}__contains": word})
    return rows.order_by("-followup__cut_off", "pk")


def _activity(row: Any) -> Hit:
    title = row.activity.action or words()(_("(no text)"))
    return Hit(title, _where(row), f"{_base(row)}actividad/{row.number}/", said=True)


def _finding(row: Any) -> Hit:
    speaks = words()
    title = f"{row.rule}: {speaks(RULE_TITLES.get(row.rule, row.rule))}. {speaks(row.message, row.facts)}"
    return Hit(title, _where(row), findings_address(_base(row), {"regla": row.rule.lower()}) + f"#{row.key}")


def _base(row: Any) -> str:
    names = {"entity": row.followup.entity.slug, "followup": row.followup.slug}
    return reverse("portal:followup", kwargs=names)


def _where(row: Any) -> str:
    followup = row.followup
    return f"{followup.entity.name} · {plan_label(followup)} · {words().short_day(followup.cut_off)}"
