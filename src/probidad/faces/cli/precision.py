"""``probidad precision``: rule by rule, how right it is on matrices labelled by hand."""

from fractions import Fraction
from pathlib import Path

from rich.console import Console
from rich.table import Table

from probidad.documents.labels import EVERY, compare, in_folder, included
from probidad.documents.refusal import RefusalError
from probidad.documents.words import LANGUAGES, Words
from probidad.faces.cli.check import refused
from probidad.rules.finding import Nature
from probidad.rules.finding import gettext_noop as _
from probidad.rules.precision import Measured

WIDEST = 92  # columns that the table needs


def run(folder: Path | None, *, language: str) -> int:
    """Exit code: 0, or 2 when the labelled matrices cannot be read."""
    words = Words(language if language in LANGUAGES else "es")
    console = Console(highlight=False, markup=False)
    console.width = max(console.width, WIDEST)
    try:
        matrices = in_folder(folder) if folder else included()
        if not matrices:
            raise RefusalError(
                _("%(file)s holds no matrix with its labels."),
                remedy=_("Put NAME.csv and NAME.labels.csv side by side."),
                facts={"file": str(folder)},
            )
        result = compare(matrices)
    except RefusalError as error:
        return refused(error, words)
    console.print(words(_("Pooled over: %(names)s"), {"names": ", ".join(entry.name for entry in matrices)}))
    console.print(_table(result.pooled, words))
    for name, rows in result.by_matrix:
        console.print(name)
        console.print(_table(rows, words))
    return 0


def _table(rows: tuple[Measured, ...], words: Words) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(words(_("Rule")), no_wrap=True, min_width=max((len(row.rule) for row in rows), default=4))
    for head in (_("Nature"), _("On")):
        table.add_column(words(head), no_wrap=True)
    for head in (_("Flagged"), _("Labelled"), _("Right"), _("Precision"), _("Recall")):
        table.add_column(words(head), justify="right", no_wrap=True)
    for row in rows:
        rules = [rule for rule in EVERY if rule.key == row.rule]
        heuristic = any(rule.nature is Nature.SUGGESTION for rule in rules)
        nature = words(_("suggestion")) if heuristic else words(_("exact")) if rules else words(_("not written"))
        on = words(_("on")) if any(rule.on for rule in rules) else words(_("off")) if rules else ""
        counts = (str(row.flagged), str(row.labelled), str(row.hits))
        table.add_row(row.rule, nature, on, *counts, _share(row.precision, words), _share(row.recall, words))
    return table


def _share(value: Fraction | None, words: Words) -> str:
    return words.decimal(value) if value is not None else "-"
