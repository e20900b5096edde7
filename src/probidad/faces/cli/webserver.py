"""The web server: gunicorn inside this program, so that Django is loaded once, before the processes part."""

import gc
import socket
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.template import engines
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

BACKLOG = 1024
STOP_WITHIN = 5  # seconds that a request under way is given at the end


class Lines(Logger):
    """Log lines by our own handlers. A line of access holds method, path, status, bytes and milliseconds: no origin, no
    query, no browser and no referrer, so that nothing of who asks stays (the formatter puts out secrets of paths)."""

    def setup(self, cfg: Any) -> None:
        self.cfg = cfg
        self._access_log_enabled = True
        self.error_log.propagate = self.access_log.propagate = True

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        status = str(resp.status).split(None, 1)[0]
        took = round(request_time.total_seconds() * 1000)
        path = environ.get("PATH_INFO", "")
        self.access_log.info("%s %s %s %s %sms", environ["REQUEST_METHOD"], path, status, resp.sent, took)


class WebServer(BaseApplication):
    """gunicorn with our settings, on a socket that is already bound."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        super().__init__()

    def load_config(self) -> None:
        values = {
            "bind": f"fd://{self._listener.fileno()}",
            "workers": settings.WORKERS,
            "threads": settings.THREADS,
            "worker_class": "gthread",
            "preload_app": True,
            "timeout": 60,
            "graceful_timeout": STOP_WITHIN,
            "logger_class": Lines,
            "control_socket_disable": True,
            "forwarded_allow_ips": "",  # forwarding headers are believed by Django alone, as PROBIDAD_PROXIES says
            "proc_name": "probidad",
        }
        for name, value in values.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application with the addresses of the portal and the templates read, and what they hold kept out of the
        collector's way, so that the processes share it. The desk is read by the process that first needs it."""
        gc.disable()
        application = get_wsgi_application()
        get_resolver().reverse_dict  # noqa: B018 (reads what is not kept for later)
        engines.all()
        connections.close_all()
        gc.freeze()
        gc.enable()
        return application


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises ``RefusalError`` when it is taken or not of this machine."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise RefusalError(
            _("The server cannot listen on %(host)s, port %(port)s: %(reason)s."),
            remedy=_("Stop what uses that port, or choose another one with --puerto or PROBIDAD_BIND."),
            facts={"host": host, "port": str(port), "reason": error.strerror or str(error)},
        ) from error
    listener.set_inheritable(True)
    return listener
