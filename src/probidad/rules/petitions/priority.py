"""In which order petitions are decided: by filing, but for whom the law puts first. Ley 962 de 2005 art. 15; Ley 1755 de
2015 art. 20. Priority never moves a due date."""

from collections.abc import Iterable
from datetime import date
from enum import IntEnum

from probidad.rules.petitions.law import LawBook


class Priority(IntEnum):
    """The lower comes first. Urgent: measures at once, before the term."""

    URGENT = 0
    PREFERENTIAL = 1
    COMMON = 2


def priority(groups: Iterable[str], law: LawBook) -> Priority:
    """The priority of a petition by the groups that it names. Raises ``LookupError`` for an unknown one."""
    named = [law.group(code) for code in groups]
    if any(group.urgent for group in named):
        return Priority.URGENT
    return Priority.PREFERENTIAL if named else Priority.COMMON


def turn(level: Priority, filed: date, number: int) -> tuple[int, date, int]:
    """A key that sorts petitions into the order in which they are decided; ``number`` is that of the filing."""
    return (int(level), filed, number)
