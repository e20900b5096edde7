"""Labelled matrices: a file, the rules that a person marked on each activity, and what the rules of ours mark."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from probidad.documents.builder import build
from probidad.documents.limits import Limits
from probidad.documents.readers import read_workbook
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import DOCUMENT
from probidad.rules.finding import gettext_noop as _
from probidad.rules.planaudit import RULES
from probidad.rules.planfacts import Rule
from probidad.rules.precision import Mark, Measured, measured
from probidad.rules.textaudit import SUGGESTIONS

LABELS = ".labels.csv"
EVERY: tuple[Rule, ...] = (*RULES, *SUGGESTIONS)  # those that are off by default too


@dataclass(frozen=True, slots=True)
class Labelled:
    """A matrix with its labels."""

    name: str
    matrix: Path
    labels: Path


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the rules marked against what a person labelled, pooled and by matrix."""

    pooled: tuple[Measured, ...]
    by_matrix: tuple[tuple[str, tuple[Measured, ...]], ...]


def included() -> tuple[Labelled, ...]:
    """The labelled matrices that come with the program; Sopó's is the public record, the others are fictitious."""
    examples = Path(str(files("probidad") / "examples"))
    folder = examples / "labelled"
    sopo = Labelled("sopo-2017", examples / "sopo-2017-seguimiento-2017-12-30.txt", folder / f"sopo-2017{LABELS}")
    return (sopo, *(entry for entry in in_folder(folder) if entry.name != sopo.name))


def in_folder(folder: Path) -> tuple[Labelled, ...]:
    """Each file of ``folder`` that has a file of labels with the same stem beside it."""
    found = []
    for labels in sorted(folder.glob(f"*{LABELS}")):
        stem = labels.name.removesuffix(LABELS)
        for matrix in sorted(folder.glob(f"{stem}.*")):
            if not matrix.name.endswith(LABELS):
                found.append(Labelled(stem, matrix, labels))
    return tuple(found)


def compare(matrices: Sequence[Labelled], rules: Iterable[Rule] = EVERY) -> Comparison:
    """Run ``rules`` on ``matrices``. Raises :class:`RefusalError` for a file that cannot be read."""
    flagged: list[Mark] = []
    labelled: list[Mark] = []
    chosen = tuple(rules)
    for entry in matrices:
        labelled += read_labels(entry)
        report = build(read_workbook(entry.matrix, Limits()), rules=chosen)
        flagged += [
            (entry.name, placed.finding.rule, placed.finding.subject)
            for placed in report.entries
            if placed.finding.subject != DOCUMENT
        ]
    by_matrix = tuple((entry.name, measured(_of(entry.name, flagged), _of(entry.name, labelled))) for entry in matrices)
    return Comparison(measured(flagged, labelled), by_matrix)


def _of(name: str, marks: Iterable[Mark]) -> list[Mark]:
    return [mark for mark in marks if mark[0] == name]


def read_labels(entry: Labelled) -> list[Mark]:
    """Labels of a matrix: a CSV with the columns ``activity`` and ``rules`` (parted by semicolons)."""
    reader = csv.DictReader(io.StringIO(entry.labels.read_text(encoding="utf-8-sig")))
    found: list[Mark] = []
    for number, row in enumerate(reader, 2):
        activity = (row.get("activity") or "").strip()
        if not activity.isdigit():
            raise RefusalError(
                _("%(file)s, row %(row)s: «%(text)s» is not the number of an activity."),
                remedy=_("The labels need the columns activity and rules."),
                facts={"file": entry.labels.name, "row": str(number), "text": activity},
            )
        found += [
            (entry.name, rule.strip(), int(activity)) for rule in (row.get("rules") or "").split(";") if rule.strip()
        ]
    return found
