"""Encryption with age: to public keys, or by a phrase. What is encrypted is authenticated too, up to its very end.

A phrase does not encrypt the data itself but the private key of this one file, which lies at its beginning: so the data
are encrypted as they come, however many they are.
"""

import base64
import binascii
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pyrage  # type: ignore[import-untyped]

from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

MAGIC = b"probidad-backup 1\n"
LONGEST_HEAD = 4096
SHORTEST_PHRASE = 12


@dataclass(frozen=True, slots=True)
class Keys:
    """What opens or closes a backup: public keys, or a phrase, or private keys."""

    recipients: tuple[str, ...] = ()
    phrase: str = ""
    identities: tuple[str, ...] = ()


def recipient(text: str) -> Any:
    """A public key. Raises ``RefusalError`` for what is none."""
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        raise RefusalError(
            _("«%(key)s» is not a public key of age."),
            remedy=_("It begins with age1. Make one with: probidad respaldar --nueva-llave FILE"),
            facts={"key": text},
        ) from None


def new_identity() -> tuple[str, str]:
    """A private key and its public key."""
    made = pyrage.x25519.Identity.generate()
    return str(made), str(made.to_public())


def identities_in(text: str) -> tuple[str, ...]:
    """The private keys of a file of keys. Raises ``RefusalError`` when there is none."""
    found = tuple(line.strip() for line in text.splitlines() if line.strip().startswith("AGE-SECRET-KEY-"))
    if not found:
        raise RefusalError(
            _("There is no private key of age in that file."),
            remedy=_("Give the file that --nueva-llave made; its key begins with AGE-SECRET-KEY-."),
            facts={},
        )
    return found


@contextmanager
def sealed(out: BinaryIO, keys: Keys) -> Iterator[BinaryIO]:
    """Where plain bytes are written, to arrive encrypted in ``out``."""
    recipients = [recipient(text) for text in keys.recipients]
    head: dict[str, str] = {}
    if keys.phrase:
        private, public = new_identity()
        head["phrase"] = base64.b64encode(pyrage.passphrase.encrypt(private.encode(), keys.phrase)).decode("ascii")
        recipients.append(recipient(public))
    out.write(MAGIC + json.dumps(head).encode() + b"\n")
    watched = _Watched(out)
    with _piped(lambda reads: pyrage.encrypt_io(reads, watched, recipients), watched) as writes:
        yield writes


@contextmanager
def unsealed(path: Path, keys: Keys) -> Iterator[BinaryIO]:
    """The plain bytes of a backup. Leaving the block without reading to the end is allowed; what was read to the end
    was whole. Raises ``RefusalError`` for a file that is not ours, damaged, cut or closed with another key."""
    with path.open("rb") as file:
        identities = _identities(file, keys)
        reads, writes = os.pipe()
        failed: list[BaseException] = []

        def work() -> None:
            with os.fdopen(writes, "wb") as plain:
                try:
                    pyrage.decrypt_io(file, plain, identities)
                except BaseException as error:  # noqa: BLE001 (told by the thread that waits)
                    failed.append(error)

        thread = threading.Thread(target=work, name="unsealing", daemon=True)
        thread.start()
        ended = _Ended(os.fdopen(reads, "rb"), thread, failed)
        try:
            yield ended  # type: ignore[misc]
        finally:
            ended.close()


def _identities(file: BinaryIO, keys: Keys) -> list[Any]:
    if file.read(len(MAGIC)) != MAGIC:
        raise foreign()
    try:
        head = json.loads(file.readline(LONGEST_HEAD))
        closed = base64.b64decode(head.get("phrase", ""), validate=True)
    except (ValueError, AttributeError, TypeError, binascii.Error):
        raise damaged() from None
    if closed and keys.phrase:
        try:
            return [pyrage.x25519.Identity.from_str(pyrage.passphrase.decrypt(closed, keys.phrase).decode())]
        except pyrage.DecryptError:
            raise _wrong_key() from None
        except (ValueError, pyrage.IdentityError):
            raise damaged() from None
    if keys.identities:
        return [_identity(text) for text in keys.identities]
    raise RefusalError(
        _("This backup is opened with a phrase.") if closed else _("This backup is opened with a private key."),
        remedy=_("Give it in PROBIDAD_BACKUP_PASSPHRASE or with --frase-en FILE.")
        if closed
        else _("Give the file of the private key with --llave FILE."),
        facts={},
    )


def _identity(text: str) -> Any:
    try:
        return pyrage.x25519.Identity.from_str(text)
    except pyrage.IdentityError:
        raise RefusalError(
            _("The private key is badly written."), remedy=_("Give the file that --nueva-llave made."), facts={}
        ) from None


def foreign() -> RefusalError:
    """The refusal of a file that this program did not make."""
    return RefusalError(
        _("This file is not a backup of Probidad."), remedy=_("Give the file that probidad respaldar made."), facts={}
    )


def damaged() -> RefusalError:
    """The refusal of a backup that is not as it was made."""
    return RefusalError(
        _("The backup is damaged or cut: it cannot be trusted, and nothing was restored."),
        remedy=_("Copy it again from where it is kept, or take another backup."),
        facts={},
    )


def _wrong_key() -> RefusalError:
    return RefusalError(
        _("The backup is not opened by that phrase or key."),
        remedy=_("Look for the one that was used when it was made; without it nobody can open it."),
        facts={},
    )


class _Watched:
    """Remembers why a write failed: the library tells only that it did."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self.error: OSError | None = None

    def write(self, data: bytes) -> int:
        try:
            return self._out.write(data)
        except OSError as error:
            self.error = error
            raise

    def flush(self) -> None:
        self._out.flush()


class _Ended:
    """A stream whose end is believed only when the decryption ended well."""

    def __init__(self, plain: BinaryIO, thread: threading.Thread, failed: list[BaseException]) -> None:
        self._plain, self._thread, self._failed = plain, thread, failed

    def read(self, size: int = -1) -> bytes:
        data = self._plain.read(size)
        if size < 0 or len(data) < size:
            self._thread.join()
            if self._failed:
                error = self._failed[0]
                lacks_key = isinstance(error, pyrage.DecryptError) and "No matching keys" in str(error)
                raise _wrong_key() if lacks_key else damaged()
        return data

    def close(self) -> None:
        self._plain.close()
        self._thread.join()


@contextmanager
def _piped(work: Any, watched: _Watched) -> Iterator[BinaryIO]:
    """Run ``work(reader)`` beside us and give the writer. Its failure is ours."""
    reads, writes = os.pipe()
    failed: list[BaseException] = []

    def run() -> None:
        with os.fdopen(reads, "rb") as plain:
            try:
                work(plain)
            except BaseException as error:  # noqa: BLE001 (told by the thread that waits)
                failed.append(error)

    thread = threading.Thread(target=run, name="sealing", daemon=True)
    thread.start()
    handle = os.fdopen(writes, "wb")
    try:
        yield handle
    except BrokenPipeError:
        thread.join()
        if watched.error is None and not failed:
            raise
    finally:
        with suppress(BrokenPipeError):
            handle.close()
        thread.join()
    if watched.error is not None:
        raise watched.error
    if failed:
        raise failed[0]
