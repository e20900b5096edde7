"""Rules on value, target and declared compliance of one activity."""

from collections.abc import Iterator
from fractions import Fraction

from probidad.rules.compliance import FULL, Kind, capped, round_half_up
from probidad.rules.finding import Finding, Nature, Severity
from probidad.rules.finding import gettext_noop as _
from probidad.rules.planfacts import ActivityFacts, NumberFacts, PlanFacts, Rule
from probidad.rules.quantities import plain

RECALCULATION_TOLERANCE = Fraction(1, 2)  # points
NON_TRIVIAL_COUNT = 20


def recalculation(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        if a.declared is None or a.computed is None:
            continue
        gap = capped(a.declared) - a.computed
        if abs(gap) <= RECALCULATION_TOLERANCE or a.value_points is None or a.target_points is None:
            continue
        facts = {
            "reported": plain(a.value_points),
            "aim": plain(a.target_points),
            "computed": round_half_up(a.computed),
            "declared": round_half_up(a.declared),
            "gap": round_half_up(abs(gap)),
        }
        yield Finding(
            "R-RECALC",
            Severity.HIGH,
            a.number,
            _("%(reported)s of %(aim)s is %(computed)s, not the declared %(declared)s: %(gap)s points apart."),
            facts,
            _("Proof of what is missing to reach the target, or the declared compliance corrected."),
            ("target", "value", "declared"),
        )


def scale_mix(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        if a.kind is Kind.PERCENT and _is_fraction(a.value):
            facts = {"value": a.value.text, "target": a.target.text, "read": plain(a.value_points or Fraction(0))}
            message = _(
                "The value %(value)s is written as a fraction against the target %(target)s: read as %(read)s %%."
            )
            yield _scale(a, message, facts, ("target", "value"))
        elif a.kind is Kind.PERCENT and _is_fraction(a.target):
            facts = {"value": a.value.text, "target": a.target.text, "read": plain(a.target_points or Fraction(0))}
            message = _("The target %(target)s of a percent indicator is written as a fraction: read as %(read)s %%.")
            yield _scale(a, message, facts, ("target",))
        elif a.kind is Kind.COUNT and a.value.sign and not a.target.sign and a.value.number is not None:
            facts = {"value": a.value.text, "target": a.target.text, "read": plain(a.value_points or Fraction(0))}
            message = _("The value %(value)s is a percentage while the target %(target)s is a count: read as %(read)s.")
            yield _scale(a, message, facts, ("target", "value"))


def _is_fraction(facts: NumberFacts) -> bool:
    """Whether 0,9 stands for 90 %; *3 de 4* says by itself what it is."""
    return facts.number is not None and 0 < facts.number < 1 and not facts.sign and facts.style != "ratio"


def _scale(a: ActivityFacts, message: str, facts: dict[str, str], fields: tuple[str, ...]) -> Finding:
    settle = _("The value and the target in the same unit.")
    return Finding("R-SCALE-MIX", Severity.MEDIUM, a.number, message, facts, settle, fields)


def scale_ambiguous(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        bare_target = a.target.number == 1 and not a.target.sign
        if a.kind is Kind.PERCENT and a.value.number == 1 and not a.value.sign and not bare_target:
            yield Finding(
                "R-SCALE-AMBIG",
                Severity.MEDIUM,
                a.number,
                _("The value 1 against the target %(target)s may be 1 %% or 100 %%: taken as 100 %%."),
                {"target": a.target.text},
                _("The value with its sign."),
                ("target", "value"),
            )


def target_ambiguous(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        if a.kind is Kind.PERCENT and a.target.number == 1 and not a.target.sign:
            yield Finding(
                "R-TARGET-AMBIG",
                Severity.MEDIUM,
                a.number,
                _("The target of a percent indicator is 1: it may be 1 %%, 100 %% or one thing. Taken as 100 %%."),
                {},
                _("The target with its unit, as the plan approved it."),
                ("indicator", "target"),
            )


def unit_missing(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        if a.kind is not Kind.PERCENT:
            continue
        fields = tuple(
            key
            for key, cell in (("target", a.target), ("value", a.value))
            if cell.number is not None and cell.number > 1 and not cell.sign
        )
        if fields:
            written = a.target.text if fields[0] == "target" else a.value.text
            yield Finding(
                "R-UNIT-MISSING",
                Severity.LOW,
                a.number,
                _("A percent indicator is written without the sign (%(written)s): read as percent points."),
                {"written": written},
                _("The figure with its sign."),
                fields,
            )


def fraction_of_count(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        if a.kind is not Kind.COUNT or a.value.number is None or a.value.sign or a.value.style == "ratio":
            continue
        if a.value.number.denominator != 1 and a.target.number is not None and a.target.number.denominator == 1:
            yield Finding(
                "R-FRACTION-COUNT",
                Severity.MEDIUM,
                a.number,
                _("The indicator counts things (target %(target)s) and %(value)s is reported: a part of one."),
                {"target": a.target.text, "value": a.value.text},
                _("The milestones that make up that part, with their weights."),
                ("target", "value"),
            )


def equals_target(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        if a.value_points is None or a.value_points != a.target_points or a.value.style == "ratio":
            continue
        telling = a.value_points < FULL if a.kind is Kind.PERCENT else a.value_points >= NON_TRIVIAL_COUNT
        if telling and a.kind is not Kind.UNKNOWN:
            yield Finding(
                "R-EQ-TARGET",
                Severity.LOW,
                a.number,
                _("The value is exactly the target (%(target)s) and no numerator and denominator are given."),
                {"target": a.target.text},
                _("What was counted and out of how many."),
                ("target", "value"),
            )


def empty(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        if a.missing:
            yield Finding(
                "R-EMPTY",
                Severity.MEDIUM,
                a.number,
                _("Required cells are empty: %(fields)s."),
                {"fields": ", ".join(a.missing)},
                _("What goes in each empty cell."),
                a.missing,
            )


def shifted(plan: PlanFacts) -> Iterator[Finding]:
    for a in plan.activities:
        if a.shifted:
            yield Finding(
                "R-SHIFT",
                Severity.HIGH,
                a.number,
                _("The cells of this row fit their columns only when moved one column. It was read so, as a proposal."),
                {},
                _("Confirmation of the person who made the file, or the row as it should stand."),
                ("action", "indicator", "target", "value", "declared"),
            )


RULES = (
    Rule("R-RECALC", Severity.HIGH, Nature.DETERMINISTIC, recalculation),
    Rule("R-SCALE-MIX", Severity.MEDIUM, Nature.DETERMINISTIC, scale_mix),
    Rule("R-SCALE-AMBIG", Severity.MEDIUM, Nature.DETERMINISTIC, scale_ambiguous),
    Rule("R-TARGET-AMBIG", Severity.MEDIUM, Nature.DETERMINISTIC, target_ambiguous),
    Rule("R-UNIT-MISSING", Severity.LOW, Nature.DETERMINISTIC, unit_missing),
    Rule("R-FRACTION-COUNT", Severity.MEDIUM, Nature.DETERMINISTIC, fraction_of_count),
    Rule("R-EQ-TARGET", Severity.LOW, Nature.DETERMINISTIC, equals_target),
    Rule("R-EMPTY", Severity.MEDIUM, Nature.DETERMINISTIC, empty),
    Rule("R-SHIFT", Severity.HIGH, Nature.DETERMINISTIC, shifted),
)
