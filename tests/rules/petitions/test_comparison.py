"""A published register: every line of Medellín falls in a class, and none is unexplained."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from tests.rules.petitions.samples import CALENDAR, LAW

from probidad.rules.petitions.comparison import Calendars, Cause, Class, Compared, RegisterLine, compare, counted
from probidad.rules.workdays import calendar_of

REGISTER = Path(__file__).parents[2] / "golden/pqrs-medellin-2024-terms.csv"
KINDS = {
    "SOLICITUD-INTERES PARTICULAR": "PIP", "SOLICITUD DE INFORMACION": "INF", "SOLICITUD-INTERES GENERAL": "PIG",
    "RECLAMO": "REC", "TRAMITE": "PIP",
}  # fmt: skip
LOCAL = {date(2024, 3, 26): "Semana Santa", date(2024, 3, 27): "Semana Santa"}
WORKED = {date(2024, 11, 4), date(2024, 11, 11)}


def calendars() -> Calendars:
    without = calendar_of(
        (each for each in CALENDAR.free if each.day not in WORKED), first=CALENDAR.first, last=CALENDAR.last
    )
    return Calendars(CALENDAR, CALENDAR.with_local(LOCAL), without, without.with_local(LOCAL))


ALL = calendars()


def test_the_limits_of_medellin_are_ours_or_explained_by_six_classes_and_none_is_unexplained() -> None:
    found: Counter[Class] = Counter()
    with REGISTER.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            line = RegisterLine(
                date.fromisoformat(row["received"]), KINDS[row["class"]], int(row["days"]), int(row["extra"]),
                date.fromisoformat(row["limit"]),
            )  # fmt: skip
            found[compare(line, LAW, ALL).place] += int(row["count"])
    assert found == {
        Class.SAME: 4702,
        Class.FREE_DAY_IS_DAY_ZERO: 276,
        Class.LOCAL_FREE_DAYS: 556,
        Class.HOLIDAYS_WORKED: 219,
        Class.OTHER_TERM: 122,
        Class.ABOVE_CEILING: 1,
        Class.SEVERAL: 113,
    }
    assert sum(found.values()) == 5989


@pytest.mark.parametrize(
    ("line", "place", "causes"),
    [
        (RegisterLine(date(2024, 2, 5), "PIP", 15, 0, date(2024, 2, 26)), Class.SAME, ()),
        (RegisterLine(date(2024, 2, 3), "PIP", 15, 0, date(2024, 2, 23)), Class.FREE_DAY_IS_DAY_ZERO, None),
        (RegisterLine(date(2024, 2, 5), "INF", 15, 0, date(2024, 2, 26)), Class.OTHER_TERM, None),
        (RegisterLine(date(2024, 2, 3), "INF", 15, 0, date(2024, 2, 23)), Class.SEVERAL,
         (Cause.FREE_DAY_IS_DAY_ZERO, Cause.OTHER_TERM)),
        (RegisterLine(date(2024, 2, 5), "PIP", None, 0, date(2024, 2, 27)), Class.UNEXPLAINED, ()),
    ],
)  # fmt: skip
def test_a_line_takes_the_fewest_causes_that_give_its_day(
    line: RegisterLine, place: Class, causes: tuple | None
) -> None:
    found = compare(line, LAW, ALL)
    assert found.place is place
    if causes is not None:
        assert found.causes == causes


def test_every_class_is_counted_even_when_empty() -> None:
    assert counted([Compared(Class.SAME, date(2024, 1, 2))])[Class.UNEXPLAINED] == 0
