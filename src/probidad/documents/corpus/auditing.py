"""The audit of a corpus: the rules on each follow-up, on all processors, with a bounded queue."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache

from probidad.documents.builder import all_rules, facts_of
from probidad.documents.cells import Sheet
from probidad.documents.corpus.table import FollowUp, Layout, batches
from probidad.documents.matrix.filling import Line, Read
from probidad.documents.matrix.header import Header
from probidad.documents.matrix.preamble import Preamble
from probidad.documents.matrix.understanding import Matrix
from probidad.documents.matrix.values import in_fractions, value_lines
from probidad.documents.report import FIELDS
from probidad.frameworks.loader import PlanFramework, in_force
from probidad.rules.finding import Finding
from probidad.rules.planaudit import audit

BATCH = 16  # follow-ups that travel together to a processor
AHEAD = 3  # batches waiting per processor


@dataclass(frozen=True, slots=True)
class Audited:
    """The findings of one follow-up: how many of each rule and severity."""

    entity: str
    year: int
    cut_off: date
    rules: Mapping[str, int]
    severities: Mapping[str, int]


def audited(
    follow_ups: Iterable[FollowUp], layout: Layout, *, country: str = "co", workers: int = 1
) -> Iterator[Audited]:
    """Audit each follow-up, in order. With ``workers`` above 1 as many processes share the work."""
    if workers <= 1:
        yield from (_audited(found, layout, country) for found in follow_ups)
        return
    waiting: deque[Future[list[Audited]]] = deque()
    with ProcessPoolExecutor(workers) as pool:
        try:
            for batch in batches(iter(follow_ups), BATCH):
                waiting.append(pool.submit(_batch, batch, layout, country))
                if len(waiting) >= workers * AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _batch(batch: list[FollowUp], layout: Layout, country: str) -> list[Audited]:
    return [_audited(found, layout, country) for found in batch]


def _audited(found: FollowUp, layout: Layout, country: str) -> Audited:
    findings = findings_of(found, layout, country=country)
    rules = Counter(finding.rule for finding in findings)
    severities = Counter(finding.severity.value for finding in findings)
    return Audited(found.entity, found.year, found.cut_off, dict(sorted(rules.items())), dict(severities))


def findings_of(found: FollowUp, layout: Layout, *, country: str = "co") -> tuple[Finding, ...]:
    """Findings on one follow-up of a corpus, by the rules that are on."""
    headings = {column + 1: heading for column, heading in enumerate(layout.headings)}
    fields = {key: column + 1 for key, column in layout.fields.items() if key in FIELDS}
    lines = [
        _line(number, at, row, fields) for number, (at, row) in enumerate(zip(found.lines, found.rows, strict=True), 1)
    ]
    valued = value_lines(lines, fields, vigencia=found.year, file="", sheet="", fractions=in_fractions(lines))
    matrix = Matrix(
        Sheet("", ()), Header(1, 1, headings, fields), Preamble(), (), valued, None, (), found.year, found.cut_off
    )  # fmt: skip
    return audit(facts_of(matrix, _law(country, found.cut_off)), all_rules())


def _line(number: int, at: int, row: list[str], fields: Mapping[str, int]) -> Line:
    reads = {key: Read(row[column - 1], at, column) for key, column in fields.items()}
    return Line(number, at, reads, frozenset(key for key, read in reads.items() if read.text.strip()))


@cache
def _law(country: str, day: date) -> PlanFramework:
    return in_force(country, "plan", day)
