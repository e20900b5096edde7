"""One line of the check-up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """How a thing stands. With ``CRITICAL`` the server does not start."""

    GOOD = "good"
    ADVICE = "advice"
    MEND = "mend"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class Line:
    """What was looked at, how it stands and what it means; ``remedy`` says how to mend it. Both texts are message
    identifiers with ``facts``."""

    key: str
    state: State
    message: str
    facts: Mapping[str, object] = field(default_factory=dict)
    remedy: str = ""
