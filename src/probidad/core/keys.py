"""Keys of the API: how they read, how long they last, what they may be allowed.

A key reads ``prob_<prefix>_<secret>``. The prefix tells keys apart in lists; of the secret only its SHA-256 is kept,
which is enough because it has 256 bits of chance. A key is no person: it acts in its entity with the roles of its
scopes and no other, owns nothing and verifies nothing.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from probidad.core.access import Actor
from probidad.rules.finding import gettext_noop as _
from probidad.rules.separation import Role

LONGEST = timedelta(days=365)
MARK = "prob"
_TOKEN = re.compile(rf"{MARK}_([0-9a-f]{{10}})_([A-Za-z0-9_-]{{43}})")


@dataclass(frozen=True, slots=True)
class KeyScope:
    """Something that a key may be allowed beyond reading what is public. ``roles`` are those that it acts with;
    ``label`` and ``help`` are message identifiers."""

    key: str
    label: str
    help: str
    roles: frozenset[Role]


READ_PRIVATE = "read:private"
SCOPES = (
    KeyScope(
        key=READ_PRIVATE,
        label=_("Read what is not public"),
        help=_("Reads what a person with the role of reader sees in this entity, and measures its indicators."),
        roles=frozenset({Role.READER}),
    ),
)
BY_KEY = {scope.key: scope for scope in SCOPES}


@dataclass(frozen=True, slots=True, repr=False)
class Token:
    """A key as its holder writes it. It has no ``repr``, so that no log or traceback shows the secret."""

    prefix: str
    secret: str

    @property
    def text(self) -> str:
        """``prob_<prefix>_<secret>``, shown once."""
        return f"{MARK}_{self.prefix}_{self.secret}"

    @property
    def digest(self) -> str:
        """SHA-256 of the secret, in hexadecimal: the only thing that is kept."""
        return hashlib.sha256(self.secret.encode("ascii")).hexdigest()

    def matches(self, digest: str) -> bool:
        """Whether the secret is the one kept, compared in constant time."""
        return hmac.compare_digest(self.digest, digest)


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """A key in use: who acts with it and what it is allowed."""

    key_id: int
    entity_slug: str
    actor: Actor
    scopes: frozenset[str]


def fresh() -> Token:
    """A new key."""
    return Token(prefix=secrets.token_hex(5), secret=secrets.token_urlsafe(32))


def parsed(text: str) -> Token:
    """The key that a program sent. Raises ``ValueError`` for a text that is none."""
    found = _TOKEN.fullmatch(text)
    if found is None:
        raise ValueError("not a key")
    return Token(prefix=found[1], secret=found[2])


def roles_of(scopes: frozenset[str]) -> frozenset[Role]:
    """The roles that these scopes act with; a scope that is no longer known gives none."""
    return frozenset().union(*(BY_KEY[scope].roles for scope in scopes if scope in BY_KEY))
