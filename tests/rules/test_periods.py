"""Periods of a year and the words that name them."""

from datetime import date

import pytest

from probidad.rules.periods import PER_YEAR, complete, period_ends, recurrence, reported_next_month


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Mensual", "monthly"),
        ("cada mes", "monthly"),
        ("bimestral", "bimonthly"),
        ("trimestralmente", "quarterly"),
        ("Cuatrimestral", "four_monthly"),
        ("cada seis meses", "half_yearly"),
        ("cada trimestre", "quarterly"),
        ("Anual", "yearly"),
        ("trimestral y anual", "quarterly"),
        ("por demanda", ""),
        ("manual de funciones", ""),
    ],
)
def test_the_first_periodicity_named_is_taken(text: str, key: str) -> None:
    assert recurrence(text) == key


@pytest.mark.parametrize("key", list(PER_YEAR))
def test_the_periods_of_a_year_end_with_the_year(key: str) -> None:
    ends = period_ends(key, 2024)
    assert len(ends) == PER_YEAR[key]
    assert ends[-1] == date(2024, 12, 31)


def test_an_unknown_period_is_an_error() -> None:
    with pytest.raises(LookupError):
        period_ends("weekly", 2024)


@pytest.mark.parametrize(
    ("day", "next_month", "count"),
    [
        (date(2024, 3, 30), False, 2),
        (date(2024, 3, 31), False, 3),
        (date(2024, 3, 31), True, 2),
        (date(2024, 4, 1), True, 3),
        (date(2024, 12, 30), False, 11),
    ],
)
def test_a_month_is_complete_on_its_last_day_or_the_day_after_where_it_is_reported_later(
    day: date, next_month: bool, count: int
) -> None:
    assert complete("monthly", year=2024, cut_off=day, next_month=next_month) == count


def test_reporting_in_the_month_after_is_told_by_its_words() -> None:
    assert reported_next_month("Primeros cinco días del mes siguiente")
    assert not reported_next_month("Mensual")
