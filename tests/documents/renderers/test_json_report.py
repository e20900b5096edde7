"""The published JSON."""

import hashlib
import json
from collections.abc import Iterator
from fractions import Fraction

import pytest
import rfc8785
from jsonschema import Draft202012Validator

import matrices
import reports
from probidad.documents.renderers.json_report import figure, to_json, whole
from probidad.documents.verify import schema, verify
from probidad.rules.compliance import round_half_up


@pytest.mark.parametrize("make", [reports.sopo, reports.of])
def test_it_has_the_published_shape_and_the_canonical_form_and_its_digest(make) -> None:
    data = to_json(make())
    document = json.loads(data)
    Draft202012Validator(schema()).validate(document)
    assert rfc8785.dumps(document) == data
    rest = {key: value for key, value in document.items() if key != "digest"}
    assert document["digest"]["value"] == hashlib.sha256(rfc8785.dumps(rest)).hexdigest()


def test_the_same_report_gives_the_same_bytes() -> None:
    assert to_json(reports.sopo()) == to_json(reports.sopo())


def every(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        if set(value) == {"numerator", "denominator", "text"}:
            yield value
        for entry in value.values():
            yield from every(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from every(entry)


def test_every_figure_is_exact_with_its_text_rounded_half_up() -> None:
    found = list(every(json.loads(to_json(reports.sopo()))))
    assert len(found) > 300
    for entry in found:
        value = Fraction(int(entry["numerator"]), int(entry["denominator"]))
        assert (value.numerator, value.denominator) == (int(entry["numerator"]), int(entry["denominator"]))
        assert entry["text"] == round_half_up(value)


def test_the_declared_mean_of_sopo_is_3564_over_41() -> None:
    totals = json.loads(to_json(reports.sopo()))["totals"]
    assert totals["declared"]["value"] == {"numerator": 3564, "denominator": 41, "text": "86.93"}
    assert totals["computed"]["value"] == {"numerator": 3514, "denominator": 41, "text": "85.71"}
    assert totals["verified"]["value"] is None


def test_numbers_that_readers_would_round_are_written_as_digits() -> None:
    assert whole(2**53 - 1) == 2**53 - 1
    assert whole(2**53) == str(2**53)
    huge = ("A", "Contar", "Número de cosas", "7" * 25, "30/06/2023", "General", "3" * 25, "43", "Se contó")
    data = to_json(reports.of(matrices.grid([huge])))
    assert isinstance(json.loads(data)["activities"][0]["target"]["number"]["numerator"], str)
    assert verify(data).equal


def test_no_data_is_null() -> None:
    assert figure(None) is None


def test_the_cells_as_written_are_in_it_with_their_places() -> None:
    a = json.loads(to_json(reports.sopo()))["activities"][33]
    assert a["repair_proposed"]
    assert {cell["place"]["cell"] for cell in a["cells"]} >= {"C55", "J55"}
