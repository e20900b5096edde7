"""Two names of the same entity, and of two."""

import pytest

from probidad.rules.entitynames import same_entity


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("MUNICIPIO DE SOPÓ", "Alcaldía Municipal de Sopó"),
        ("Sopo", "Municipio de Sopó"),
        ("Gobernación de Boyacá", "Departamento de Boyacá"),
        ("Municipio de El Peñol.", "alcaldia de El Peñol"),
    ],
)
def test_ways_of_naming_one_entity_are_the_same(first: str, second: str) -> None:
    assert same_entity(first, second)
    assert same_entity(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Municipio de Sopó", "Municipio de Cajicá"),
        ("Hospital de Sopó", "Municipio de Sopó"),
        ("Municipio de Boyacá", "Departamento de Boyacá"),
        ("", "Municipio de Sopó"),
        ("Municipio", "Alcaldía Municipal"),
        ("Personería de Sopó", "Alcaldía de Sopó"),
    ],
)
def test_another_word_or_another_kind_is_another_entity(first: str, second: str) -> None:
    assert not same_entity(first, second)
