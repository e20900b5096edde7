"""What sign-in remembers: how often somebody failed lately."""

from django.db import models


class SlowedTry(models.Model):
    """Failed tries in a row at one account, from one origin or from one browser. ``key`` is a keyed digest, so neither
    an address nor an account can be read from it. Forgotten a day after the last failure."""

    key = models.CharField(max_length=64, unique=True)
    failures = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(null=True, blank=True)
    last = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.failures}"
