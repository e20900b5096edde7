"""A plan can be formulated from each framework, with the marks of its file."""

import pytest

from probidad.frameworks.loader import documents, framework, plan_frameworks
from probidad.frameworks.templates import template
from probidad.rules.plans.legaldates import Counting, Term


@pytest.mark.parametrize("key", plan_frameworks("co"))
def test_each_framework_has_a_template_with_components_a_limit_and_cut_offs(key: str) -> None:
    found = template("co", key)
    assert (found.limit, found.version) == ((1, 31), framework("co", key).version)
    assert len({component.key for component in found.components}) == len(found.components) > 3
    assert [(cut.month, cut.day) for cut in found.cut_offs] == [(c.month, c.day) for c in framework("co", key).cut_offs]
    assert all(cut.mark in {"V", "V2", "K", "P"} and cut.term_mark in {"V", "V2", "K", "P"} for cut in found.cut_offs)


def test_the_paac_gives_its_six_components_with_subcomponents_and_marks() -> None:
    found = template("co", "paac-2015")
    assert [component.key for component in found.components] == ["C1", "C2", "C3", "C4", "C5", "C6"]
    assert [part.mark for part in found.components[0].parts] == ["V"] * 5
    assert {part.mark for part in found.components[1].parts} == {"K"}
    assert found.cut_offs[0].term == Term(10, Counting.WORKING_DAY_OF_MONTH)
    assert (found.consultation_days, found.consultation_mark) == (None, "K")
    assert "responsable" in found.required
    assert "motivo" in found.amendment_needs


def test_the_ptep_gives_its_strategies_and_says_what_does_not_belong_in_it() -> None:
    found = template("co", "ptep-2024")
    assert [component.key for component in found.components] == ["T", "P1", "P2", "P3", "P4"]
    assert (found.consultation_days, found.consultation_mark) == (15, "P")
    assert found.cut_offs[0].term == Term(30, Counting.CALENDAR_DAYS_AFTER)
    assert "Servicio al ciudadano" in found.leaves
    assert all(part.mark in {"K", "P"} for component in found.components for part in component.parts)


def test_the_layout_of_sopo_keeps_its_own_headings_and_takes_the_limit_of_its_base() -> None:
    found = template("co", "sopo-2017")
    assert [component.official for component in found.components][:4] == ["C1", "C2", "C3", "C4"]
    assert found.components[7].name_es == "Visibilización del gasto público"  # its own name was lost
    assert {cut.term for cut in found.cut_offs} == {Term(10, Counting.WORKING_DAYS_AFTER)}
    assert "objetivo" in found.columns


def test_every_official_component_of_a_local_layout_is_in_its_base() -> None:
    base = {component.key for component in template("co", str(documents("co")["sopo-2017"]["base"])).components}
    assert {component.official for component in template("co", "sopo-2017").components} <= base


def test_what_is_no_framework_of_plans_has_no_template() -> None:
    for key in ("mipg", "unknown"):
        with pytest.raises(LookupError):
            template("co", key)
