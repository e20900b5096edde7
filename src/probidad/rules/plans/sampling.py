"""The draw of a sample of evidence to check: from a published seed, by component, reproducible by anyone.

Product method (P). The seed is the digest of what the cut-off froze, known only once nothing can be changed any more.
Each piece of evidence gets the SHA-256 of ``seed``, component and its own identifier, joined by line feeds, in UTF-8;
within a component those with the smallest digests are drawn. With ``sha256sum`` anybody draws the same sample again.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

VERSION = 1  # moves with every change of outcome; a published draw keeps the version that it was drawn with


@dataclass(frozen=True, slots=True)
class SizeRule:
    """How many are drawn of each component: a share of them rounded up, at least ``least``, or all where there are
    fewer; never more than ``most``."""

    share: Fraction = Fraction(1, 5)
    least: int = 3
    most: int | None = None

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1 or self.least < 1 or (self.most is not None and self.most < self.least):
            raise ValueError(
                "a sample takes a share above 0 and up to 1, at least one, and its most is not below its least"
            )


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence that may be drawn: an identifier that is published and never changes, and its component."""

    key: str
    component: str


@dataclass(frozen=True, slots=True)
class Stratum:
    """A component (estrato): how many pieces it has and which were drawn, in the order of the draw."""

    component: str
    size: int
    drawn: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draw:
    """A draw (sorteo), with all that is needed to repeat it."""

    seed: str
    version: int
    rule: SizeRule
    strata: tuple[Stratum, ...]

    @property
    def drawn(self) -> tuple[str, ...]:
        """All that were drawn."""
        return tuple(key for stratum in self.strata for key in stratum.drawn)


DEFAULT = SizeRule()


def size(pieces: int, rule: SizeRule = DEFAULT) -> int:
    """How many of ``pieces`` are drawn."""
    wanted = max(ceil(pieces * rule.share), rule.least)
    return min(pieces, wanted if rule.most is None else min(wanted, rule.most))


def rank(seed: str, piece: Piece) -> str:
    """The digest that decides the place of a piece: 64 hexadecimal digits, smallest first."""
    return hashlib.sha256(f"{seed}\n{piece.component}\n{piece.key}".encode()).hexdigest()


def draw(pieces: Iterable[Piece], seed: str, rule: SizeRule = DEFAULT) -> Draw:
    """The sample, whatever the order in which ``pieces`` come.

    Raises ``ValueError`` without a seed, for a piece that is listed twice, or for a line feed in a key.
    """
    listed = list(pieces)
    if not seed.strip():
        raise ValueError("a draw needs a seed that is published")
    if len({piece.key for piece in listed}) < len(listed):
        raise ValueError("a piece of evidence is listed twice")
    if any("\n" in piece.key or "\n" in piece.component for piece in listed):
        raise ValueError("a key has a line feed, which parts what the digest is made of")
    strata = []
    for component in sorted({piece.component for piece in listed}):
        within = [piece for piece in listed if piece.component == component]
        placed = sorted(within, key=lambda piece: (rank(seed, piece), piece.key))
        strata.append(Stratum(component, len(within), tuple(piece.key for piece in placed[: size(len(within), rule)])))
    return Draw(seed, VERSION, rule, tuple(strata))
