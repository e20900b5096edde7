"""Due dates counted a second time, day by day, from the words of the law alone: nothing of the product is used here.

Ley 51 de 1983: six fixed days, seven moved to Monday, five counted from Easter; Ley 2578 de 2026: 9 July, moved to Monday,
from 2026. Ley 1755 de 2015, Decreto 491 de 2020, Ley 2207 de 2022: 15, 10 and 30 days, but 30, 20 and 35 from 28 March 2020
to 17 May 2022. Easter is found by its moons in a table (Gauss's rule), not by the epact.
"""

from datetime import date, timedelta

ONE = timedelta(days=1)


def easter(year: int) -> date:
    """Gauss's rule, with the constants of 1900 to 2099."""
    moon = (19 * (year % 19) + 24) % 30
    week = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7
    gone = moon + week
    if gone == 35 or (gone == 34 and moon == 28 and year % 19 > 10):
        gone -= 7
    return date(year, 3, 22) + timedelta(days=gone)


def holidays(year: int) -> set[date]:
    found = {date(year, month, day) for month, day in ((1, 1), (5, 1), (7, 20), (8, 7), (12, 8), (12, 25))}
    moved = [(1, 6), (3, 19), (6, 29), (8, 15), (10, 12), (11, 1), (11, 11)]
    if year >= 2026:
        moved.append((7, 9))
    for month, number in moved:
        day = date(year, month, number)
        while day.isoweekday() != 1:
            day += ONE
        found.add(day)
    sunday = easter(year)
    found |= {sunday - 3 * ONE, sunday - 2 * ONE}
    for weeks in (6, 9, 10):  # Ascension, Corpus and the Sacred Heart, each moved to the Monday after its week
        found.add(sunday + timedelta(weeks=weeks) + ONE)
    return found


HOLIDAYS = {day for year in range(2009, 2043) for day in holidays(year)}


def worked(day: date) -> bool:
    return day.isoweekday() <= 5 and day not in HOLIDAYS


def day_zero(arrived: date) -> date:
    while not worked(arrived):
        arrived += ONE
    return arrived


def term(kind: str, filed: date) -> int:
    emergency = date(2020, 3, 28) <= filed <= date(2022, 5, 17)
    common = {"general": 15, "information": 10, "consultation": 30}
    longer = {"general": 30, "information": 20, "consultation": 35}
    return (longer if emergency else common)[kind]


def after(day: date, working_days: int) -> date:
    while working_days:
        day += ONE
        working_days -= worked(day)
    return day


def due(kind: str, arrived: date) -> date:
    filed = day_zero(arrived)
    return after(filed, term(kind, filed))
