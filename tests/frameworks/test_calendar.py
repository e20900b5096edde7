"""Holidays and working days of Colombia against lists made apart from the library."""

import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from probidad.frameworks.calendar import FIRST_YEAR, LAST_YEAR, holidays_of, working_calendar
from probidad.frameworks.loader import documents

GOLDEN = Path(__file__).parent.parent / "golden/holidays-co-2010-2040.csv"
YEARS = range(2010, 2041)


def golden() -> Counter[date]:
    """How many holidays fall on each day."""
    with GOLDEN.open(encoding="utf-8", newline="") as handle:
        return Counter(date.fromisoformat(row["date"]) for row in csv.DictReader(handle))


def easter(year: int) -> date:
    """Easter Sunday by the rule of the epact (Meeus, Jones, Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def by_statute(year: int) -> set[date]:
    """The holidays of a year as the document of the calendar words the law."""
    law = documents("co")["calendar"]
    moved = law["moved_to_next_monday_if_not_monday"] + (list(law["from_2026"]) if year >= 2026 else [])
    days = {date.fromisoformat(f"{year}-{day}") for day in law["fixed"]}
    for day in moved:
        written = date.fromisoformat(f"{year}-{day}")
        days.add(written + timedelta(days=-written.weekday() % 7))
    return days | {easter(year) + timedelta(days=offset) for offset in law["relative_to_easter_sunday"].values()}


def test_the_library_agrees_with_the_statute_in_every_year_of_the_calendar() -> None:
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        assert {each.day for each in holidays_of("co", [year])} == by_statute(year), year


def test_every_holiday_of_thirty_one_years_falls_on_its_day_coincidences_included() -> None:
    computed = Counter({each.day: len(each.names) for each in holidays_of("co", YEARS)})
    assert computed == golden()
    assert max(computed.values()) == 2


def test_the_nineteenth_holiday_begins_in_2026() -> None:
    counts = {year: sum(len(each.names) for each in holidays_of("co", [year])) for year in YEARS}
    assert counts == {year: 19 if year >= 2026 else 18 for year in YEARS}
    assert [each.name for each in holidays_of("co", [2026]) if each.day == date(2026, 7, 13)] == [
        "Día de Nuestra Señora del Rosario de Chiquinquirá"
    ]
    assert working_calendar("co").is_working(date(2025, 7, 14))


def test_holidays_are_named_in_spanish_without_saying_that_they_were_moved() -> None:
    named = {each.day: each.names for each in holidays_of("co", [2025])}
    assert named[date(2025, 6, 30)] == ("Sagrado Corazón", "San Pedro y San Pablo")
    assert named[date(2025, 3, 24)] == ("Día de San José",)
    assert not any("(" in name for names in named.values() for name in names)


def test_holidays_come_by_day_and_each_year_once() -> None:
    found = holidays_of("co", [2025, 2024, 2025])
    assert [each.day for each in found] == sorted({each.day for each in found})
    assert {each.day.year for each in found} == {2024, 2025}
    assert holidays_of("co", []) == ()


def test_a_country_or_a_year_of_which_nothing_is_known_is_refused() -> None:
    with pytest.raises(LookupError):
        holidays_of("zz", [2025])
    with pytest.raises(LookupError):
        working_calendar("zz")
    for year in (1983, 2061):
        with pytest.raises(ValueError, match=str(year)):
            holidays_of("co", [2025, year])


def test_the_calendar_covers_from_the_law_of_1983_to_2060() -> None:
    calendar = working_calendar("co")
    assert (calendar.first, calendar.last) == (date(1984, 1, 1), date(2060, 12, 31))
    assert working_calendar("co") is calendar
    assert not any(calendar.is_working(day) for day in golden())


def test_the_tenth_working_day_is_the_limit_of_each_follow_up() -> None:
    calendar = working_calendar("co")
    limits = documents("co")["calendar"]["tenth_working_day"]
    assert len(limits) == 12
    for year, days in limits.items():
        found = {
            "may": calendar.working_day_of_month(year, 5, 10),
            "september": calendar.working_day_of_month(year, 9, 10),
            "january_next": calendar.working_day_of_month(year + 1, 1, 10),
        }
        assert {key: day.isoformat() for key, day in found.items()} == days, year


@pytest.mark.parametrize(
    ("received", "filed", "days", "due"),
    [
        ("2017-12-01", "2017-12-01", 15, "2017-12-26"),
        ("2017-12-30", "2018-01-02", 15, "2018-01-24"),
        ("2018-03-20", "2018-03-20", 10, "2018-04-05"),
        ("2017-06-16", "2017-06-16", 30, "2017-08-03"),
        ("2017-06-15", "2017-06-15", 5, "2017-06-23"),
        ("2026-07-08", "2026-07-08", 10, "2026-07-24"),
        ("2025-07-08", "2025-07-08", 10, "2025-07-22"),
        ("2024-02-29", "2024-02-29", 15, "2024-03-21"),
        ("2026-04-01", "2026-04-01", 10, "2026-04-17"),
        ("2027-12-24", "2027-12-24", 30, "2028-02-07"),
        ("2017-04-30", "2017-05-02", 15, "2017-05-23"),
        ("2020-04-01", "2020-04-01", 30, "2020-05-18"),
    ],
)
def test_a_term_counted_by_hand_ends_on_the_same_day(received: str, filed: str, days: int, due: str) -> None:
    calendar = working_calendar("co")
    entered = calendar.first_on_or_after(date.fromisoformat(received))
    assert entered.isoformat() == filed
    assert calendar.add_working(entered, days).isoformat() == due
