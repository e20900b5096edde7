"""``probidad importar``: a file comes into an entity, whole or not at all."""

import sys
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from probidad.core.access import Actor
from probidad.core.actions.imports import import_file
from probidad.core.imports import import_kinds
from probidad.documents.refusal import RefusalError
from probidad.documents.words import Words
from probidad.faces.cli.commanding import command_actor, entity_named
from probidad.plans.actions.followups import NotNowError, publish
from probidad.rules.finding import gettext_noop as _

_COUNTS = (
    ("activities", _("activities: %(count)s")),
    ("new_activities", _("new activities: %(count)s")),
    ("findings", _("findings: %(count)s")),
)
FOLLOW_UP = "plans.followup"


def run(words: Words, file: Path, *, slug: str, kind: str, choices: Mapping[str, str], public: bool) -> int:
    """Says what was done, or that the file was there already. Raises ``RefusalError`` with every fault."""
    actor = command_actor(entity_named(slug))
    if kind not in import_kinds:
        raise RefusalError(
            _("There is no kind of import «%(kind)s»."),
            remedy=_("Use one of: %(known)s."),
            facts={"kind": kind, "known": ", ".join(known.key for known in import_kinds)},
        )
    followup = bring(words, actor, file, kind=kind, choices=choices)
    if public:
        put_on_line(words, actor, followup)
    return 0


def bring(words: Words, actor: Actor, file: Path, *, kind: str, choices: Mapping[str, str]) -> int | None:
    """Import and tell; the follow-up that came or was there, when the file is one."""
    begun = timezone.now()
    try:
        done = import_file(actor, kind, file, {name: value for name, value in choices.items() if value})
    except OSError as error:
        raise RefusalError(
            _("%(file)s: the file system refused (%(reason)s)."),
            remedy=_("Check that the path exists, that there is room and that you may write there."),
            facts={"file": str(file), "reason": error.strerror or str(error)},
        ) from error
    told = {"file": file.name}
    if "unchanged" in done.summary or done.created < begun:
        sys.stdout.write(words(_("%(file)s was in the database already; nothing changed."), told) + "\n")
    else:
        known = ((label, done.summary.get(name)) for name, label in _COUNTS)
        told["counts"] = "; ".join(words(label, {"count": str(count)}) for label, count in known if count is not None)
        sys.stdout.write(words(_("%(file)s is in the database (%(counts)s)."), told) + "\n")
    followup = done.summary.get("followup")
    return int(followup) if followup is not None else None


def put_on_line(words: Words, actor: Actor, followup: int | None) -> None:
    """Publish the follow-up of a year that is over, as the historical document that it is. One of a year in force is
    an act of the entity, that a person does on the desk."""
    if followup is None:
        raise RefusalError(_("Only follow-ups are published."), remedy=_("Import it without --publicar."), facts={})
    try:
        publish(actor, followup_id=followup)
    except PermissionDenied as denied:
        raise RefusalError(
            _("A follow-up of a year in force is not published by a command."),
            remedy=_("Internal control or the approver publishes it on the desk."),
        ) from denied
    except NotNowError as already:
        sys.stdout.write(words(str(already)) + "\n")
    else:
        sys.stdout.write(words(_("It is published as the historical document that it is.")) + "\n")
