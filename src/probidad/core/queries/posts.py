"""Posts and who fills them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, IntegerField, OuterRef, QuerySet, Subquery, Value, When

from probidad.core.access import Actor, Scope, scope_of
from probidad.core.models import Appointment, Membership, OrgUnit, Post
from probidad.core.queries.units import TABLE, holding, life, present
from probidad.rules.appointments import Filling, Term


@dataclass(frozen=True, slots=True)
class Holding:
    """A person in a post. ``membership_id`` is that of the entity, None when they no longer belong to it."""

    appointment_id: int
    post_id: int
    user_id: int
    membership_id: int | None
    name: str
    kind: str
    starts: date
    ends: date | None
    act: str


def posts(actor: Actor) -> QuerySet[Post]:
    """The posts that the actor may see."""
    if actor.entity_id is None or scope_of(actor, TABLE) < Scope.ENTITY:
        return Post.objects.none()
    return Post.objects.filter(entity_id=actor.entity_id).select_related("unit")


def listed(actor: Actor, on: date) -> QuerySet[Post]:
    """The posts with ``answering`` (name of who answers on the day: the stand-in, else the holder) and
    ``answering_kind``; both None where the post is vacant."""
    stand_in_first = Case(
        When(kind=Appointment.Kind.STAND_IN, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    answering = Appointment.objects.filter(present(on), post_id=OuterRef("pk")).order_by(stand_in_first, "-starts")
    return posts(actor).annotate(
        answering=Subquery(answering.values("user__name")[:1]),
        answering_kind=Subquery(answering.values("kind")[:1]),
    )


def holders(entity_id: int, on: date) -> dict[int, tuple[Holding, ...]]:
    """Who fills each post on a day, stand-ins first. A post without anybody is not there."""
    found: dict[int, list[Holding]] = {}
    for holding_ in _holdings(Appointment.objects.filter(present(on), post__entity_id=entity_id), entity_id):
        found.setdefault(holding_.post_id, []).append(holding_)
    return {pk: tuple(sorted(several, key=lambda each: each.kind != Filling.STAND_IN)) for pk, several in found.items()}


def appointments(post: Post) -> tuple[Holding, ...]:
    """Everybody who fills, filled or will fill the post, the latest first."""
    return _holdings(Appointment.objects.filter(post=post), post.entity_id)


def appointments_of(user_id: int, entity_id: int) -> tuple[tuple[Holding, Post], ...]:
    """The posts that a person fills, filled or will fill in an entity, the latest first."""
    rows = Appointment.objects.filter(user_id=user_id, post__entity_id=entity_id)
    by_post = {row.post_id: row.post for row in rows.select_related("post__unit")}
    return tuple((each, by_post[each.post_id]) for each in _holdings(rows, entity_id))


def _holdings(rows: QuerySet[Appointment], entity_id: int) -> tuple[Holding, ...]:
    member = Membership.objects.filter(user_id=OuterRef("user_id"), entity_id=entity_id).order_by("-starts")
    return tuple(
        Holding(
            row.pk, row.post_id, row.user_id, row.membership_id, row.user.name, row.kind, row.starts, row.ends, row.act
        )
        for row in rows.select_related("user")
        .annotate(membership_id=Subquery(member.values("pk")[:1]))
        .order_by("-starts", "-pk")
    )


def terms(post: Post) -> tuple[tuple[int, Term], ...]:
    """The appointments of a post for the rules, each with its identifier."""
    rows = Appointment.objects.filter(post=post)
    return tuple((row.pk, Term(row.user_id, Filling(row.kind), row.starts, row.ends)) for row in rows)


def terms_by_post(entity_id: int) -> dict[int, tuple[Term, ...]]:
    """The appointments of every post of an entity for the rules."""
    found: dict[int, tuple[Term, ...]] = {}
    for row in Appointment.objects.filter(post__entity_id=entity_id):
        term = Term(row.user_id, Filling(row.kind), row.starts, row.ends)
        found[row.post_id] = (*found.get(row.post_id, ()), term)
    return found


def vacant(entity_id: int, on: date) -> QuerySet[Post]:
    """Posts that hold on a day and that nobody fills."""
    filled = Appointment.objects.filter(present(on), post__entity_id=entity_id).values("post_id")
    return Post.objects.filter(holding(on), entity_id=entity_id).exclude(pk__in=filled).select_related("unit")


def of_unit(unit: OrgUnit, on: date) -> tuple[Post, ...]:
    """The posts of a unit on a day, whatever row of it they were entered under."""
    rows = [row.pk for row in life(unit)]
    return tuple(Post.objects.filter(holding(on), unit_id__in=rows).order_by("-heads_unit", "code"))


def choices(actor: Actor, on: date) -> tuple[tuple[str, str], ...]:
    """Choices of a form: identifier and ``code · name``."""
    return tuple((str(row.pk), f"{row.code} · {row.name}") for row in posts(actor).filter(holding(on)))


def ending(entity_id: int, today: date, within: timedelta) -> QuerySet[Appointment]:
    """Stand-ins and provisional appointments whose last day is in the coming days."""
    return (
        Appointment.objects.filter(post__entity_id=entity_id, ends__gte=today, ends__lte=today + within)
        .exclude(kind=Appointment.Kind.HOLDER)
        .select_related("post", "user")
        .order_by("ends")
    )
