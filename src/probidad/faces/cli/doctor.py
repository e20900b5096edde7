"""``probidad doctor``: looks at an installation and says what to mend."""

import json
import sys

from rich.console import Console

from probidad.documents.words import Words
from probidad.faces.cli.checkup.everything import every
from probidad.faces.cli.checkup.line import Line, State
from probidad.rules.finding import gettext_noop as _

STATES = {State.GOOD: _("good"), State.ADVICE: _("advice"), State.MEND: _("mend"), State.CRITICAL: _("critical")}


def run(words: Words, *, as_json: bool) -> int:
    """Exit code: 1 when there is something to mend, 0 otherwise."""
    lines = list(every())
    if as_json:
        json.dump([_plain(line, words) for line in lines], sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        _show(lines, words)
    return int(any(line.state in (State.MEND, State.CRITICAL) for line in lines))


def _plain(line: Line, words: Words) -> dict[str, object]:
    return {
        "key": line.key,
        "state": line.state.value,
        "message": words(line.message, line.facts),
        "remedy": words(line.remedy, line.facts) if line.remedy else "",
    }


def _show(lines: list[Line], words: Words) -> None:
    console = Console(highlight=False, markup=False, soft_wrap=True)
    width = max(len(words(label)) for label in STATES.values())
    for line in lines:
        console.print(f"{words(STATES[line.state]):<{width}}  {words(line.message, line.facts)}")
        if line.remedy and line.state is not State.GOOD:
            console.print(f"{'':<{width}}  → {words(line.remedy, line.facts)}")
    amiss = sum(line.state in (State.MEND, State.CRITICAL) for line in lines)
    console.print()
    if amiss:
        console.print(words(_("To mend: %(count)s."), {"count": str(amiss)}))
    else:
        console.print(words(_("Nothing to mend.")))
