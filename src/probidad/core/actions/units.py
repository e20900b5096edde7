"""Changes of the organisation chart. Each ends and begins rows on one day, so that the past stays as it was."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from probidad.core import trail
from probidad.core.access import Actor, entity_of, require
from probidad.core.models import Appointment, Entity, Membership, OrgUnit, Post
from probidad.core.queries import units as charts
from probidad.core.queries.units import Chart, EndsWith
from probidad.core.trail import Personal
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _
from probidad.rules.language import fold
from probidad.rules.orgchart import (
    ChartDifference,
    UnitChange,
    UnitFacts,
    chart_faults,
    difference,
    in_circle,
    preorder,
)

VERB = "unit.edit"


@transaction.atomic
def create_unit(
    actor: Actor, *, code: str, name: str, begins: date, parent_id: int | None = None, act: str = ""
) -> OrgUnit:
    """A unit that begins on a day. Raises ``RefusalError`` for a code that a unit has on that day or after it."""
    entity_id = _locked(actor)
    code = code.strip()
    taken = OrgUnit.objects.filter(entity_id=entity_id, code=code).filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=begins)
    )
    if taken.exists():
        raise RefusalError(
            _("Another unit has the code %(code)s on that day."),
            remedy=_("Write another code, or end that unit first."),
            facts={"code": code},
        )
    parent = _parent(charts.chart(entity_id, begins), parent_id)
    unit = _row(entity_id, UnitFacts(code, name.strip()), parent, begins, act)
    trail.record(
        actor, "unit.created", unit, code=code, name=unit.name, parent=parent.code if parent else "",
        on=begins.isoformat(), act=Personal(act),
    )  # fmt: skip
    return unit


@transaction.atomic
def correct_unit(actor: Actor, *, unit_id: int, name: str) -> OrgUnit:
    """Mend the name as it was written down; nothing ends, because the unit was always called so."""
    _locked(actor)
    unit = charts.units(actor).get(pk=unit_id)
    if unit.name == name.strip():
        return unit
    before, unit.name = unit.name, name.strip()
    unit.folded = fold(f"{unit.code} {unit.name}")
    unit.save(update_fields=["name", "folded"])
    trail.record(actor, "unit.corrected", unit, code=unit.code, before=before, name=unit.name)
    return unit


@transaction.atomic
def change_unit(actor: Actor, *, unit_id: int, name: str, parent_id: int | None, on: date, act: str) -> OrgUnit:
    """Rename or move a unit from a day: its row ends and one with the same code begins. Posts and people go along.

    Raises ``RefusalError`` for a unit that has ended, a day before it began and a circle.
    """
    entity_id = _locked(actor)
    unit = charts.units(actor).get(pk=unit_id)
    _require_open(unit, on)
    chart = charts.chart(entity_id, on)
    parent = _parent(chart, parent_id)
    above = {facts.code: facts.parent for facts in chart.facts()} | {unit.code: parent.code if parent else ""}
    if in_circle(unit.code, above):
        raise RefusalError(
            _("The unit %(code)s would be above itself."),
            remedy=_("Choose a unit that is not below it."),
            facts={"code": unit.code},
        )
    now = chart.above(unit)
    if unit.name == name.strip() and (now.pk if now else None) == (parent.pk if parent else None):
        return unit
    return _changed(actor, unit, UnitFacts(unit.code, name.strip()), parent, on, act)


@transaction.atomic
def end_unit(actor: Actor, *, unit_id: int, on: date, act: str = "", with_all: bool = False) -> EndsWith:
    """End a unit: ``on`` is the first day without it. With ``with_all`` the units below it, their posts and who fills
    them end in the same act; otherwise they stand in the way.

    Raises ``RefusalError`` for a unit that has ended, or that something stands below of.
    """
    _locked(actor)
    unit = charts.units(actor).get(pk=unit_id)
    _require_open(unit, on)
    inside = charts.ends_with(unit, on)
    if not with_all and not inside.nothing:
        raise RefusalError(
            _("The unit has %(units)s units below it and %(posts)s posts on that day."),
            remedy=_("Move or end them first, or confirm that all of them end with it."),
            facts={"units": str(len(inside.units)), "posts": str(len(inside.posts))},
        )
    for ended in (*reversed(inside.units), unit):
        _ended(actor, ended, on, act)
    end_posts(actor, inside.posts, on, act)
    return inside


@transaction.atomic
def replace_chart(actor: Actor, *, units: Sequence[UnitFacts], on: date, act: str) -> ChartDifference:
    """The chart that holds from a day, whole: what is not in it ends, with its posts; what is new begins.

    Raises ``RefusalError`` when units begin after that day, ``ValueError`` for a chart with faults.
    """
    entity_id = _locked(actor)
    if chart_faults(units):
        raise ValueError("a chart with faults replaces nothing")
    if OrgUnit.objects.filter(entity_id=entity_id, valid_from__gt=on).exists():
        raise RefusalError(
            _("Some units begin after that day, so the chart of that day is not the last one."),
            remedy=_("Choose a later day."),
        )
    chart = charts.chart(entity_id, on)
    changes = difference(chart.facts(), units)
    known = {unit.code: unit for unit in chart.units.values()}
    facts = {unit.code: unit for unit in units}
    for code, _depth in preorder(units):
        parent = known.get(facts[code].parent)
        if changes.changes[code] is UnitChange.BEGINS:
            known[code] = _row(entity_id, facts[code], parent, on, act)
        elif changes.changes[code] is UnitChange.CHANGES:
            _require_open(known[code], on)
            known[code] = _changed(actor, known[code], facts[code], parent, on, act, quiet=True)
    ended = [known[code] for code in changes.having(UnitChange.ENDS)]
    rows = {pk for pk, now in chart.now.items() if now in {unit.pk for unit in ended}}
    posts = Post.objects.filter(charts.holding(on), unit_id__in=rows)
    for unit in ended:
        _require_open(unit, on)
        _ended(actor, unit, on, act, quiet=True)
    end_posts(actor, posts, on, act)
    if any(change is not UnitChange.STAYS for change in changes.changes.values()):
        trail.record(
            actor, "chart.replaced", Entity.objects.get(pk=entity_id), on=on.isoformat(), act=Personal(act),
            **{change.value: list(changes.having(change)) for change in UnitChange if change is not UnitChange.STAYS},
        )  # fmt: skip
    return changes


def end_posts(actor: Actor, posts: Iterable[Post], on: date, act: str) -> None:
    """Posts end on the first day without them, and who fills them on the day before. For actions that checked."""
    for post in posts:
        late = post.appointments.filter(starts__gte=on)
        if post.valid_from >= on or late.exists():
            raise RefusalError(
                _("The post %(code)s begins, or somebody begins in it, on that day or after it."),
                remedy=_("Choose a later day, or end that appointment first."),
                facts={"code": post.code},
            )
        open_ = Appointment.objects.filter(post=post).filter(Q(ends__isnull=True) | Q(ends__gte=on))
        ended = open_.update(ends=on - timedelta(days=1))
        post.valid_until = on
        post.save(update_fields=["valid_until"])
        trail.record(
            actor, "post.ended", post, code=post.code, on=on.isoformat(), act=Personal(act), appointments=ended
        )


def _locked(actor: Actor) -> int:
    """The entity, locked so that two changes of its chart come one after the other."""
    require(actor, VERB)
    return Entity.objects.select_for_update().get(pk=entity_of(actor)).pk


def _parent(chart: Chart, parent_id: int | None) -> OrgUnit | None:
    if parent_id is None:
        return None
    parent = chart.of(parent_id)
    if parent is None:
        raise RefusalError(
            _("The unit above does not exist on that day."), remedy=_("Choose a unit that holds on that day.")
        )
    return parent


def _require_open(unit: OrgUnit, on: date) -> None:
    if unit.valid_until is not None:
        raise RefusalError(
            _("The unit %(code)s has ended or was changed."),
            remedy=_("Open the chart again and choose the unit as it is now."),
            facts={"code": unit.code},
        )
    if on < unit.valid_from:
        raise RefusalError(
            _("The unit %(code)s begins after that day."),
            remedy=_("Choose a day on which it already holds."),
            facts={"code": unit.code},
        )


def _row(entity_id: int, facts: UnitFacts, parent: OrgUnit | None, on: date, act: str) -> OrgUnit:
    return OrgUnit.objects.create(
        entity_id=entity_id, parent=parent, code=facts.code, name=facts.name, valid_from=on, act=act,
        folded=fold(f"{facts.code} {facts.name}"),
    )  # fmt: skip


def _changed(
    actor: Actor, unit: OrgUnit, facts: UnitFacts, parent: OrgUnit | None, on: date, act: str, *, quiet: bool = False
) -> OrgUnit:
    """The row that goes on from the day; on the very day on which the row began, that row itself."""
    before = {"before": unit.name, "before_parent": unit.parent.code if unit.parent else ""}
    if unit.valid_from == on:
        row = unit
        row.name, row.parent, row.act, row.folded = facts.name, parent, act, fold(f"{facts.code} {facts.name}")
        row.save(update_fields=["name", "parent", "act", "folded"])
    else:
        unit.valid_until = on
        unit.save(update_fields=["valid_until"])
        row = _row(unit.entity_id, facts, parent, on, act)
        row.origin_id = unit.origin_id or unit.pk
        row.save(update_fields=["origin"])
        if on <= timezone.localdate():
            _move_along(unit, row, on)
    if not quiet:
        told: Mapping[str, str] = {**before, "name": row.name, "parent": parent.code if parent else ""}
        trail.record(actor, "unit.changed", row, code=row.code, on=on.isoformat(), act=Personal(act), **told)
    return row


def _move_along(old: OrgUnit, new: OrgUnit, on: date) -> None:
    """Posts and people that hold on the day belong to the new row, so that lists name the unit as it is called."""
    Post.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on), unit=old).update(unit=new)
    Membership.objects.filter(Q(ends__isnull=True) | Q(ends__gte=on), unit=old).update(unit=new)


def _ended(actor: Actor, unit: OrgUnit, on: date, act: str, *, quiet: bool = False) -> None:
    if unit.valid_from >= on:
        raise RefusalError(
            _("The unit %(code)s begins on that day or after it."),
            remedy=_("Choose a later day."),
            facts={"code": unit.code},
        )
    unit.valid_until = on
    unit.save(update_fields=["valid_until"])
    if not quiet:
        trail.record(actor, "unit.ended", unit, code=unit.code, on=on.isoformat(), act=Personal(act))
