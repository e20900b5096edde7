"""Words for what the report holds as keys: levels, severities, natures, states, kinds."""

from probidad.rules.compliance import Kind, State
from probidad.rules.finding import Nature, Severity
from probidad.rules.finding import gettext_noop as _

LEVEL_WORDS = {"alta": _("high level"), "media": _("middle level"), "baja": _("low level")}
SEVERITY_WORDS = {Severity.HIGH: _("grave"), Severity.MEDIUM: _("important"), Severity.LOW: _("minor")}
NATURE_WORDS = {Nature.DETERMINISTIC: _("check"), Nature.SUGGESTION: _("suggestion")}
KIND_WORDS = {Kind.COUNT: _("count"), Kind.PERCENT: _("percentage"), Kind.UNKNOWN: _("not told")}
STATE_WORDS = {
    State.NOT_STARTED: _("not started"),
    State.UNDER_WAY: _("under way"),
    State.FULFILLED: _("fulfilled"),
    State.OVERDUE: _("overdue"),
    State.NOT_DUE: _("not yet due"),
    State.NO_DATA: _("without data"),
}
INFERRED_WORDS = {
    "fraction": _("written as a fraction"),
    "ambiguous": _("a bare 1, taken as 100 %"),
    "points": _("without the sign, read as percent points"),
    "share_of_target": _("a share of the target"),
}
RULE_TITLES = {
    "R-TOTAL": _("The printed total does not come out of the rows"),
    "R-ROWCOUNT": _("A row may be missing"),
    "R-RECALC": _("The arithmetic gives another figure"),
    "R-SHIFT": _("The row stands one column away"),
    "R-MERGE": _("The activity seems to stand under another heading"),
    "R-TRUNC": _("The text seems to be cut"),
    "R-EMPTY": _("Cells are empty"),
    "R-SCALE-MIX": _("Fraction and percentage are mixed"),
    "R-SCALE-AMBIG": _("A bare 1 against a percentage"),
    "R-TARGET-AMBIG": _("A percent target of 1"),
    "R-UNIT-MISSING": _("The percent sign is missing"),
    "R-TEXT-TARGET": _("The activity and its target do not say the same"),
    "R-OBS-RATIO": _("The count of the remarks gives another figure"),
    "R-OBS-COUNT": _("The remarks give another figure"),
    "R-OBS-NEG": _("The remarks speak of work to be done"),
    "R-OBS-STAGE": _("Stages are asked for and not named"),
    "R-OBS-DUP": _("The remarks are a copy"),
    "R-SAME-EVENT": _("One event behind several figures"),
    "R-EQ-TARGET": _("The value is exactly the target"),
    "R-PERIODIC": _("More periods than are complete"),
    "R-OVERDUE": _("The deadline passed"),
    "R-NODATE": _("No date of completion"),
    "R-FRACTION-COUNT": _("A part of one thing"),
    "R-IND-FORM": _("The indicator is not a measure"),
    "R-TWO-TARGETS": _("Two things, one figure"),
    "R-CUTOFF": _("The date and the cut-off do not meet"),
    "R-SELF-REVIEW": _("Who executes is who reviews"),
    "R-RESP": _("Nobody is responsible"),
    "R-NO-EVIDENCE": _("No proof is named"),
    "R-PII": _("A person is named"),
    "R-TYPO": _("A word seems misspelt"),
    "R-DATEFMT": _("The deadline is not one full date"),
    "R-FORMAT": _("Ways of writing are mixed"),
    "R-COVERAGE": _("Components of the framework without a heading"),
}
