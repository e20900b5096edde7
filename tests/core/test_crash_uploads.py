"""A server killed in the middle of uploads loses none that it acknowledged and leaves no row without its file."""

from pathlib import Path

import pytest

from crashing import ROUNDS, crashed


@pytest.mark.django_db
def test_an_upload_that_was_acknowledged_outlives_a_server_killed_at_any_instant(tmp_path: Path) -> None:
    outcome = crashed("crashes.evidence", tmp_path)
    assert outcome.rounds == ROUNDS
    assert outcome.acknowledged > ROUNDS // 2
