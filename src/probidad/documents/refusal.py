"""The one way in which a file is turned away: what is wrong, where, and what to do."""

from collections.abc import Mapping
from types import MappingProxyType


class RefusalError(ValueError):
    """A file that cannot be read (rechazo). Both texts are English message identifiers with ``%(name)s`` facts.

    Facts that name the place use the keys ``file``, ``sheet``, ``row`` and ``cell`` where they are known.
    """

    def __init__(self, message: str, *, remedy: str, facts: Mapping[str, str] | None = None) -> None:
        super().__init__(message % dict(facts or {}))
        self.message = message
        self.remedy = remedy
        self.facts: Mapping[str, str] = MappingProxyType(dict(facts or {}))

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (self.message, self.remedy, dict(self.facts))


def _again(message: str, remedy: str, facts: dict[str, str]) -> RefusalError:
    return RefusalError(message, remedy=remedy, facts=facts)
