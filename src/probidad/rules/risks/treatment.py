"""What may be done about the risk that is left. Source: guides v4 to v7; a corruption or integrity risk is never accepted."""

from probidad.rules.risks.method import RiskKind, RiskMethod, Treatment


def allowed_treatments(method: RiskMethod, kind: RiskKind) -> tuple[Treatment, ...]:
    """The options of the methodology for a kind of risk, in its order."""
    return tuple(each for each in method.treatments if not (kind.corrupt and each in method.refused))


def check_treatment(method: RiskMethod, kind: RiskKind, treatment: Treatment) -> None:
    """Raises ``ValueError`` for an option that this kind of risk does not have."""
    if treatment not in allowed_treatments(method, kind):
        raise ValueError(f"a {kind} risk has no treatment {treatment} in {method.key}")


def needs_plan(treatment: Treatment) -> bool:
    """Reducing needs a plan: action, responsible, dates, state."""
    return treatment is Treatment.REDUCE
