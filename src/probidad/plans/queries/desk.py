"""How the plan goes, for the desk."""

from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse

from probidad.core.access import Actor, Scope, scope_of
from probidad.core.pages import said, words
from probidad.documents.renderers.labels import LEVEL_WORDS
from probidad.frameworks.loader import framework
from probidad.plans.models import FollowUp
from probidad.rules.compliance import capped, level, round_half_up
from probidad.rules.finding import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Headline:
    """The last follow-up in a few figures, already in the reader's language; percentages as SVG lengths or None."""

    title: str
    address: str
    computed_text: str
    declared_percent: str | None
    computed_percent: str | None
    level: str
    level_word: str
    cuts: tuple[int, ...]
    cut_off_text: str
    bar_label: str
    gap_text: str


def headline(actor: Actor) -> Headline | None:
    """The last follow-up of the actor's entity, None where it has none or the actor may not see it."""
    if actor.entity_id is None or scope_of(actor, "plans.plan") < Scope.ENTITY:
        return None
    last = (
        FollowUp.objects.filter(plan__entity_id=actor.entity_id, cut_off__isnull=False)
        .select_related("plan")
        .only("title", "cut_off", "declared_exact", "computed_exact", "plan__framework", "plan__name", "plan__year")
        .order_by("-cut_off", "-pk")
        .first()
    )
    if last is None:
        return None
    say = words()
    declared, computed = _figure(last.declared_exact), _figure(last.computed_exact)
    bands = framework(actor.country, last.plan.framework).bands
    key = level(capped(computed), bands) if computed is not None and bands else ""
    none = said(_("no data"))
    texts = {
        "first": say.decimal(declared) if declared is not None else none,
        "second": say.decimal(computed) if computed is not None else none,
    }
    gap = ""
    if declared is not None and computed is not None:
        facts = {"declared": say.decimal(declared), "points": say.decimal(abs(declared - computed))}
        gap = said(_("Declared %(declared)s. There are %(points)s points between declared and computed."), facts)
    return Headline(
        title=f"{last.plan.name} {last.plan.year}",
        address=reverse("plans:followup", kwargs={"pk": last.pk}),
        computed_text=texts["second"],
        declared_percent=_length(declared),
        computed_percent=_length(computed),
        level=key,
        level_word=said(LEVEL_WORDS.get(key, key)) if key else none,
        cuts=tuple(int(band.low) for band in bands if band.low > 0),
        cut_off_text=said(_("at %(when)s"), {"when": say.day(last.cut_off)}) if last.cut_off else "",
        bar_label=said(_("declared %(first)s; computed %(second)s; the target is 100"), texts),
        gap_text=gap,
    )


def _figure(text: str) -> Fraction | None:
    return Fraction(text) if text else None


def _length(value: Fraction | None) -> str | None:
    return None if value is None else round_half_up(capped(value))
