"""Suggestions on the texts of a map: whether a corruption risk has its four elements, what a control leaves unsaid."""

from collections.abc import Callable, Iterator

from probidad.rules.finding import Finding, Nature, Severity
from probidad.rules.finding import gettext_noop as _
from probidad.rules.risks.controltext import ControlPart, parts_lacking
from probidad.rules.risks.definition import Element, denies_a_control, elements_seen, is_a_consequence
from probidad.rules.risks.mapfacts import MapFacts, RiskFacts
from probidad.rules.risks.method import RiskKind

PART_LABELS = {
    ControlPart.OWNER: _("who does it"),
    ControlPart.ACTION: _("what is verified"),
    ControlPart.PERIODICITY: _("how often"),
    ControlPart.PURPOSE: _("what for"),
    ControlPart.HOW: _("how"),
    ControlPart.DEVIATIONS: _("what happens with deviations"),
    ControlPart.EVIDENCE: _("evidence left"),
}
ELEMENT_LABELS = {
    Element.ACTION: _("action or omission"),
    Element.POWER: _("use of power"),
    Element.DIVERSION: _("diversion of public affairs"),
    Element.BENEFIT: _("private benefit"),
}
LABELS_MARK = " · "


def definition(facts: MapFacts, risk: RiskFacts) -> Iterator[Finding]:
    """Only a corruption risk must show all four elements."""
    settle = _("The four elements: action or omission, use of power, diversion, private benefit.")
    if risk.kind.corrupt:
        missing = [element for element in Element if element not in elements_seen(risk.statement)]
        if missing:
            told = {"labels": LABELS_MARK.join(ELEMENT_LABELS[element] for element in missing)}
            message = _("The text of the risk does not show: %(labels)s. Without all four it is a management risk.")
            yield Finding(
                "M-DEFINITION", Severity.MEDIUM, risk.number, message, told, settle, ("risk",), Nature.SUGGESTION
            )
    elif risk.kind is RiskKind.OTHER and elements_seen(risk.statement) == frozenset(Element):
        message = _(
            "The map does not say of what kind the risk is, and its text shows the four elements of corruption."
        )
        yield Finding("M-KIND", Severity.MEDIUM, risk.number, message, {}, settle, ("risk", "kind"), Nature.SUGGESTION)
    if denies_a_control(risk.statement):
        message = _("The text of the risk names what is missing, which is a cause, not what may happen.")
        yield Finding("M-STATEMENT", Severity.LOW, risk.number, message, {}, settle, ("risk",), Nature.SUGGESTION)
    elif is_a_consequence(risk.statement):
        message = _("The text of the risk names a consequence, not what may happen.")
        yield Finding("M-STATEMENT", Severity.LOW, risk.number, message, {}, settle, ("risk",), Nature.SUGGESTION)


def control_texts(facts: MapFacts, risk: RiskFacts) -> Iterator[Finding]:
    """What the text of each control leaves unsaid."""
    for number, control in enumerate(risk.controls, 1):
        if len(control.text.strip()) < 8:
            continue
        lacking = parts_lacking(control.text)
        if lacking:
            told = {"control": str(number), "labels": LABELS_MARK.join(PART_LABELS[part] for part in lacking)}
            message = _("Control %(control)s does not say: %(labels)s.")
            settle = _(
                "The text of the control with its responsible, periodicity, purpose, way, deviations and evidence."
            )
            yield Finding(
                "M-CONTROL-TEXT", Severity.LOW, risk.number, message, told, settle, ("control",), Nature.SUGGESTION
            )


TEXT_RULES: tuple[Callable[[MapFacts, RiskFacts], Iterator[Finding]], ...] = (definition, control_texts)
