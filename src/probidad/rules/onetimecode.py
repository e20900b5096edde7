"""One-time codes of an authenticator app: six digits that move every thirty seconds.

Sources: RFC 4226 (HOTP) section 5.3 and RFC 6238 (TOTP) sections 4 and 5.2, with SHA-1, six digits and 30 seconds,
which every authenticator app reads. A code is accepted once: the counter that it belongs to must be later than the
last one accepted (RFC 6238 section 5.2).
"""

import base64
import hmac
import struct

PERIOD = 30  # seconds
DIGITS = 6
DRIFT = 1  # periods that a telephone's clock may be before or behind ours


def code(secret: str, counter: int) -> str:
    """The code of a counter. ``secret`` is base32. Raises ``ValueError`` for a secret that is not."""
    key = base64.b32decode(secret, casefold=True)
    digest = hmac.new(key, struct.pack(">Q", counter), "sha1").digest()
    start = digest[-1] & 0x0F
    value: int = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{value % 10**DIGITS:0{DIGITS}}"


def accepted(secret: str, typed: str, *, at: int, after: int) -> int | None:
    """The counter that ``typed`` belongs to around ``at`` (Unix seconds), later than ``after``; None when none does.

    Spaces between the digits do not count. Raises ``ValueError`` for a secret that is not base32.
    """
    clean = "".join(typed.split())
    if not (clean.isascii() and clean.isdigit()):
        return None
    now = at // PERIOD
    found = None
    for counter in range(now - DRIFT, now + DRIFT + 1):  # every counter is tried: the time tells nothing
        if hmac.compare_digest(code(secret, counter), clean) and counter > after:
            found = counter
    return found
