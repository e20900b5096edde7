"""The settings: what is unsafe, and what would keep people from using the site."""

import os
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

from django.conf import settings

from probidad.faces.cli.checkup.line import Line, State
from probidad.faces.cli.preparing import static_is_stale
from probidad.rules.finding import gettext_noop as _

KEY_LENGTH = 50
OTHERS = 0o077  # rights of the group and of everybody
LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})


def safety() -> Iterator[Line]:
    """Looks that may be critical, quick."""
    yield from folder(Path(settings.DATA))
    yield from secret_key()
    yield from debugging()
    yield from https()
    yield from hosts()


def configuration() -> Iterator[Line]:
    """Files of this machine and values."""
    yield from safety()
    yield from variables()
    yield from static_files()


def folder(path: Path) -> Iterator[Line]:
    facts = {"folder": str(path)}
    rights = _("Give it to the account that runs the server and to nobody else: chmod 700 %(folder)s")
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        yield Line("settings.folder", State.CRITICAL, _("The data folder %(folder)s cannot be written."), facts, rights)
    elif path.stat().st_mode & OTHERS:
        message = _("Other accounts of this machine may look into the data folder %(folder)s.")
        yield Line("settings.folder", State.MEND, message, facts, rights)
    else:
        yield Line("settings.folder", State.GOOD, _("The data folder %(folder)s belongs to this account alone."), facts)


def secret_key() -> Iterator[Line]:
    file = Path(settings.DATA) / "secret-key"
    facts = {"file": str(file), "least": str(KEY_LENGTH)}
    if len(settings.SECRET_KEY) < KEY_LENGTH:
        remedy = _("Give PROBIDAD_SECRET_KEY at least %(least)s characters, or none: one is made and kept.")
        message = _("The secret key is shorter than %(least)s characters and could be guessed.")
        yield Line("settings.secret_key", State.CRITICAL, message, facts, remedy)
    elif file.is_file() and file.stat().st_mode & OTHERS:
        remedy = _("Take their rights away: chmod 600 %(file)s")
        yield Line("settings.secret_key", State.CRITICAL, _("Other accounts may read the secret key."), facts, remedy)
    else:
        yield Line("settings.secret_key", State.GOOD, _("The secret key is long enough and nobody else may read it."))


def debugging() -> Iterator[Line]:
    if settings.DEBUG:
        remedy = _("Take PROBIDAD_DEBUG away.")
        message = _("PROBIDAD_DEBUG is on: errors show the inside of the program to whoever looks.")
        yield Line("settings.debug", State.CRITICAL, message, {}, remedy)
    else:
        yield Line("settings.debug", State.GOOD, _("Errors show nothing of the inside."))


def _reached_by_others() -> bool:
    host = settings.BIND[0]
    if host == "localhost":
        return False
    try:
        return not ip_address(host).is_loopback
    except ValueError:  # a name, that may be anywhere
        return True


def https() -> Iterator[Line]:
    if not settings.HTTPS and (_reached_by_others() or settings.PROXIES):
        remedy = _("Put a proxy with HTTPS before it and set PROBIDAD_HTTPS=yes and PROBIDAD_PROXIES=1.")
        message = _("Others reach the server without HTTPS: passwords would travel in clear.")
        yield Line("settings.https", State.CRITICAL, message, {}, remedy)
    elif not settings.HTTPS:
        remedy = _("Before others use it: HTTPS by a proxy, PROBIDAD_HTTPS=yes and PROBIDAD_PROXIES=1.")
        message = _("Without HTTPS, for a trial on this machine only.")
        yield Line("settings.https", State.ADVICE, message, {}, remedy)
    elif not settings.PROXIES:
        remedy = _("Say how many proxies stand before it with PROBIDAD_PROXIES; for a trial, PROBIDAD_HTTPS=no.")
        message = _("HTTPS is asked for and no proxy that gives it is told: every page would send the reader away.")
        yield Line("settings.https", State.MEND, message, {}, remedy)
    elif _reached_by_others():
        remedy = _("Let only the proxy reach the server: PROBIDAD_BIND=127.0.0.1:8000, or a firewall.")
        message = _("Forwarding headers are believed, and the server listens to more than this machine.")
        yield Line("settings.https", State.ADVICE, message, {}, remedy)
    else:
        facts = {"count": str(settings.PROXIES)}
        yield Line("settings.https", State.GOOD, _("HTTPS, by a proxy (PROBIDAD_PROXIES=%(count)s)."), facts)


def hosts() -> Iterator[Line]:
    facts = {"hosts": ", ".join(settings.ALLOWED_HOSTS)}
    remedy = _("Write in PROBIDAD_HOSTS the names by which the site is reached, separated by commas.")
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        message = _("PROBIDAD_HOSTS names no host or any host: links could be made to lead elsewhere.")
        yield Line("settings.hosts", State.CRITICAL, message, facts, remedy)
    elif settings.HTTPS and set(settings.ALLOWED_HOSTS) <= LOCAL:
        message = _("Only this machine's own names are in PROBIDAD_HOSTS: who comes by another name gets an error.")
        yield Line("settings.hosts", State.MEND, message, facts, remedy)
    else:
        yield Line("settings.hosts", State.GOOD, _("The site answers to: %(hosts)s."), facts)


def variables() -> Iterator[Line]:
    if settings.UNKNOWN_VARIABLES:
        facts = {"names": ", ".join(settings.UNKNOWN_VARIABLES)}
        message = _("Variables that no setting has, so they do nothing: %(names)s.")
        remedy = _("Check how they are written; the manual lists every setting.")
        yield Line("settings.variables", State.MEND, message, facts, remedy)
    else:
        yield Line("settings.variables", State.GOOD, _("Every PROBIDAD_ variable is a setting."))


def static_files() -> Iterator[Line]:
    if static_is_stale():
        message = _("The files of the pages (styles, fonts) are not those of this program.")
        yield Line("settings.static", State.MEND, message, {}, _("Run: probidad migrar"))
    else:
        yield Line("settings.static", State.GOOD, _("The files of the pages are in place."))
