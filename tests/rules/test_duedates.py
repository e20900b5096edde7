"""Due dates as plans write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probidad.rules.duedates import due_dates, expected_by


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("30 de abril de 2024", [date(2024, 4, 30)]),
        ("30 de Abril", [date(2024, 4, 30)]),
        ("30/04/2024", [date(2024, 4, 30)]),
        ("30-04-24", [date(2024, 4, 30)]),
        ("2024-04-30", [date(2024, 4, 30)]),
        ("April 30, 2024", [date(2024, 4, 30)]),
        ("30 de abril y 31 de agosto de 2023", [date(2023, 4, 30), date(2023, 8, 31)]),
        ("abril, agosto y diciembre", [date(2024, 4, 30), date(2024, 8, 31), date(2024, 12, 31)]),
        ("Febrero de 2023", [date(2023, 2, 28)]),
        ("febrero", [date(2024, 2, 29)]),
        ("II trimestre de 2023", [date(2023, 6, 30)]),
        ("Segundo semestre", [date(2024, 12, 31)]),
        ("1er y 2do semestre", [date(2024, 12, 31)]),
        ("primer bimestre", [date(2024, 2, 29)]),
        ("5 trimestre", []),
        ("Primera semana", []),
        ("", []),
    ],
)
def test_dates_are_read_as_written_and_take_the_year_of_the_plan(text: str, days: list[date]) -> None:
    assert list(due_dates(text, vigencia=2024).days) == days


@pytest.mark.parametrize("text", ["31 de noviembre", "31/11/2024", "30 de febrero de 2024", "15/08/2107", "1/1/1017"])
def test_a_date_that_cannot_be_stays_text_and_no_other_is_invented(text: str) -> None:
    read = due_dates(text, vigencia=2024)
    assert read.days == ()
    assert len(read.impossible) == 1


def test_a_month_written_first_is_told() -> None:
    read = due_dates("4/30/2024", vigencia=2024)
    assert (read.days, read.month_first) == ((date(2024, 4, 30),), True)


def test_a_date_without_year_is_told_and_without_a_period_of_the_plan_it_is_none() -> None:
    assert due_dates("30 de abril", vigencia=2024).no_year
    assert not due_dates("30 de abril de 2024", vigencia=2024).no_year
    assert due_dates("30 de abril", vigencia=None).days == ()


@pytest.mark.parametrize(
    ("text", "key"), [("Mensual", "monthly"), ("Trimestral, primeros cinco días", "quarterly"), ("30 de abril", "")]
)
def test_a_periodicity_is_read_beside_the_dates(text: str, key: str) -> None:
    assert due_dates(text, vigencia=2024).recurrence == key


@given(st.text(max_size=80), st.none() | st.integers(1990, 2100))
def test_no_text_breaks_the_reading(text: str, year: int | None) -> None:
    assert all(1990 <= day.year <= 2100 for day in due_dates(text, vigencia=year).days)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_every_day_written_in_numbers_is_read_back(day: date) -> None:
    assert due_dates(f"{day:%d/%m/%Y}", vigencia=None).days == (day,)
    assert due_dates(day.isoformat(), vigencia=None).days == (day,)


@pytest.mark.parametrize(
    ("days", "recurrence", "expected"),
    [
        ((), "", True),
        ((date(2024, 6, 30),), "", True),
        ((date(2024, 12, 31),), "", False),
        ((date(2024, 6, 30), date(2024, 12, 31)), "", True),
        ((date(2024, 12, 31),), "monthly", True),
    ],
)
def test_something_is_expected_unless_all_dates_lie_ahead(
    days: tuple[date, ...], recurrence: str, expected: bool
) -> None:
    assert expected_by(date(2024, 8, 31), days=days, recurrence=recurrence) is expected
    assert expected_by(None, days=days, recurrence=recurrence)
