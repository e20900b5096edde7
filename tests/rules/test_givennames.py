"""The list of given names."""

from probidad.rules.givennames import GIVEN_NAMES
from probidad.rules.language import STOP, fold


def test_the_names_are_folded_and_no_common_word_is_among_them() -> None:
    assert all(fold(name) == name for name in GIVEN_NAMES)
    assert not GIVEN_NAMES & STOP
    assert not GIVEN_NAMES & {"plan", "control", "secretaria", "alcaldia", "gestion"}


def test_common_given_names_of_the_country_are_there() -> None:
    assert {"maria", "luis", "carlos", "sandra", "jorge"} <= GIVEN_NAMES
