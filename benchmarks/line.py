"""One line of the table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """What, ours, its peer, the ratio or difference, and the ceiling."""

    what: str
    ours: str
    peer: str
    outcome: str
    ceiling: str
    held: bool
