"""Names of kinds, sides and severities as a reader sees them: English message identifiers."""

from collections.abc import Mapping

from probidad.rules.finding import gettext_noop as _
from probidad.rules.risks.method import RiskKind

KIND_LABELS: Mapping[RiskKind, str] = {
    RiskKind.MANAGEMENT: _("Management risk"),
    RiskKind.CORRUPTION: _("Corruption risk"),
    RiskKind.INTEGRITY: _("Public integrity risk"),
    RiskKind.DIGITAL: _("Information security risk"),
    RiskKind.FISCAL: _("Fiscal risk"),
    RiskKind.OTHER: _("Risk of no stated kind"),
}
KIND_CELLS: Mapping[RiskKind, str] = {  # what a map of ours writes in its column of kinds; maps are in Spanish
    RiskKind.MANAGEMENT: "Gestión",
    RiskKind.CORRUPTION: "Corrupción",
    RiskKind.INTEGRITY: "Integridad pública",
    RiskKind.DIGITAL: "Seguridad digital",
    RiskKind.FISCAL: "Fiscal",
    RiskKind.OTHER: "",
}
SIDE_LABELS: Mapping[str, str] = {"inherent": _("Inherent"), "residual": _("Residual")}
