"""Verifies the ledger as a whole, daily and on command, and erases personal values of it."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from probidad.core import trail
from probidad.core.access import Actor, entity_of, require
from probidad.core.anchoring import Document, read
from probidad.core.models import LedgerCheck, TrailEntry, TrailSecret
from probidad.core.queries import anchors, ledger
from probidad.core.queries.ledger import Verified
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _
from probidad.rules.ledger import Damage, Kind

EVERY = timedelta(days=1)
SHORTEST_REASON = 10
_KEPT = 20  # damages that the daily check keeps in full


@dataclass(frozen=True, slots=True)
class Outside:
    """Anchors that somebody brings: the name of the file and what it says."""

    name: str
    document: Document


def verify(entity_id: int | None = None, outside: Iterable[Outside] = ()) -> Iterator[Damage | Verified]:
    """The triggers, the anchors and every chain, or the chain of one entity: each damage as it is found, and for each
    chain where it ended. Memory does not grow with the entries. Reads only; who calls it has the right to."""
    yield from ledger.guard_damages()
    anchored = anchors.Anchored()
    yield from anchors.kept_anchors(anchored, entity_id)
    books = {chain.slug or "" for chain in ledger.chains(entity_id)}
    yield from anchors.outside_anchors(anchored, _files(books))
    yield from anchors.outside_anchors(anchored, ((each.name, each.document) for each in outside))
    for chain in ledger.chains(entity_id):
        yield from ledger.verify_chain(chain, tuple(anchored.marks[chain.name].values()))


def _files(books: set[str]) -> Iterator[tuple[str, Document]]:
    """The files that the program itself wrote; one that cannot be read is as good as none."""
    for path in anchors.files_kept():
        try:
            document = read(path.read_bytes())
        except (ValueError, OSError):
            continue
        if document.book in books:
            yield path.name, document


def check(now: datetime) -> int:
    """The daily verification: what it found is kept for the desk. Done once a day whatever how often it is asked for."""
    due = [chain for chain in ledger.chains() if _due(chain.pk, now)]
    if not due:
        return 0
    found: dict[str, list[Damage]] = {}
    counts: dict[str, int] = {}
    general: list[Damage] = []
    ended: dict[str, Verified] = {}
    for told in verify():
        if isinstance(told, Verified):
            ended[told.chain.name] = told
        elif told.kind is Kind.GUARD or told.chain not in {chain.name for chain in due}:
            general.append(told)
        else:
            counts[told.chain] = counts.get(told.chain, 0) + 1
            if counts[told.chain] <= _KEPT:
                found.setdefault(told.chain, []).append(told)
    for chain in due:
        mine = [damage for damage in general if damage.kind is Kind.GUARD or damage.chain == (chain.slug or "")]
        first = [*mine, *found.get(chain.name, [])][:_KEPT]
        LedgerCheck.objects.update_or_create(
            head_id=chain.pk,
            defaults={
                "made": now, "position": ended[chain.name].position if chain.name in ended else 0,
                "damages": len(mine) + counts.get(chain.name, 0), "first": [asdict(damage) for damage in first],
            },
        )  # fmt: skip
    return len(due)


def _due(head_id: int, now: datetime) -> bool:
    last = LedgerCheck.objects.filter(head_id=head_id).values_list("made", flat=True).first()
    return last is None or timezone.localdate(last) < timezone.localdate(now) or last > now + EVERY


@transaction.atomic
def erase(actor: Actor, *, position: int, reason: str) -> tuple[str, ...]:
    """Erase the personal values of an entry of the actor's entity: value and salt go, the commitment stays, and an entry
    says who did it and why. Gives the keys. Raises ``RefusalError`` without a reason or where nothing is left to erase,
    ``TrailEntry.DoesNotExist`` for an entry that is not there."""
    require(actor, "ledger.erase")
    entry = TrailEntry.objects.get(entity_id=entity_of(actor), position=position)
    if len(reason.split()) < 2 or len(reason.strip()) < SHORTEST_REASON:
        raise RefusalError(_("The reason is missing."), remedy=_("Say in a sentence why these data are erased."))
    secrets = TrailSecret.objects.select_for_update().filter(entry=entry)
    keys = tuple(sorted(secrets.values_list("key", flat=True)))
    if not keys:
        raise RefusalError(
            _("The entry %(entry)s holds no personal data."),
            remedy=_("Check the number of the entry: its data may be erased already."),
            facts={"entry": str(position)},
        )
    secrets.delete()
    trail.record(
        actor, ledger.ERASED, entry, entry=position, keys=list(keys), reason=trail.Personal(" ".join(reason.split()))
    )
    return keys
