"""A process killed in the middle of writes and of imports: nothing acknowledged is lost, nothing is half done."""

from pathlib import Path

import pytest

from crashing import ROUNDS, crashed


@pytest.mark.django_db
@pytest.mark.parametrize("scenario", ["crashes.writes", "crashes.imports"])
def test_what_was_acknowledged_outlives_a_process_killed_at_any_instant(scenario: str, tmp_path: Path) -> None:
    outcome = crashed(scenario, tmp_path, longest=0.25)
    assert outcome.rounds == ROUNDS
    assert outcome.acknowledged > ROUNDS // 5  # on a machine with much else to do, a round may end before its first
