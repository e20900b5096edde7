"""What each page of the site says, made of the report: sentences and rows, no markup."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from probidad.documents.renderers.labels import (
    INFERRED_WORDS,
    KIND_WORDS,
    LEVEL_WORDS,
    RULE_TITLES,
    SEVERITY_WORDS,
    STATE_WORDS,
)
from probidad.documents.report import Activity, Component, Entry, Ink, OriginalCell, Quote, Report, Scenario
from probidad.documents.scenarios import FORMULAS, LABELS
from probidad.documents.words import FIELD_LABELS, Words
from probidad.rules.compliance import capped, level, round_half_up
from probidad.rules.finding import DOCUMENT, Finding, Severity
from probidad.rules.finding import gettext_noop as _

QUOTED = 420  # characters of a quote; the whole text is on the activity's page
_WIDTHS = {"objective": "c6", "action": "c6", "indicator": "c6", "observation": "c12", "done": "c12", "evidence": "c12"}
_ORDER = {
    key: n
    for n, key in enumerate(
        ("component", "subcomponent", "code", "objective", "action", "indicator", "product", "responsible", "start", "deadline",
         "unit", "target", "value", "declared", "weight", "done", "observation", "evidence", "")
    )
}  # fmt: skip
Context = dict[str, Any]


class Pages:
    """Sentences of the pages of one report in one language."""

    def __init__(self, report: Report, words: Words) -> None:
        self.report, self.words = report, words
        self.names = {part.key: self.name(part) for part in report.components}
        self.found: dict[int, list[Entry]] = {}
        for entry in report.entries:
            self.found.setdefault(entry.finding.subject, []).append(entry)
        self.parts = [part for part in report.components if not part.proposed]

    def helpers(self) -> Mapping[str, Any]:
        """Functions that the templates call."""
        return {
            "report": self.report, "words": self.words, "dec": self.words.decimal, "short": self.short, "height": _height,
            "level_key": self.level_key, "level_word": self.level_word, "cuts": self.cuts(), "bar_label": self.bar_label,
            "name": self.name, "name_of": self.names.__getitem__, "severity_word": self.severity_word, "where": self.where,
            "place": self.place, "clip": _clip, "rule_title": self.rule_title, "counts": self.counts, "dict": dict,
            "formula": self.formula, "ink_word": self.ink_word, "state_word": self.state_word,
            "activities_of": self.activities_of, "mean_line": self.mean_line,
        }  # fmt: skip

    def short(self, value: Fraction | None) -> str:
        return self.words.short(value) if value is not None else self.words(_("no data"))

    def shown(self, value: Fraction | None) -> str:
        return self.words.decimal(value) if value is not None else self.words(_("no data"))

    def name(self, part: Component) -> str:
        return part.name or self.words(_("(heading lost)") if part.proposed else _("(without heading)"))

    def level_key(self, value: Fraction | None) -> str:
        return level(capped(value), self.report.bands) if value is not None and self.report.bands else ""

    def level_word(self, value: Fraction | None) -> str:
        key = self.level_key(value)
        return self.words(LEVEL_WORDS.get(key, key))

    def cuts(self) -> list[int]:
        return [int(band.low) for band in self.report.bands if band.low > 0]

    def bar_label(self, declared: Fraction | None, computed: Fraction | None) -> str:
        facts = {"first": self.shown(declared), "second": self.shown(computed)}
        return self.words(_("declared %(first)s; computed %(second)s; the target is 100"), facts)

    def severity_word(self, finding: Finding) -> str:
        return self.words(SEVERITY_WORDS[finding.severity])

    def rule_title(self, rule: str) -> str:
        return self.words(RULE_TITLES.get(rule, rule))

    def state_word(self, activity: Activity) -> str:
        return self.words(STATE_WORDS[activity.state])

    def ink_word(self, scenario: Scenario) -> str:
        if scenario.key == "printed":
            return self.words(_("Printed"))
        names = {Ink.DECLARED: _("Declared"), Ink.COMPUTED: _("Computed"), Ink.VERIFIED: _("Verified")}
        return self.words(names[scenario.ink])

    def where(self, entry: Entry) -> str:
        subject = entry.finding.subject
        if subject == DOCUMENT:
            return self.words(_("The document"))
        row = self.report.activity(subject).row
        return self.words(_("Activity %(number)s, row %(row)s"), {"number": subject, "row": row})

    def place(self, quote: Quote) -> str:
        if quote.place is None:
            return quote.header
        header = quote.header or (self.words(FIELD_LABELS[quote.field]) if quote.field else "")
        facts = {"row": quote.place.row, "cell": quote.place.cell}
        return f"{header} · " * bool(header) + self.words(_("row %(row)s, cell %(cell)s"), facts)

    def counts(self, number: int) -> str:
        found = self.found.get(number, [])
        parts = [
            self.count_of(severity, sum(e.finding.severity is severity for e in found))
            for severity in Severity
            if any(e.finding.severity is severity for e in found)
        ]
        return ", ".join(parts) or "0"

    def count_of(self, severity: Severity, count: int) -> str:
        if severity is Severity.HIGH:
            return self.words.plural("%(count)s grave", "%(count)s grave ones", count)
        if severity is Severity.MEDIUM:
            return self.words.plural("%(count)s important", "%(count)s important ones", count)
        return self.words.plural("%(count)s minor", "%(count)s minor ones", count)

    def activities_of(self, part: Component) -> list[Activity]:
        return [self.report.activity(number) for number in part.activities]

    def mean_line(self, part: Component) -> str:
        return self.words.plural(
            "Mean of the component (%(count)s activity)",
            "Mean of the component (%(count)s activities)",
            len(part.activities),
        )

    def formula(self, a: Activity) -> str:
        if a.value.number is None or a.target.number is None:
            return self.words(_("no data"))
        sign = " %" if a.kind == "percent" else ""
        return f"{self.words.short(a.value.number)}{sign} ÷ {self.words.short(a.target.number)}{sign} × 100"

    def cut_off_line(self) -> str:
        r = self.report
        if r.cut_off is None:
            return self.words(_("The document does not say its cut-off."))
        return self.words(_("Follow-up at %(when)s."), {"when": self.words.day(r.cut_off)})

    def common(self) -> Context:
        """What home, plan and score share: the three figures and the worst component."""
        r, w = self.report, self.words
        printed = r.printed.number if r.printed else None
        declared, computed = r.declared, r.computed
        facts = {"added": w.short(declared.sum), "weight": w.short(declared.weight)}
        declared_rows = [(w(_("Document")), r.source.file, True)]
        if printed is not None and r.printed is not None and r.printed.place is not None:
            declared_rows += [
                (w(_("Original text")), r.printed.text, True),
                (w(_("Cell")), r.printed.place.cell, False),
            ]
        declared_rows.append(
            (w(_("Sum of its rows")), w(_("%(added)s ÷ %(weight)s"), facts) + f" = {self.shown(declared.value)}", False)
        )
        facts = {"added": w.short(computed.sum), "weight": w.short(computed.weight)}
        formula = w(_("%(added)s ÷ %(weight)s"), facts) if computed.weight else w(_("no data"))
        used = w(_("%(used)s of %(listed)s"), {"used": computed.used, "listed": computed.listed})
        worst = self.worst()
        return {
            "cut_off_line": self.cut_off_line(),
            "headline_declared": printed if printed is not None else declared.value,
            "declared_note": w(_("It is the total that the document prints.")) if printed is not None else w(_("Mean of what the rows declare.")),
            "declared_summary": w(_("Imported: the printed total")) if printed is not None else w(_("Imported: from its rows")),
            "declared_rows": declared_rows,
            "computed_note": w(_("%(way)s, each as value ÷ target."), {"way": w(LABELS[computed.aggregation])}),
            "computed_summary": w(_("Computed: %(formula)s"), {"formula": formula}),
            "computed_rows": [
                (w(_("Method")), w(LABELS[computed.aggregation]), False),
                (w(_("Activities used")), used, False),
                (w(_("Without data")), ", ".join(map(str, computed.missing)) or "0", False),
                (w(_("Cap")), "100", False),
            ],
            "worst": worst,
            "worst_line": w.plural("%(count)s activity.", "%(count)s activities.", len(worst.activities)) if worst else "",
        }  # fmt: skip

    def worst(self) -> Component | None:
        scored = [(part.computed.value, part.number, part) for part in self.parts if part.computed.value is not None]
        return min(scored, key=lambda entry: entry[:2])[2] if len(scored) > 1 else None

    def findings_line(self) -> str:
        return self.words.plural(
            "%(count)s finding on the document", "%(count)s findings on the document", len(self.report.entries)
        )

    def home(self) -> Context:
        r, w = self.report, self.words
        entity = proper(r.entity) or w(_("Entity not named"))
        facts = {"entity": entity, "year": r.vigencia or w(_("the period"))}
        printed = r.printed.number if r.printed else None
        lead = {
            "printed": self.shown(printed),
            "declared": self.shown(r.declared.value),
            "computed": self.shown(r.computed.value),
        }
        if printed is not None and r.computed.value is not None:
            text = w(
                _(
                    "The document prints %(printed)s of 100. With its own rows the result is %(computed)s. Here is the sum, activity by activity."
                ),
                lead,
            )
        elif r.computed.value is not None:
            text = w(
                _(
                    "Its rows declare %(declared)s of 100; computed again, they give %(computed)s. Here is the sum, activity by activity."
                ),
                lead,
            )
        else:
            text = w(
                _("Its rows declare %(declared)s of 100. The document gives no value and target to compute it again."),
                lead,
            )
        severities = [
            (severity.value, self.count_of(severity, sum(e.finding.severity is severity for e in r.entries)))
            for severity in Severity
        ]
        remarks = [m for m in r.remarks if m.stage != "problem"]
        read = {
            "rows": w.plural("%(count)s activity", "%(count)s activities", len(r.activities)),
            "columns": len(r.columns),
        }
        return {
            "headline": w(_("%(entity)s: what it promised and how much it did in %(year)s"), facts),
            "lead": text,
            "read_line": w(_("Read: %(rows)s, %(columns)s columns. Nothing was corrected without leaving a mark."), read),
            "sky": self.sky(),
            "components": self.parts,
            "components_line": w.plural("%(count)s component", "%(count)s components", len(self.parts)),
            "levels_line": self.levels_line(),
            "findings_line": self.findings_line(),
            "severities": severities,
            "problems": [m for m in r.remarks if m.stage == "problem"],
            "remarks": remarks,
            "remarks_line": w.plural("%(count)s thing inferred or noticed", "%(count)s things inferred or noticed", len(remarks)),
        }  # fmt: skip

    def levels_line(self) -> str:
        parts = [f"{self.words(LEVEL_WORDS.get(b.key, b.key))}: {b.low}–{b.high}" for b in self.report.bands]
        return self.words(
            _("Levels, each from its first figure and below its last: %(levels)s."), {"levels": "; ".join(parts)}
        )

    def sky(self) -> Context:
        activities = self.report.activities
        gaps = max(0, len(self.parts) - 1)
        step = 100 / max(1, len(activities) + gaps * 0.8)
        columns, names, x = [], [], 0.0
        for part in self.parts:
            start = x
            for number in part.activities:
                a = self.report.activity(number)
                columns.append(self.sky_column(a, x))
                x += step
            names.append((f"{(start + x - step * 0.2) / 2:.3f}", part.number))
            x += step * 0.8
        label = self.words(_("%(count)s activities in %(parts)s components. Below 60: %(low)s. The figures are in the table of the plan."), {
            "count": len(activities), "parts": len(self.parts),
            "low": ", ".join(f"{a.number} ({self.short(a.computed)})" for a in activities if a.computed is not None and a.computed < 60) or "0",
        })  # fmt: skip
        lines = [(0, "100"), *((100 - cut, str(cut)) for cut in reversed(self.cuts()))]
        return {"columns": columns, "names": names, "lines": lines, "width": f"{step * 0.8:.3f}", "label": label}

    def sky_column(self, a: Activity, x: float) -> Context:
        key = self.level_key(a.computed)
        facts = {"number": a.number, "declared": self.short(a.declared), "computed": self.short(a.computed)}
        declared, computed = _height(a.declared), _height(a.computed)
        return {
            "key": key or "nodata", "hatch": key if key in ("alta", "media", "baja") else "ink", "x": f"{x:.3f}",
            "title": self.words(_("Activity %(number)s: declared %(declared)s, computed %(computed)s"), facts),
            "declared": declared, "computed": computed,
            "top": None if computed is None else f"{100 - float(computed):.2f}",
            "declared_top": None if declared is None else f"{100 - float(declared):.2f}",
        }  # fmt: skip

    def plan(self) -> Context:
        w = self.words
        facts = {
            "parts": w.plural("%(count)s component", "%(count)s components", len(self.parts)),
            "rows": w.plural("%(count)s activity", "%(count)s activities", len(self.report.activities)),
        }
        return {"plan_line": w(_("The plan: %(parts)s, %(rows)s"), facts), "all_components": self.parts}

    def score(self) -> Context:
        r, w = self.report, self.words
        steps: list[Context] = []
        if r.printed is not None and r.printed.number is not None:
            near = next((s for s in r.scenarios if s.key == "missing_row"), None)
            text = w(_("It is the total at the end of the document."))
            if near is not None:
                text += " " + w(near.formula, dict(near.facts))
            steps.append(
                {
                    "value": self.shown(r.printed.number),
                    "ink": "declared",
                    "label": w(_("Printed in the document")),
                    "text": text,
                }
            )
        for ink, label, total in (
            ("declared", w(_("Declared by the rows")), r.declared),
            ("computed", w(_("Computed again")), r.computed),
        ):
            facts = {"added": w.short(total.sum), "weight": w.short(total.weight)}
            text = (
                w(_("%(added)s ÷ %(weight)s"), facts) + ". " + w(FORMULAS[total.aggregation])
                if total.weight
                else w(_("no data"))
            )
            before = (
                steps[-1]["number"] if steps and "number" in steps[-1] else (r.printed.number if r.printed else None)
            )
            if before is not None and total.value is not None:
                gap = total.value - before
                text += " " + w(_("Difference: %(points)s points."), {"points": self.shown(gap)})
            steps.append(
                {"value": self.shown(total.value), "ink": ink, "label": label, "text": text, "number": total.value}
            )
        changed = [
            a for a in r.activities if a.computed is not None and a.declared is not None and a.computed != a.declared
        ]
        if changed:
            facts = {"rows": ", ".join(str(a.number) for a in changed[:30])}
            steps[-1]["text"] += " " + w(_("Activities whose figure changes: %(rows)s."), facts)
        used = {"used": r.computed.used, "listed": r.computed.listed}
        return {
            "chosen": w(LABELS[r.computed.aggregation]), "steps": steps, "scenarios": r.scenarios,
            "inputs_line": w(_("%(used)s of %(listed)s activities are used. One without data counts 0 once something was expected of it, and is left out before."), used),
        }  # fmt: skip

    def activity(self, a: Activity) -> Context:
        w = self.words
        entries = self.found.get(a.number, [])
        hit = {
            field for entry in entries if entry.finding.severity is not Severity.LOW for field in entry.finding.fields
        }
        count = len(self.report.activities)
        declared = a.declared_cell
        where = declared.place.cell if declared.place else "-"
        return {
            "a": a, "entries": entries, "title": _title(a.action) or w(_("(no text)")),
            "declared_summary": w(_("Imported: cell %(cell)s"), {"cell": where}),
            "declared_rows": [
                (w(_("Document")), self.report.source.file, True), (w(_("Original text")), declared.text, True),
                (w(_("Read as")), self.shown(a.declared), False),
            ],
            "computed_note": self.formula(a),
            "computed_summary": w(_("Computed: value ÷ target")),
            "computed_rows": self.computed_rows(a),
            "who_verifies": w(_("Somebody other than who is responsible")),
            "gap": self.gap(a),
            "cells": self.cells(a, hit),
            "findings_count": w.plural("%(count)s finding", "%(count)s findings", len(entries)),
            "timeline": self.timeline(a),
            "before": a.number - 1 if a.number > 1 else 0, "after": a.number + 1 if a.number < count else 0,
        }  # fmt: skip

    def computed_rows(self, a: Activity) -> list[tuple[str, str, bool]]:
        w = self.words
        rows = []
        for label, quantity in ((w(_("Value")), a.value), (w(_("Target")), a.target)):
            rows.append((label, quantity.text, True))
            cell = quantity.place.cell if quantity.place else "-"
            read = self.short(quantity.number)
            said = f"; {w(INFERRED_WORDS[quantity.inferred])}" if quantity.inferred in INFERRED_WORDS else ""
            rows.append((w(_("Cell and reading")), f"{cell}: {read}{said}", False))
        rows.append((w(_("Kind of indicator")), w(KIND_WORDS[a.kind]), False))
        rows.append((w(_("Before the cap of 100")), self.shown(a.raw), False))
        return rows

    def gap(self, a: Activity) -> str:
        if a.declared is None or a.computed is None or a.declared == a.computed:
            return ""
        facts = {"points": self.words.short(abs(a.declared - a.computed))}
        text = self.words(_("There are %(points)s points between what was declared and what was computed."), facts)
        total = self.report.computed
        if total.aggregation == "mean_of_items" and total.weight and total.value is not None:
            effect = {"effect": self.words.decimal((a.declared - a.computed) / total.weight)}
            text += " " + self.words(_("This activity alone moves the total by %(effect)s points."), effect)
        return text

    def cells(self, a: Activity, hit: set[str]) -> list[Context]:
        return [
            {
                "width": _WIDTHS.get(cell.field, "c3"), "hit": cell.field in hit, "text": cell.text.strip(), "place": cell.place.cell,
                "label": self.label(cell), "note": self.words(cell.note),
            }
            for cell in sorted(a.cells, key=lambda cell: _ORDER[cell.field])
        ]  # fmt: skip

    def label(self, cell: OriginalCell) -> str:
        field = self.words(FIELD_LABELS[cell.field]).capitalize() if cell.field else self.words(_("Another column"))
        return (
            f"{cell.header} → {field}"
            if cell.note and cell.header and cell.field and "column" in cell.note
            else cell.header or field
        )

    def timeline(self, a: Activity) -> list[Context]:
        w, cut_off = self.words, self.report.cut_off
        events: list[tuple[date, str, str]] = []
        for day in a.due:
            passed = cut_off is not None and day < cut_off
            full = (a.computed if a.computed is not None else a.declared or Fraction(0)) >= 100
            kind = "done" if passed and full else "missed" if passed else ""
            events.append((day, kind, w(_("falls due"))))
        if cut_off is not None:
            facts = {"declared": self.short(a.declared), "computed": self.short(a.computed)}
            events.append((cut_off, "done", w(_("cut-off: %(declared)s declared, %(computed)s computed"), facts)))
        shown = [
            {"when": w.day(day), "kind": kind, "text": text}
            for day, kind, text in sorted(events, key=lambda e: (e[0], e[1]))
        ]
        if not a.due:
            text = w(_("no date in figures: «%(deadline)s»"), {"deadline": a.deadline or w(_("no data"))})
            shown.insert(0, {"when": w(_("Deadline")), "kind": "", "text": text})
        shown.append({"when": w(_("Pending")), "kind": "", "text": w(_("verification by internal control"))})
        return shown


_SMALL = frozenset("de del la las los el y e en".split())


def proper(name: str) -> str:
    """``MUNICIPIO DE SOPÓ`` as ``Municipio de Sopó``; a name that is not all in capitals stays as it is."""
    if not name.isupper():
        return name
    return " ".join(
        word.lower() if n and word.lower() in _SMALL else word.capitalize() for n, word in enumerate(name.split())
    )


def _height(value: Fraction | None) -> str | None:
    return None if value is None else round_half_up(capped(value))


def _clip(text: str) -> str:
    return text if len(text) <= QUOTED else f"{text[:QUOTED].rstrip()} […]"


def _title(text: str) -> str:
    first = text.strip().split(". ")[0].rstrip(".")
    return first if len(first) <= 90 else f"{first[:87].rsplit(' ', 1)[0]}…"
