"""The audit as a whole."""

import make
from probidad.rules.finding import Nature, Severity
from probidad.rules.planaudit import RULES, VERSION, audit
from probidad.rules.textaudit import SUGGESTIONS


def test_findings_on_the_document_come_first_then_by_activity_and_severity() -> None:
    plan = make.plan(
        make.activity(1, target="4", value="3", missing=("deadline",)),
        make.activity(2, shifted=True),
        years_missing=True,
    )
    found = audit(plan, RULES)
    order = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2}
    places = [(finding.subject, order[finding.severity], finding.rule) for finding in found]
    assert places == sorted(places)
    assert {finding.subject for finding in found} == {0, 1, 2}


def test_exact_rules_are_on_and_every_finding_has_the_nature_of_its_rule() -> None:
    assert all(rule.on and rule.nature is Nature.DETERMINISTIC for rule in RULES)
    assert all(rule.nature is Nature.SUGGESTION for rule in SUGGESTIONS)


def test_an_empty_plan_has_no_findings() -> None:
    assert audit(make.plan(), (*RULES, *SUGGESTIONS)) == ()


def test_the_rules_have_a_version() -> None:
    assert VERSION
