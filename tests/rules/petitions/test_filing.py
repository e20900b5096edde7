"""Day zero: hours, free days, and the midnight of Bogotá wherever the machine stands."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from tests.rules.petitions.samples import CALENDAR

from probidad.rules.petitions.filing import BOGOTA, Arrival, filing, filing_on

CLOSES = time(16, 30)


@pytest.mark.parametrize(
    ("at", "filed", "arrival"),
    [
        ("2026-01-09 07:00", date(2026, 1, 9), Arrival.IN_HOURS),  # before it opens, on the same day
        ("2026-01-09 16:30", date(2026, 1, 9), Arrival.IN_HOURS),
        ("2026-01-09 16:31", date(2026, 1, 13), Arrival.AFTER_HOURS),  # Friday; Monday is a holiday
        ("2026-01-09 23:59", date(2026, 1, 13), Arrival.AFTER_HOURS),
        ("2026-01-10 09:00", date(2026, 1, 13), Arrival.FREE_DAY),
        ("2026-01-12 18:00", date(2026, 1, 13), Arrival.FREE_DAY),
        ("2025-12-31 17:00", date(2026, 1, 2), Arrival.AFTER_HOURS),
    ],
)
def test_what_comes_when_the_office_is_closed_counts_as_of_the_next_working_day(
    at: str, filed: date, arrival: Arrival
) -> None:
    found = filing(datetime.fromisoformat(at).replace(tzinfo=BOGOTA), CALENDAR, closes=CLOSES)
    assert (found.filed, found.arrival) == (filed, arrival)


def test_without_hours_only_the_day_counts() -> None:
    late = datetime(2026, 1, 9, 23, 59, tzinfo=BOGOTA)
    assert (
        filing(late, CALENDAR).filed
        == filing(late, CALENDAR, closes=CLOSES, late_waits=False).filed
        == date(2026, 1, 9)
    )
    assert filing_on(date(2026, 1, 10), CALENDAR).filed == date(2026, 1, 13)


@pytest.mark.parametrize("zone", [UTC, ZoneInfo("Asia/Tokyo"), timezone(timedelta(hours=-11))])
def test_the_legal_day_turns_at_midnight_in_bogota_in_whatever_zone_the_instant_is_written(zone: timezone) -> None:
    last = datetime(2026, 1, 8, 23, 59, 59, tzinfo=BOGOTA)
    assert filing(last.astimezone(zone), CALENDAR).received == date(2026, 1, 8)
    first = (last + timedelta(seconds=1)).astimezone(zone)
    assert (filing(first, CALENDAR).received, filing(first, CALENDAR).at) == (date(2026, 1, 9), time(0))


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        filing(datetime(2026, 1, 9, 10), CALENDAR)  # noqa: DTZ001
