"""``probidad corpus``: the scores of many follow-ups in one CSV, and with ``--auditar`` their findings."""

import os
from collections.abc import Iterator
from itertools import tee
from pathlib import Path

from rich.console import Console

from probidad.documents.cells import column_letters
from probidad.documents.corpus.auditing import Audited, audited
from probidad.documents.corpus.results import Summary, counted, with_findings, write_scores
from probidad.documents.corpus.scoring import Score, scores
from probidad.documents.corpus.table import opened
from probidad.documents.refusal import RefusalError
from probidad.documents.words import LANGUAGES, Words
from probidad.faces.cli.check import refused, refused_by_system
from probidad.frameworks.loader import column_synonyms
from probidad.rules.finding import gettext_noop as _


def run(file: Path, *, output: Path | None, audit: bool, language: str) -> int:
    """Exit code: 0, or 2 when the file cannot be read. With ``output`` one line per follow-up is written there."""
    words = Words(language if language in LANGUAGES else "es")
    console = Console(highlight=False, markup=False)
    summary = Summary()
    try:
        with opened(file, column_synonyms()) as (layout, follow_ups):
            for_scores, for_audit = tee(follow_ups) if audit else (follow_ups, iter(()))
            rows: Iterator[tuple[Score, Audited | None]]
            done = counted(scores(for_scores, layout), summary)
            if audit:
                found = audited(for_audit, layout, workers=os.cpu_count() or 1)
                rows = iter(with_findings(done, found, summary))
            else:
                rows = ((score, None) for score in done)
            if output is None:
                for _row in rows:
                    pass
            else:
                write_scores(rows, output, words, audit=audit)
    except RefusalError as error:
        return refused(error, words)
    except OSError as error:
        return refused_by_system(error, file, words)
    _say(summary, file, output, console, words)
    return 0


def _say(summary: Summary, file: Path, output: Path | None, console: Console, words: Words) -> None:
    facts = {
        "activities": words.whole(summary.activities),
        "count": words.whole(summary.follow_ups),
        "entities": words.whole(len(summary.entities)),
    }
    console.print(words(_("%(activities)s activities in %(count)s follow-ups of %(entities)s entities."), facts))
    facts = {"declared": words.whole(summary.declared), "computed": words.whole(summary.computed)}
    console.print(words(_("With a declared mean: %(declared)s. With a computed mean: %(computed)s."), facts))
    if summary.unread:
        facts = {"count": words.whole(summary.unread)}
        console.print(words(_("Figures that could not be read and were left out: %(count)s. The first ones:"), facts))
        for cell in summary.first_unread:
            place = {"file": file.name, "row": str(cell.line), "cell": f"{column_letters(cell.column)}{cell.line}"}
            console.print(
                "  " + words(_("%(file)s, row %(row)s, cell %(cell)s: «%(text)s»"), {**place, "text": cell.text})
            )
    for rule, count in summary.rules.most_common():
        console.print(f"  {rule:<18} {words.whole(count):>12}")
    if output is not None:
        console.print(words(_("One line per follow-up in %(file)s."), {"file": str(output)}))
