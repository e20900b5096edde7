"""What the rules know of a plan."""

from dataclasses import FrozenInstanceError

import pytest

import make


def test_no_rule_can_change_what_it_looks_at() -> None:
    a = make.activity()
    with pytest.raises(FrozenInstanceError):
        a.declared = None  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        make.plan(a).cut_off = None  # type: ignore[misc]
