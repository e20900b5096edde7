"""What a finding is."""

import pytest

from probidad.rules.finding import Finding, Nature, Severity, gettext_noop


def test_a_finding_is_exact_unless_it_says_that_it_suggests() -> None:
    assert Finding("R-X", Severity.LOW, 1, "?").nature is Nature.DETERMINISTIC


def test_the_facts_of_a_finding_without_facts_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        Finding("R-X", Severity.LOW, 1, "?").facts["a"] = "b"  # type: ignore[index]


def test_marking_a_message_does_not_change_it() -> None:
    assert gettext_noop("What %(x)s") == "What %(x)s"
