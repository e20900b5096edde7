"""Failed tries cost time: by account, by origin, and apart for a browser that signed in to the account before.

A browser that has signed in before is told apart by a cookie (see :mod:`probidad.core.browsers`). Its own failures
count for it and those of strangers do not, so whoever guesses from outside does not shut the person out of the browser
that they always use. Accounts that do not exist are slowed like those that do.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac

from probidad.core import trail
from probidad.core.access import public
from probidad.core.models import SlowedTry
from probidad.core.origin import neighbourhood
from probidad.rules.slowdown import Pace, wait

ACCOUNT = Pace(free=5, most=60)  # strangers at one account; short, for they would shut the person out of a new browser
ORIGIN = Pace(free=20, most=60)  # one origin at any account; many people may stand behind one address
BROWSER = Pace(free=5, most=300)  # a browser that signed in to this account before
CODE = Pace(free=5, most=900)  # six digits are few: 15 minutes a try, of who knows the password already
LINK = Pace(free=3, most=3600)  # mails with a link to one address
MEMORY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Try:
    """One try at ``account`` (an address as typed). ``browser`` is empty for one that never signed in to it."""

    account: str
    origin: str
    browser: str = ""


def password_paces(attempt: Try) -> dict[str, Pace]:
    """What a try at a password counts against."""
    if attempt.browser:
        return {_key("browser", attempt.account, attempt.browser): BROWSER}
    return {_key("account", attempt.account): ACCOUNT, **_at_origin(attempt)}


def code_paces(attempt: Try) -> dict[str, Pace]:
    """What a try at a code counts against."""
    return {_key("code", attempt.account, attempt.browser): CODE}


def link_paces(attempt: Try) -> dict[str, Pace]:
    """What asking for a link by mail counts against."""
    return {_key("link", attempt.account): LINK, **_at_origin(attempt)}


def _at_origin(attempt: Try) -> dict[str, Pace]:
    return {_key("origin", neighbourhood(attempt.origin)): ORIGIN}


def _key(kind: str, *values: str) -> str:
    text = "\n".join((kind, *(value.strip().casefold() for value in values)))
    return salted_hmac("probidad.slowdown", text, algorithm="sha256").hexdigest()


@transaction.atomic
def take(paces: Mapping[str, Pace], *, now: datetime) -> int:
    """Count one try before it is looked at; seconds to wait when it may not be made yet (then nothing is counted).

    Counting first means that tries made at the same time count each. Who succeeds gives it back (:func:`forgive`).
    The moment when a series begins to be slowed is in the trail of the installation, without address or account.
    """
    SlowedTry.objects.filter(last__lt=now - MEMORY).delete()
    for key in sorted(paces):
        SlowedTry.objects.get_or_create(key=key, defaults={"last": now})
    rows = list(SlowedTry.objects.select_for_update().filter(key__in=paces).order_by("key"))
    left = max(((row.until - now).total_seconds() for row in rows if row.until), default=0.0)
    if left > 0:
        return math.ceil(left)
    for row in rows:
        pace = paces[row.key]
        row.failures += 1
        row.until = now + timedelta(seconds=wait(row.failures, pace))
        row.last = now
        row.save(update_fields=["failures", "until", "last"])
        if row.failures == pace.free + 1:
            trail.record(public(None), "signin.slowed", row, key=row.key[:16])
    return 0


@transaction.atomic
def forgive(paces: Mapping[str, Pace]) -> None:
    """The try succeeded: its account starts afresh. An origin only gets this one try back, for an account of one's own
    must not buy more guesses at those of others."""
    for row in SlowedTry.objects.select_for_update().filter(key__in=paces).order_by("key"):
        row.failures = max(0, row.failures - 1) if paces[row.key] is ORIGIN else 0
        row.until = None
        row.save(update_fields=["failures", "until"])
