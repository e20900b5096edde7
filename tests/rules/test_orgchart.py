"""The organisation chart: faults, differences, order."""

from probidad.rules.orgchart import ChartFault, UnitChange, UnitFacts, chart_faults, difference, in_circle, preorder

OLD = (
    UnitFacts("100", "Despacho"),
    UnitFacts("110", "Secretaría General", "100"),
    UnitFacts("120", "Secretaría de Obras", "100"),
    UnitFacts("121", "Alumbrado", "120"),
)


def test_a_whole_chart_has_no_faults() -> None:
    assert chart_faults(OLD) == ()


def test_a_code_twice_and_a_parent_that_is_not_there_are_told_by_their_place() -> None:
    chart = (*OLD, UnitFacts("110", "Otra", "100"), UnitFacts("130", "Suelta", "999"))
    assert chart_faults(chart) == ((4, ChartFault.REPEATED), (5, ChartFault.NO_PARENT))


def test_each_unit_of_a_circle_has_its_fault_and_those_below_it_have_none() -> None:
    chart = (UnitFacts("1", "a", "2"), UnitFacts("2", "b", "1"), UnitFacts("3", "c", "1"), UnitFacts("4", "d", "4"))
    assert chart_faults(chart) == ((0, ChartFault.CIRCLE), (1, ChartFault.CIRCLE), (3, ChartFault.CIRCLE))
    assert not in_circle("3", {"1": "2", "2": "1", "3": "1"})


def test_a_new_chart_tells_what_begins_changes_stays_and_ends() -> None:
    new = (
        UnitFacts("100", "Despacho"),
        UnitFacts("110", "Secretaría General y de Gobierno", "100"),
        UnitFacts("121", "Alumbrado", "110"),
        UnitFacts("140", "Secretaría de Planeación", "100"),
    )
    found = difference(OLD, new)
    assert found.having(UnitChange.STAYS) == ("100",)
    assert found.having(UnitChange.CHANGES) == ("110", "121")
    assert found.having(UnitChange.BEGINS) == ("140",)
    assert found.having(UnitChange.ENDS) == ("120",)


def test_the_same_chart_again_changes_nothing() -> None:
    assert set(difference(OLD, OLD).changes.values()) == {UnitChange.STAYS}


def test_units_are_told_from_the_top_with_their_depth() -> None:
    assert preorder(tuple(reversed(OLD))) == (("100", 0), ("110", 1), ("120", 1), ("121", 2))


def test_units_without_their_parent_and_units_in_a_circle_are_not_left_out() -> None:
    chart = (UnitFacts("5", "Suelta", "999"), UnitFacts("1", "a", "2"), UnitFacts("2", "b", "1"))
    assert preorder(chart) == (("5", 0), ("1", 0), ("2", 1))
