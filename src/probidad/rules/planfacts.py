"""What the audit rules of a plan know about it: texts as written, numbers as read, dates as understood."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from probidad.rules.compliance import Kind
from probidad.rules.finding import Finding, Nature, Severity


@dataclass(frozen=True, slots=True)
class NumberFacts:
    """A number as written and as read. ``number`` is the bare one (0,9 is 9/10; 90 % is 90), ``sign`` tells whether
    a % was written, in the cell or as its unit of measure, ``style`` names the way of writing (``integer``, ``decimal_comma``, ``percent`` …), ``number``
    is None where nothing could be read."""

    text: str
    number: Fraction | None = None
    sign: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """One activity. ``target_points`` and ``value_points`` are normalised (percent points for percent indicators,
    the indicator's unit for counts). ``computed`` and ``declared`` in percent points. ``missing`` are the keys of
    required columns whose cell is empty. ``written`` are the keys of cells that were written in this row itself and
    not filled down. ``due`` are all dates of the deadline cell, in order; ``recurrence`` is empty where none."""

    number: int
    component: str
    objective: str
    action: str
    indicator: str
    kind: Kind
    target: NumberFacts
    value: NumberFacts
    declared_cell: NumberFacts
    target_points: Fraction | None
    value_points: Fraction | None
    declared: Fraction | None
    computed: Fraction | None
    deadline: str
    due: tuple[date, ...]
    recurrence: str
    responsible: str
    observation: str
    missing: tuple[str, ...] = ()
    written: frozenset[str] = frozenset()
    shifted: bool = False


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The whole document. ``components`` in printed order. ``cut_off_days`` are (month, day) of the framework;
    ``required_components`` pairs of key and name of the framework that no heading answers to. ``years_missing``
    tells that deadlines carry no year. ``printed`` is the total that the document prints."""

    activities: tuple[ActivityFacts, ...]
    components: tuple[str, ...] = ()
    cut_off: date | None = None
    vigencia: int | None = None
    cut_off_days: tuple[tuple[int, int], ...] = ()
    required_components: tuple[tuple[str, str], ...] = ()
    years_missing: bool = False
    printed: NumberFacts | None = None
    printed_markup: bool = False
    markup_cells: tuple[int, ...] = ()
    self_review_units: tuple[str, ...] = ("control interno",)


@dataclass(frozen=True, slots=True)
class Rule:
    """An audit rule with its name, weight and nature. ``on`` says whether it runs without being asked for: a
    suggestion below 0.8 precision on the labelled matrices is off by default."""

    key: str
    severity: Severity
    nature: Nature
    find: Callable[[PlanFacts], Iterator[Finding]]
    on: bool = True
