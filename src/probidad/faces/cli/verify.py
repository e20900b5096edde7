"""``probidad verificar``: recomputes a published follow-up from its own data."""

import sys
from pathlib import Path

from probidad.documents.refusal import RefusalError
from probidad.documents.verify import verify
from probidad.documents.words import LANGUAGES, Words
from probidad.faces.cli.check import UNREADABLE, refused
from probidad.rules.finding import gettext_noop as _


def run(file: Path, *, language: str) -> int:
    """Exit code: 0 equal, 1 differs, 2 when the file cannot be read."""
    words = Words(language if language in LANGUAGES else "es")
    try:
        result = verify(file.read_bytes())
    except RefusalError as error:
        return refused(error, words)
    except OSError as error:
        sys.stderr.write(
            words(_("%(file)s: it cannot be opened (%(reason)s)."), {"file": file, "reason": error.strerror})
        )
        sys.stderr.write("\n")
        return UNREADABLE
    if result.equal:
        facts = {"checked": words.whole(result.checked)}
        sys.stdout.write(words(_("Equal: %(checked)s figures were computed again and give the same."), facts) + "\n")
        return 0
    sys.stdout.write(
        words.plural("It differs in %(count)s place:", "It differs in %(count)s places:", len(result.differences))
        + "\n"
    )
    for difference in result.differences:
        facts = {"where": difference.where, "stated": difference.stated, "found": difference.found}
        sys.stdout.write("  " + words(_("%(where)s: it says %(stated)s and gives %(found)s"), facts) + "\n")
    return 1
