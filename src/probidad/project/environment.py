"""Every setting of the program: one environment variable each, ``PROBIDAD_`` before its name.

``SETTINGS`` is the whole list; the manual's page and ``probidad doctor`` are checked against it.
"""

import secrets
from dataclasses import dataclass
from pathlib import Path

import dj_database_url
from environs import Env

from probidad.project.sqlite.base import PRAGMAS

PREFIX = "PROBIDAD_"


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
    Setting("DATABASE_URL", "", "sqlite:///path or postgres://user:password@host:port/name; empty: SQLite in DATA."),
    Setting("SECRET_KEY", "", "At least 50 characters; empty: made at the first start and kept in DATA, mode 600."),
    Setting("HOSTS", "localhost,127.0.0.1", "Names by which the site is reached, separated by commas."),
    Setting("HTTPS", "yes", "no only for a trial on one machine: without it cookies travel in clear."),
    Setting(
        "PROXIES", "0", "How many proxies of yours stand before the server; their forwarding headers are believed."
    ),
    Setting("DEBUG", "no", "yes shows errors in the browser; never on a server that others reach."),
    Setting("LANGUAGE", "es", "Language of who has not chosen one: es or en."),
    Setting("MAIL_URL", "", "smtp://user:password@host:port or smtp+tls://…; empty: no mail leaves, links are shown."),
    Setting("MAIL_FROM", "probidad@localhost", "Sender of the mail."),
    Setting("BIND", "127.0.0.1:8000", "Address and port of the server."),
    Setting("WORKERS", "2", "Processes of the server."),
    Setting("THREADS", "4", "Threads of each process."),
    Setting("LOG", "info", "Least level that is logged: debug, info, warning, error."),
)
_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


class Environment:
    """The settings as read. A value that cannot be read raises ``environs.EnvError``, which names the variable."""

    def __init__(self) -> None:
        self._env = Env(prefix=PREFIX)

    def text(self, name: str) -> str:
        return self._env.str(name, _DEFAULTS[name]).strip()

    def flag(self, name: str) -> bool:
        return self._env.bool(name, _DEFAULTS[name] == "yes")

    def number(self, name: str) -> int:
        return self._env.int(name, int(_DEFAULTS[name]))

    def listed(self, name: str) -> list[str]:
        return [entry.strip() for entry in self.text(name).split(",") if entry.strip()]

    def folder(self) -> Path:
        """Folder of the data; made when it is missing, for its owner only."""
        path = Path(self.text("DATA")).absolute()
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        return path

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

    def database(self) -> dict[str, object]:
        """Django's description of the database, with the durability that the product promises."""
        url = self.text("DATABASE_URL") or f"sqlite:///{self.folder() / 'probidad.sqlite3'}"
        found: dict[str, object] = dict(dj_database_url.parse(url))
        if found["ENGINE"] == "django.db.backends.sqlite3":
            commands = "; ".join(f"PRAGMA {name}={value}" for name, value in PRAGMAS.items())
            found["ENGINE"] = "probidad.project.sqlite"
            found["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": commands}
        else:
            found |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
        return found
