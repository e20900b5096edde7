"""Org units on a day. A unit that was renamed or moved is several rows of one origin; here they are one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from probidad.core.access import Actor, Scope, scope_of
from probidad.core.models import Appointment, Membership, OrgUnit, Post
from probidad.rules.orgchart import UnitFacts, preorder

TABLE = "core.orgunit"


@dataclass(frozen=True, slots=True)
class Chart:
    """The units of an entity on a day. ``now`` maps each row that a unit ever had to the row that holds on the day."""

    on: date
    units: Mapping[int, OrgUnit]
    now: Mapping[int, int]

    def of(self, pk: int | None) -> OrgUnit | None:
        """The unit as it is on the day, by any of its rows; None when it does not hold."""
        return self.units.get(self.now.get(pk, 0)) if pk is not None else None

    def above(self, unit: OrgUnit) -> OrgUnit | None:
        """The unit above it on the day."""
        return self.of(unit.parent_id)

    def facts(self) -> tuple[UnitFacts, ...]:
        """The chart for the rules."""
        found = []
        for unit in self.units.values():
            above = self.above(unit)
            found.append(UnitFacts(unit.code, unit.name, above.code if above else ""))
        return tuple(found)

    def path(self, unit: OrgUnit) -> tuple[OrgUnit, ...]:
        """Those above the unit, from the top down."""
        found: list[OrgUnit] = []
        above = self.above(unit)
        while above is not None and above not in found and above != unit:
            found.append(above)
            above = self.above(above)
        return tuple(reversed(found))


@dataclass(frozen=True, slots=True)
class Node:
    """A unit of the tree with its depth (0 at the top) and how many posts and people belong to it on the day."""

    unit: OrgUnit
    depth: int
    posts: int
    vacant: int
    people: int


@dataclass(frozen=True, slots=True)
class EndsWith:
    """What a unit takes with it when it ends: the units below it and their posts, in the order of the tree."""

    units: tuple[OrgUnit, ...]
    posts: tuple[Post, ...]
    people: int

    @property
    def nothing(self) -> bool:
        """Whether it stands alone."""
        return not self.units and not self.posts


def units(actor: Actor) -> QuerySet[OrgUnit]:
    """Every row of the entity's units that the actor may see."""
    if actor.entity_id is None or scope_of(actor, TABLE) < Scope.ENTITY:
        return OrgUnit.objects.none()
    return OrgUnit.objects.filter(entity_id=actor.entity_id)


def holding(on: date) -> Q:
    """The condition that a unit, post or process holds on a day."""
    return Q(valid_from__lte=on) & (Q(valid_until__isnull=True) | Q(valid_until__gt=on))


def chart(entity_id: int, on: date) -> Chart:
    """The chart of an entity on a day."""
    found: dict[int, OrgUnit] = {}
    current: dict[int, int] = {}
    rows = list(OrgUnit.objects.filter(entity_id=entity_id).order_by("code", "valid_from"))
    for row in rows:
        if row.valid_from <= on and (row.valid_until is None or row.valid_until > on):
            found[row.pk] = row
            current[row.origin_id or row.pk] = row.pk
    now = {row.pk: current[row.origin_id or row.pk] for row in rows if (row.origin_id or row.pk) in current}
    return Chart(on, found, now)


def tree(actor: Actor, on: date) -> tuple[Node, ...]:
    """The chart from the top, with what belongs to each unit on the day. Four queries."""
    if actor.entity_id is None or scope_of(actor, TABLE) < Scope.ENTITY:
        return ()
    found = chart(actor.entity_id, on)
    by_code = {unit.code: unit for unit in found.units.values()}
    posts, vacant = _posts(found, actor.entity_id, on), _vacant(found, actor.entity_id, on)
    people = _gathered(found, _people(actor.entity_id, on))
    return tuple(
        Node(by_code[code], depth, posts.get(pk, 0), vacant.get(pk, 0), people.get(pk, 0))
        for code, depth in preorder(found.facts())
        for pk in (by_code[code].pk,)
    )


def _posts(found: Chart, entity_id: int, on: date) -> dict[int, int]:
    rows = Post.objects.filter(holding(on), entity_id=entity_id).order_by().values_list("unit_id")
    return _gathered(found, rows.annotate(Count("pk")))


def _vacant(found: Chart, entity_id: int, on: date) -> dict[int, int]:
    filled = Appointment.objects.filter(present(on), post__entity_id=entity_id).values("post_id")
    rows = Post.objects.filter(holding(on), entity_id=entity_id).exclude(pk__in=filled).order_by()
    return _gathered(found, rows.values_list("unit_id").annotate(Count("pk")))


def _people(entity_id: int, on: date) -> Iterable[tuple[int, int]]:
    found: Iterable[tuple[int, int]] = (
        Membership.objects.filter(present(on), entity_id=entity_id, unit__isnull=False)
        .order_by()
        .values_list("unit_id")
        .annotate(Count("pk"))
    )
    return found


def _gathered(found: Chart, counts: Iterable[tuple[int, int]]) -> dict[int, int]:
    total: dict[int, int] = {}
    for pk, count in counts:
        total[found.now.get(pk, 0)] = total.get(found.now.get(pk, 0), 0) + count
    return total


def present(on: date) -> Q:
    """The condition that a membership or an appointment holds on a day, its last day included."""
    return Q(starts__lte=on) & (Q(ends__isnull=True) | Q(ends__gte=on))


def life(unit: OrgUnit) -> tuple[OrgUnit, ...]:
    """Every row that the unit ever had, the first first."""
    origin = unit.origin_id or unit.pk
    return tuple(OrgUnit.objects.filter(Q(pk=origin) | Q(origin_id=origin)).order_by("valid_from"))


def ends_with(unit: OrgUnit, on: date) -> EndsWith:
    """What the unit takes with it when it ends on a day."""
    found = chart(unit.entity_id, on)
    by_code = {each.code: each for each in found.units.values()}
    below: list[OrgUnit] = []
    inside = -1
    for code, depth in preorder(found.facts()):
        if inside >= 0 and depth <= inside:
            break
        if inside >= 0:
            below.append(by_code[code])
        if code == unit.code:
            inside = depth
    rows = {pk for pk, current in found.now.items() if current in {unit.pk, *(each.pk for each in below)}}
    posts = Post.objects.filter(holding(on), unit_id__in=rows).order_by("code")
    people = Membership.objects.filter(present(on), unit_id__in=rows).count()
    return EndsWith(tuple(below), tuple(posts), people)


def in_force(actor: Actor, on: date) -> tuple[tuple[str, str], ...]:
    """Choices of a form: identifier and ``code · name``, those below indented by the tree's order."""
    if actor.entity_id is None or scope_of(actor, TABLE) < Scope.ENTITY:
        return ()
    nodes = chart(actor.entity_id, on)
    by_code = {unit.code: unit for unit in nodes.units.values()}
    return tuple(
        (str(by_code[code].pk), f"{'— ' * depth}{code} · {by_code[code].name}")
        for code, depth in preorder(nodes.facts())
    )


def members(unit: OrgUnit, on: date) -> tuple[Membership, ...]:
    """Who belongs to the unit on a day."""
    rows = [row.pk for row in life(unit)]
    found = Membership.objects.filter(present(on), unit_id__in=rows).select_related("user").order_by("user__name")
    return tuple(found)


def ended_with_people(entity_id: int, today: date) -> tuple[tuple[OrgUnit, int], ...]:
    """Units that no longer hold and to which people still belong, with how many."""
    found = chart(entity_id, today)
    counts: dict[int, int] = {}
    for pk, count in _people(entity_id, today):
        if pk not in found.now:
            counts[pk] = counts.get(pk, 0) + count
    rows = {row.pk: row for row in OrgUnit.objects.filter(pk__in=counts)}
    return tuple((rows[pk], counts[pk]) for pk in sorted(counts))


def taken_along(found: Chart, ended: Iterable[OrgUnit], on: date) -> tuple[int, int]:
    """How many posts end with units of a chart, and how many people stay without one."""
    gone = {unit.pk for unit in ended}
    rows = [pk for pk, now in found.now.items() if now in gone]
    return (
        Post.objects.filter(holding(on), unit_id__in=rows).count(),
        Membership.objects.filter(present(on), unit_id__in=rows).count(),
    )
