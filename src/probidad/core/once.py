"""Scheduled work that may be asked for twice, or die half-way, and has one effect."""

from datetime import datetime, timedelta

from django.db import connection

from probidad.core.models import DoneOnce

KEPT = timedelta(days=60)  # longer than any key is asked for again


def first(key: str, *, now: datetime) -> bool:
    """Whether this piece of work is done for the first time; from now on it is not. To be asked in the transaction that
    does the work: when that fails or is killed, the work counts as not done. A second process that asks at the same
    time waits until the first one has finished. Raises ``RuntimeError`` outside a transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("work done once is marked in its own transaction")
    _row, made = DoneOnce.objects.get_or_create(key=key, defaults={"at": now})
    return made


def forget_old(now: datetime) -> int:
    """Marks that nobody asks for any more leave the database."""
    return DoneOnce.objects.filter(at__lt=now - KEPT).delete()[0]
