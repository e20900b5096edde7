"""What is wrong, said so that it can be mended."""

import pytest

from probidad.rules.plans.problems import Problem, problem


def test_a_problem_keeps_its_facts_for_the_translated_message() -> None:
    found = problem("target", "The target is %(target)s.", target="3")
    assert found.message % found.facts == "The target is 3."
    assert found == Problem("target", "The target is %(target)s.", {"target": "3"})


def test_the_facts_of_a_problem_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        problem("", "x", name="y").facts["name"] = "z"  # type: ignore[index]
