"""The document of an anchor: its canonical bytes, its digest, its signature, and how it is read again.

What goes outside is an envelope: ``{"anchor": …, "digest": …, "signature": …}``; the digest is SHA-256 of the canonical
JSON (RFC 8785) of ``anchor``, the signature Ed25519 over the same bytes. See ``docs/dev/ledger.md``.
"""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from django.conf import settings

from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _
from probidad.rules.ledger import Mark

FORMAT = "probidad-anchor/1"


@dataclass(frozen=True, slots=True)
class Document:
    """An anchor as read: ``bytes`` are its canonical form."""

    content: Mapping[str, Any]
    bytes: bytes
    signature: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical bytes."""
        return hashlib.sha256(self.bytes).hexdigest()

    @property
    def book(self) -> str:
        """Address of the entity; empty for the installation."""
        owner = self.content["entity"]
        return str(owner["slug"]) if owner else ""

    @property
    def number(self) -> int:
        """Its number in its book."""
        return int(self.content["number"])

    def marks(self) -> Sequence[tuple[str, Mark]]:
        """Where each chain stood, by its name."""
        name = f"{self.book or '*'} {self.number}"
        return [
            (str(chain["name"]), Mark(int(chain["position"]), str(chain["hash"]), name))
            for chain in self.content["chains"]
        ]

    def signed(self) -> bool | None:
        """Whether the signature is that of the key inside; None without a signature."""
        key = str(self.content["key"])
        if not key and not self.signature:
            return None
        try:
            public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key))
            public.verify(base64.b64decode(self.signature), self.bytes)
        except (ValueError, InvalidSignature):
            return False
        return True


def composed(
    *, entity: tuple[str, str] | None, number: int, made: datetime, occasion: str,
    chains: Sequence[tuple[str, int, str]], previous: str, key: Ed25519PrivateKey | None,
) -> Document:  # fmt: skip
    """The document of a new anchor, signed when there is a key. ``entity`` is its address and its name."""
    content: dict[str, Any] = {
        "format": FORMAT,
        "entity": {"slug": entity[0], "name": entity[1]} if entity else None,
        "number": number,
        "made": made.astimezone(UTC).isoformat(timespec="seconds"),
        "occasion": occasion,
        "chains": [{"name": name, "position": position, "hash": digest} for name, position, digest in chains],
        "previous": previous,
        "key": public_of(key) if key else "",
    }
    written = rfc8785.dumps(content)
    return Document(content, written, base64.b64encode(key.sign(written)).decode() if key else "")


def envelope(document: bytes, signature: str) -> bytes:
    """What goes outside, one line."""
    told = {
        "anchor": json.loads(document),
        "digest": hashlib.sha256(document).hexdigest(),
        "signature": signature,
    }
    return rfc8785.dumps(told) + b"\n"


def read(text: bytes) -> Document:
    """An anchor out of a file or of the text of a mail. Raises ``ValueError`` for what is none, and for one whose
    digest is not that of what it says."""
    lines = [line.strip() for line in text.splitlines() if line.strip().startswith(b'{"anchor"')]
    try:
        told = json.loads(lines[0] if lines else text)
        content = told["anchor"]
        document = Document(content, rfc8785.dumps(content), str(told.get("signature") or ""))
        document.marks()
        if content["format"] != FORMAT or document.number < 1:
            raise ValueError("another format")
        if told["digest"] != document.digest:
            raise ValueError("the digest is another one")
    except (KeyError, TypeError, IndexError, rfc8785.CanonicalizationError, UnicodeDecodeError) as error:
        raise ValueError("no anchor") from error
    return document


def of_row(document: bytes, signature: str) -> Document:
    """An anchor as the table keeps it. Raises ``ValueError`` for bytes that are none."""
    try:
        content = json.loads(document)
        found = Document(content, document, signature)
        found.marks()
    except (KeyError, TypeError) as error:
        raise ValueError("no anchor") from error
    return found


def signing_key() -> Ed25519PrivateKey | None:
    """The key of ``PROBIDAD_LEDGER_KEY``; None without one. Raises ``RefusalError`` for a file that holds none."""
    return _loaded(settings.LEDGER_KEY) if settings.LEDGER_KEY else None


def public_of(key: Ed25519PrivateKey) -> str:
    """The public half, in base64."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def public_key() -> str:
    """The public half of the key in use, in base64; empty without one."""
    key = signing_key()
    return public_of(key) if key else ""


def create_key(path: Path) -> str:
    """Write a new key, readable by its owner alone, and give its public half. Raises ``RefusalError`` where a file is."""
    key = Ed25519PrivateKey.generate()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600, exist_ok=False)
        path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    except OSError as error:
        raise RefusalError(
            _("The key cannot be written to %(path)s: %(reason)s."),
            remedy=_("Name a file that is not there yet, in a folder where you may write."),
            facts={"path": str(path), "reason": error.strerror or str(error)},
        ) from error
    return public_of(key)


@lru_cache(maxsize=4)
def _loaded(path: str) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(Path(path).read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        raise _no_key(path) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key(path)
    return key


def _no_key(path: str) -> RefusalError:
    return RefusalError(
        _("PROBIDAD_LEDGER_KEY names no key that signs: %(path)s."),
        remedy=_("Make one with: probidad llave-libro crear"),
        facts={"path": path},
    )
