"""``probidad revisar``: a matrix goes in; a summary, and with ``--salida`` a site and its files, come out."""

import re
import sys
from pathlib import Path

from rich.console import Console

from probidad.documents.builder import Choices, build
from probidad.documents.limits import parse_limits
from probidad.documents.publication import published
from probidad.documents.refusal import RefusalError
from probidad.documents.renderers.publish import publish, write_working
from probidad.documents.renderers.terminal import print_summary
from probidad.documents.sandbox import read
from probidad.documents.words import LANGUAGES, Words
from probidad.faces.cli.days import day_of
from probidad.rules.compliance import Aggregation
from probidad.rules.finding import Severity
from probidad.rules.finding import gettext_noop as _

OK, FOUND, UNREADABLE = 0, 1, 2


def refused(error: RefusalError, words: Words) -> int:
    """Say on the error channel what is wrong and what to do; the exit code of an unreadable input."""
    sys.stderr.write(f"{words(error.message, error.facts)}\n{words(error.remedy, error.facts)}\n")
    return UNREADABLE


def refused_by_system(error: OSError, path: Path, words: Words) -> int:
    """The same for a path that the file system refuses."""
    facts = {"file": str(error.filename or path), "reason": error.strerror or str(error)}
    message = _("%(file)s: the file system refused (%(reason)s).")
    remedy = _("Check that the path exists, that there is room and that you may write there.")
    return refused(RefusalError(message, remedy=remedy, facts=facts), words)


def run(
    file: Path,
    *,
    output: Path | None,
    working: Path | None,
    sheet: str,
    cut_off: str,
    year: str,
    entity: str,
    framework: str,
    aggregation: str,
    strict: bool,
    every: bool,
    limits: str,
    language: str,
) -> int:
    """Exit code: 0 whatever the findings, 1 with ``strict`` and a high finding, 2 when the input cannot be read."""
    words = Words(language if language in LANGUAGES else "es")
    console = Console(highlight=False, markup=False)
    try:
        choices = Choices(
            sheet=sheet,
            vigencia=_year(year),
            cut_off=day_of(cut_off) if cut_off else None,
            entity=entity,
            framework=framework,
            aggregation=_way(aggregation),
        )
        report = build(read(file, parse_limits(limits)), choices)
        if output is not None:
            publish(published(report), output, words)
        if working is not None:
            write_working(report, working)
    except RefusalError as error:
        return refused(error, words)
    except OSError as error:
        return refused_by_system(error, output or file, words)
    # what was asked for is written before anything is said: who reads only the first lines still gets the files
    print_summary(report, console, words, every=every)
    _say(output, working, console, words)
    grave = any(entry.finding.severity is Severity.HIGH for entry in report.entries)
    return FOUND if strict and grave else OK


def _say(output: Path | None, working: Path | None, console: Console, words: Words) -> None:
    if output is not None:
        console.print()
        facts = {"folder": str(output)}
        console.print(words(_("Published in %(folder)s: open index.html. Names of persons are masked there."), facts))
    if working is not None:
        console.print(words(_("Working copy with names, not to be published: %(file)s"), {"file": str(working)}))


def _year(text: str) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"(19|20)\d\d", text):
        raise RefusalError(
            _("«%(text)s» is not a year."),
            remedy=_("Write it with four digits, for example 2017."),
            facts={"text": text},
        )
    return int(text)


def _way(text: str) -> Aggregation:
    try:
        return Aggregation(text)
    except ValueError:
        facts = {"text": text, "known": ", ".join(way.value for way in Aggregation)}
        raise RefusalError(
            _("«%(text)s» is not a way of adding up."), remedy=_("Use one of: %(known)s."), facts=facts
        ) from None
