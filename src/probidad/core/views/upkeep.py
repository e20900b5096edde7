"""How the work of the program goes: mail that leaves, for administrators; scheduled work, for who runs it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from probidad.core.access import Actor, Scope, require, scope_of
from probidad.core.acting import desk
from probidad.core.actions import outbox as acts
from probidad.core.actions import upkeep as chore_acts
from probidad.core.lists import Bulk, Choice, Column, Filter, Kind, Listing, Mark, Tone
from probidad.core.pages import said
from probidad.core.queries import installation, outbox, upkeep
from probidad.core.views.listing import list_page
from probidad.rules.finding import gettext_noop as _

MAIL_STATES = {
    "waiting": Mark(_("waits"), Tone.WARN),
    "sending": Mark(_("is being sent"), Tone.WARN),
    "sent": Mark(_("sent"), Tone.GOOD),
    "failed": Mark(_("failed"), Tone.BAD),
    "unsent": Mark(_("not sent")),
}
ERRORS = {
    "no-mail": _("No mail is set up in this installation"),
    "late": _("Its link had expired"),
    "left": _("The person was deactivated"),
    "unreachable": _("The mail server does not answer"),
    "login": _("The mail server does not accept our account"),
    "smtp": _("The mail server refused it with code %(code)s"),
}
TASK_STATES = {
    "READY": _("Tasks that wait"),
    "RUNNING": _("Tasks that run"),
    "FAILED": _("Tasks that failed"),
    "SUCCESSFUL": _("Tasks done"),
}


def _reason(row: Any) -> str:
    kind, _dash, code = row.last_error.partition("-")
    if row.last_error in ERRORS:
        return said(ERRORS[row.last_error])
    return said(ERRORS[kind], {"code": code}) if kind in ERRORS else row.last_error


MAIL = Listing(
    key="core.outbox",
    title=_("Mail that leaves"),
    columns=(
        Column("asunto", _("Subject"), lambda row: row.subject, order=("subject",)),
        Column("para", _("To"), lambda row: row.to, order=("to",)),
        Column("estado", _("State"), lambda row: MAIL_STATES[row.state], Kind.STATE, order=("state",)),
        Column("motivo", _("Why"), _reason),
        Column("intentos", _("Tries"), lambda row: row.tries, Kind.WHOLE, order=("tries",)),
        Column("fecha", _("Since"), lambda row: row.created, Kind.MOMENT, order=("created",)),
        Column("enviado", _("Sent"), lambda row: row.sent, Kind.MOMENT, order=("sent",)),
    ),
    order=("-created",),
    filters=(
        Filter(
            "estado", _("State"), lambda _rows: [Choice(key, mark.message) for key, mark in MAIL_STATES.items()],
            lambda value: Q(state=value),
        ),
    ),
    bulk=(
        Bulk(
            "reintentar", _("Send it again"), acts.RETRY, acts.retry,
            effects=(
                _("Those that failed wait again and are sent within minutes. Those in another state stay as they are."),
                _("A mail with a link is not sent again, because its link is not kept: make another link."),
            ),
            done=_("The chosen mail that had failed waits again."),
        ),
    ),
    empty=_("No mail left yet."),
)  # fmt: skip


@desk
def mail_list(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Mail to people of the entity: when it left, or why it did not."""
    if scope_of(actor, outbox.TABLE) < Scope.ENTITY:
        raise PermissionDenied("mail that leaves")
    context = {"mail_leaves": installation.mail_leaves()} if request.method != "POST" else {}
    return list_page(request, actor, outbox.messages(actor), MAIL, template="core/mail.html", context=context)


def _chore_state(row: Any) -> Mark:
    if upkeep.running(row):
        return Mark(_("at it"), Tone.WARN)
    if row.error:
        return Mark(_("failed: %(error)s"), Tone.BAD, {"error": row.error})
    return Mark(_("done"), Tone.GOOD) if row.finished else Mark(_("never done"), Tone.WARN)


def _chore_label(row: Any) -> str:
    return chore_acts.label_of(row.key)


CHORES = Listing(
    key="core.chores",
    title=_("Scheduled work"),
    columns=(
        Column("tarea", _("Work"), _chore_label, Kind.WORD),
        Column("estado", _("State"), _chore_state, Kind.STATE),
        Column("inicio", _("Last begun"), lambda row: row.started, Kind.MOMENT, order=("started",)),
        Column("fin", _("Last done"), lambda row: row.finished, Kind.MOMENT, order=("finished",)),
        Column("resueltas", _("Things settled"), lambda row: row.settled, Kind.WHOLE, order=("settled",)),
        Column("clave", _("Key"), lambda row: row.key, order=("key",), shown=False),
    ),
    order=("key",),
    empty=_("Nothing was ever done. Start the worker, or run: probidad tick"),
)


@require_safe
@desk
def chore_list(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The last run of each chore, the queue of tasks and the mail of the whole installation, in figures."""
    require(actor, "chore.see")
    tasks, mail = upkeep.task_counts(), upkeep.mail_counts()
    context = {
        "tasks": [(said(label), tasks.get(key, 0), key == "FAILED" and tasks.get(key, 0) > 0) for key, label in TASK_STATES.items()],
        "mail": [(said(mark.message), mail.get(key, 0)) for key, mark in MAIL_STATES.items()],
        "stale": upkeep.health().stale(timezone.now()),
    }  # fmt: skip
    return list_page(request, actor, upkeep.chore_runs(actor), CHORES, template="core/chores.html", context=context)
