"""The findings in pages: one for each filter, so that filtering needs no script."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from probidad.documents.renderers.labels import NATURE_WORDS, RULE_TITLES, SEVERITY_WORDS
from probidad.documents.renderers.pages import Pages
from probidad.documents.report import Entry, Report
from probidad.documents.words import Words
from probidad.rules.finding import Nature, Severity
from probidad.rules.finding import gettext_noop as _

PER_PAGE = 100
_ORDER = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2}
_SLUG = {Severity.HIGH: "graves", Severity.MEDIUM: "importantes", Severity.LOW: "menores"}


@dataclass(frozen=True, slots=True)
class Link:
    """A filter: its address, its label, and how many findings it lets through."""

    href: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """A page of findings under one filter."""

    href: str
    label: str
    number: int
    entries: tuple[Entry, ...]
    pages: tuple[tuple[str, int], ...]
    filters: tuple[tuple[str, tuple[Link, ...]], ...]
    shown_line: str
    findings_line: str

    def context(self) -> dict[str, object]:
        """What the template shows."""
        first = self.href if self.number == 1 else self.pages[0][0]
        return {
            "page": {"href": first, "label": self.label, "number": self.number},
            "entries": self.entries,
            "pages": self.pages,
            "filters": self.filters,
            "shown_line": self.shown_line,
            "findings_line": self.findings_line,
        }


def finding_pages(report: Report, words: Words, pages: Pages) -> Iterator[FindingsPage]:
    """All pages: all findings, then by severity, by nature, by severity and nature, by rule, by component."""
    entries = sorted(report.entries, key=lambda e: (_ORDER[e.finding.severity], e.finding.subject, e.finding.rule))
    groups = _groups(report, words, entries)
    filters = tuple(
        (name, tuple(Link(href, label, len(kept)) for href, label, kept in options)) for name, options in groups
    )
    seen: set[str] = set()
    for _name, options in groups:
        for href, label, kept in options:
            if href not in seen:
                seen.add(href)
                shown = "" if href == "hallazgos.html" else label
                yield from _split(href, shown, kept, len(entries), filters, words, pages.findings_line())


def _groups(
    report: Report, words: Words, entries: Sequence[Entry]
) -> list[tuple[str, list[tuple[str, str, list[Entry]]]]]:
    def by(of: Callable[[Entry], object]) -> dict[object, list[Entry]]:
        found: dict[object, list[Entry]] = {}
        for entry in entries:
            found.setdefault(of(entry), []).append(entry)
        return found

    component = {number: part.key for part in report.components if not part.proposed for number in part.activities}
    severities = by(lambda entry: entry.finding.severity)
    natures = by(lambda entry: entry.finding.nature)
    places = by(lambda entry: component.get(entry.finding.subject, ""))
    rules = by(lambda entry: entry.finding.rule)
    severity = [("hallazgos.html", words(_("All")), list(entries))]
    for kind, slug in _SLUG.items():
        severity.append((f"hallazgos-{slug}.html", words(SEVERITY_WORDS[kind]), severities.get(kind, [])))
    nature = [
        (f"hallazgos-{slug}.html", words(NATURE_WORDS[kind]), natures.get(kind, []))
        for kind, slug in ((Nature.DETERMINISTIC, "comprobaciones"), (Nature.SUGGESTION, "sugerencias"))
    ]
    place = [("hallazgos-documento.html", words(_("Document")), places.get("", []))]
    for part in report.components:
        if not part.proposed:
            name = part.name or words(_("(without heading)"))
            place.append((f"hallazgos-{part.key}.html", name, places.get(part.key, [])))
    by_rule = [
        (f"hallazgos-{rule.lower()}.html", f"{rule}: {words(RULE_TITLES.get(rule, rule))}", rules[rule])
        for rule in sorted({entry.finding.rule for entry in entries})
    ]
    found = [(words(_("Severity")), severity), (words(_("Nature")), nature), (words(_("Component")), place)]
    return [*found, (words(_("Rule")), by_rule)] if by_rule else found


def _split(
    href: str,
    label: str,
    kept: Sequence[Entry],
    total: int,
    filters: tuple[tuple[str, tuple[Link, ...]], ...],
    words: Words,
    findings_line: str,
) -> Iterator[FindingsPage]:
    count = max(1, -(-len(kept) // PER_PAGE))
    stem = href.removesuffix(".html")
    pages = tuple((href if n == 1 else f"{stem}-p{n}.html", n) for n in range(1, count + 1))
    for address, number in pages:
        shown = tuple(kept[(number - 1) * PER_PAGE : number * PER_PAGE])
        line = words(_("Shown: %(shown)s of %(total)s"), {"shown": len(shown), "total": total})
        yield FindingsPage(address, label, number, shown, pages, filters, line, findings_line)
