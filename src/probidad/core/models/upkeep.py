"""What the scheduled work remembers: how each chore went last, and what was done once and for all."""

from django.db import models


class ChoreRun(models.Model):
    """The last run of a chore. ``lease`` and ``leased_until`` keep a second run at the same time away; when the process
    dies, the lease runs out by itself. ``error`` is the kind of the last failure, without its text."""

    key = models.CharField(max_length=80, unique=True)
    started = models.DateTimeField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)
    settled = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=80, blank=True)
    lease = models.CharField(max_length=32, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return self.key


class DoneOnce(models.Model):
    """A piece of scheduled work that was done, under its unique key, written in the transaction of the work itself: done
    again, or killed half-way and begun anew, it has one effect."""

    key = models.CharField(max_length=120, unique=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key
