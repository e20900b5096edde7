"""Processes of the entity and the posts that own them."""

from datetime import date

from django.db import transaction

from probidad.core import trail
from probidad.core.access import Actor, entity_of, require
from probidad.core.models import Post, Process
from probidad.core.queries import posts, processes
from probidad.core.queries.units import holding
from probidad.core.trail import Personal
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _
from probidad.rules.language import fold

VERB = "process.edit"


@transaction.atomic
def create_process(
    actor: Actor, *, code: str, name: str, kind: str, begins: date, owner_id: int | None = None, objective: str = ""
) -> Process:
    """A process from a day. Raises ``RefusalError`` for a code in use on that day."""
    require(actor, VERB)
    code = code.strip()
    taken = Process.objects.filter(entity_id=entity_of(actor), code=code).exclude(valid_until__lte=begins)
    if taken.exists():
        raise RefusalError(
            _("Another process has the code %(code)s on that day."),
            remedy=_("Write another code, or end that process first."),
            facts={"code": code},
        )
    process = Process.objects.create(
        entity_id=entity_of(actor), code=code, name=name.strip(), folded=fold(f"{code} {name}"),
        kind=Process.Kind(kind), owner=_owner(actor, owner_id, begins), objective=objective.strip(), valid_from=begins,
    )  # fmt: skip
    trail.record(actor, "process.created", process, on=begins.isoformat(), **_told(process))
    return process


@transaction.atomic
def edit_process(
    actor: Actor, *, process_id: int, name: str, kind: str, on: date, owner_id: int | None = None, objective: str = ""
) -> Process:
    """Change what a process is called, its kind, its owner and its objective; ``on`` is the day of the change."""
    require(actor, VERB)
    process = processes.processes(actor).select_for_update(of=("self",)).get(pk=process_id)
    _require_open(process)
    process.name, process.kind, process.objective = name.strip(), Process.Kind(kind), objective.strip()
    process.owner = _owner(actor, owner_id, on)
    process.folded = fold(f"{process.code} {process.name}")
    process.save(update_fields=["name", "kind", "objective", "owner", "folded"])
    trail.record(actor, "process.edited", process, **_told(process))
    return process


@transaction.atomic
def end_process(actor: Actor, *, process_id: int, on: date, act: str = "") -> Process:
    """``on`` is the first day without it."""
    require(actor, VERB)
    process = processes.processes(actor).select_for_update(of=("self",)).get(pk=process_id)
    _require_open(process)
    if on <= process.valid_from:
        raise RefusalError(_("The process begins on that day or after it."), remedy=_("Choose a later day."), facts={})
    process.valid_until = on
    process.save(update_fields=["valid_until"])
    trail.record(actor, "process.ended", process, code=process.code, on=on.isoformat(), act=Personal(act))
    return process


def _require_open(process: Process) -> None:
    if process.valid_until is not None:
        raise RefusalError(
            _("The process %(code)s has ended."),
            remedy=_("Make a new process if the entity has it again."),
            facts={"code": process.code},
        )


def _owner(actor: Actor, owner_id: int | None, on: date) -> Post | None:
    if owner_id is None:
        return None
    owner = posts.posts(actor).filter(holding(on), pk=owner_id).first()
    if owner is None:
        raise RefusalError(_("The post does not exist on that day."), remedy=_("Choose a post that holds on that day."))
    return owner


def _told(process: Process) -> dict[str, str]:
    return {
        "code": process.code,
        "name": process.name,
        "kind": str(process.kind),
        "owner": process.owner.code if process.owner else "",
    }
