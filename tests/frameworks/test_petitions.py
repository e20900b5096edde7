"""The dated documents on petitions: shape, source, and that nothing else reads them at its start."""

import pytest

from probidad.frameworks.loader import documents
from probidad.frameworks.petitions import law_book, lifecycle, petition_documents
from probidad.frameworks.schema import faults

DOCUMENTS = petition_documents("co")


@pytest.mark.parametrize("key", DOCUMENTS)
def test_every_document_has_its_shape(key: str) -> None:
    assert faults(DOCUMENTS[key]) == ()


def test_a_wrong_shape_is_told_with_its_place() -> None:
    law = DOCUMENTS["ley-1755-2015"]
    assert any(fault.startswith("terms/0/days") for fault in faults({**law, "terms": [{**law["terms"][0], "days": 0}]}))
    procedure = {**law["procedure"], "extension": {"ceiling": "none", "factor": 2, "norm": "x", "mark": "V"}}
    assert any(fault.startswith("procedure/extension/ceiling") for fault in faults({**law, "procedure": procedure}))


def test_the_frameworks_do_not_read_the_law_of_petitions_at_their_start() -> None:
    assert not set(DOCUMENTS) & set(documents("co"))


def test_every_type_has_a_term_in_law_or_says_that_it_has_none() -> None:
    book = law_book("co")
    rules = {term.rule for law in book.laws for term in law.terms} | {"custom", "none"}
    assert {kind.rule for kind in book.kinds} == rules
    words = [word for kind in book.kinds for word in (*kind.words, kind.code.casefold())]
    assert len(words) == len(set(words))


def test_laws_of_one_rank_never_hold_for_one_rule_on_one_day() -> None:
    laws = law_book("co").laws
    for first in laws:
        for second in laws:
            rules = {term.rule for term in first.terms} & {term.rule for term in second.terms}
            if first.key < second.key and first.rank == second.rank and rules:
                assert not first.holds(second.since)
                assert not second.holds(first.since)


def test_a_country_without_law_of_petitions_is_refused() -> None:
    with pytest.raises(LookupError):
        law_book("zz")
    assert lifecycle("co").initial == "received"
