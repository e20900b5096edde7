"""How much one asks in a minute: by key, or by origin for who shows none.

Counts lie in the cache that all processes share. So that reading does not write into the database at each request, a
process takes a few requests at once (a lease) and counts those down by itself. Two processes that take at the very
same instant may count one lease for both: the limit guards the server, it is no account.
"""

import time
from dataclasses import dataclass
from threading import Lock

from django.core.cache import cache
from django.utils.crypto import salted_hmac

MINUTE = 60
_MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Rate:
    """``limit`` requests a minute, taken ``lease`` at a time."""

    name: str
    limit: int
    lease: int


OPEN = Rate("open", 600, 20)  # a library or a mobile network is one origin for many
KEY = Rate("key", 1200, 20)
WRONG_KEY = Rate("wrong-key", 30, 1)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one stands after asking. ``reset`` is in seconds from now."""

    allowed: bool
    limit: int
    remaining: int
    reset: int

    @property
    def headers(self) -> dict[str, str]:
        """For every answer; a refused one also says when to return."""
        told = {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset),
        }
        return told if self.allowed else {**told, "Retry-After": str(self.reset)}


class Meter:
    """Counts of this process. ``clock`` gives seconds."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._window = 0
        self._left: dict[str, tuple[int, int]] = {}  # what is left of the lease, and what nobody has taken yet

    def take(self, rate: Rate, who: str, *, now: float | None = None) -> Standing:
        """Count one request of ``who``: a key's number or an origin."""
        now = time.time() if now is None else now
        window, name = int(now) // MINUTE, _name(rate, who)
        with self._lock:
            if window != self._window or len(self._left) > _MOST_KEPT:
                self._window, self._left = window, {}
            left, beyond = self._left.get(name, (0, rate.limit))
            if left == 0:
                left, beyond = _lease(rate, f"{name}:{window}")
            allowed = left > 0
            self._left[name] = (max(left - 1, 0), beyond)
            remaining = max(left - 1, 0) + beyond
        return Standing(allowed, rate.limit, remaining, MINUTE - int(now) % MINUTE)

    def forget(self) -> None:
        """Give up what this process holds; what it took stays counted."""
        with self._lock:
            self._left = {}


def _lease(rate: Rate, key: str) -> tuple[int, int]:
    taken = int(cache.get(key, 0))
    granted = max(min(rate.lease, rate.limit - taken), 0)
    if granted:
        cache.set(key, taken + granted, timeout=2 * MINUTE)
    return granted, rate.limit - taken - granted


def _name(rate: Rate, who: str) -> str:
    return f"api:{rate.name}:{salted_hmac('probidad.faces.api.limits', who, algorithm='sha256').hexdigest()[:32]}"


meter = Meter()
