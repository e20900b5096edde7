"""The summary in the terminal: three figures, components with bars and levels, findings by severity."""

from fractions import Fraction

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from probidad.documents.renderers.labels import LEVEL_WORDS, SEVERITY_WORDS
from probidad.documents.report import Component, Entry, Report
from probidad.documents.words import Words
from probidad.rules.compliance import level
from probidad.rules.finding import DOCUMENT, Nature, Severity
from probidad.rules.finding import gettext_noop as _

BAR = 20
MOST_LISTED = 12

_STYLE = {"alta": "green", "media": "yellow", "baja": "red"}
_MARK = {Severity.HIGH: "◆", Severity.MEDIUM: "◈", Severity.LOW: "◇"}


def print_summary(report: Report, console: Console, words: Words, *, every: bool = False) -> None:
    """Print the summary. ``every`` lists all findings; otherwise the gravest dozen of each severity."""
    _Summary(report, console, words).print(every=every)


class _Summary:
    def __init__(self, report: Report, console: Console, words: Words) -> None:
        self.report, self.console, self.words = report, console, words

    def print(self, *, every: bool) -> None:
        self.head()
        self.figures()
        self.components()
        self.problems()
        self.inferred(every=every)
        self.findings(every=every)

    def line(self, text: str = "", style: str = "") -> None:
        self.console.print(Text(text, style=style), soft_wrap=False)

    def head(self) -> None:
        report, words = self.report, self.words
        self.line(report.title or words(_("Follow-up of the plan")), "bold")
        when = words.day(report.cut_off) if report.cut_off else words(_("no cut-off"))
        facts = {"entity": report.entity or words(_("entity not named")), "when": when}
        self.line(words(_("%(entity)s · cut-off: %(when)s"), facts))
        source = report.source
        facts = {
            "file": source.file,
            "sheet": f" · {source.sheet}" if source.sheet else "",
            "rows": words.plural("%(count)s activity", "%(count)s activities", len(report.activities)),
            "headings": words.plural(
                "%(count)s component", "%(count)s components", sum(not part.proposed for part in report.components)
            ),
        }
        self.line(words(_("Source: %(file)s%(sheet)s · %(rows)s, %(headings)s"), facts), "dim")
        self.line()

    def figures(self) -> None:
        report, words = self.report, self.words
        table = Table.grid(padding=(0, 2))
        table.add_column()
        table.add_column(justify="right")
        table.add_column()
        table.add_column()
        printed = report.printed
        if printed is not None and printed.number is not None:
            self.figure(table, "○", words(_("Printed")), printed.number, words(_("the total that the document prints")))
        for mark, label, total in (
            ("○", words(_("Declared by the rows")), report.declared),
            ("◐", words(_("Computed")), report.computed),
        ):
            facts = {"added": words.short(total.sum), "weight": words.short(total.weight),
                     "used": words.whole(total.used), "listed": words.whole(total.listed)}  # fmt: skip
            note = words(_("%(added)s ÷ %(weight)s · %(used)s of %(listed)s activities"), facts) if total.weight else ""
            if note and total.missing:
                note += ", " + words.plural("%(count)s without data", "%(count)s without data", len(total.missing))
            self.figure(table, mark, label, total.value, note)
        self.figure(table, "●", words(_("Verified")), None, words(_("internal control has not verified this cut-off")))
        self.console.print(Padding(table, (0, 0, 1, 2)))

    def figure(self, table: Table, mark: str, label: str, value: Fraction | None, note: str) -> None:
        shown = self.words.decimal(value) if value is not None else self.words(_("no data"))
        table.add_row(Text(f"{mark} {label}"), Text(shown, style="bold"), self.level(value), Text(note, style="dim"))

    def level(self, value: Fraction | None) -> Text:
        if value is None or not self.report.bands:
            return Text("")
        key = level(max(Fraction(0), min(Fraction(100), value)), self.report.bands)
        return Text(self.words(LEVEL_WORDS.get(key, key)), style=_STYLE.get(key, ""))

    def components(self) -> None:
        printed = [part for part in self.report.components if not part.proposed]
        table = Table.grid(padding=(0, 2))
        for justify in ("right", "left", "left", "right", "right", "left"):
            table.add_column(justify=justify, no_wrap=justify == "right")
        words = self.words
        table.add_row("", Text(words(_("Component")), style="bold"), "", Text(words(_("declared"))),
                      Text(words(_("computed"))), "")  # fmt: skip
        for part in printed:
            value = part.computed.value if part.computed.value is not None else part.declared.value
            table.add_row(
                str(part.number), Text(self.name(part)), Text(bar(value)), self.shown(part.declared.value),
                self.shown(part.computed.value), self.level(value),
            )  # fmt: skip
        self.console.print(Padding(table, (0, 0, 1, 2)))
        scored = [(part.computed.value, part) for part in printed if part.computed.value is not None]
        if scored and len(printed) > 1:
            value, worst = min(scored, key=lambda pair: pair[0])
            facts = {"name": self.name(worst), "value": words.decimal(value)}
            self.line(words(_("The lowest component: %(name)s, %(value)s."), facts))
            self.line()

    def name(self, part: Component) -> str:
        return part.name or self.words(_("(without heading)"))

    def shown(self, value: Fraction | None) -> Text:
        return Text(self.words.decimal(value) if value is not None else self.words(_("no data")))

    def problems(self) -> None:
        found = [remark for remark in self.report.remarks if remark.stage == "problem"]
        if not found:
            return
        self.line(self.words(_("Cells that could not be used")), "bold red")
        for remark in found[:MOST_LISTED]:
            self.line(f"  ! {self.words(remark.message, remark.facts)}")
        self.more(len(found) - MOST_LISTED)
        self.line()

    def inferred(self, *, every: bool) -> None:
        """How much was inferred when reading; nothing inferred is silent, and ``every`` lists it."""
        found = [remark for remark in self.report.remarks if remark.stage != "problem"]
        if not found:
            return
        words = self.words
        self.line(
            words.plural("%(count)s thing inferred or noticed", "%(count)s things inferred or noticed", len(found)),
            "bold",
        )
        if every:
            for remark in found:
                self.line(f"  · {words(remark.message, remark.facts)}")
        else:
            self.line("  " + words(_("They are listed with --todo, and in what --salida writes.")), "dim")
        self.line()

    def more(self, left: int) -> None:
        if left > 0:
            self.line("  " + self.words.plural("… and %(count)s more.", "… and %(count)s more.", left), "dim")

    def findings(self, *, every: bool) -> None:
        words = self.words
        self.line(
            words.plural("%(count)s finding: it asks, it does not accuse", "%(count)s findings: they ask, they do not accuse",
                         len(self.report.entries)),
            "bold",
        )  # fmt: skip
        for severity in Severity:
            found = [entry for entry in self.report.entries if entry.finding.severity is severity]
            self.line(f" {_MARK[severity]} {words(SEVERITY_WORDS[severity])}: {words.whole(len(found))}", "bold")
            listed = found if every else found[: MOST_LISTED if severity is Severity.HIGH else 6]
            for entry in listed:
                self.entry(entry)
            self.more(len(found) - len(listed))

    def entry(self, entry: Entry) -> None:
        finding, words = entry.finding, self.words
        place = next((quote.place for quote in entry.quotes if quote.place), None)
        where = words(_("document")) if finding.subject == DOCUMENT else words(
            _("activity %(number)s"), {"number": finding.subject}
        )  # fmt: skip
        if place:
            where += " · " + words(_("row %(row)s, cell %(cell)s"), {"row": place.row, "cell": place.cell})
        mark = f" [{words(_('suggestion'))}]" if finding.nature is Nature.SUGGESTION else ""
        text = f"{finding.rule}{mark} · {where}: {words(finding.message, finding.facts)}"
        self.console.print(Padding(Text(text), (0, 0, 0, 3)))


def bar(value: Fraction | None) -> str:
    """A bar of twenty places; empty where there is no value."""
    if value is None:
        return "·" * BAR
    full = int(value * BAR / 100)
    return "█" * full + "░" * (BAR - full)
