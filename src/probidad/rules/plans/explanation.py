"""How a figure came about, step by step: inputs, formula with its version, exact result, and where it is rounded.

Whoever reads the steps can compute the figure again. Only the last step rounds, and only to show.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from probidad.rules.compliance import Aggregation, round_half_up
from probidad.rules.finding import gettext_noop as _
from probidad.rules.plans.indicators import Indicator, Kind
from probidad.rules.plans.progress import FORMULA_VERSION, FORMULA_WORDS, Progress
from probidad.rules.plans.readings import Reading, Status
from probidad.rules.plans.score import Score
from probidad.rules.quantities import plain

SCORE_VERSION = 1  # moves with every change in how verified figures are added up
AGGREGATION_WORDS: Mapping[Aggregation, str] = MappingProxyType(
    {
        Aggregation.MEAN_OF_ITEMS: _("sum of the activities / number of activities"),
        Aggregation.MEAN_OF_COMPONENTS: _("mean of the means of the components"),
        Aggregation.DUE_ONLY: _("mean of the activities that are due at the cut-off"),
        Aggregation.WEIGHTED: _("sum of weight × activity / sum of weights"),
        Aggregation.FULFILLED_OVER_PROGRAMMED: _("activities at 100 / activities programmed × 100"),
    }
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``formula`` and ``version`` identify it for a program, ``words`` say it for a person (a message
    identifier), ``inputs`` are exact texts by name and ``result`` is exact, or empty where nothing comes out."""

    formula: str
    version: int
    words: str
    inputs: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    result: str = ""


def of_activity(indicator: Indicator, reading: Reading, made: Progress) -> tuple[Step, ...]:
    """The steps from a report to a percentage."""
    steps = [_read(indicator, reading)] if reading.status is Status.VALUE or reading.denominator is not None else []
    if made.raw is None or made.capped is None or reading.value is None:
        words = (
            _("The denominator is 0, so the indicator does not apply: neither 0 nor 100.")
            if reading.status is Status.NOT_APPLICABLE
            else _("Nothing was reported.")
        )
        return (*steps, Step("no-value", 1, words))
    inputs = {"value": plain(reading.value)}
    if indicator.goal is not None:
        inputs["target"] = plain(indicator.goal)
    if indicator.from_baseline and indicator.baseline is not None:
        inputs["baseline"] = plain(indicator.baseline)
    steps.append(
        Step(
            made.formula.value,
            FORMULA_VERSION[made.formula],
            FORMULA_WORDS[made.formula],
            MappingProxyType(inputs),
            plain(made.raw),
        )
    )
    if made.capped != made.raw:
        raw = MappingProxyType({"raw": plain(made.raw)})
        steps.append(Step("cap", 1, _("kept between 0 and 100: only that enters a mean"), raw, plain(made.capped)))
    return (*steps, rounded(made.capped))


def _read(indicator: Indicator, reading: Reading) -> Step:
    if indicator.kind is Kind.MILESTONES:
        weights = {step.key: plain(step.weight) for step in indicator.milestones if step.key in reading.done}
        return Step(
            "reading",
            1,
            _("weights of the milestones that are finished"),
            MappingProxyType(weights),
            _exact(reading.value),
        )
    if reading.numerator is None or reading.denominator is None:
        return Step("reading", 1, _("the figure reported"), result=_exact(reading.value))
    inputs = {
        "numerator": plain(reading.numerator),
        "denominator": plain(reading.denominator),
        "per": plain(indicator.per),
    }
    return Step("reading", 1, _("numerator / denominator × per"), MappingProxyType(inputs), _exact(reading.value))


def of_score(found: Score) -> tuple[Step, ...]:
    """The steps from verified figures to the score of a plan."""
    total = found.total
    inputs = {
        "sum": plain(total.sum),
        "weight": plain(total.weight),
        "used": str(total.used),
        "listed": str(total.listed + len(found.no_evidence) + len(found.not_applicable) + len(found.pending)),
        "missing": str(len(total.missing)),
        "no_evidence": str(len(found.no_evidence)),
        "not_applicable": str(len(found.not_applicable)),
        "pending": str(len(found.pending)),
    }
    words = AGGREGATION_WORDS[total.aggregation]
    step = Step(total.aggregation.value, SCORE_VERSION, words, MappingProxyType(inputs), _exact(found.value))
    if found.value is None:
        return (step,)
    steps = [step]
    if found.no_evidence and found.lowest is not None and found.highest is not None:
        steps.append(
            Step(
                "no-evidence-range",
                1,
                _("the score if every activity without evidence were 0, and if it were 100"),
                MappingProxyType({"lowest": plain(found.lowest), "highest": plain(found.highest)}),
            )
        )
    return (*steps, rounded(found.value))


def rounded(value: Fraction, places: int = 2) -> Step:
    """The last step: how the figure is shown. Nothing is computed from it."""
    exact = MappingProxyType({"exact": plain(value), "places": str(places)})
    return Step("round-half-up", 1, _("rounded half up, only to show"), exact, round_half_up(value, places))


def _exact(value: Fraction | None) -> str:
    return "" if value is None else plain(value)
