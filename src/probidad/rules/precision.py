"""How right a rule is on labelled matrices: precision and recall, counted exactly."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

LEAST = Fraction(8, 10)  # precision below which a suggestion is off by default

Mark = tuple[str, str, int]  # matrix, rule, number of the activity


@dataclass(frozen=True, slots=True)
class Measured:
    """Counts of one rule: flagged by it, labelled by hand, and both."""

    rule: str
    flagged: int
    labelled: int
    hits: int

    @property
    def precision(self) -> Fraction | None:
        """Share of what it flagged that a person had labelled; None where it flagged nothing."""
        return Fraction(self.hits, self.flagged) if self.flagged else None

    @property
    def recall(self) -> Fraction | None:
        """Share of what a person labelled that it flagged; None where nothing was labelled."""
        return Fraction(self.hits, self.labelled) if self.labelled else None


def measured(flagged: Iterable[Mark], labelled: Iterable[Mark]) -> tuple[Measured, ...]:
    """One count for each rule that was flagged or labelled, in order of rule."""
    found, wanted = set(flagged), set(labelled)
    rules = sorted({mark[1] for mark in found | wanted})
    return tuple(
        Measured(
            rule,
            sum(mark[1] == rule for mark in found),
            sum(mark[1] == rule for mark in wanted),
            sum(mark[1] == rule for mark in found & wanted),
        )
        for rule in rules
    )
