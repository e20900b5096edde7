"""Posts, and who fills them."""

from datetime import date

from django.db import transaction

from probidad.core import trail
from probidad.core.access import Actor, entity_of, require
from probidad.core.actions.units import end_posts
from probidad.core.models import Appointment, Membership, OrgUnit, Post
from probidad.core.queries import people, units
from probidad.core.queries import posts as reads
from probidad.core.trail import Personal
from probidad.documents.refusal import RefusalError
from probidad.rules.appointments import Filling, Term, clash
from probidad.rules.finding import gettext_noop as _
from probidad.rules.language import fold

EDIT, APPOINT = "post.edit", "post.appoint"


@transaction.atomic
def create_post(actor: Actor, *, unit_id: int, code: str, name: str, begins: date, heads_unit: bool = False) -> Post:
    """A post of a unit from a day. Raises ``RefusalError`` for a code in use and for a second head of the unit."""
    require(actor, EDIT)
    unit = _unit(actor, unit_id, begins)
    code = code.strip()
    if Post.objects.filter(entity_id=entity_of(actor), code=code).exclude(valid_until__lte=begins).exists():
        raise RefusalError(
            _("Another post has the code %(code)s on that day."),
            remedy=_("Write another code, or end that post first."),
            facts={"code": code},
        )
    if heads_unit:
        _require_no_head(unit, begins, but=None)
    post = Post.objects.create(
        entity_id=entity_of(actor), unit=unit, code=code, name=name.strip(), folded=fold(f"{code} {name}"),
        heads_unit=heads_unit, valid_from=begins,
    )  # fmt: skip
    trail.record(
        actor, "post.created", post, code=code, name=post.name, unit=unit.code, on=begins.isoformat(),
        heads_unit=heads_unit,
    )  # fmt: skip
    return post


@transaction.atomic
def edit_post(actor: Actor, *, post_id: int, unit_id: int, name: str, heads_unit: bool, on: date) -> Post:
    """Rename a post or give it to another unit. It stays the same post, so what it owes goes along."""
    require(actor, EDIT)
    post = reads.posts(actor).select_for_update(of=("self",)).get(pk=post_id)
    _require_open(post)
    unit = _unit(actor, unit_id, on)
    if heads_unit:
        _require_no_head(unit, on, but=post.pk)
    before = {"before": post.name, "before_unit": post.unit.code}
    post.unit, post.name, post.heads_unit = unit, name.strip(), heads_unit
    post.folded = fold(f"{post.code} {post.name}")
    post.save(update_fields=["unit", "name", "heads_unit", "folded"])
    trail.record(
        actor, "post.edited", post, code=post.code, name=post.name, unit=unit.code, heads_unit=heads_unit, **before
    )
    return post


@transaction.atomic
def end_post(actor: Actor, *, post_id: int, on: date, act: str = "") -> Post:
    """End a post and who fills it; ``on`` is the first day without it."""
    require(actor, EDIT)
    post = reads.posts(actor).select_for_update(of=("self",)).get(pk=post_id)
    _require_open(post)
    end_posts(actor, (post,), on, act)
    return post


@transaction.atomic
def appoint(
    actor: Actor, *, post_id: int, membership_id: int, kind: str, starts: date, ends: date | None = None, act: str = ""
) -> Appointment:
    """A person in a post: holder, stand-in (encargo) or provisional.

    Raises ``RefusalError`` for what the rules of appointments refuse, and for days on which the post or the person is
    not there.
    """
    require(actor, APPOINT)
    post = reads.posts(actor).select_for_update(of=("self",)).get(pk=post_id)
    member = people.members(actor).get(pk=membership_id)
    term = Term(member.user_id, Filling(kind), starts, ends)
    found = clash(term, [other for _pk, other in reads.terms(post)], act=act)
    if found is not None:
        raise RefusalError(found.message, remedy=found.remedy)
    _require_there(post, member, term)
    made = Appointment.objects.create(
        post=post, user_id=member.user_id, kind=kind, starts=starts, ends=ends, act=act.strip()
    )
    facts: dict[str, str | Personal] = {
        "kind": kind, "starts": starts.isoformat(), "ends": ends.isoformat() if ends else "", "act": Personal(made.act),
    }  # fmt: skip
    trail.record(actor, "post.filled", post, code=post.code, membership=member.pk, **facts)
    trail.record(actor, "person.appointed", member, post=post.code, **facts)
    return made


@transaction.atomic
def end_appointment(actor: Actor, *, appointment_id: int, ends: date, act: str = "") -> Appointment:
    """The last day of a person in a post."""
    require(actor, APPOINT)
    found = Appointment.objects.select_for_update(of=("self",)).select_related("post")
    made = found.get(pk=appointment_id, post__entity_id=entity_of(actor))
    if ends < made.starts:
        raise RefusalError(
            _("The last day is before the first."),
            remedy=_("Write a last day that is the first day or comes after it."),
        )
    if made.ends is not None and ends > made.ends:
        raise RefusalError(
            _("The appointment ends before that day."),
            remedy=_("To extend it, make another appointment from the day after, with its act."),
        )
    made.ends = ends
    made.save(update_fields=["ends"])
    trail.record(actor, "post.left", made.post, code=made.post.code, ends=ends.isoformat(), act=Personal(act))
    return made


def _unit(actor: Actor, unit_id: int, on: date) -> OrgUnit:
    unit = units.chart(entity_of(actor), on).of(unit_id)
    if unit is None:
        raise RefusalError(_("The unit does not exist on that day."), remedy=_("Choose a unit that holds on that day."))
    return unit


def _require_open(post: Post) -> None:
    if post.valid_until is not None:
        raise RefusalError(
            _("The post %(code)s has ended."),
            remedy=_("Make a new post if the entity has it again."),
            facts={"code": post.code},
        )


def _require_no_head(unit: OrgUnit, on: date, *, but: int | None) -> None:
    heads = [post for post in reads.of_unit(unit, on) if post.heads_unit and post.pk != but]
    if heads:
        raise RefusalError(
            _("The post %(code)s heads the unit already."),
            remedy=_("Say first that it no longer heads it."),
            facts={"code": heads[0].code},
        )


def _require_there(post: Post, member: Membership, term: Term) -> None:
    if term.starts < post.valid_from or (
        post.valid_until is not None and (term.ends is None or term.ends >= post.valid_until)
    ):
        raise RefusalError(
            _("The post does not exist on all of those days."), remedy=_("Choose days on which the post holds.")
        )
    if term.starts < member.starts or (member.ends is not None and (term.ends is None or term.ends > member.ends)):
        raise RefusalError(
            _("The person does not belong to the entity on all of those days."),
            remedy=_("Choose days within the person's stay, or extend it first."),
        )
