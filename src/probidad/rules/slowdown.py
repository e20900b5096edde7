"""How long one waits after failed tries: nothing at first, then twice as long each time, never more than a ceiling.

So a person who errs does not notice, a machine that guesses gets a few tries an hour, and nobody is shut out for ever.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """``free`` failures cost nothing; the longest wait is ``most`` seconds."""

    free: int
    most: int


def wait(failures: int, pace: Pace) -> int:
    """Seconds to wait after so many failures in a row: 0 up to ``free``, then 1, 2, 4 and so on up to ``most``.

    Raises ``ValueError`` for a negative number of failures.
    """
    if failures < 0:
        raise ValueError(f"failures cannot be negative, got {failures}")
    over = failures - pace.free
    if over <= 0:
        return 0
    return min(pace.most, 1 << min(over - 1, pace.most.bit_length()))
