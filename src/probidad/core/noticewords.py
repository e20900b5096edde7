"""Notices in words: their kinds, and what one says in the language of who reads it."""

from collections.abc import Mapping
from datetime import date

from probidad.core.models import Notice
from probidad.core.pages import said, words
from probidad.rules.finding import gettext_noop as _

KINDS: Mapping[str, str] = {
    "due": _("Deadline"),
    "ledger": _("Ledger"),
    "backup": _("Backup"),
    "work": _("Work"),
    "account": _("Account"),
}


def words_of(row: Notice) -> tuple[str, str]:
    """Title and message in the language in force."""
    facts = {key: _fact(value) for key, value in row.facts.items()}
    return said(row.title, facts), said(row.message, facts) if row.message else ""


def _fact(value: object) -> object:
    """A day in words; everything else as it is."""
    if isinstance(value, str) and len(value) == 10 and value[4:5] == value[7:8] == "-":
        try:
            return words().day(date.fromisoformat(value))
        except ValueError:
            return value
    return value
