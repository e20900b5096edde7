"""Waiting grows from nothing to a ceiling and never becomes for ever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probidad.rules.slowdown import Pace, wait

PACE = Pace(free=5, most=60)


def test_the_first_failures_cost_nothing_and_then_the_wait_doubles() -> None:
    assert [wait(failures, PACE) for failures in range(13)] == [0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60]


@given(failures=st.integers(0, 10**9), free=st.integers(0, 50), most=st.integers(1, 10**5))
def test_the_wait_never_shrinks_nor_passes_its_ceiling(failures: int, free: int, most: int) -> None:
    pace = Pace(free, most)
    assert 0 <= wait(failures, pace) <= wait(failures + 1, pace) <= most


def test_a_negative_number_of_failures_is_an_error() -> None:
    with pytest.raises(ValueError, match="negative"):
        wait(-1, PACE)
