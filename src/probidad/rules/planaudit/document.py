"""Rules on the document as a whole: its printed total, its cut-off, its components, its ways of writing."""

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from probidad.rules.compliance import Aggregation, Item, Kind, round_half_up, total
from probidad.rules.duedates import expected_by
from probidad.rules.finding import DOCUMENT, Finding, Nature, Severity
from probidad.rules.finding import gettext_noop as _
from probidad.rules.planfacts import ActivityFacts, NumberFacts, PlanFacts, Rule
from probidad.rules.quantities import plain, read_number, without_markup

TOLERANCE = Fraction(5, 1000)  # points: half of the last of two printed decimals
MOST_LOST_ROWS = 5
_DECIMALS = re.compile(r"\d[.,](\d+)\D*$")
_WRITTEN = re.compile(r"\d[\d.,]*(?:\s*%)?")


def declared_items(plan: PlanFacts) -> list[Item]:
    """The declared percentages as an aggregation takes them."""
    return [
        Item(number=a.number, component=a.component, value=a.declared, due=expected(a, plan)) for a in plan.activities
    ]


def expected(activity: ActivityFacts, plan: PlanFacts) -> bool:
    """Whether something was expected of the activity at the cut-off: no date after it, or a recurrence."""
    return expected_by(plan.cut_off, days=activity.due, recurrence=activity.recurrence)


def supported_totals(plan: PlanFacts) -> dict[str, Fraction]:
    """Every aggregation of the declared percentages that the product supports, by key, in points."""
    items = declared_items(plan)
    found = {aggregation.value: total(items, aggregation).value for aggregation in Aggregation}
    return {key: value for key, value in found.items() if value is not None}


def tolerance(printed: NumberFacts) -> Fraction:
    """How far a figure may lie from the printed one and still be it: half of its last decimal, in points, and never
    less than :data:`TOLERANCE`. A total in fractions (0,87 read as 87) prints two decimals less in points."""
    bare = without_markup(printed.text)
    decimals = _DECIMALS.search(bare)
    places = len(decimals[1]) if decimals else 0
    if read_number(bare).number != printed.number:
        places = max(0, places - 2)
    return max(TOLERANCE, Fraction(1, 2 * 10 ** min(places, 9)))


def printed_total(plan: PlanFacts) -> Iterator[Finding]:
    if plan.printed is None or plan.printed.number is None:
        return
    totals = supported_totals(plan)
    if not totals or any(abs(value - plan.printed.number) <= tolerance(plan.printed) for value in totals.values()):
        return
    mean = totals[Aggregation.MEAN_OF_ITEMS]
    components = totals.get(Aggregation.MEAN_OF_COMPONENTS, mean)
    facts = {
        "printed": plain(plan.printed.number),
        "mean": round_half_up(mean),
        "components": round_half_up(components),
        "rows": str(len(plan.activities)),
        "difference": round_half_up(plan.printed.number - mean),
    }
    yield Finding(
        "R-TOTAL",
        Severity.HIGH,
        DOCUMENT,
        _(
            "The document prints %(printed)s. Its %(rows)s rows give %(mean)s as the mean of activities and "
            "%(components)s as the mean of components; no supported way of adding up gives the printed figure."
        ),
        facts,
        _("The entity's own sum, with the rows that went into it, or the corrected total."),
        ("declared",),
    )


def row_hypotheses(count: int, added: Fraction, printed: Fraction) -> dict[int, tuple[int, int]]:
    """Lost rows that would make the printed total: number of extra rows to the lowest and highest whole sum of
    points that they must have. ``added`` is the sum of declared points of the ``count`` rows."""
    found: dict[int, tuple[int, int]] = {}
    for extra in range(1, MOST_LOST_ROWS + 1):
        low = (printed - TOLERANCE) * (count + extra) - added
        high = (printed + TOLERANCE) * (count + extra) - added
        first, last = max(0, ceil(low)), min(100 * extra, floor(high) if high != floor(high) else floor(high) - 1)
        if first <= last:
            found[extra] = (first, last)
    return found


def same_rows_sum(count: int, printed: Fraction) -> int | None:
    """Whole sum that ``count`` rows would need to print this total, None where there is none."""
    low, high = (printed - TOLERANCE) * count, (printed + TOLERANCE) * count
    return ceil(low) if ceil(low) < high else None


def lost_rows(plan: PlanFacts) -> Iterator[Finding]:
    if plan.printed is None or plan.printed.number is None or not list(printed_total(plan)):
        return
    declared = [a.declared for a in plan.activities if a.declared is not None]
    added = sum(declared, Fraction(0))
    found = row_hypotheses(len(declared), added, plan.printed.number)
    if not found:
        return
    extra, (low, _high) = min(found.items())
    rival = same_rows_sum(len(declared), plan.printed.number)
    facts = {
        "printed": plain(plan.printed.number),
        "rows": str(len(declared)),
        "sum": plain(added),
        "extra": str(extra),
        "with": str(len(declared) + extra),
        "points": str(low),
        "newsum": plain(added + low),
        "rival": str(rival) if rival is not None else "0",
        "gap": plain(abs(rival - added)) if rival is not None else "0",
    }
    message = _(
        "%(newsum)s / %(with)s gives the printed %(printed)s: %(extra)s more row(s) adding %(points)s points would "
        "explain it. The rival reading is the same %(rows)s rows with a sum of %(rival)s (%(gap)s points more than "
        "the %(sum)s listed). Neither is proved and no row is added."
    )
    if rival is not None and rival < added:
        message = _(
            "%(newsum)s / %(with)s gives the printed %(printed)s: %(extra)s more row(s) adding %(points)s points would "
            "explain it. The rival reading is the same %(rows)s rows with a sum of %(rival)s (%(gap)s points less than "
            "the %(sum)s listed). Neither is proved and no row is added."
        )
    if rival is None:
        message = _(
            "%(newsum)s / %(with)s gives the printed %(printed)s: %(extra)s more row(s) adding %(points)s points "
            "would explain it. It is not proved and no row is added."
        )
    settle = _("The original file of the entity, with all its rows.")
    yield Finding("R-ROWCOUNT", Severity.HIGH, DOCUMENT, message, facts, settle)


def cut_off(plan: PlanFacts) -> Iterator[Finding]:
    if plan.cut_off is None or not plan.cut_off_days:
        return
    if (plan.cut_off.month, plan.cut_off.day) in plan.cut_off_days:
        return
    days = ", ".join(f"{day:02d}/{month:02d}" for month, day in plan.cut_off_days)
    yield Finding(
        "R-CUTOFF",
        Severity.MEDIUM,
        DOCUMENT,
        _("The follow-up is dated %(cut_off)s, which is not a cut-off of the framework (%(days)s, day/month)."),
        {"cut_off": plan.cut_off.isoformat(), "days": days},
        _("The follow-up at the official cut-off, or the rule of the entity that sets its own."),
    )


def coverage(plan: PlanFacts) -> Iterator[Finding]:
    if not plan.required_components:
        return
    names = "; ".join(name for _key, name in plan.required_components)
    yield Finding(
        "R-COVERAGE",
        Severity.MEDIUM,
        DOCUMENT,
        _("No heading of the plan answers to these components of the framework: %(components)s."),
        {"components": names},
        _("Where the plan treats each one, or the reason why it does not apply."),
        ("component",),
    )


def number_formats(plan: PlanFacts) -> Iterator[Finding]:
    mixed: list[str] = []
    for key, cells in (
        ("value", [(a.kind, a.value) for a in plan.activities]),
        ("target", [(a.kind, a.target) for a in plan.activities]),
        ("declared", [(Kind.PERCENT, a.declared_cell) for a in plan.activities]),
    ):
        styles = Counter((kind, _style(cell)) for kind, cell in cells if cell.number is not None)
        shapes = Counter(shape for kind, shape in styles.elements())
        # counts rightly are whole numbers and percentages rightly have their sign; more than that is a mixture
        if len(shapes) > 1 and (set(shapes) != {"0", "0%"} or len({kind for kind, _shape in styles}) < len(styles)):
            mixed.append(f"{key}: {', '.join(shape for shape, _n in shapes.most_common())}")
    if not mixed and not plan.markup_cells and not plan.printed_markup:
        return
    marked = len(plan.markup_cells) + (1 if plan.printed_markup else 0)
    if mixed and marked:
        message = _(
            "Ways of writing numbers are mixed in a column (%(columns)s); cells with markup left in them: %(markup)s."
        )
    elif mixed:
        message = _("Ways of writing numbers are mixed in a column (%(columns)s).")
    else:
        message = _("Cells with markup left in them: %(markup)s.")
    yield Finding(
        "R-FORMAT",
        Severity.LOW,
        DOCUMENT,
        message,
        {"columns": "; ".join(mixed), "markup": str(marked)},
        _("One way of writing for each column: percentages from 0 to 100 with the sign."),
        tuple(entry.partition(":")[0] for entry in mixed),
    )


def _style(cell: NumberFacts) -> str:
    """Shape of a number: ``90,0`` is ``0,0``; ``50%`` is ``0%``; of ``4 informes`` only the number counts."""
    text = cell.text
    if cell.style == "with_words":
        written = _WRITTEN.search(text)
        text = written.group() if written else text
    shape = "".join("0" if ch.isdigit() else ch for ch in text if not ch.isspace())
    while "00" in shape:
        shape = shape.replace("00", "0")
    decimals = text.strip().rstrip("%").rpartition(",")[2] if "," in text else ""
    return f"{shape}({len(decimals)})" if decimals else shape


def years(plan: PlanFacts) -> Iterator[Finding]:
    if not plan.years_missing:
        return
    year = str(plan.vigencia) if plan.vigencia else "?"
    yield Finding(
        "R-DATEFMT",
        Severity.LOW,
        DOCUMENT,
        _("Deadlines are written without a year; they were read as of %(year)s, the period of the plan."),
        {"year": year},
        _("The full date of each deadline."),
        ("deadline",),
    )


RULES = (
    Rule("R-TOTAL", Severity.HIGH, Nature.DETERMINISTIC, printed_total),
    Rule("R-ROWCOUNT", Severity.HIGH, Nature.DETERMINISTIC, lost_rows),
    Rule("R-CUTOFF", Severity.MEDIUM, Nature.DETERMINISTIC, cut_off),
    Rule("R-COVERAGE", Severity.MEDIUM, Nature.DETERMINISTIC, coverage),
    Rule("R-FORMAT", Severity.LOW, Nature.DETERMINISTIC, number_formats),
    Rule("R-DATEFMT", Severity.LOW, Nature.DETERMINISTIC, years),
)
