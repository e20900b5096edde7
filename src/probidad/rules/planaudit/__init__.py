"""The plausibility audit (revisión de plausibilidad): deterministic rules on numbers, dates and layout of a plan.

Source of identifiers, severities and wordings: ``frameworks/co/compliance-rules.yaml`` (product rules, not law).
No rule changes a value: each yields findings that a person settles.
"""

from collections.abc import Iterable

from probidad.rules.finding import Finding, Severity
from probidad.rules.planaudit import dates, document, numbers, texts
from probidad.rules.planfacts import PlanFacts, Rule

VERSION = "2026.11"  # moves whenever the outcome of a rule may move

RULES: tuple[Rule, ...] = (*document.RULES, *numbers.RULES, *dates.RULES, *texts.RULES)

_ORDER = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2}


def audit(plan: PlanFacts, rules: Iterable[Rule]) -> tuple[Finding, ...]:
    """Findings of ``rules`` on ``plan``: those on the document first, then by activity, severity and rule."""
    found = [finding for rule in rules for finding in rule.find(plan)]
    return tuple(sorted(found, key=lambda finding: (finding.subject, _ORDER[finding.severity], finding.rule)))
