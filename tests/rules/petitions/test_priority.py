"""The order in which petitions are decided."""

from datetime import date

import pytest
from tests.rules.petitions.samples import LAW

from probidad.rules.petitions.priority import Priority, priority, turn


def test_danger_for_life_comes_before_groups_with_preference_and_these_before_the_order_of_filing() -> None:
    old, new = date(2026, 1, 13), date(2026, 2, 3)
    rows = [
        ("common", turn(priority([], LAW), old, 1)),
        ("second", turn(priority([], LAW), old, 2)),
        ("preferential", turn(priority(["MAYOR", "DISC"], LAW), new, 3)),
        ("urgent", turn(priority(["NNA", "VIDA"], LAW), new, 4)),
    ]
    assert [name for name, _key in sorted(rows, key=lambda row: row[1])] == [
        "urgent",
        "preferential",
        "common",
        "second",
    ]


def test_an_unknown_group_is_refused() -> None:
    assert priority(["PERIO"], LAW) is Priority.PREFERENTIAL
    with pytest.raises(LookupError):
        priority(["RICH"], LAW)
