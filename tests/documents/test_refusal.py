"""How a file is turned away."""

import pickle

import pytest

from probidad.documents.refusal import RefusalError


def test_a_refusal_says_what_where_and_what_to_do() -> None:
    error = RefusalError("%(file)s is empty.", remedy="Save it.", facts={"file": "a.csv"})
    assert str(error) == "a.csv is empty."
    assert (error.remedy, dict(error.facts)) == ("Save it.", {"file": "a.csv"})


def test_its_facts_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        RefusalError("x", remedy="y", facts={"a": "b"}).facts["a"] = "c"  # type: ignore[index]


def test_it_travels_between_processes_whole() -> None:
    error = pickle.loads(pickle.dumps(RefusalError("%(file)s!", remedy="Save it.", facts={"file": "a"})))
    assert (error.message, error.remedy, dict(error.facts)) == ("%(file)s!", "Save it.", {"file": "a"})
