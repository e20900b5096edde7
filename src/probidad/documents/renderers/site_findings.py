"""The findings in pages: one for each filter, so that filtering needs no script."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from probidad.documents.renderers.labels import NATURE_WORDS, RULE_TITLES, SEVERITY_WORDS
from probidad.documents.report import Entry, Report
from probidad.documents.words import Words
from probidad.rules.finding import Nature, Severity
from probidad.rules.finding import gettext_noop as _

PER_PAGE = 100
ALL = ""  # the filter that lets everything through
DOCUMENT_FILTER = "documento"
_ORDER = {Severity.HIGH: 0, Severity.MEDIUM: 1, Severity.LOW: 2}
_SEVERITY_KEYS = {Severity.HIGH: "graves", Severity.MEDIUM: "importantes", Severity.LOW: "menores"}
_NATURE_KEYS = {Nature.DETERMINISTIC: "comprobaciones", Nature.SUGGESTION: "sugerencias"}


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of findings: its key in an address, its label, and what it lets through."""

    key: str
    label: str
    entries: tuple[Entry, ...]

    @property
    def count(self) -> int:
        """Findings that it lets through."""
        return len(self.entries)

    @property
    def pages(self) -> int:
        """Pages that they take: one at least."""
        return max(1, -(-len(self.entries) // PER_PAGE))


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """A page of findings under one filter. ``label`` is empty where nothing is filtered."""

    key: str
    label: str
    number: int
    pages: int
    entries: tuple[Entry, ...]
    shown_line: str


class Filters:
    """The filters of one report in one language: by severity, by nature, by component, by rule."""

    def __init__(self, report: Report, words: Words) -> None:
        self.words = words
        self.entries = tuple(
            sorted(report.entries, key=lambda e: (_ORDER[e.finding.severity], e.finding.subject, e.finding.rule))
        )
        self.groups: tuple[tuple[str, tuple[Filter, ...]], ...] = tuple(self._groups(report))
        self._by_key: dict[str, Filter] = {}
        for _name, filters in self.groups:
            for one in filters:
                self._by_key.setdefault(one.key, one)
        self.keys = tuple(self._by_key)  # the empty one, which lets everything through, is the first

    def filter(self, key: str) -> Filter:
        """Raises ``LookupError`` for a key that no filter has."""
        if key not in self._by_key:
            raise LookupError(f"no filter {key!r}")
        return self._by_key[key]

    def page(self, key: str = ALL, number: int = 1) -> FindingsPage:
        """Raises ``LookupError`` for a key that no filter has and for a page that it does not reach."""
        one = self.filter(key)
        if not 1 <= number <= one.pages:
            raise LookupError(f"filter {key!r} has no page {number}")
        shown = one.entries[(number - 1) * PER_PAGE : number * PER_PAGE]
        line = self.words(_("Shown: %(shown)s of %(total)s"), {"shown": len(shown), "total": len(self.entries)})
        return FindingsPage(key, one.label if key else "", number, one.pages, shown, line)

    def _groups(self, report: Report) -> Iterator[tuple[str, tuple[Filter, ...]]]:
        words, entries = self.words, self.entries
        component = {number: part.key for part in report.components if not part.proposed for number in part.activities}
        severities = _by(entries, lambda entry: entry.finding.severity)
        natures = _by(entries, lambda entry: entry.finding.nature)
        places = _by(entries, lambda entry: component.get(entry.finding.subject, ""))
        rules = _by(entries, lambda entry: entry.finding.rule)
        yield (
            words(_("Severity")),
            (
                Filter(ALL, words(_("All")), entries),
                *(
                    Filter(k, words(SEVERITY_WORDS[kind]), severities.get(kind, ()))
                    for kind, k in _SEVERITY_KEYS.items()
                ),
            ),
        )
        yield (
            words(_("Nature")),
            tuple(Filter(k, words(NATURE_WORDS[kind]), natures.get(kind, ())) for kind, k in _NATURE_KEYS.items()),
        )
        yield (
            words(_("Component")),
            (
                Filter(DOCUMENT_FILTER, words(_("Document")), places.get("", ())),
                *(
                    Filter(part.key, part.name or words(_("(without heading)")), places.get(part.key, ()))
                    for part in report.components
                    if not part.proposed
                ),
            ),
        )
        if rules:
            yield (
                words(_("Rule")),
                tuple(
                    Filter(rule.lower(), f"{rule}: {words(RULE_TITLES.get(rule, rule))}", rules[rule])
                    for rule in sorted({entry.finding.rule for entry in entries})
                ),
            )


def _by(entries: Sequence[Entry], of: Callable[[Entry], object]) -> dict[object, tuple[Entry, ...]]:
    found: dict[object, list[Entry]] = {}
    for entry in entries:
        found.setdefault(of(entry), []).append(entry)
    return {key: tuple(kept) for key, kept in found.items()}
