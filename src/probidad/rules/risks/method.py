"""A methodology of risk as data: its levels, its map of zones, its way of scoring controls.

The tables come from ``frameworks/co/risks``, one file for each version; a risk stores the key of the one that it was
measured with, and another version makes another assessment.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class RiskKind(StrEnum):
    """What a risk is about (tipo de riesgo)."""

    MANAGEMENT = "management"
    CORRUPTION = "corruption"
    INTEGRITY = "integrity"
    DIGITAL = "digital"
    FISCAL = "fiscal"
    OTHER = "other"

    @property
    def corrupt(self) -> bool:
        """Corruption and public integrity: what the law does not let an entity accept."""
        return self in (RiskKind.CORRUPTION, RiskKind.INTEGRITY)


class Zone(StrEnum):
    """Where a risk stands on the map (zona de riesgo), from low to extreme."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    EXTREME = "extreme"

    @property
    def rank(self) -> int:
        """1 for low, 4 for extreme."""
        return list(Zone).index(self) + 1


class Axis(StrEnum):
    """What a control moves."""

    PROBABILITY = "probability"
    IMPACT = "impact"


class Treatment(StrEnum):
    """What is done about the risk that is left (opción de tratamiento)."""

    ACCEPT = "accept"
    REDUCE = "reduce"
    AVOID = "avoid"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Level:
    """A step of a scale. ``value`` is what the methodology multiplies or compares: 3, 10, or 3/5 for 60 %. ``least`` and
    ``most`` bound the times a year (probability by exposure), or ``least`` the minimum wages (impact)."""

    level: int
    value: Fraction
    name_es: str
    least: int | None = None
    most: int | None = None
    also: tuple[str, ...] = ()  # other names that maps give it


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The yes/no form of impact. ``bands``: level, fewest and most yes. ``override``: the question whose yes gives a level
    at once, with that level."""

    questions: tuple[int, ...]
    bands: tuple[tuple[int, int, int], ...]
    override: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Question:
    """A criterion of a control and the points of each answer."""

    key: str
    points: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ScoreBand:
    """A name or a number of steps for scores, both ends included."""

    least: int
    most: int
    strength: str = ""
    steps: int = 0


@dataclass(frozen=True, slots=True)
class ControlMethod:
    """How controls are scored. ``way``: ``questions`` (2015), ``solidity`` (v4) or ``weights`` (v5 to v7)."""

    way: str
    questions: tuple[Question, ...] = ()
    bands: tuple[ScoreBand, ...] = ()
    axes: Mapping[str, Axis] | None = None
    weights: Mapping[str, Fraction] | None = None
    implementations: Mapping[str, Fraction] | None = None
    security_implementations: Mapping[str, Fraction] | None = None
    solidity: Mapping[str, int] | None = None
    set_bands: tuple[ScoreBand, ...] = ()
    moves: Mapping[str, Mapping[str, int]] | None = None


@dataclass(frozen=True, slots=True)
class RiskMethod:
    """A version of the guide. ``floor`` is the least impact that a corruption risk has, or None; ``marks`` tell how well
    each table is verified (V, K or P)."""

    key: str
    name_es: str
    since: date
    until: date | None
    source: str
    marks: Mapping[str, str]
    names: tuple[str, ...]
    kinds: tuple[RiskKind, ...]
    basis: str  # "frequency" | "exposure"
    probability: tuple[Level, ...]
    impact: tuple[Level, ...]
    questionnaire: Questionnaire | None
    floor: int | None
    corruption_moves_impact: bool
    refused: tuple[Treatment, ...]
    treatments: tuple[Treatment, ...]
    zone_names: Mapping[Zone, str]
    cells: Mapping[tuple[int, int], Zone]
    controls: ControlMethod

    def level(self, axis: Axis, number: int) -> Level:
        """The step ``number`` of the scale. Raises ``ValueError`` when the scale has none."""
        scale = self.probability if axis is Axis.PROBABILITY else self.impact
        at = number - scale[0].level  # levels follow each other
        if not 0 <= at < len(scale):
            raise ValueError(f"{self.key} has no level {number} of {axis}")
        return scale[at]
