"""Kinds, orders and categories of entity, and terms of government."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probidad.frameworks.entities import (
    MESSAGES,
    entity_categories,
    entity_category,
    entity_kind,
    entity_kinds,
    entity_order,
    entity_orders,
    government_term,
)


def test_orders_categories_and_kinds_are_known_by_code() -> None:
    assert [each.code for each in entity_orders()] == ["national", "departmental", "municipal", "district"]
    assert entity_order("municipal").name_es == "Municipal"
    assert entity_category("sixth").name_es == "Sexta"
    assert entity_kind("mayoralty").name_es == "Alcaldía"
    assert entity_kind("mayoralty").orders == ("municipal", "district")


def test_every_message_is_marked_for_the_translators_and_none_is_marked_in_vain() -> None:
    used = [each.message for each in (*entity_orders(), *entity_categories(), *entity_kinds())]
    assert set(used) == MESSAGES
    assert len(used) == len(MESSAGES)


def test_codes_are_unique_in_their_list() -> None:
    for found in (entity_orders(), entity_categories(), entity_kinds()):
        assert len({each.code for each in found}) == len(found)


def test_each_order_has_its_kinds_and_categories() -> None:
    assert [each.code for each in entity_categories(order="departmental")][-1] == "fourth"
    assert len(entity_categories(order="municipal")) == 7
    assert entity_categories(order="national") == ()
    departmental = {each.code for each in entity_kinds(order="departmental")}
    assert "governorate" in departmental
    assert "mayoralty" not in departmental
    for order in entity_orders():
        assert entity_kinds(order=order.code)


def test_an_unknown_code_is_refused_wherever_it_is_given() -> None:
    for ask in (entity_order, entity_category, entity_kind):
        with pytest.raises(LookupError, match="'unknown'"):
            ask("unknown")
    with pytest.raises(LookupError, match="'unknown'"):
        entity_kinds(order="unknown")
    with pytest.raises(LookupError, match="'unknown'"):
        government_term("unknown", date(2024, 1, 1))


@pytest.mark.parametrize("year", [2012, 2016, 2020, 2024, 2028])
def test_a_territorial_term_begins_on_1_january_and_lasts_four_years(year: int) -> None:
    for day in (date(year, 1, 1), date(year + 3, 12, 31)):
        term = government_term("municipal", day)
        assert (term.since, term.until) == (date(year, 1, 1), date(year + 3, 12, 31))
        assert term.source


def test_the_national_term_begins_on_7_august() -> None:
    assert government_term("national", date(2026, 8, 6)).since == date(2022, 8, 7)
    assert government_term("national", date(2026, 8, 7)).since == date(2026, 8, 7)
    assert government_term("national", date(2026, 8, 6)).until == date(2026, 8, 6)


def test_before_the_first_known_term_there_is_none() -> None:
    with pytest.raises(LookupError, match="2012-01-01"):
        government_term("district", date(2011, 12, 31))


@given(
    st.sampled_from(["national", "departmental", "municipal", "district"]),
    st.dates(date(2012, 1, 1), date(2099, 12, 31)),
)
def test_terms_follow_one_another_without_gap(order: str, day: date) -> None:
    term = government_term(order, day)
    assert term.since <= day <= term.until
    assert government_term(order, term.until + timedelta(days=1)).since == term.until + timedelta(days=1)
