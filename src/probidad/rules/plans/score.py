"""The score of a plan at a cut-off: verified figures under the aggregation that the plan names.

What has no evidence available is left out of the mean, never silently: the score is told with how many those are and
between which figures it would lie if each were 0 or 100. Source: product method (aggregation, missing_values).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from probidad.rules.compliance import FULL, Aggregation, Item, Total, capped, total
from probidad.rules.plans.verification import Difference, Figures, Outcome, Verification, difference, verified


@dataclass(frozen=True, slots=True)
class Score:
    """A score (puntaje). ``total`` holds value, method, n used, n listed and missing; ``lowest`` and ``highest`` are the
    score if what lacks evidence were 0 or 100. ``pending`` has no verdict yet: a cut-off with any cannot be closed, and
    ``value`` is None until then. Tuples hold numbers of activities."""

    total: Total
    lowest: Fraction | None
    highest: Fraction | None
    no_evidence: tuple[int, ...]
    not_applicable: tuple[int, ...]
    pending: tuple[int, ...]
    differences: tuple[Difference, ...]

    @property
    def value(self) -> Fraction | None:
        """The score in percent points, exact."""
        return None if self.pending else self.total.value


def score(figures: Iterable[Figures], verdicts: Mapping[int, Verification], aggregation: Aggregation) -> Score:
    """The verified score. ``verdicts`` by number of activity. Raises ``ValueError`` for a verdict that does not stand
    or for a number that is listed twice."""
    listed = list(figures)
    if len({each.number for each in listed}) < len(listed):
        raise ValueError("an activity is listed twice")
    told = {each.number: verdicts[each.number].outcome for each in listed if each.number in verdicts}
    doubtful = tuple(number for number, outcome in told.items() if outcome is Outcome.NO_EVIDENCE)
    outside = tuple(number for number, outcome in told.items() if outcome is Outcome.NOT_APPLICABLE)
    judged = [each for each in listed if each.number in told and each.number not in outside]
    values = {each.number: verified(each, verdicts[each.number]) for each in judged}
    found = (difference(each, verdicts[each.number]) for each in listed if each.number in told)
    return Score(
        total=_total([each for each in judged if each.number not in doubtful], values, aggregation),
        lowest=_total(judged, {**values, **dict.fromkeys(doubtful, Fraction(0))}, aggregation).value,
        highest=_total(judged, {**values, **dict.fromkeys(doubtful, FULL)}, aggregation).value,
        no_evidence=doubtful,
        not_applicable=outside,
        pending=tuple(each.number for each in listed if each.number not in told),
        differences=tuple(each for each in found if each is not None),
    )


def _total(judged: Iterable[Figures], values: Mapping[int, Fraction | None], aggregation: Aggregation) -> Total:
    items = [Item(each.number, each.component, values[each.number], each.due, each.weight) for each in judged]
    return total(items, aggregation)


def declared_score(figures: Iterable[Figures], aggregation: Aggregation) -> Total:
    """The score as the owners declare it: shown beside the verified one and never in its place."""
    return total([Item(f.number, f.component, _capped(f.declared), f.due, f.weight) for f in figures], aggregation)


def computed_score(figures: Iterable[Figures], aggregation: Aggregation) -> Total:
    """The score as the program computes it, beside the other two."""
    return total([Item(f.number, f.component, _capped(f.computed), f.due, f.weight) for f in figures], aggregation)


def _capped(value: Fraction | None) -> Fraction | None:
    return None if value is None else capped(value)
