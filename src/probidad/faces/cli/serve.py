"""``probidad servir``: web and worker together; both stop with one Ctrl+C."""

import logging
import sys
import time
from functools import partial
from importlib import import_module

from django.conf import settings
from django.db import connections

from probidad.core.queries.installation import anybody
from probidad.documents.refusal import RefusalError
from probidad.documents.words import Words
from probidad.faces.cli.checkup.at_start import critical
from probidad.faces.cli.preparing import alone, embedded, prepare
from probidad.faces.cli.supervising import Program, supervise
from probidad.faces.cli.webserver import WebServer, listen
from probidad.rules.finding import gettext_noop as _

WEB, TASKS = "web", "tareas"
TASKS_AFTER = 3.0  # seconds: the first page comes before what waits in the queue
PARTS = ("", WEB, TASKS)
_log = logging.getLogger("probidad.servir")


def run(words: Words, *, port: int | None, may_migrate: bool, part: str, email: str, name: str) -> int:
    """Exit code: 0 after a stop that was asked for, 1 when a part dies again and again. ``part`` is web, tareas or
    empty for both. Raises ``RefusalError`` for what keeps the server from starting."""
    if part not in PARTS:
        raise RefusalError(
            _("There is no part «%(part)s» of the server."),
            remedy=_("Use web or tareas, or leave --solo out for both."),
            facts={"part": part},
        )
    refuse_unsafe(words)
    host, configured = settings.BIND
    chosen = configured if port is None else port
    with alone(settings.DATA, shared=bool(part) or not embedded()):
        prepare(may_migrate=may_migrate or embedded())
        if part == TASKS:
            connections.close_all()
            _work()
            return 0
        listener = listen(host, chosen)
        _say(words, host, chosen, email, name)
        connections.close_all()
        logging.getLogger("gunicorn").setLevel(logging.INFO)
        if part == WEB:
            WebServer(listener).run()
            return 0
        tasks = Program(TASKS, _work, due=time.monotonic() + TASKS_AFTER)
        return supervise([Program(WEB, WebServer(listener).run), tasks])


def _work() -> None:
    """The worker, loaded by its own process alone."""
    import_module("probidad.faces.cli.working").work()


def refuse_unsafe(words: Words) -> None:
    """Raise ``RefusalError`` with the first setting under which nobody should be served."""
    for line in critical():
        if settings.DEBUG:
            _log.warning(words(line.message, line.facts))
            continue
        raise RefusalError(
            line.message, remedy=line.remedy, facts={key: str(value) for key, value in line.facts.items()}
        )


def _say(words: Words, host: str, port: int, email: str, name: str) -> None:
    shown = f"[{host}]" if ":" in host else host
    base = f"http://{shown}:{port}"
    say = partial(print, file=sys.stdout, flush=True)
    say(words(_("Open %(address)s in your browser. To stop: Ctrl+C."), {"address": f"{base}/"}))
    link = ""
    if email:  # seldom: what it needs is loaded only then
        link = import_module("probidad.core.actions.installation").first_start(email=email, name=name or email)
    if link:
        say(words(_("First start. With this link, used once, %(email)s sets a password:"), {"email": email}))
        say(f"{base}{link}")
    elif not anybody():
        say(words(_("Nobody can sign in yet. For the first link: probidad servir --correo ADDRESS --nombre NAME")))
