"""Codes of departments and municipalities, and their categories."""

import pytest

from probidad.frameworks.entities import entity_categories
from probidad.frameworks.territory import (
    Kind,
    Municipality,
    category,
    department_of,
    departments,
    municipalities,
    municipality,
)


def test_a_municipality_is_known_by_its_code() -> None:
    assert municipality("25758") == Municipality("25758", "Sopó", "25", "Cundinamarca", Kind.MUNICIPALITY)
    assert municipality("05001").name == "Medellín"
    assert municipality("11001").department == "Bogotá, D.C."


@pytest.mark.parametrize("code", ["", "25", "5001", "99999", "25758 ", "sopó"])
def test_an_unknown_code_is_no_municipality(code: str) -> None:
    with pytest.raises(LookupError, match="no municipality"):
        municipality(code)


def test_a_department_is_known_by_its_code_of_two_digits() -> None:
    assert department_of("44").name == "La Guajira"
    with pytest.raises(LookupError, match="no department"):
        department_of("5")


def test_the_whole_division_is_there_each_code_once() -> None:
    places = municipalities()
    assert len(departments()) == 33
    assert len(places) == len({each.code for each in places}) == 1122
    assert [each.kind for each in places].count(Kind.MUNICIPALITY) == 1103
    assert [each.code for each in places] == sorted(each.code for each in places)
    for each in places:
        assert each.code.isdigit()
        assert len(each.code) == 5
        assert each.department == department_of(each.department_code).name
        assert each.name == each.name.strip()
        assert not each.name.isupper()


def test_the_municipalities_of_one_department_can_be_asked_for() -> None:
    assert len(municipalities(department="25")) == 116
    assert {each.department for each in municipalities(department="76")} == {"Valle del Cauca"}
    with pytest.raises(LookupError, match="no department"):
        municipalities(department="00")


def test_a_category_is_known_for_the_years_of_its_source() -> None:
    assert category("25758", 2021) == category("25758", 2027) == "third"
    assert category("11001", 2024) == "special"
    assert category("05", 2024) == "special"
    for year in (2020, 2028):
        with pytest.raises(LookupError, match="from 2021 to 2027"):
            category("25758", year)


def test_what_has_no_category_says_so_and_an_unknown_code_says_that() -> None:
    for code in ("88001", "91263", "27493", "11"):
        with pytest.raises(LookupError, match="no category"):
            category(code, 2024)
    with pytest.raises(LookupError, match="no municipality or department"):
        category("99999", 2024)


def test_every_category_is_one_of_law() -> None:
    known = {each.code for each in entity_categories()}
    without = []
    for each in municipalities():
        try:
            assert category(each.code, 2025) in known
        except LookupError:
            without.append(each.code)
    assert len(without) == 20


def test_a_country_without_register_is_refused() -> None:
    for country in ("zz", "../co", ""):
        with pytest.raises(LookupError):
            municipalities(country)
