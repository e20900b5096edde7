"""The catalogue of indicators and the keys of the shelf."""

import re

import pytest

from probidad.frameworks.indicators import Direction, Every, Unit, by_key, catalogue, indicator

MODULES = {
    "risks", "procedures", "petitions", "accountability", "transparency", "contracts", "budget", "records", "assets",
    "linkage", "indices", "plans",
}  # fmt: skip


def test_an_indicator_is_known_by_its_code_and_by_its_key() -> None:
    found = indicator("PQ-01")
    assert found.key == "petitions.answered_on_time"
    assert by_key(found.key) is found
    assert (found.module, found.unit, found.every, found.direction) == (
        "petitions", Unit.PERCENT, Every.MONTH, Direction.UP,
    )  # fmt: skip
    assert found.name_es == "% de PQRSD respondidas en término"
    assert "never 100" in found.null_rule


def test_a_count_says_how_many_are_expected_where_the_method_does() -> None:
    assert indicator("PQ-02").expected == 12
    assert indicator("CO-01").expected == 80
    assert indicator("PQ-03").expected is None
    assert all(each.unit is Unit.COUNT for each in catalogue() if each.expected is not None)


def test_codes_and_keys_are_unique_and_well_formed() -> None:
    found = catalogue()
    assert len(found) == len({each.code for each in found}) == len({each.key for each in found}) == 62
    for each in found:
        assert re.fullmatch(r"[A-Z]{2}-\d\d[a-z]?", each.code)
        assert re.fullmatch(r"[a-z]+\.[a-z]+(_[a-z]+)*", each.key)
        assert each.module in MODULES


def test_every_indicator_says_what_it_divides_and_by_which_norm() -> None:
    for each in catalogue():
        assert each.name_es, each.code
        assert each.numerator, each.code
        assert each.denominator, each.code
        assert each.source, each.code
        if each.unit is Unit.COUNT and each.denominator == "1":
            assert not each.name_es.startswith("%"), each.code


def test_an_unknown_code_key_or_country_is_refused() -> None:
    with pytest.raises(LookupError, match="PQ-99"):
        indicator("PQ-99")
    with pytest.raises(LookupError, match="key 'petitions"):
        by_key("petitions.unknown")
    with pytest.raises(LookupError):
        catalogue("zz")
