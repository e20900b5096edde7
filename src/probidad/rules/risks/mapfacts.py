"""What the audit of a risk map works on: levels, zones and texts as they were read, without files or places."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from probidad.rules.risks.method import RiskKind, RiskMethod, Treatment, Zone


@dataclass(frozen=True, slots=True)
class SideFacts:
    """The risk before controls, or what is left. Levels are None where nothing readable is written; ``unread`` names the
    fields whose cells were not understood; ``disagreeing`` those whose number and name are of different levels."""

    probability: int | None = None
    impact: int | None = None
    zone: Zone | None = None
    product: Fraction | None = None
    probability_value: Fraction | None = None
    impact_value: Fraction | None = None
    unread: tuple[str, ...] = ()
    disagreeing: tuple[str, ...] = ()

    @property
    def written(self) -> bool:
        """Whether anything of it was read."""
        return self.probability is not None or self.impact is not None or self.zone is not None


@dataclass(frozen=True, slots=True)
class ControlFacts:
    """A control as the map tells it. ``kind`` and ``way`` are empty where they are not told."""

    text: str
    kind: str = ""
    way: str = ""
    score: Fraction | None = None
    weight: Fraction | None = None


@dataclass(frozen=True, slots=True)
class RiskFacts:
    """A risk of the map; ``number`` counts from 1."""

    number: int
    kind: RiskKind
    process: str
    statement: str
    inherent: SideFacts
    residual: SideFacts
    controls: tuple[ControlFacts, ...] = ()
    treatment: Treatment | None = None
    action: str = ""
    yes_answers: int | None = None


@dataclass(frozen=True, slots=True)
class MapFacts:
    """A map. ``scoring`` is the methodology by which its scores of controls move a risk, or None where it has none;
    ``own_cells`` the map of zones that the document prints; ``columns`` the fields that it has a column for."""

    method: RiskMethod
    scoring: RiskMethod | None
    risks: tuple[RiskFacts, ...]
    own_cells: Mapping[tuple[int, int], Zone] | None = None
    columns: frozenset[str] = frozenset()
