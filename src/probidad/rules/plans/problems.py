"""What is wrong with what somebody wrote, said so that they can mend it: a field, a message identifier and its facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made_by
from types import MappingProxyType


def _no_facts() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend (falla). ``field`` is the key of the field where it shows, empty for the thing as a whole;
    facts are put into the translated message with ``%(name)s``."""

    field: str
    message: str
    facts: Mapping[str, str] = made_by(default_factory=_no_facts)


def problem(field: str, message: str, **facts: str) -> Problem:
    """A :class:`Problem` with its facts."""
    return Problem(field, message, MappingProxyType(facts))
