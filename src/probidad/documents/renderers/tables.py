"""The tables of a report, once for every spreadsheet format, so that they cannot disagree."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from probidad.documents.renderers.labels import KIND_WORDS, LEVEL_WORDS, NATURE_WORDS, SEVERITY_WORDS, STATE_WORDS
from probidad.documents.report import Component, Report
from probidad.documents.words import FIELD_LABELS, Words
from probidad.rules.compliance import Total, capped, level, round_half_up
from probidad.rules.finding import DOCUMENT
from probidad.rules.finding import gettext_noop as _

Value = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Heading:
    """Head of a column, with its width in characters."""

    text: str
    width: int = 12


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: name (31 characters at most), headings, rows. Figures are decimals in points with two places."""

    name: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Value, ...], ...]


def points(value: Fraction | None) -> Decimal | None:
    """A figure for a table: rounded half up, two places."""
    return Decimal(round_half_up(value)) if value is not None else None


def tables(report: Report, words: Words) -> tuple[Table, ...]:
    """Summary, activities, components, findings, score, original cells."""
    maker = _Maker(report, words)
    return (
        maker.summary(), maker.activities(), maker.components(), maker.findings(), maker.score(), maker.cells(),
        maker.remarks(),
    )  # fmt: skip


class _Maker:
    def __init__(self, report: Report, words: Words) -> None:
        self.report, self.words = report, words
        self.names = {part.key: self.name(part) for part in report.components}

    def name(self, part: Component) -> str:
        return part.name or self.words(_("(heading lost)") if part.proposed else _("(without heading)"))

    def level(self, value: Fraction | None) -> str:
        if value is None or not self.report.bands:
            return ""
        key = level(capped(value), self.report.bands)
        return self.words(LEVEL_WORDS.get(key, key))

    def heads(self, *pairs: tuple[str, int]) -> tuple[Heading, ...]:
        return tuple(Heading(self.words(text), width) for text, width in pairs)

    def summary(self) -> Table:
        r, w = self.report, self.words
        nothing = w(_("no data"))
        rows: list[tuple[Value, ...]] = [
            (w(_("Document")), r.title),
            (w(_("Entity")), r.entity or nothing),
            (w(_("Period")), r.vigencia),
            (w(_("Cut-off")), r.cut_off.isoformat() if r.cut_off else nothing),
            (w(_("Printed total")), points(r.printed.number) if r.printed else nothing),
            (w(_("Declared by the rows")), self.or_nothing(r.declared)),
            (w(_("Computed")), self.or_nothing(r.computed)),
            (w(_("Verified")), self.or_nothing(r.verified)),
            (w(_("Level of the computed score")), self.level(r.computed.value)),
            (
                w(_("Activities used")),
                w(_("%(used)s of %(listed)s"), {"used": r.computed.used, "listed": r.computed.listed}),
            ),
            (w(_("Findings")), len(r.entries)),
            (w(_("File read")), r.source.file),
            ("SHA-256", r.source.sha256),
            (w(_("Framework")), f"{r.framework.name} ({r.framework.key})"),
            (w(_("Program and rules")), f"probidad {r.program_version}, {r.rules_version}"),
        ]
        return Table(w(_("Summary")), self.heads((_("Datum"), 30), (_("Value"), 70)), tuple(rows))

    def or_nothing(self, total: Total) -> Value:
        return points(total.value) if total.value is not None else self.words(_("no data"))

    def activities(self) -> Table:
        w = self.words
        heads = self.heads(
            (_("No."), 6), (_("Row"), 6), (_("Component"), 28), (_("Proposed component"), 22), (_("Activity"), 50),
            (_("Indicator"), 36), (_("Kind"), 11), (_("Target as written"), 12), (_("Target"), 10),
            (_("Value as written"), 12), (_("Value"), 10), (_("Declared"), 10), (_("Computed"), 10), (_("Computed, uncapped"), 11),
            (_("Verified"), 10), (_("Level"), 9), (_("State"), 13), (_("Deadline"), 24), (_("Responsible"), 30),
            (_("Remarks"), 60), (_("Findings"), 34),
        )  # fmt: skip
        rows: list[tuple[Value, ...]] = []
        for a in self.report.activities:
            moved = self.names[a.proposed_component] if a.proposed_component != a.component else ""
            found = ", ".join(entry.finding.rule for entry in self.report.entries_of(a.number))
            rows.append(
                (a.number, a.row, self.names[a.component], moved, a.action, a.indicator, w(KIND_WORDS[a.kind]), a.target.text,
                 points(a.target.number), a.value.text, points(a.value.number), points(a.declared), points(a.computed),
                 points(a.raw), points(a.verified), self.level(a.computed), w(STATE_WORDS[a.state]), a.deadline,
                 a.responsible, a.observation, found)
            )  # fmt: skip
        return Table(w(_("Activities")), heads, tuple(rows))

    def components(self) -> Table:
        heads = self.heads(
            (_("No."), 6), (_("Component"), 50), (_("Activities"), 11), (_("Declared"), 10), (_("Computed"), 10), (_("Level"), 9),
            (_("Component of the framework"), 16), (_("Proposed"), 11),
        )  # fmt: skip
        yes, no = self.words(_("yes")), self.words(_("no"))
        rows = tuple(
            (part.number, self.names[part.key], len(part.activities), points(part.declared.value), points(part.computed.value),
             self.level(part.computed.value), part.official, yes if part.proposed else no)
            for part in self.report.components
        )  # fmt: skip
        return Table(self.words(_("Components")), heads, rows)

    def findings(self) -> Table:
        w = self.words
        heads = self.heads(
            (_("Finding"), 18), (_("Severity"), 11), (_("Nature"), 13), (_("Activity"), 9), (_("Cell"), 10), (_("What is asked"), 70),
            (_("Quote"), 40), (_("What would settle it"), 46), (_("State"), 9),
        )  # fmt: skip
        rows: list[tuple[Value, ...]] = []
        for entry in self.report.entries:
            f = entry.finding
            cells = ", ".join(quote.place.cell for quote in entry.quotes if quote.place)
            quote = " · ".join(quote.text for quote in entry.quotes if quote.text)
            rows.append(
                (entry.key, w(SEVERITY_WORDS[f.severity]), w(NATURE_WORDS[f.nature]),
                 w(_("document")) if f.subject == DOCUMENT else f.subject, cells, w(f.message, f.facts), quote,
                 w(f.settle, f.facts), w(_("open")))
            )  # fmt: skip
        return Table(w(_("Findings")), heads, tuple(rows))

    def score(self) -> Table:
        w = self.words
        heads = self.heads(
            (_("Scenario"), 60), (_("Ink"), 11), (_("Value"), 10), (_("Level"), 9), (_("Sum"), 12), (_("Divided by"), 10),
            (_("Used"), 8), (_("Listed"), 8), (_("Activities that change"), 24), (_("How"), 80),
        )  # fmt: skip
        rows: list[tuple[Value, ...]] = []
        for s in self.report.scenarios:
            changed = ", ".join(f"{number}: {round_half_up(value)}" for number, value in s.changes)
            t = s.total
            rows.append(
                (w(s.label), w(_("declared") if s.ink == "declared" else _("computed")), points(s.value), self.level(s.value),
                 points(t.sum) if t else None, points(t.weight) if t else None, t.used if t else None,
                 t.listed if t else None, changed, w(s.formula, dict(s.facts)))
            )  # fmt: skip
        return Table(w(_("Score")), heads, tuple(rows))

    def cells(self) -> Table:
        heads = self.heads(
            (_("Activity"), 9), (_("Sheet"), 12), (_("Cell"), 8), (_("Heading"), 30), (_("Read as"), 18), (_("Text as written"), 70),
            (_("What was inferred"), 50),
        )  # fmt: skip
        rows = tuple(
            (a.number, c.place.sheet, c.place.cell, c.header, self.words(FIELD_LABELS[c.field]) if c.field else "", c.text,
             self.words(c.note))
            for a in self.report.activities
            for c in a.cells
        )  # fmt: skip
        return Table(self.words(_("Original cells")), heads, rows)

    def remarks(self) -> Table:
        heads = self.heads((_("Row"), 8), (_("Activity"), 9), (_("What was inferred or noticed while reading"), 120))
        rows = tuple((m.row or None, m.activity or None, self.words(m.message, m.facts)) for m in self.report.remarks)
        return Table(self.words(_("Reading")), heads, rows)
