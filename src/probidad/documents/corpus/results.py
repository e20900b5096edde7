"""What comes out of a corpus: one line per follow-up, written whole or not at all, and a summary of all."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from probidad.documents.corpus.auditing import Audited
from probidad.documents.corpus.scoring import Mean, Score, Unread
from probidad.documents.renderers.formulas import neutralise
from probidad.documents.words import Words
from probidad.rules.compliance import round_half_up
from probidad.rules.finding import Severity
from probidad.rules.finding import gettext_noop as _

TOLD = 10  # unread figures told one by one; the rest is counted

_HEADINGS = (
    _("Entity"), _("Year"), _("Cut-off"), _("Activities"), _("Declared"), _("Declared, numerator"),
    _("Declared, denominator"), _("Declared, activities used"), _("Computed"), _("Computed, numerator"),
    _("Computed, denominator"), _("Computed, activities used"), _("Figures not read"),
)  # fmt: skip
_FOUND = (_("Findings, high"), _("Findings, medium"), _("Findings, low"), _("Findings by rule"))


@dataclass(slots=True)
class Summary:
    """Counts over the whole corpus."""

    follow_ups: int = 0
    entities: set[str] = field(default_factory=set)
    activities: int = 0
    declared: int = 0
    computed: int = 0
    unread: int = 0
    first_unread: list[Unread] = field(default_factory=list)
    rules: Counter[str] = field(default_factory=Counter)

    def add(self, score: Score) -> None:
        self.follow_ups += 1
        self.entities.add(score.entity)
        self.activities += score.listed
        self.declared += score.declared.value is not None
        self.computed += score.computed.value is not None
        self.unread += len(score.unread)
        if score.unread and len(self.first_unread) < TOLD:
            self.first_unread += score.unread[: TOLD - len(self.first_unread)]


def counted(scores: Iterable[Score], summary: Summary) -> Iterator[Score]:
    """``scores`` as they come, counted into ``summary`` on the way."""
    for score in scores:
        summary.add(score)
        yield score


def with_findings(
    scores: Iterable[Score], found: Iterable[Audited], summary: Summary
) -> Iterator[tuple[Score, Audited]]:
    """Each score with its findings, counted into ``summary`` on the way."""
    for score, audit in zip(scores, found, strict=True):
        summary.rules.update(audit.rules)
        yield score, audit


def write_scores(rows: Iterable[tuple[Score, Audited | None]], path: Path, words: Words, *, audit: bool) -> None:
    """Write one line per follow-up. The file appears whole at the end; if anything fails there is none."""
    headings = [words(text) for text in (*_HEADINGS, *(_FOUND if audit else ()))]
    with NamedTemporaryFile(
        "w", encoding="utf-8-sig", newline="", dir=path.absolute().parent, prefix=f".{path.name}-", delete=False
    ) as out:
        try:
            _write(out, headings, rows)
            out.close()
            Path(out.name).chmod(0o644)
            Path(out.name).replace(path)
        except BaseException:
            Path(out.name).unlink(missing_ok=True)
            raise


def _write(out: IO[str], headings: list[str], rows: Iterable[tuple[Score, Audited | None]]) -> None:
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    for score, audit in rows:
        line = [neutralise(score.entity), score.year, score.cut_off.isoformat(), score.listed]
        line += [*_mean(score.declared), *_mean(score.computed), len(score.unread)]
        if audit is not None:
            line += [audit.severities.get(severity.value, 0) for severity in Severity]
            line.append(" ".join(f"{rule}:{count}" for rule, count in audit.rules.items()))
        writer.writerow(line)


def _mean(mean: Mean) -> tuple[str, int | str, int | str, int]:
    if mean.value is None:
        return "", "", "", mean.used
    return round_half_up(mean.value), mean.value.numerator, mean.value.denominator, mean.used
