"""What was done to a ledger, in words, with what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from probidad.core.queries.ledger import Chain
from probidad.rules.finding import gettext_noop as _
from probidad.rules.ledger import Damage, Kind

_RESTORE = _(
    "Keep a copy of the database as it is, and compare this place with the last backup: the backup holds what stood here."
)
_OUTSIDE = _("Compare with the anchors kept outside: the mails to internal control and the copies of the portal.")
WORDS: Mapping[Kind, tuple[str, str]] = {
    Kind.COLUMN: (_("Entry %(position)s: the column «%(column)s» was edited; the bytes that were hashed say something else."), _RESTORE),
    Kind.BODY: (_("Entry %(position)s: its bytes were edited; they do not give its hash."), _RESTORE),
    Kind.HASH: (_("Entry %(position)s: its hash was edited; it is not that of its bytes."), _RESTORE),
    Kind.PREVIOUS: (_("Entry %(position)s: the link to the entry before it was edited."), _RESTORE),
    Kind.MISSING: (_("Entries %(position)s to %(until)s were deleted."), _RESTORE),
    Kind.TWICE: (_("Entry %(position)s is there twice: one was inserted."), _RESTORE),
    Kind.MOVED: (_("Entry %(position)s: the order was changed; its bytes say that it is the entry %(until)s."), _RESTORE),
    Kind.BROKEN: (_("Entry %(position)s does not follow the one before it: one of the two was replaced, inserted or hashed anew."), _RESTORE),
    Kind.HEAD: (_("The chain ends at the entry %(position)s, and what is kept of its end says %(until)s or another hash: entries were cut off or added."), _RESTORE),
    Kind.CUT: (_("The end was cut off: an anchor (%(column)s) saw the entries up to %(until)s, and those from %(position)s on are not there."), _OUTSIDE),
    Kind.REBUILT: (_("The chain was rebuilt: an anchor (%(column)s) saw another hash at the entry %(until)s; the change is at the entry %(position)s or after it."), _OUTSIDE),
    Kind.ANCHOR: (_("The anchor %(position)s was edited in the table: %(column)s."), _OUTSIDE),
    Kind.ANCHOR_MISSING: (_("The anchors %(position)s to %(until)s are not in the table. %(column)s"), _OUTSIDE),
    Kind.SIGNATURE: (_("The signature of the anchor %(position)s is not valid. %(column)s"), _OUTSIDE),
    Kind.ANCHOR_FILE: (_("The anchor %(position)s of the file %(column)s says something else than the one of the table."), _OUTSIDE),
    Kind.GUARD: (_("The trigger %(column)s, which protects the tables, is not there as it was laid."), _("Find out who took it away, and lay it again with: probidad libro proteger")),
    Kind.SECRET: (_("Entry %(position)s: the personal value «%(column)s» kept beside it was edited; it does not give its commitment."), _RESTORE),
    Kind.SECRET_MISSING: (_("Entry %(position)s: the personal value «%(column)s» is gone, and no entry says that it was erased."), _RESTORE),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """A damage as message identifiers with facts."""

    message: str
    remedy: str
    facts: Mapping[str, str]


def told(damage: Damage) -> Told:
    """What was done and what to do."""
    message, remedy = WORDS[damage.kind]
    facts = {"position": str(damage.position), "until": str(damage.until), "column": damage.field}
    return Told(message, remedy, facts)


def named(damage: Damage, chains: Mapping[str, Chain]) -> str:
    """Whose ledger it is: the address of the entity, empty for that of the installation or for the tables."""
    return chains[damage.chain].slug or "" if damage.chain in chains else damage.chain
