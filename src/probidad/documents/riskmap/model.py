"""What a map holds, as it was read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from probidad.documents.cells import Place, Remark
from probidad.rules.risks.method import RiskKind, Zone

CONTROL_FIELDS = (
    "control_number", "control", "control_owner", "control_kind", "control_way", "control_weight", "control_score",
    "control_documented", "control_frequency", "control_evidence", "control_execution", "control_solidity", "control_axis",
    "criterion_owner", "criterion_segregation", "criterion_periodicity", "criterion_purpose", "criterion_how",
    "criterion_deviations", "criterion_evidence",
)  # fmt: skip
RISK_FIELDS = (
    "number", "process", "objective", "kind", "source", "risk_point", "risk", "immediate_cause", "cause", "consequence",
    "exposure", "yes_answers", "inherent_probability", "inherent_probability_value", "inherent_impact",
    "inherent_impact_value", "inherent_product", "inherent_zone", "residual_probability", "residual_probability_value",
    "residual_impact", "residual_impact_value", "residual_product", "residual_zone", "treatment", "action", "indicator",
    "documents", "responsible", "start", "end", "follow_up", "state",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MapRead:
    """Text of a cell and where it stands. ``note`` is a message where the cell is not the row's own."""

    text: str
    place: Place
    note: str = ""


@dataclass(frozen=True, slots=True)
class MapControl:
    """A control of a risk: its cells by field."""

    reads: Mapping[str, MapRead]

    def text(self, field: str) -> str:
        """Text of the field, empty where nothing is written."""
        read = self.reads.get(field)
        return read.text if read else ""


@dataclass(frozen=True, slots=True)
class MapRisk:
    """A risk of the map. ``others``: cells of columns that no field names, by their heading."""

    number: int
    row: int
    kind: RiskKind
    reads: Mapping[str, MapRead]
    controls: tuple[MapControl, ...]
    others: Mapping[str, MapRead]

    def text(self, field: str) -> str:
        """Text of the field, empty where nothing is written."""
        read = self.reads.get(field)
        return read.text if read else ""


@dataclass(frozen=True, slots=True)
class PrintedZones:
    """The map of zones that the document itself prints, by levels of probability and impact."""

    cells: Mapping[tuple[int, int], Zone]
    place: Place


@dataclass(frozen=True, slots=True)
class RiskMap:
    """A file with its risks. ``day`` is the date of the document where it says one; ``texts`` what its titles say."""

    file: str
    format: str
    sha256: str
    risks: tuple[MapRisk, ...]
    headings: Mapping[str, str]  # field to the heading that named it
    day: date | None
    titles: str
    printed: PrintedZones | None
    remarks: tuple[Remark, ...]
