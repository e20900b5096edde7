"""Components mapped between frameworks, so that a series of years does not break."""

import pytest

from probidad.frameworks.mapping import follows, mapping
from probidad.frameworks.registers import head, rows
from probidad.frameworks.schema import faults
from probidad.frameworks.templates import template


@pytest.mark.parametrize(
    ("old", "new"), [("paac-2015", "ptep-2024"), ("sopo-2017", "ptep-2024"), ("sopo-2017", "paac-2015")]
)
def test_every_component_goes_on_somewhere_or_says_that_it_leaves(old: str, new: str) -> None:
    found = mapping("co", old, new)
    there = {component.key for component in template("co", new).components} | {""}
    assert set(found) == {component.key for component in template("co", old).components}
    for key, targets in found.items():
        assert {each.to for each in targets} <= there, key
        assert [each.main for each in targets] == [True] + [False] * (len(targets) - 1), key
        assert all(each.source and each.mark in {"V2", "K"} for each in targets), key


def test_tramites_and_citizen_service_leave_the_programme_and_accountability_stays() -> None:
    assert [follows("co", "paac-2015", key, "ptep-2024") for key in ("C1", "C2", "C3", "C4", "C5", "C6")] == [
        "P1", "", "P3", "", "P3", "P4",
    ]  # fmt: skip


def test_the_way_over_the_national_framework_agrees_with_the_direct_one_of_sopo() -> None:
    for key, targets in mapping("co", "sopo-2017", "ptep-2024").items():
        official = follows("co", "sopo-2017", key, "paac-2015")
        over = {each.to for each in mapping("co", "paac-2015", "ptep-2024")[official]} | {""}
        assert targets[0].to in over, key  # a heading of Sopó may leave the programme where its component does not


def test_two_frameworks_between_which_nothing_is_written_are_refused() -> None:
    for old, new in (("ptep-2024", "paac-2015"), ("sopo-2017", "unknown"), ("sopo-2017", "mipg")):
        with pytest.raises(LookupError):
            mapping("co", old, new)
    with pytest.raises(LookupError):
        follows("co", "paac-2015", "C9", "ptep-2024")


def test_the_columns_of_the_register_are_those_that_its_head_explains() -> None:
    assert faults(head("co", "component-mapping")) == ()
    assert list(rows("co", "component-mapping")[0]) == head("co", "component-mapping")["columns"]
