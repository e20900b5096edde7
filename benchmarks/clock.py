"""A million due dates beside a bare prefix-table look-up, and beside numpy's working days where numpy is there.

``python -m benchmarks.clock`` needs nothing of the test environment, so that it runs where numpy is installed too: the
product does not ask for numpy.
"""

import random
import sys
import time
from array import array
from datetime import date
from importlib import import_module
from importlib.util import find_spec

from benchmarks.line import Line
from probidad.frameworks.calendar import working_calendar
from probidad.frameworks.petitions import law_book
from probidad.rules.petitions.many import due_dates, due_table
from probidad.rules.workdays import Calendar

MANY = 1_000_000
FIRST, LAST = date(2010, 1, 1), date(2040, 12, 31)
RULES = ("general", "information", "consultation")


def bare(arrivals: list[tuple[int, date]], calendar: Calendar) -> list[date]:
    """What anybody would write: how many working days there are up to each day, and the days by that number."""
    start = calendar.first.toordinal()
    upto, working = array("l"), array("l")
    for ordinal in range(start, calendar.last.toordinal() + 1):
        if calendar.is_working(date.fromordinal(ordinal)):
            working.append(ordinal)
        upto.append(len(working))
    begin = time.perf_counter()
    found = [date.fromordinal(working[upto[day.toordinal() - start] + days - 1]) for days, day in arrivals]
    bare.seconds = time.perf_counter() - begin  # type: ignore[attr-defined]
    return found


def clock(rounds: int) -> list[Line]:
    """Ours beside the bare look-up, and the differences from numpy."""
    chance = random.Random(20260725)
    calendar, law = working_calendar("co"), law_book("co")
    span = (LAST - FIRST).days
    arrivals = [
        (chance.choice(RULES), date.fromordinal(FIRST.toordinal() + chance.randint(0, span))) for _ in range(MANY)
    ]
    filed = [(rule, calendar.first_on_or_after(day)) for rule, day in arrivals]
    known = {day: calendar.first_on_or_after(day) for _rule, day in arrivals}
    days = {(rule, day): law.term(rule, day)[1].days for rule in RULES for day in set(known.values())}
    counted = [(days[pair], pair[1]) for pair in filed]

    ours_best, bare_best = float("inf"), float("inf")
    for _round in range(rounds):
        begin = time.perf_counter()
        tables = {rule: due_table(rule, law, calendar) for rule in RULES}
        built = time.perf_counter()
        ours = due_dates(arrivals, tables)
        ours_best = min(ours_best, time.perf_counter() - begin)
        theirs = bare(counted, calendar)
        bare_best = min(bare_best, bare.seconds)  # type: ignore[attr-defined]
        tables_seconds = built - begin
    ratio = ours_best / bare_best
    print(f"ours includes making its three tables, {tables_seconds * 1000:.0f} ms; the look-up does not count its own")
    lines = [
        Line(f"{MANY:,} due dates, law and day zero included / bare look-up", f"{ours_best * 1000:.0f} ms",
             f"{bare_best * 1000:.0f} ms", f"{ratio:.2f}×", "2×", ratio <= 2),
        _same("differences from the bare look-up", sum(a != b for a, b in zip(ours, theirs, strict=True))),
    ]  # fmt: skip
    if find_spec("numpy") is None:
        print("numpy is not installed here: its working days were not compared")
        return lines
    numpy = import_module("numpy")
    free = numpy.array([each.day for each in calendar.free], dtype="datetime64[D]")
    offsets = numpy.array([each[0] for each in counted])
    came = numpy.array([day for _rule, day in arrivals], dtype="datetime64[D]")
    reckoned = numpy.busday_offset(came, offsets, roll="forward", holidays=free).astype(object)
    lines.append(
        _same("differences from numpy's working days", sum(a != b for a, b in zip(ours, reckoned, strict=True)))
    )
    return lines


def _same(what: str, differences: int) -> Line:
    return Line(what, str(differences), "", "", "0", differences == 0)


def main() -> int:
    """Exit code 1 when a ceiling does not hold."""
    lines = clock(rounds=5)
    for line in lines:
        print(f"{line.what:70} {line.ours:>8} {line.peer:>8} {line.outcome:>8} {line.ceiling:>4}",
              "holds" if line.held else "DOES NOT HOLD")  # fmt: skip
    return 0 if all(line.held for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
