"""Imports as the actor may see them."""

from collections.abc import Mapping

from django.db.models import QuerySet

from probidad.core.access import Actor, Scope, may, scope_of
from probidad.core.imports import ImportKind, import_kinds
from probidad.core.models import ImportRun

TABLE = "core.importrun"


def imports(actor: Actor) -> QuerySet[ImportRun]:
    """Those of the entity, or one's own; without the bytes of the files."""
    scope = scope_of(actor, TABLE)
    rows = _of_entity(actor)
    if scope < Scope.ENTITY:
        rows = rows.filter(created_by_id=actor.user_id) if scope is Scope.OWN and actor.user_id else rows.none()
    return rows.select_related("created_by", "settled_by")


def kinds(actor: Actor) -> tuple[ImportKind, ...]:
    """The kinds of import that the actor may do."""
    if actor.entity_id is None:
        return ()
    return tuple(kind for kind in import_kinds if may(actor, kind.verb))


def applied_before(actor: Actor, kind: str, sha256: str, choices: Mapping[str, str]) -> ImportRun | None:
    """The last time that the same file was applied with the same choices, if it was."""
    rows = _of_entity(actor).filter(kind=kind, sha256=sha256, state=ImportRun.State.APPLIED)
    return next((run for run in rows.select_related("settled_by").order_by("-settled") if run.choices == choices), None)


def last_applied(actor: Actor, kind: str) -> int | None:
    """Which import of the kind was applied last in the entity."""
    rows = _of_entity(actor).filter(kind=kind, state=ImportRun.State.APPLIED)
    return rows.order_by("-settled", "-pk").values_list("pk", flat=True).first()


def _of_entity(actor: Actor) -> QuerySet[ImportRun]:
    rows = ImportRun.objects.defer("content")
    return rows.none() if actor.entity_id is None else rows.filter(entity_id=actor.entity_id)
