"""People from a spreadsheet: a row says who belongs to the entity, in which unit and post, with which roles.

A row is the wish for one person. Who has an account already keeps its name; a person who belongs already gets the unit,
the roles and the last day of the row. Conflicts of functions are faults of the cell: whoever insists does it on the
person's page, with reason and act. No link is sent: the list of people shows who has set no password yet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from probidad.core.access import Actor, entity_of
from probidad.core.actions import people, posts, roles
from probidad.core.imports import Change, Said, import_kinds
from probidad.core.labels import ROLE_LABELS
from probidad.core.models import Entity, ImportRun, Membership, OrgUnit, Post, User
from probidad.core.queries.people import by_address
from probidad.core.queries.posts import terms_by_post
from probidad.core.queries.units import Chart, chart, holding
from probidad.core.rowimports import RowFault, RowPlan, row_import
from probidad.documents.rowimport import Choice, Expected, ExpectedKind, RowRead
from probidad.rules.appointments import Filling, Term, clash
from probidad.rules.finding import gettext_noop as _
from probidad.rules.language import fold
from probidad.rules.separation import ASSIGNABLE, Role, role_conflicts

NOBODY = 0  # stands for a person without an account yet
EXPECTED = (
    Expected("name", _("Name"), synonyms=("Nombre", "Nombre completo", "Nombres y apellidos", "Funcionario"),
             required=True, maximum_length=200),
    Expected("email", _("E-mail"), synonyms=("Correo", "Correo electrónico", "Email", "Correo institucional"),
             kind=ExpectedKind.EMAIL, required=True, unique=True, maximum_length=254),
    Expected("unit", _("Unit"), synonyms=("Dependencia", "Código de dependencia", "Área"), maximum_length=200),
    Expected("post", _("Post"), synonyms=("Cargo", "Código de cargo", "Empleo"), maximum_length=200),
    Expected("roles", _("Roles"), synonyms=("Rol", "Roles", "Perfil"), kind=ExpectedKind.CHOICES,
             choices=tuple(Choice(role.value, ROLE_LABELS[role]) for role in ASSIGNABLE)),
    Expected("from", _("First day"), synonyms=("Desde", "Fecha de ingreso", "Fecha inicial"), kind=ExpectedKind.DAY),
    Expected("until", _("Last day"), synonyms=("Hasta", "Fecha de retiro", "Fecha final"), kind=ExpectedKind.DAY),
)  # fmt: skip

NO_UNIT = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: no unit in force has the code or the name «%(text)s». "
    "Write the code of one, as the organisation chart shows it."
)
NO_POST = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: no post in force has the code or the name «%(text)s». "
    "Write the code of one, as the list of posts shows it."
)
SEVERAL = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: several have the name «%(text)s». Write the code of the one "
    "meant."
)
TAKEN = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: somebody else holds the post «%(text)s». End that "
    "appointment first, or leave the cell empty."
)
CONFLICT = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: one person should not hold these roles together: "
    "%(labels)s. Leave one of them; whoever insists records it on the person's page, with reason and act."
)
BACKWARDS = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: the last day is before the first. Write a later one."
)
PAST = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: the last day of who belongs already has passed. End the "
    "stay on the person's page."
)
CLOSED = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: the account of «%(text)s» is closed. Ask who runs the "
    "installation to open it again, or leave the row out."
)
ONESELF = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: nobody gives roles to themselves. Leave your own row as you "
    "are, and ask another administrator."
)
LAST_ADMINISTRATOR = _(
    "%(file)s, sheet «%(sheet)s», row %(row)s, cell %(cell)s: this is the last administrator of the entity. Leave the role, "
    "or give it to somebody else first."
)
LINKS = _("People without a password yet: %(count)s. Make their links on their pages; the list of people shows them.")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a row asks for. ``member`` is the stay that it changes, None for a new one; ``post`` None leaves posts as
    they are."""

    name: str
    email: str
    unit: OrgUnit | None
    post: Post | None
    roles: frozenset[Role]
    starts: date
    ends: date | None
    member: Membership | None


@dataclass(frozen=True, slots=True)
class _Ground:
    """The entity as it is, read once for all the rows."""

    actor: Actor
    today: date
    chart: Chart
    units: Mapping[str, tuple[OrgUnit, ...]]
    posts: Mapping[str, tuple[Post, ...]]
    terms: Mapping[int, tuple[Term, ...]]  # who fills, filled or will fill each post
    users: Mapping[str, User]
    members: Mapping[int, Membership]  # the stay of each user that has not ended, with its grants as ``held``
    administrators: frozenset[int]  # memberships


def plan(actor: Actor, rows: Sequence[RowRead]) -> RowPlan:
    """Compare the rows with the people of the entity."""
    ground = _ground(actor, rows)
    changes: dict[int, Change] = {}
    faults: list[RowFault] = []
    before: dict[tuple[int, str], str] = {}
    wishes: list[Wish] = []
    for row in rows:
        wish, wrong = _wish(ground, row)
        faults += wrong
        if wish is None:
            continue
        wishes.append(wish)
        changes[row.number] = _change(ground, wish)
        if wish.member is not None:
            before |= {(row.number, key): text for key, text in _before(wish).items()}
    faults += _last_administrator(ground, rows, wishes)
    fresh = sum(1 for wish in wishes if wish.email not in ground.users)
    effects = (Said(LINKS, {"count": fresh}),) if fresh else ()
    return RowPlan(changes, tuple(faults), effects, before, tuple(wishes))


def apply(actor: Actor, planned: RowPlan, _run: ImportRun) -> Mapping[str, int | str]:
    """Do what the rows ask, in their order; one that is refused undoes them all."""
    entity = Entity.objects.select_for_update().get(pk=entity_of(actor))
    for wish in planned.work:
        member = wish.member
        if member is None:
            member = people.admit(
                actor, entity, email=wish.email, name=wish.name, unit=wish.unit, starts=wish.starts, ends=wish.ends,
                wanted=wish.roles, link=False,
            ).membership  # fmt: skip
        else:
            if (member.unit_id, member.ends) != (wish.unit.pk if wish.unit else None, wish.ends):
                people.move(actor, membership_id=member.pk, unit_id=wish.unit.pk if wish.unit else None, ends=wish.ends)
            if _roles(member) != wish.roles:
                roles.change_roles(actor, membership_id=member.pk, roles_wanted=wish.roles)
        if wish.post is not None and not _holds(member, wish.post):
            starts = max(wish.starts, wish.post.valid_from)
            posts.appoint(
                actor, post_id=wish.post.pk, membership_id=member.pk, kind=Filling.HOLDER.value, starts=starts,
                ends=wish.ends,
            )  # fmt: skip
    return {}


def _ground(actor: Actor, rows: Sequence[RowRead]) -> _Ground:
    entity_id, today = entity_of(actor), timezone.localdate()
    found = chart(entity_id, today)
    in_force = Post.objects.filter(holding(today), entity_id=entity_id)
    users = by_address([str(row.values.get("email") or "") for row in rows])
    stays = Membership.objects.filter(Q(ends__isnull=True) | Q(ends__gte=today), entity_id=entity_id)
    members = {each.user_id: each for each in stays.select_related("unit", "user").prefetch_related("grants")}
    return _Ground(
        actor=actor,
        today=today,
        chart=found,
        units=_by_name([(unit, unit.code, unit.name) for unit in found.units.values()]),
        posts=_by_name([(post, post.code, post.name) for post in in_force]),
        terms=terms_by_post(entity_id),
        users=users,
        members=members,
        administrators=frozenset(
            each.pk for each in members.values() if Role.ADMINISTRATOR in _roles(each) and each.user.is_active
        ),
    )


def _by_name(rows: Sequence[tuple[Any, str, str]]) -> dict[str, tuple[Any, ...]]:
    """What a cell may name: a code is of one, and wins over the names; a name may be of several."""
    found: dict[str, tuple[Any, ...]] = {}
    for thing, _code, name in rows:
        found[fold(name)] = (*found.get(fold(name), ()), thing)
    return found | {fold(code): (thing,) for thing, code, _name in rows}


def _wish(ground: _Ground, row: RowRead) -> tuple[Wish | None, list[RowFault]]:
    faults: list[RowFault] = []
    values = row.values
    email = str(values["email"]).lower()
    user = ground.users.get(email)
    member = ground.members.get(user.pk) if user else None
    unit = _named(ground.units, row, "unit", NO_UNIT, faults)
    post = _named(ground.posts, row, "post", NO_POST, faults)
    starts = values.get("from") or (member.starts if member else ground.today)
    ends = values.get("until")
    chosen = values.get("roles") or ()
    wanted = frozenset(Role(str(code)) for code in chosen) if isinstance(chosen, tuple) else frozenset[Role]()
    if not isinstance(starts, date) or not (ends is None or isinstance(ends, date)):
        raise TypeError("days are read as days")
    if ends is not None and ends < starts:
        faults.append(RowFault(row.number, "until", BACKWARDS))
    elif ends is not None and member is not None and ends < ground.today:
        faults.append(RowFault(row.number, "until", PAST))
    if user is not None and not user.is_active:
        faults.append(RowFault(row.number, "email", CLOSED))
    if user is not None and user.pk == ground.actor.user_id and member is not None and wanted - _roles(member):
        faults.append(RowFault(row.number, "roles", ONESELF))
    for conflict in role_conflicts(wanted):
        labels = f"{ROLE_LABELS[conflict.first]} · {ROLE_LABELS[conflict.second]}"
        if member is None or not {conflict.first, conflict.second} <= _roles(member):
            faults.append(RowFault(row.number, "roles", CONFLICT, {"labels": labels}))
    if post is not None and _taken(ground, post, user, starts, ends):
        faults.append(RowFault(row.number, "post", TAKEN))
    if faults:
        return None, faults
    if "unit" not in values and member is not None:
        unit = member.unit
    if "roles" not in values and member is not None:
        wanted = _roles(member)
    if "until" not in values and member is not None:
        ends = member.ends
    return Wish(str(values["name"]), email, unit, post, wanted, starts, ends, member), faults


def _taken(ground: _Ground, post: Post, user: User | None, starts: date, ends: date | None) -> bool:
    """Whether the person cannot come into the post because somebody else holds it; who fills it already stays."""
    terms = ground.terms.get(post.pk, ())
    if user is not None and _fills(ground, post, user.pk):
        return False
    asked = Term(user.pk if user else NOBODY, Filling.HOLDER, max(starts, post.valid_from), ends)
    return clash(asked, terms, act="") is not None


def _fills(ground: _Ground, post: Post, user_id: int) -> bool:
    return any(
        term.person == user_id and (term.ends is None or term.ends >= ground.today)
        for term in ground.terms.get(post.pk, ())
    )


def _named(known: Mapping[str, tuple[Any, ...]], row: RowRead, key: str, absent: str, faults: list[RowFault]) -> Any:
    text = str(row.values.get(key) or "")
    if not text:
        return None
    found = known.get(fold(text), ())
    if len(found) == 1:
        return found[0]
    faults.append(RowFault(row.number, key, SEVERAL if found else absent))
    return None


def _change(ground: _Ground, wish: Wish) -> Change:
    member = wish.member
    if member is None:
        return Change.NEW
    unit = ground.chart.of(member.unit_id)
    same = (unit or member.unit) == wish.unit and member.ends == wish.ends and _roles(member) == wish.roles
    holds = wish.post is None or _fills(ground, wish.post, member.user_id)
    return Change.SAME if same and holds else Change.CHANGED


def _before(wish: Wish) -> dict[str, str]:
    """The stored texts of what would change."""
    member = wish.member
    if member is None:
        return {}
    found: dict[str, str] = {}
    if member.unit != wish.unit and member.unit is not None:
        found["unit"] = member.unit.name
    return found


def _last_administrator(ground: _Ground, rows: Sequence[RowRead], wishes: Sequence[Wish]) -> list[RowFault]:
    """The entity keeps an administrator once every row is done."""
    after = set(ground.administrators)
    lost: list[str] = []
    for wish in wishes:
        stays = Role.ADMINISTRATOR in wish.roles and wish.ends is None
        if wish.member is not None and wish.member.pk in after and not stays:
            after.discard(wish.member.pk)
            lost.append(wish.email)
    if after or not lost:
        return []
    return [
        RowFault(row.number, "roles", LAST_ADMINISTRATOR)
        for row in rows
        if str(row.values.get("email") or "").lower() in lost
    ]


def _roles(member: Membership) -> frozenset[Role]:
    """Of the grants that were read along."""
    return frozenset(Role(grant.role) for grant in member.grants.all() if grant.withdrawn is None)


def _holds(member: Membership, post: Post) -> bool:
    today = timezone.localdate()
    return post.appointments.filter(Q(ends__isnull=True) | Q(ends__gte=today), user_id=member.user_id).exists()


import_kinds.lay(
    row_import(
        key="core.people",
        label=_("People"),
        verb="person.import",
        expected=EXPECTED,
        plan=plan,
        apply=apply,
        help=_(
            "One row for each person: who they are, their unit and post by code or name, their roles, from and until."
        ),
        result=lambda _summary: reverse("core:people"),
    )
)
