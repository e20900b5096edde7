"""The lines of a due date."""

from datetime import date, time

from tests.rules.petitions.samples import CALENDAR, LAW

from probidad.rules.petitions.filing import Arrival, Filing
from probidad.rules.petitions.steps import arrival, free_days, step


def test_each_day_between_monday_and_friday_that_does_not_count_has_its_line_and_its_name() -> None:
    found = list(free_days(date(2026, 3, 27), date(2026, 4, 6), CALENDAR, "norm"))
    assert [(line.day, line.facts["name"]) for line in found] == [
        (date(2026, 4, 2), "Jueves Santo"),
        (date(2026, 4, 3), "Viernes Santo"),
    ]


def test_facts_are_texts_and_days_are_in_iso_form() -> None:
    found = step("key", date(2026, 1, 1), "%(day)s %(count)s", "norm", day=date(2026, 1, 2), count=3)
    assert found.message % found.facts == "2026-01-02 3"


def test_what_came_after_hours_names_the_hour_and_the_norm_of_day_zero() -> None:
    late = Filing(date(2026, 1, 9), time(16, 55), date(2026, 1, 13), Arrival.AFTER_HOURS)
    line = arrival(late, LAW.procedure)
    assert "16:55" in line.message % line.facts
    assert line.norm.startswith("Ley 1437 de 2011, art. 54")
