"""The arithmetic of the ledger: how an entry is chained, how a personal value is committed to, and where a chain breaks.

Nothing here is law: it is a method of ours, written down in ``docs/dev/ledger.md``. An entry is SHA-256 of the previous
hash in hexadecimal, a line feed and the SHA-256 of its canonical bytes in hexadecimal; the first follows nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

SHORTEST_SALT = 16


class Kind(StrEnum):
    """What was done to a ledger, as far as its bytes tell."""

    COLUMN = "column"  # a column beside the bytes says something else than they do
    BODY = "body"  # the bytes do not give the hash
    HASH = "hash"  # the hash is not the one of the bytes
    PREVIOUS = "previous"  # the link is not the hash of the entry before
    MISSING = "missing"  # positions without an entry
    TWICE = "twice"  # a position with two entries
    MOVED = "moved"  # an entry stands at another position than its bytes say
    BROKEN = "broken"  # an entry, whole in itself, follows another one than the one before it
    HEAD = "head"  # what is kept of the end is not the end
    CUT = "cut"  # an anchor saw entries that are not there
    REBUILT = "rebuilt"  # an anchor saw another hash
    ANCHOR = "anchor"  # an anchor was altered
    ANCHOR_MISSING = "anchor_missing"
    SIGNATURE = "signature"
    ANCHOR_FILE = "anchor_file"  # a file of an anchor differs from the table
    GUARD = "guard"  # a trigger that protects the tables is not there
    SECRET = "secret"  # noqa: S105 (a personal value that does not give its commitment)
    SECRET_MISSING = "secret_missing"  # noqa: S105 (a personal value is gone and no entry says that it was erased)


@dataclass(frozen=True, slots=True)
class Damage:
    """``position`` is where; ``until`` ends a run, or is what the bytes say; ``field`` names a column or a thing."""

    kind: Kind
    chain: str
    position: int = 0
    until: int = 0
    field: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a chain stood, by an anchor called ``name``."""

    position: int
    hash: str
    name: str


Row = tuple[
    int, int, str, str, bytes | memoryview, object
]  # row key, position, previous, hash, bytes, whether the columns agree
Differing = Callable[[int, bytes | memoryview], Mapping[str, str]]


def chained(previous: str, body: bytes | memoryview) -> str:
    """Hash of an entry, in hexadecimal."""
    return linked(previous, sha256(body).hexdigest())


def linked(previous: str, digest: str) -> str:
    """The same from the SHA-256 of the bytes, for who has no bytes."""
    return sha256(f"{previous}\n{digest}".encode("ascii")).hexdigest()


def commitment(salt: bytes, value: bytes) -> str:
    """What an entry holds instead of a personal value: SHA-256 of ``salt`` and the canonical bytes of the value.

    Raises ``ValueError`` for a salt of less than 128 bits, by which a value could be guessed.
    """
    if len(salt) < SHORTEST_SALT:
        raise ValueError(f"a salt has at least {SHORTEST_SALT} bytes")
    return sha256(salt + value).hexdigest()


@dataclass
class Walk:
    """One pass over a chain, entry by entry in the order of positions. ``differing(row key, bytes)`` gives the
    columns that say something else than the bytes, with what the bytes say; it is asked only where a row disagrees. After the pass ``position``
    and ``hash`` tell where it ended and ``seen`` the hashes at the positions in ``wanted``."""

    chain: str
    differing: Differing
    wanted: frozenset[int] = frozenset()
    position: int = 0
    hash: str = ""
    seen: dict[int, str] = field(default_factory=dict)
    _doubt: tuple[int, str] | None = None  # an entry whose bytes or hash were edited: its place, the hash of its bytes

    def damages(self, rows: Iterable[Row]) -> Iterator[Damage]:
        """Every damage inside the chain, in order. Rows may come in several batches, one call for each."""
        at, last, wanted, doubt = self.position, self.hash, self.wanted, self._doubt is not None
        for key, position, previous, digest, body, agrees in rows:
            if (
                position == at + 1
                and previous == last
                and agrees
                and not doubt
                and sha256(f"{last}\n{sha256(body).hexdigest()}".encode()).hexdigest() == digest
            ):
                at, last = position, digest
            else:
                self.position, self.hash = at, last
                yield from self._amiss((key, position, previous, digest, body, agrees))
                at, last, doubt = self.position, self.hash, self._doubt is not None
            if wanted and at in wanted:
                self.seen[at] = last
        self.position, self.hash = at, last

    def ended(self, position: int, digest: str) -> Iterator[Damage]:
        """The end of the chain against what is kept of it."""
        yield from self._settled(digest)
        if (position, digest) != (self.position, self.hash):
            yield Damage(Kind.HEAD, self.chain, self.position, position)

    def marked(self, marks: Iterable[Mark]) -> Iterator[Damage]:
        """The chain against anchors, in their order: entries that are cut off, and the first that gives another hash."""
        agreed, rebuilt = 0, False
        for mark in sorted(marks, key=lambda mark: mark.position):
            if mark.position > self.position:
                yield Damage(Kind.CUT, self.chain, self.position + 1, mark.position, mark.name)
            elif mark.position and self.seen.get(mark.position) != mark.hash:
                if not rebuilt:
                    yield Damage(Kind.REBUILT, self.chain, agreed + 1, mark.position, mark.name)
                rebuilt = True
            else:
                agreed = agreed if rebuilt else mark.position

    def _settled(self, following: str) -> Iterator[Damage]:
        """Whether the bytes or the hash of the doubtful entry were edited: the next link knows the true hash."""
        if self._doubt is None:
            return
        (position, computed), self._doubt = self._doubt, None
        if following == computed:
            self.hash = computed
            yield Damage(Kind.HASH, self.chain, position)
        else:
            yield Damage(Kind.BODY, self.chain, position)

    def _amiss(self, row: Row) -> Iterator[Damage]:
        key, position, previous, digest, body, agrees = row
        yield from self._settled(previous)
        gap = position > self.position + 1
        if gap:
            yield Damage(Kind.MISSING, self.chain, self.position + 1, position - 1)
        elif position <= self.position:
            yield Damage(Kind.TWICE, self.chain, position)
        fields = {} if agrees else self.differing(key, body)
        moved = "position" in fields
        if moved:
            yield Damage(Kind.MOVED, self.chain, position, int(fields["position"]))
        for name in sorted(fields):
            if name != "position":
                yield Damage(Kind.COLUMN, self.chain, position, field=name)
        true_link = chained(self.hash, body)
        if previous != self.hash and chained(previous, body) == digest:
            if not gap and not moved:
                yield Damage(Kind.BROKEN, self.chain, position)
        elif previous != self.hash and true_link == digest:
            yield Damage(Kind.PREVIOUS, self.chain, position)
        elif previous != self.hash:
            yield Damage(Kind.BODY, self.chain, position)
        elif true_link != digest:
            self._doubt = position, true_link
        self.position, self.hash = position, digest
