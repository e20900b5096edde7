"""Anchors as they may be read by everybody, and what they say about each other and about the chains."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.dateparse import parse_datetime

from probidad.core import anchoring
from probidad.core.anchoring import Document
from probidad.core.models import Anchor, Entity, LedgerCheck, TrailEntry, TrailHead
from probidad.rules.ledger import Damage, Kind, Mark

Marks = dict[str, dict[tuple[int, str], Mark]]
_COLUMNS = ("number", "made", "occasion", "position", "hash", "document", "digest", "signature", "entity__slug")


def anchors_of(entity_id: int | None) -> QuerySet[Anchor]:
    """The anchors of a book, the last one first. They name no person: everybody may read them."""
    rows = Anchor.objects.select_related("entity").order_by("-number")
    return rows.filter(entity_id=entity_id) if entity_id else rows.filter(entity__isnull=True)


def envelope_of(anchor: Anchor) -> bytes:
    """An anchor as it goes outside."""
    return anchoring.envelope(bytes(anchor.document), anchor.signature)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing stands in the ledger of its entity, and the first anchor that covers it."""

    position: int
    hash: str
    anchor: int | None


def place_of(entity_id: int, verb: str, table: str, key: int) -> Place | None:
    """The last entry with that verb on an object; None where there is none."""
    rows = TrailEntry.objects.filter(entity_id=entity_id, subject_table=table, subject_id=str(key), verb=verb)
    entry = rows.order_by("-position").values_list("position", "hash").first()
    if entry is None:
        return None
    covering = Anchor.objects.filter(entity_id=entity_id, position__gte=entry[0]).order_by("number")
    return Place(*entry, covering.values_list("number", flat=True).first())


@dataclass
class Anchored:
    """What anchors say: where each chain stood, and what is wrong with themselves. ``last`` is the greatest number of
    each book in the table and its ``digests`` those of all, by book and number."""

    marks: Marks = field(default_factory=lambda: defaultdict(dict))
    digests: dict[tuple[str, int], str] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)  # keys that signed

    def marked(self, document: Document) -> None:
        """Take the marks of an anchor; of several that say the same, one is kept."""
        for name, mark in document.marks():
            self.marks[name].setdefault((mark.position, mark.hash), mark)


def kept_anchors(into: Anchored, entity_id: int | None = None) -> Iterator[Damage]:
    """The anchors of the table, in the order in which they were made, and every damage among them."""
    rows = Anchor.objects.order_by("entity_id", "number").values_list(*_COLUMNS)
    if entity_id is not None:
        rows = rows.filter(entity_id=entity_id)
    book, number, last = None, 0, ""
    for row in rows.iterator(chunk_size=500):
        slug = row[8] or ""
        if slug != book:
            book, number, last = slug, 0, ""
        if row[0] > number + 1:
            yield Damage(Kind.ANCHOR_MISSING, slug, number + 1, row[0] - 1)
            last = ""
        number = row[0]
        try:
            document = anchoring.of_row(bytes(row[5]), row[7])
        except ValueError:
            yield Damage(Kind.ANCHOR, slug, number, field="document")
            continue
        wrong = next(_wrong(document, row, last), "")
        if wrong:
            yield Damage(Kind.ANCHOR, slug, number, field=wrong)
        else:
            into.marked(document)
        if document.signed() is False:
            yield Damage(Kind.SIGNATURE, slug, number)
        into.others.add(str(document.content["key"]))
        last = document.digest
        into.digests[(slug, number)] = last


def _wrong(document: Document, row: tuple[object, ...], last: str) -> Iterator[str]:
    """Columns that say something else than the document, and a link that leads elsewhere."""
    content = document.content
    if document.digest != row[6]:
        yield "digest"
    if last and content["previous"] != last:
        yield "previous"
    made = parse_datetime(str(content["made"]))
    if made is None or made != getattr(row[1], "replace", lambda **_other: None)(microsecond=0):
        yield "made"
    chain = content["chains"][0]
    kept = {"number": row[0], "occasion": row[2], "position": row[3], "hash": row[4]}
    told = {
        **{name: content[name] for name in ("number", "occasion")},
        "position": chain["position"],
        "hash": chain["hash"],
    }
    yield from (name for name, value in kept.items() if told[name] != value)


def outside_anchors(into: Anchored, documents: Iterable[tuple[str, Document]]) -> Iterator[Damage]:
    """Anchors from files, with the name of each file: they must be those of the table, and their marks count."""
    for name, document in documents:
        known = into.digests.get((document.book, document.number))
        if known is None:
            yield Damage(Kind.ANCHOR_MISSING, document.book, document.number, document.number, name)
        elif known != document.digest:
            yield Damage(Kind.ANCHOR_FILE, document.book, document.number, field=name)
        if document.signed() is False:
            yield Damage(Kind.SIGNATURE, document.book, document.number, field=name)
        into.marked(document)


def files_kept() -> Iterator[Path]:
    """The files of the folder of anchors."""
    yield from sorted(Path(settings.ANCHORS).glob("*/ancla-*.json"))


@dataclass(frozen=True, slots=True)
class State:
    """How the ledger of an entity stands, for the desk."""

    position: int
    anchor: Anchor | None
    check: LedgerCheck | None

    @property
    def uncovered(self) -> int:
        """Entries that no anchor covers yet."""
        return self.position - (self.anchor.position if self.anchor else 0)


def state_of(entity_id: int | None) -> State:
    """The last entry, the last anchor and the last verification."""
    entries = (
        TrailEntry.objects.filter(entity_id=entity_id) if entity_id else TrailEntry.objects.filter(entity__isnull=True)
    )
    position = entries.order_by("-position").values_list("position", flat=True).first() or 0
    checks = (
        LedgerCheck.objects.filter(head__entity_id=entity_id)
        if entity_id
        else LedgerCheck.objects.filter(head__entity__isnull=True)
    )
    return State(position, anchors_of(entity_id).first(), checks.first())


def states_of(entity_ids: Collection[int]) -> Mapping[int, State]:
    """The last entry and the last anchor of several entities by their key, without verifications. Two queries."""
    heads = dict(TrailHead.objects.filter(entity_id__in=entity_ids).values_list("entity_id", "position"))
    newest = Anchor.objects.filter(entity=OuterRef("entity")).order_by("-number").values("pk")[:1]
    last = Anchor.objects.filter(entity_id__in=entity_ids, pk=Subquery(newest)).defer("document")
    anchors = {anchor.entity_id: anchor for anchor in last}
    return {pk: State(heads.get(pk, 0), anchors.get(pk), None) for pk in entity_ids}


def public_slug(entity_id: int | None) -> str:
    """The address of an entity that is on the portal; empty for one that is not."""
    return Entity.objects.filter(pk=entity_id or 0, public=True).values_list("slug", flat=True).first() or ""


def warnings_of(entity_id: int) -> tuple[int, datetime | None]:
    """How many damages the last verification found, and since when an entry waits for an anchor. One query: the desk
    asks on its first page."""
    last = Anchor.objects.filter(entity_id=entity_id).order_by("-number").values("position")[:1]
    waiting = TrailEntry.objects.filter(head=OuterRef("pk"), position__gt=Coalesce(Subquery(last), 0))
    rows = TrailHead.objects.filter(entity_id=entity_id).values_list(
        Coalesce("check_made__damages", 0), Subquery(waiting.order_by("position").values("at")[:1])
    )
    return rows.first() or (0, None)
