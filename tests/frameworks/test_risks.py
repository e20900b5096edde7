"""Methodologies of risk as data."""

from datetime import date

import pytest

from probidad.documents.riskmap.model import CONTROL_FIELDS, RISK_FIELDS
from probidad.frameworks.risk_schema import faults
from probidad.frameworks.risks import (
    map_vocabulary,
    questionnaire_themes,
    risk_documents,
    risk_method,
    risk_method_in_force,
    risk_methods,
)


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2017, 5, 1), "corruption-2015"), (date(2018, 10, 1), "dafp-v4"), (date(2020, 11, 30), "dafp-v4"),
        (date(2020, 12, 1), "dafp-v5"), (date(2022, 11, 30), "dafp-v5"), (date(2025, 9, 1), "sigrip-v7"),
    ],
)  # fmt: skip
def test_each_version_holds_in_its_time(day: date, key: str) -> None:
    assert risk_method_in_force(day).key == key


def test_before_the_first_there_is_none_and_unknown_ones_are_refused() -> None:
    with pytest.raises(LookupError):
        risk_method_in_force(date(2014, 1, 1))
    with pytest.raises(LookupError):
        risk_method("dafp-v3")
    with pytest.raises(LookupError):
        risk_documents("zz")


def test_every_document_fits_its_shape_and_marks_what_is_not_verified() -> None:
    for key, document in risk_documents().items():
        assert faults(document) == (), key
    assert risk_method("dafp-v4").marks["zones"] == "K"
    assert risk_method("dafp-v5").marks["zones"] == "V"


def test_a_wrong_shape_is_told_with_its_place() -> None:
    broken = {**risk_documents()["dafp-v4"], "treatments": ["ignore"], "since": "yesterday"}
    told = faults(broken)
    assert any(fault.startswith("since:") for fault in told)
    assert any(fault.startswith("treatments/0:") for fault in told)


def test_every_map_of_zones_is_whole() -> None:
    for method in risk_methods():
        assert len(method.cells) == len(method.probability) * len(method.impact), method.key


def test_the_form_has_nineteen_themes() -> None:
    assert sorted(questionnaire_themes()) == list(range(1, 20))


def test_every_field_of_a_map_has_a_heading_for_the_way_out_and_no_two_the_same() -> None:
    export = map_vocabulary().export
    assert set(export) == {*RISK_FIELDS, *CONTROL_FIELDS}
    assert len(set(export.values())) == len(export)
