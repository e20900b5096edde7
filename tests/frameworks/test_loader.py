"""Frameworks: the right version on a day, the right shape, each with its source."""

from datetime import date
from fractions import Fraction

import pytest

from probidad.documents.report import FIELDS
from probidad.frameworks.loader import column_synonyms, documents, framework, in_force, rule_catalogue
from probidad.frameworks.schema import faults
from probidad.rules.compliance import level
from probidad.rules.finding import Nature
from probidad.rules.planaudit import RULES


@pytest.mark.parametrize(
    ("day", "key"),
    [(date(2017, 12, 30), "paac-2015"), (date(2024, 8, 29), "paac-2015"), (date(2024, 8, 30), "ptep-2024")],
)
def test_the_law_changes_on_its_day(day: date, key: str) -> None:
    assert in_force("co", "plan", day).key == key


def test_before_any_framework_there_is_none() -> None:
    with pytest.raises(LookupError):
        in_force("co", "plan", date(2010, 1, 1))


def test_an_unknown_country_or_key_has_no_framework() -> None:
    with pytest.raises(LookupError):
        documents("zz")
    with pytest.raises(LookupError):
        framework("co", "compliance-rules")


def test_every_document_states_its_source_and_fits_its_shape() -> None:
    for key, document in documents("co").items():
        assert document["source"], key
        assert faults(document) == (), key


def test_a_document_of_the_wrong_shape_is_told_with_its_place() -> None:
    broken = {**documents("co")["paac-2015"], "since": "yesterday", "cutoffs": [{"n": 1, "month": 13, "day": 1}]}
    told = faults(broken)
    assert any(fault.startswith("since:") for fault in told)
    assert any(fault.startswith("cutoffs/0/month:") for fault in told)


def test_levels_are_half_open_and_ptep_borrows_those_of_the_paac() -> None:
    bands = framework("co", "paac-2015").bands
    assert level(Fraction(5999, 100), bands) == "baja"
    assert level(Fraction(60), bands) == "media"
    assert level(Fraction(100), bands) == "alta"
    assert framework("co", "ptep-2024").bands == bands


def test_the_local_layout_of_sopo_keeps_its_own_cut_offs() -> None:
    days = [(cut.month, cut.day) for cut in framework("co", "sopo-2017").cut_offs]
    assert days == [(4, 30), (8, 30), (12, 30)]


def test_columns_are_fields_of_the_report() -> None:
    assert set(column_synonyms()) == set(FIELDS)


def test_every_deterministic_rule_is_in_the_catalogue_with_its_nature() -> None:
    catalogue = rule_catalogue()
    for rule in RULES:
        assert catalogue[rule.key].nature is Nature.DETERMINISTIC, rule.key
    written = {rule.key for rule in RULES}
    listed = {key for key, rule in catalogue.items() if rule.nature is Nature.DETERMINISTIC}
    assert written == listed
