"""Who sees and does what, in words; and what the person who looks may do."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from probidad.core.access import Actor, Policy, Scope, may, policies, scope_of
from probidad.core.acting import desk
from probidad.core.labels import ROLE_LABELS, ROLE_MEANINGS, SCOPE_LABELS
from probidad.core.pages import page, said
from probidad.core.verb_labels import verb_label
from probidad.rules.separation import ASSIGNABLE, Role


@dataclass(frozen=True, slots=True)
class Line:
    """What one role sees and does in a table. ``role`` empty: who signs in nowhere."""

    role: str
    sees: str
    does: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the policies. ``mine`` and ``my_verbs`` are of the person who looks."""

    label: str
    reason: str
    lines: tuple[Line, ...]
    mine: str
    my_verbs: tuple[str, ...]


@desk
def permissions(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The policies, table by table."""
    context = {
        "tables": tuple(_table(policy, actor) for policy in policies),
        "roles": tuple((ROLE_LABELS[role], ROLE_MEANINGS[role]) for role in ASSIGNABLE),
        "mine": tuple(ROLE_LABELS[role] for role in ASSIGNABLE if role in actor.roles),
        "operator": actor.operator,
    }
    return page(request, "core/permissions.html", context)


def _table(policy: Policy, actor: Actor) -> Table:
    lines = [Line("", said(SCOPE_LABELS[policy.citizen]), ())]
    lines += [_line(policy, role) for role in ASSIGNABLE]
    return Table(
        label=policy.label,
        reason=policy.reason,
        lines=tuple(lines),
        mine=said(SCOPE_LABELS[scope_of(actor, policy.table)]),
        my_verbs=tuple(said(verb_label(verb)) for verb in policy.does if may(actor, verb)),
    )


def _line(policy: Policy, role: Role) -> Line:
    scope = policy.sees.get(role, policy.citizen)
    verbs = tuple(said(verb_label(verb)) for verb, roles in policy.does.items() if role in roles)
    return Line(ROLE_LABELS[role], said(SCOPE_LABELS[Scope(scope)]), verbs)
