"""The things that are timed, each in a process of its own: ``python -m benchmarks.jobs NAME ARGUMENTS``.

Each prints one JSON line: seconds, and the most memory that the process held, in MiB.
"""

import csv
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from python_calamine import CalamineWorkbook

from probidad.documents.builder import build
from probidad.documents.corpus.auditing import audited
from probidad.documents.corpus.results import write_scores
from probidad.documents.corpus.scoring import scores
from probidad.documents.corpus.table import opened
from probidad.documents.limits import Limits
from probidad.documents.publication import published
from probidad.documents.readers import read_workbook
from probidad.documents.renderers.pdf import compiled, contents, to_pdf
from probidad.documents.report import Report
from probidad.documents.words import Words
from probidad.frameworks.loader import column_synonyms


def _told(work: Callable[[], object]) -> None:
    begin = time.perf_counter()
    work()
    seconds = time.perf_counter() - begin
    print(json.dumps({"seconds": seconds, "mib": _most_memory()}))


def _most_memory() -> float:
    """The most that this process held, in MiB. ``ru_maxrss`` would count the parent's memory at the fork too."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def bare_corpus(path: str) -> None:
    """The peer: parse the CSV and clean the percentage of each row, nothing else."""

    def work() -> None:
        with Path(path).open(encoding="utf-8", newline="") as handle:
            reader = csv.reader(handle)
            at = next(reader).index("Cumplimiento")
            added, count = 0.0, 0
            for row in reader:
                added += float(row[at].strip().rstrip("%").strip().replace(",", "."))
                count += 1
        if not count:
            raise ValueError("an empty corpus")

    _told(work)


def score_corpus(path: str) -> None:
    """Ours: the exact totals of every follow-up, written to a file that is thrown away."""

    words, synonyms = Words("es"), column_synonyms()

    def work() -> None:
        with opened(Path(path), synonyms) as (layout, follow_ups):
            rows = ((score, None) for score in scores(follow_ups, layout))
            write_scores(rows, Path(path + ".scores"), words, audit=False)

    _told(work)
    os.unlink(path + ".scores")


def audit_corpus(path: str, workers: str) -> None:
    """The audit of every follow-up with so many processes."""

    synonyms = column_synonyms()

    def work() -> None:
        with opened(Path(path), synonyms) as (layout, follow_ups):
            for _found in audited(follow_ups, layout, workers=int(workers)):
                pass

    _told(work)


def calamine(path: str) -> None:
    """The peer: calamine reads the first sheet."""

    def work() -> None:
        CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()

    work()
    _told(work)


def score_xlsx(path: str) -> None:
    """Ours: the same file read, understood, scored and audited."""

    def work() -> None:
        build(read_workbook(Path(path), Limits()))

    other = files("probidad") / "examples" / "labelled" / "valle-sereno-2021.csv"
    build(read_workbook(Path(str(other)), Limits()))  # frameworks are read once in a process; another matrix reads them
    _told(work)


def _sopo(path: str) -> tuple[Report, Words]:
    return published(build(read_workbook(Path(path), Limits()))), Words("es")


def pdf(path: str) -> None:
    """Ours: the PDF of the report, from the report."""
    report, words = _sopo(path)
    _told(lambda: to_pdf(report, words))


def bare_pdf(path: str) -> None:
    """The peer: the engine sets the same cells as plain tables, with the same fonts and standards."""
    content = contents(*_sopo(path))
    template = Path(__file__).parent / "bare.typ"
    _told(lambda: compiled(template, content))


def main() -> None:
    """Run the job that the command line names."""
    name, *arguments = sys.argv[1:]
    jobs: dict[str, Callable[..., None]] = {
        job.__name__: job for job in (bare_corpus, score_corpus, audit_corpus, calamine, score_xlsx, pdf, bare_pdf)
    }
    jobs[name](*arguments)


if __name__ == "__main__":
    main()
