"""What the core lays on the shelves of agendas and checks: stays and stand-ins that end soon, posts without anybody,
people without role, conflicts of functions, units that ended with people in them."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from probidad.core.offers import Agenda, Alert, Check, Due, agendas, checks
from probidad.core.queries import people, posts, roles, units
from probidad.core.queries.anchors import warnings_of
from probidad.rules.finding import Severity
from probidad.rules.finding import gettext_noop as _
from probidad.rules.separation import Role

SOON = timedelta(days=30)
UNANCHORED = timedelta(days=1)
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR.value})
REVIEWERS = ADMINISTRATOR | {Role.INTERNAL_CONTROL.value}


def _stand_ins(entity_id: int, today: date) -> Iterable[Due]:
    for row in posts.ending(entity_id, today, SOON):
        if row.ends is not None:
            yield Due(
                key=f"core.stand_in.{row.pk}",
                title=row.post.name,
                due=row.ends,
                address=reverse("core:post", kwargs={"pk": row.post_id}),
                note=_("The stand-in of %(name)s ends. Extend it by an act or say who fills the post."),
                facts={"name": row.user.name},
                roles=ADMINISTRATOR,
            )


def _stays(entity_id: int, today: date) -> Iterable[Due]:
    for row in people.ending(entity_id, today, SOON):
        if row.ends is not None:
            yield Due(
                key=f"core.stay.{row.pk}",
                title=row.user.name,
                due=row.ends,
                address=reverse("core:person", kwargs={"pk": row.pk}),
                note=_("The stay ends. Say who takes over the posts, or extend it."),
                roles=ADMINISTRATOR,
            )


def _vacant(entity_id: int, today: date) -> Iterable[Alert]:
    count = posts.vacant(entity_id, today).count()
    if count:
        message = _("Posts without anybody, so that nobody answers for what they owe: %(count)s.")
        yield Alert(Severity.MEDIUM, message, {"count": count}, f"{reverse('core:posts')}?estado=vacante")


def _without_role(entity_id: int, today: date) -> Iterable[Alert]:
    count = roles.without_role(entity_id, today)
    if count:
        message = _("People who sign in and may do nothing, because they hold no role: %(count)s.")
        yield Alert(Severity.LOW, message, {"count": count}, f"{reverse('core:people')}?estado=sin-rol")


def _conflicts(entity_id: int, _today: date) -> Iterable[Alert]:
    count = roles.standing(entity_id).count()
    if count:
        message = _("Conflicts of functions that the entity recorded because it insists: %(count)s.")
        yield Alert(Severity.MEDIUM, message, {"count": count}, f"{reverse('core:conflicts')}?estado=vigentes")


def _ended_units(entity_id: int, today: date) -> Iterable[Alert]:
    for unit, count in units.ended_with_people(entity_id, today):
        message = _("The unit «%(name)s» ended and people still belong to it: %(count)s.")
        address = f"{reverse('core:people')}?dependencia={unit.pk}"
        yield Alert(Severity.MEDIUM, message, {"name": unit.name, "count": count}, address)


def _ledger(entity_id: int, today: date) -> Iterable[Alert]:
    address = reverse("core:trail")
    damages, waiting = warnings_of(entity_id)
    if damages:
        message = _("The last verification found the ledger changed in %(count)s places.")
        yield Alert(Severity.HIGH, message, {"count": damages}, address)
    if waiting is not None and timezone.localdate(waiting) < today - UNANCHORED:
        message = _("Entries of the ledger wait for an anchor since %(since)s, so a cut tail would not be seen.")
        yield Alert(Severity.MEDIUM, message, {"since": timezone.localdate(waiting).isoformat()}, address)


agendas.lay(Agenda("core.stand_ins", _("Stand-in"), _stand_ins))
agendas.lay(Agenda("core.stays", _("Stay"), _stays))
checks.lay(Check("core.vacant_posts", _("Posts without anybody"), _vacant, ADMINISTRATOR))
checks.lay(Check("core.without_role", _("People without role"), _without_role, ADMINISTRATOR))
checks.lay(Check("core.conflicts", _("Conflicts of functions"), _conflicts, REVIEWERS))
checks.lay(Check("core.ended_units", _("Units that ended with people in them"), _ended_units, ADMINISTRATOR))
checks.lay(Check("core.ledger", _("Ledger"), _ledger, REVIEWERS))
