"""What the child of the press does: a frozen report in, its files out. See ``press``."""

import json
import sys

from probidad.documents.confinement import Bounds, confine
from probidad.documents.frozen_report import thaw
from probidad.documents.publication import published
from probidad.documents.renderers.press import CHARTS, packed
from probidad.documents.words import Words


def main() -> None:
    """A line of JSON and a frozen report on the standard input; a packed answer on the standard output."""
    line, _end, frozen = sys.stdin.buffer.read().partition(b"\n")
    task = json.loads(line)
    confine(Bounds(**task["bounds"]))
    sys.stdout.buffer.write(_answer(frozen, task["language"]))


def _answer(frozen: bytes, language: str) -> bytes:
    try:
        report = thaw(frozen)
    except ValueError as error:
        return packed({"fault": str(error)}, {})
    if published(report) != report:
        return packed({"fault": "the report still holds names of persons: press what published() gives"}, {})
    # only now, when this process is confined: these libraries start threads, and a process with threads cannot leave
    # the network; they also take half a second to load, which a fault need not wait for
    from probidad.documents.renderers.charts import charts  # noqa: PLC0415
    from probidad.documents.renderers.drawings import dumped  # noqa: PLC0415
    from probidad.documents.renderers.files import files_of  # noqa: PLC0415

    words = Words(language)
    return packed({}, {**files_of(report, words), CHARTS: dumped(charts(report, words), language)})
