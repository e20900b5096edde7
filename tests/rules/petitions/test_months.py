"""Months of the calendar: the vectors counted by hand."""

import csv
from datetime import date
from pathlib import Path

import pytest
from tests.rules.petitions.samples import CALENDAR

from probidad.rules.petitions.months import add_months, month_limit

VECTORS = Path(__file__).parents[2] / "golden/petition-months.csv"


@pytest.mark.parametrize(
    "row", list(csv.DictReader(VECTORS.read_text(encoding="utf-8").splitlines())), ids=lambda row: row["case"]
)
def test_a_month_ends_on_its_day_or_the_next_working_day(row: dict[str, str]) -> None:
    start, months = date.fromisoformat(row["requirement_notified"]), int(row["months"])
    assert add_months(start, months).isoformat() == row["raw_end"]
    assert month_limit(start, months, CALENDAR).isoformat() == row["effective_end"]


def test_months_cross_the_year() -> None:
    assert add_months(date(2023, 11, 30), 3) == date(2024, 2, 29)
