"""The report: one frozen object that feeds terminal, pages, PDF, XLSX, ODS, CSV and JSON.

Figures are exact fractions in percent points; renderers round when they show (half up, two decimals). Declared,
computed and verified are three separate values and never mixed. Texts of the document are kept as written; what
renderers may publish has names of persons masked (see :func:`probidad.documents.publication.published`).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from probidad.documents.cells import Place, Remark
from probidad.rules.compliance import Band, Kind, State, Total
from probidad.rules.finding import Finding

FIELDS = (
    "component", "subcomponent", "objective", "code", "action", "indicator", "unit", "target", "product", "start",
    "deadline", "responsible", "value", "declared", "weight", "done", "observation", "evidence",
)  # fmt: skip


class Ink(StrEnum):
    """The three states of a figure: the more proof, the more ink."""

    DECLARED = "declared"
    COMPUTED = "computed"
    VERIFIED = "verified"


@dataclass(frozen=True, slots=True)
class Source:
    """The file that the report was made from."""

    file: str
    sheet: str
    format: str
    sha256: str
    size: int
    encoding: str
    delimiter: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the matrix: ``field`` is one of :data:`FIELDS`, or empty where the header is not known."""

    field: str
    header: str
    column: int


@dataclass(frozen=True, slots=True)
class OriginalCell:
    """A cell as the document writes it. ``note`` is a message identifier that says what was inferred, or empty:
    filled down from a merged cell, or read one column to the left in a proposed repair. ``field`` is the column in
    which it was read; ``place`` is where it stands and ``header`` the heading above that place."""

    field: str
    header: str
    text: str
    place: Place
    note: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number read from a cell: the text as written, its exact value in the unit of the indicator (percent points
    where the kind is percent), and whether a scale was inferred (``fraction``: 0,9 read as 90)."""

    text: str
    number: Fraction | None
    inferred: str = ""  # "" | "fraction" | "ambiguous" | "points"
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Activity:
    """One row of the plan. ``row`` is its row in the file. ``component`` is the key of the printed heading;
    ``proposed_component`` the key of the one that the repair proposes, equal to ``component`` where there is none.
    ``declared``, ``computed`` and ``verified`` in percent points; ``raw`` is the computed one before the cap."""

    number: int
    row: int
    component: str
    proposed_component: str
    objective: str
    action: str
    indicator: str
    deadline: str
    responsible: str
    observation: str
    kind: Kind
    target: Quantity
    value: Quantity
    declared_cell: Quantity
    raw: Fraction | None
    computed: Fraction | None
    declared: Fraction | None
    verified: Fraction | None
    state: State
    due: tuple[date, ...]
    recurrence: str  # "" | "monthly" | "bimonthly" | "quarterly" | "four_monthly" | "half_yearly" | "yearly"
    weight: Fraction | None
    cells: tuple[OriginalCell, ...]
    repair_proposed: bool = False
    declared_due: bool = True  # without a declared figure it counts 0 in declared totals; False leaves it out
    computed_due: bool = True  # the same for computed totals


@dataclass(frozen=True, slots=True)
class Component:
    """A heading of the plan with its activities as printed. ``name`` as the document writes it; ``official`` the
    key of the component of the framework that it answers to, or empty."""

    key: str
    number: int
    name: str
    activities: tuple[int, ...]
    declared: Total
    computed: Total
    official: str = ""
    proposed: bool = False  # exists only in the proposed repair (a heading that was lost)


@dataclass(frozen=True, slots=True)
class Quote:
    """The cell that a finding points at, as written."""

    field: str
    header: str
    text: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding placed in its document. ``key`` is stable within the report: ``R-RECALC-12``; document level 0."""

    key: str
    finding: Finding
    quotes: tuple[Quote, ...]
    state: str = "open"


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way of reading the score. ``key``: printed, declared, declared_components, declared_components_repaired,
    recomputed, own_counts, from_text, due_only, weighted, fulfilled, missing_row, lost_points… ``label`` and
    ``formula`` are message identifiers with ``facts``. ``changes``: activity number and the points it takes here
    instead of its computed ones. ``total`` is None for the printed figure and for hypotheses."""

    key: str
    ink: Ink
    label: str
    formula: str
    facts: tuple[tuple[str, str], ...]
    value: Fraction | None
    total: Total | None
    changes: tuple[tuple[int, Fraction], ...] = ()
    hypothesis: bool = False


@dataclass(frozen=True, slots=True)
class Framework:
    """The legal framework that the report was made under."""

    key: str
    name: str
    version: str
    source: str


@dataclass(frozen=True, slots=True)
class Report:
    """A follow-up, understood and audited. ``declared`` and ``computed`` are the headline totals under the
    aggregation chosen; ``printed`` the total that the document prints, None where it prints none."""

    title: str
    entity: str
    vigencia: int | None
    cut_off: date | None
    cut_off_text: str
    source: Source
    framework: Framework
    bands: tuple[Band, ...]
    columns: tuple[Column, ...]
    components: tuple[Component, ...]
    activities: tuple[Activity, ...]
    entries: tuple[Entry, ...]
    printed: Quantity | None
    declared: Total
    computed: Total
    verified: Total
    scenarios: tuple[Scenario, ...]
    signatures: tuple[OriginalCell, ...]
    notes: tuple[OriginalCell, ...]
    remarks: tuple[Remark, ...]
    program_version: str
    rules_version: str

    def activity(self, number: int) -> Activity:
        """The activity with this number. Raises ``LookupError`` when the report has none."""
        for activity in self.activities:
            if activity.number == number:
                return activity
        raise LookupError(f"no activity {number}")

    def entries_of(self, number: int) -> tuple[Entry, ...]:
        """Findings on one activity, or on the document with number 0."""
        return tuple(entry for entry in self.entries if entry.finding.subject == number)
