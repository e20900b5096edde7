"""How a file is turned away: what is wrong with it and what to do."""

from probidad.documents.evidence.kinds import TOLD, FileKind, kind_named
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _

DAMAGED = _("%(file)s is damaged or cut: it cannot be opened.")
AGAIN = _("Open it in the program that made it, save it anew and attach that file.")
PRINT = _("Print it to PDF anew, without password, programs or other files inside, and attach that PDF.")
SAVE = _("Save it anew without macros, passwords, other files inside or links to other files, or as PDF.")
SMALLER = _("Make it smaller, or divide it into several files.")


def refused(name: str, message: str, remedy: str, **facts: str) -> RefusalError:
    """The refusal of a file."""
    return RefusalError(message, remedy=remedy, facts={"file": name, **facts})


def kept_kind(name: str) -> FileKind:
    """The kind that a name says. Raises :class:`RefusalError` for one that is not kept."""
    kind = kind_named(name)
    if kind is None:
        message = _("%(file)s: files of this kind are not kept.")
        raise refused(name, message, _("These are kept: %(kinds)s. Save it as one of them, or as PDF."), kinds=TOLD)
    return kind
