"""Every setting of the program: one environment variable each, ``PROBIDAD_`` before its name.

``SETTINGS`` is the whole list; the manual's page and ``probidad doctor`` are checked against it.
"""

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar, cast
from urllib.parse import unquote, urlsplit

import dj_database_url

from probidad.documents.refusal import RefusalError
from probidad.project.sqlite.base import PRAGMAS
from probidad.rules.finding import gettext_noop as _

PREFIX = "PROBIDAD_"
NOT_SETTINGS = frozenset({"PROBIDAD_CHROMIUM", "PROBIDAD_CRASH_ROUNDS"})  # read by the tests alone


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable. ``default`` as a person would write it; ``meaning`` in one sentence."""

    name: str
    default: str
    meaning: str

    @property
    def variable(self) -> str:
        """Its name in the environment."""
        return PREFIX + self.name


SETTINGS = (
    Setting("DATA", "datos", "Folder of the data: the database when it is SQLite, the secret key, static files."),
    Setting("EVIDENCE", "", "Folder of the evidence; empty: evidencias in DATA. Never one that a web server serves."),
    Setting(
        "EVIDENCE_QUOTA", "10240", "Megabytes of evidence that an entity may keep, unless its own quota says more."
    ),
    Setting("DATABASE_URL", "", "sqlite:///path or postgres://user:password@host:port/name; empty: SQLite in DATA."),
    Setting("SECRET_KEY", "", "At least 50 characters; empty: made at the first start and kept in DATA, mode 600."),
    Setting("HOSTS", "localhost,127.0.0.1", "Names by which the site is reached, separated by commas."),
    Setting("SITE", "", "Address of the site in mail and calendars, https://name; empty: made of the first of HOSTS."),
    Setting("HTTPS", "yes", "no only for a trial on one machine: without it cookies travel in clear."),
    Setting(
        "PROXIES", "0", "How many proxies of yours stand before the server; their forwarding headers are believed."
    ),
    Setting("DEBUG", "no", "yes shows errors in the browser; never on a server that others reach."),
    Setting("LANGUAGE", "es", "Language of who has not chosen one: es or en."),
    Setting(
        "MAIL_URL",
        "",
        "smtp+tls://user:password@host:port (or smtp+ssl, smtp); empty: no mail leaves, links are shown.",
    ),
    Setting("MAIL_FROM", "probidad@localhost", "Sender of the mail."),
    Setting("BIND", "127.0.0.1:8000", "Address and port of the server."),
    Setting("WORKERS", "2", "Processes of the server."),
    Setting("THREADS", "4", "Threads of each process."),
    Setting("ANCHORS", "", "Folder for the anchors of the ledger, best on another disk; empty: anclas in DATA."),
    Setting(
        "LEDGER_KEY", "", "File with the key that signs the anchors (probidad llave-libro crear); empty: unsigned."
    ),
    Setting("BACKUP_RECIPIENTS", "", "Public keys of age (age1…) to which backups are closed, separated by commas."),
    Setting("BACKUP_PASSPHRASE", "", "Phrase that closes and opens backups when no public key is given; 12 or more."),
    Setting("BACKUP_PASSPHRASE_FILE", "", "File with that phrase in its first line, mode 600."),
    Setting("LOG", "info", "Least level that is logged: debug, info, warning, error."),
)
_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}
_YES, _NO = frozenset({"yes", "true", "1", "on", "si", "sí"}), frozenset({"no", "false", "0", "off"})
_LEVELS = ("debug", "info", "warning", "error")
_LANGUAGES = ("es", "en")
_BIND = re.compile(r"(?P<host>\[[0-9a-fA-F:.]+\]|[^:\[\]/\s]+):(?P<port>\d{1,5})")
_SQLITE, _POSTGRESQL = _ENGINES = ("django.db.backends.sqlite3", "django.db.backends.postgresql")
_MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}
_Value = TypeVar("_Value")


def bind_of(text: str) -> tuple[str, int]:
    """Host and port of ``host:port`` or ``[ipv6]:port``. Raises ``ValueError`` for what is neither."""
    found = _BIND.fullmatch(text)
    if found is None or not 0 < int(found["port"]) < 65536:
        raise ValueError(text)
    return found["host"].strip("[]"), int(found["port"])


def site_of(text: str) -> str:
    """Scheme and name of the address of a site. Raises ``ValueError`` for what has no name, or has a path."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError(text)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def mail_of(text: str) -> dict[str, object]:
    """Django's settings for the mail of an address. Raises ``ValueError`` for one that cannot be read."""
    parts = urlsplit(text)
    if parts.scheme not in _MAIL_PORTS or not parts.hostname:
        raise ValueError(text)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or _MAIL_PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtp+ssl",
        "EMAIL_TIMEOUT": 10,
    }


class Environment:
    """The settings as read from ``source``. A value that cannot be read raises ``RefusalError``, which names the
    variable and says what it may be."""

    def __init__(self, source: Mapping[str, str] = os.environ) -> None:
        self._source = source

    def text(self, name: str) -> str:
        return self._source.get(PREFIX + name, _DEFAULTS[name]).strip()

    def flag(self, name: str) -> bool:
        text = (self.text(name) or _DEFAULTS[name]).lower()
        if text not in _YES | _NO:
            raise self._refused(name, _("Write yes or no."))
        return text in _YES

    def number(self, name: str, least: int = 0, most: int = 1000) -> int:
        text = self.text(name) or _DEFAULTS[name]
        if not text.isdecimal() or not least <= int(text) <= most:
            raise self._refused(name, _("Write a whole number from %(least)s to %(most)s."), least=least, most=most)
        return int(text)

    def listed(self, name: str) -> list[str]:
        return [entry.strip() for entry in self.text(name).split(",") if entry.strip()]

    def language(self) -> str:
        return self._one_of("LANGUAGE", _LANGUAGES)

    def log_level(self) -> str:
        return self._one_of("LOG", _LEVELS).upper()

    def bind(self) -> tuple[str, int]:
        """Host and port on which the server listens."""
        remedy = _("Write address and port, for example 127.0.0.1:8000.")
        return self._parsed("BIND", bind_of, remedy)

    def unknown(self) -> list[str]:
        """Variables that begin like ours and are none of them: mostly a name written wrong."""
        known = {setting.variable for setting in SETTINGS} | NOT_SETTINGS
        return sorted(name for name in self._source if name.startswith(PREFIX) and name not in known)

    def _one_of(self, name: str, known: tuple[str, ...]) -> str:
        text = self.text(name).lower() or _DEFAULTS[name]
        if text not in known:
            raise self._refused(name, _("Use one of: %(known)s."), known=", ".join(known))
        return text

    def _parsed(self, name: str, parse: Callable[[str], _Value], remedy: str) -> _Value:
        try:
            return parse(self.text(name))
        except (ValueError, KeyError):  # what the libraries raise for an address that they cannot read
            raise self._refused(name, remedy, hidden=name.endswith("_URL")) from None

    def _refused(self, name: str, remedy: str, hidden: bool = False, **facts: object) -> RefusalError:
        """The refusal of a value; ``hidden`` keeps it out of the sentence, because it may hold a password."""
        told = {key: str(value) for key, value in facts.items()}
        told |= {"variable": PREFIX + name, "value": "…" if hidden else self.text(name)}
        return RefusalError(_("The setting %(variable)s cannot be «%(value)s»."), remedy=remedy, facts=told)

    def folder(self) -> Path:
        """Folder of the data; made when it is missing, for its owner only."""
        path = Path(self.text("DATA") or _DEFAULTS["DATA"]).absolute()
        try:
            path.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            remedy = _("Name a folder that exists or that can be made there. The system says: %(reason)s.")
            raise self._refused("DATA", remedy, reason=error.strerror or error) from error
        return path

    def evidence(self) -> Path:
        """Folder of the evidence; it is made when the first file comes."""
        given = self.text("EVIDENCE")
        return Path(given).absolute() if given else self.folder() / "evidencias"

    def anchors(self) -> Path:
        """Folder of the anchors of the ledger; made when the first one is written."""
        return Path(self.text("ANCHORS")).absolute() if self.text("ANCHORS") else self.folder() / "anclas"

    def secret_key(self) -> str:
        """The key given, or one made once and kept beside the data."""
        given = self.text("SECRET_KEY")
        if given:
            return given
        path = self.folder() / "secret-key"
        if not path.exists():
            fresh = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_urlsafe(64), encoding="ascii")
            try:
                path.hardlink_to(fresh)  # the first of several that start together wins
            except FileExistsError:
                pass
            finally:
                fresh.unlink()
        return path.read_text(encoding="ascii").strip()

    def database(self, address: str = "") -> dict[str, object]:
        """Django's description of the database (or of the one at ``address``), with the durability that the product
        promises."""
        url = address or self.text("DATABASE_URL") or f"sqlite:///{self.folder() / 'probidad.sqlite3'}"
        remedy = _("Write sqlite:///path or postgres://user:password@host:port/name.")
        found: dict[str, object] = dict(self._parsed("DATABASE_URL", lambda _text: dj_database_url.parse(url), remedy))
        if found["ENGINE"] not in _ENGINES:
            raise self._refused("DATABASE_URL", remedy, hidden=True)
        if found["ENGINE"] == _POSTGRESQL and find_spec("psycopg") is None:
            remedy = _("Install what PostgreSQL needs: pip install --require-hashes -r requirements/postgres.txt")
            raise self._refused("DATABASE_URL", remedy, hidden=True)
        if found["ENGINE"] == _SQLITE:
            commands = "; ".join(f"PRAGMA {name}={value}" for name, value in PRAGMAS.items())
            found["ENGINE"] = "probidad.project.sqlite"
            found["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": commands}
        else:
            found["CONN_HEALTH_CHECKS"] = True
            found["OPTIONS"] = {**cast("dict[str, object]", found.get("OPTIONS", {})), "connect_timeout": 5}
        found["CONN_MAX_AGE"] = 60
        return found

    def site(self) -> str:
        """Address of the site without a slash at the end, for what is written without a request."""
        host, port = self.bind()
        bound = f"[{host}]" if ":" in host else host
        first = next(iter(self.listed("HOSTS")), "").lstrip(".*") or bound
        local = f"http://{first}:{port}"
        made = f"https://{first}" if self.flag("HTTPS") else local
        return self._parsed("SITE", lambda text: site_of(text or made), _("Write https://name, without a path."))

    def mail(self) -> dict[str, object]:
        """Django's ``EMAIL_*`` settings; without an address no mail leaves."""
        if not self.text("MAIL_URL"):
            return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
        remedy = _("Write smtp+tls://user:password@host:port, smtp+ssl://… or smtp://….")
        return self._parsed("MAIL_URL", mail_of, remedy)
